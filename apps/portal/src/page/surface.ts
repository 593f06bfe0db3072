import { packageRoot, type Views } from '@answerable/service';
import { pages } from '@answerable/web';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, RequestHandler, Response } from 'express';
import { join } from 'node:path';
import type { PortalConfig } from '../config.js';
import { holdsTyped, KeptForms } from '../sign-in/kept-forms.js';
import { Sessions } from '../sign-in/sessions.js';
import * as readerWords from '../readers/words.js';
import * as staffWords from '../staff/words.js';
import { showDone } from './done.js';
import { isRefusal } from './form.js';
import { navigationFor, rolesInWords } from './navigation.js';

/** For an account that has no role here: both portals share Keycloak, so one may arrive signed in for the other. */
const otherPortal =
  'Your account belongs to the other portal. Sign out above, then sign in with the account for this one.';

/** On the page of a refusal: what was typed waits, sealed, and is one step away. */
const nothingLost = {
  safe: 'Nothing you typed is lost.',
  goOn: { href: '/kept-form', text: 'See what you typed, and send it again' },
};

const names = { staff: 'Victim Support', readers: 'Reports' } as const;

/** Layouts, headers, sessions and error pages of this portal. */
export function surface(config: PortalConfig): Views {
  const own = pages({
    views: [join(packageRoot(import.meta.url), 'views')],
    layout: config.PORTAL,
    publicUrl: config.PUBLIC_URL,
    csrf: { keys: config.FORM_KEY, exempt: ['/back-channel-logout'] },
    headers: { formTargets: [new URL(config.KEYCLOAK_ISSUER).origin, new URL(config.SURVEY_PUBLIC_URL).origin] },
    globals: {
      surfaceName: names[config.PORTAL],
      titleSuffix: 'Answerable',
      words: config.PORTAL === 'staff' ? staffWords : readerWords,
    },
  });
  let keptForms: KeptForms;
  return {
    ...own,
    async configure(app) {
      keptForms = app.get(KeptForms, { strict: false });
      await own.configure?.(app);
      app.use(resume(app, keptForms), frame(config), showDone);
    },
    async errorPage(problem, request, response) {
      if (problem.code === 'sign-in-required') return signInFirst(request, response, keptForms, false);
      if (problem.code === 'step-up-required') return signInFirst(request, response, keptForms, true);
      const stranger = problem.code === 'role-missing' && request.principal?.roles.length === 0;
      const kept = isRefusal(problem) && holdsTyped(request.body) && (await keptAfter(request, response, keptForms));
      const said = { ...problem, ...(stranger && { fix: otherPortal }), ...(kept && nothingLost) };
      await own.errorPage?.(said, request, response);
    },
  };
}

function resume(app: NestExpressApplication, keptForms: KeptForms): RequestHandler {
  const sessions = app.get(Sessions, { strict: false });
  return async (request, response, next) => {
    await sessions.resume(request);
    // A kept form that is sent now has done its duty: it must not be offered a second time.
    const kept = (request.body as { _kept?: string } | undefined)?._kept;
    if (kept && request.session) await keptForms.forget(request, response);
    next();
  };
}

/** Who is signed in and where that person can go, for the frame of every page, error pages included. */
function frame(config: PortalConfig): RequestHandler {
  return (request, response, next) => {
    const { principal } = request;
    if (principal) {
      response.locals.principal = principal;
      response.locals.person = { name: principal.name, role: rolesInWords(principal) };
      response.locals.navigation = navigationFor(config.PORTAL, principal, request.path);
    }
    next();
  };
}

/** The page of a failure is shown in any case. */
const keptAfter = (request: Request, response: Response, keptForms: KeptForms): Promise<boolean> =>
  keptForms.keep(request, response, 'refused').catch(() => false);

/** Off to sign-in and back; a form that was being sent waits, sealed, for the same person. */
async function signInFirst(request: Request, response: Response, keptForms: KeptForms, fresh: boolean): Promise<void> {
  const reading = request.method === 'GET' || request.method === 'HEAD';
  const kept = !reading && (await keptForms.keep(request, response));
  const target = reading ? request.originalUrl : kept ? '/kept-form' : '/';
  response.redirect(303, `/sign-in?return=${encodeURIComponent(target)}${fresh ? '&fresh=1' : ''}`);
}
