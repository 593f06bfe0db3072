import { readCookie } from '@answerable/web';
import type { Request, Response } from 'express';
import type { PortalConfig } from '../config.js';

export type CookieName = 'session' | 'sign-in' | 'kept';

/** Cookies of this portal; both portals may run on one host name, whose cookies know no port. */
export class Cookies {
  readonly #prefix: string;
  readonly #secure: boolean;

  constructor(config: Pick<PortalConfig, 'PORTAL' | 'PUBLIC_URL'>) {
    this.#secure = config.PUBLIC_URL.startsWith('https:');
    this.#prefix = `${this.#secure ? '__Host-' : ''}${config.PORTAL}-`;
  }

  read(request: Request, name: CookieName): string | undefined {
    return readCookie(request, this.#prefix + name);
  }

  // Lax: Keycloak sends the browser back by a link from its own site.
  set(response: Response, name: CookieName, value: string, maxAge?: number): void {
    response.cookie(this.#prefix + name, value, {
      httpOnly: true,
      secure: this.#secure,
      sameSite: 'lax',
      path: '/',
      maxAge,
    });
  }

  clear(response: Response, name: CookieName): void {
    response.clearCookie(this.#prefix + name, { httpOnly: true, secure: this.#secure, sameSite: 'lax', path: '/' });
  }
}
