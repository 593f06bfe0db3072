import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import type { Response } from 'express';
import nunjucks from 'nunjucks';
import { assetAddress } from './assets.js';
import { dateInWords, timeInWords } from './words.js';

const own = join(packageRoot(import.meta.url), 'views');
const govuk = join(dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')), 'dist');

/** Everything a page's template can read, apart from what the middleware put into `res.locals`. */
export type PageModel = Record<string, unknown>;

/** Nunjucks with escaping on, the app's own folders first, then our layouts, then govuk-frontend's macros. */
export function createViews(folders: string[], globals: Record<string, unknown> = {}): nunjucks.Environment {
  const loader = new nunjucks.FileSystemLoader([...folders, own, govuk]);
  const views = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  views.addGlobal('asset', assetAddress);
  views.addFilter('dateInWords', dateInWords);
  views.addFilter('timeInWords', timeInWords);
  views.addFilter('upfirst', (text: string) => text.charAt(0).toUpperCase() + text.slice(1));
  for (const [name, value] of Object.entries(globals)) views.addGlobal(name, value);
  return views;
}

/** A part that many pages share, for a template to show with `safe`. */
export function renderPart(app: Response['app'], view: string, model: PageModel): string {
  return (app.locals.views as nunjucks.Environment).render(view, model);
}

/** Renders a view (a path below the app's views folders, with extension) and sends it, never to be cached. */
export function renderPage(response: Response, view: string, model: PageModel = {}): void {
  const html = renderPart(response.app, view, { ...response.locals, ...model });
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(html));
  // Not by Express's send, which would copy it to compare it with what may not be kept.
  response.end(html);
}
