import type { RequestHandler } from 'express';
import helmet from 'helmet';

export interface PageHeaders {
  secure: boolean;
  /** Other origins a form may lead to, after a redirect too: the sign-in server, the interview's origin. */
  formTargets?: readonly string[];
  /** Send no referrer at all (survey) or none to other origins (portal). */
  referrer?: 'no-referrer' | 'same-origin';
}

/** Headers of a page that runs no script, loads from its own origin only, and cannot be framed. */
export function pageHeaders({ secure, formTargets = [], referrer = 'same-origin' }: PageHeaders): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'font-src': ["'self'"],
        'img-src': ["'self'"],
        'form-action': ["'self'", ...formTargets],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
        ...(secure && { 'upgrade-insecure-requests': [] }),
      },
    },
    referrerPolicy: { policy: referrer },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
  });
}
