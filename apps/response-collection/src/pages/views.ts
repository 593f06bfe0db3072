import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { languages, fill, isolated, textsOf } from '@answerable/questionnaire';
import { packageRoot, type ProblemDocument, type Views } from '@answerable/service';
import { pages } from '@answerable/web';
import express, { type NextFunction, type Request, type Response } from 'express';
import type { Config } from '../config.js';
import { derive } from '../keys/crypto.js';
import { notice, show, textsFor } from './page.js';

const root = packageRoot(import.meta.url);

/** The survey's pages: our frame around the shared layout, one small script that only makes leaving faster. */
export function surveyViews(config: Config): Views {
  const shared = pages({
    views: [join(root, 'views')],
    layout: 'survey',
    publicUrl: config.PUBLIC_URL,
    csrf: {
      keys: config.SESSION_KEY.map((key) => derive(Buffer.from(key, 'base64url'), 'forms').toString('base64url')),
      // Posted from the staff portal's origin; its signed, single-use token is the proof.
      exempt: ['/interview'],
    },
    headers: { referrer: 'no-referrer' },
    languages: {
      supported: Object.values(languages).map(({ facts }) => ({
        tag: facts.code,
        name: facts.name,
        direction: facts.dir,
      })),
    },
    globals: {
      fill,
      idleMinutes: config.SESSION_MINUTES,
      phone: isolated(config.SURVEY_PHONE),
      exit: config.EXIT_URL,
      script: addressOf('leave.js'),
    },
  });
  return {
    errorPage,
    async prepare(app) {
      await shared.prepare!(app);
      app.use(speak, headers);
    },
    async configure(app) {
      // Nothing may be kept, so there is nothing to compare with.
      app.set('etag', false);
      app.use(
        '/assets',
        express.static(join(root, 'assets'), { immutable: true, maxAge: '365d', index: false, redirect: false }),
      );
      await shared.configure!(app);
    },
  };
}

/** With its content's hash: it may be kept for ever, and a new one is fetched at once. */
function addressOf(name: string): string {
  const content = readFileSync(join(root, 'assets', name));
  return `/assets/${name}?v=${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

function speak(_request: Request, response: Response, next: NextFunction): void {
  const { tag } = response.locals.language as { tag: string };
  const texts = textsOf(tag);
  const { dir, locale, name } = texts.facts;
  response.locals.texts = texts;
  response.locals.language = { tag: locale, name, direction: dir };
  response.locals.languageCode = texts.facts.code;
  next();
}

/** No script but ours may run; nothing is kept, nothing is told to anybody. */
function headers(request: Request, response: Response, next: NextFunction): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '');
  response.setHeader('Content-Security-Policy', `${policy};script-src 'self';connect-src 'self'`);
  if (!request.path.startsWith('/assets/')) response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), browsing-topics=()');
  response.setHeader('X-Robots-Tag', 'noindex, nofollow, noarchive');
  next();
}

function errorPage(problem: ProblemDocument, _request: Request, response: Response): void {
  const texts = textsFor(response);
  if (problem.status === 413) {
    show(response, 'notice', { heading: texts.page.errorTitle, text: fill(texts.faults['too-long'], { n: 1000 }) });
    return;
  }
  if (problem.code === 'form-not-ours') return notice(response, 'closed', problem.status);
  if (problem.code === 'overloaded') return notice(response, 'busy', problem.status);
  notice(response, problem.status < 500 ? 'missing' : 'trouble', problem.status);
}
