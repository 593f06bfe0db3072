import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { problem } from '@answerable/service';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

export const formNotOurs = problem('form-not-ours', 403, 'We could not be sure that this form came from you');

export interface CsrfOptions {
  /** At least 32 bytes each, base64url: the first signs the value in the form, each is good for one that comes back. */
  keys: readonly string[];
  /** Whether the service is reached by https; then the cookie carries the `__Host-` prefix. */
  secure: boolean;
  /** Paths that other machines post to, each with a proof of its own (webhooks, back-channel sign-out). */
  exempt?: readonly string[];
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const cookieValue = /^[\w-]{22}$/;

/**
 * Signed double submit (OWASP CSRF cheat sheet): the cookie holds a random value, the form its HMAC, so a planted cookie
 * is worth nothing without the key. Needs no session: a form can be posted after the session has ended and still be
 * known as ours. Requests that a browser cannot send across origins on its own (a JSON body, a bearer token) pass.
 */
export function csrf({ keys, secure, exempt = [] }: CsrfOptions): RequestHandler {
  const secrets = keys.map((key) => Buffer.from(key, 'base64url'));
  if (!secrets.every((secret) => secret.length >= 32)) throw new Error('each CSRF key must have at least 32 bytes');
  const name = secure ? '__Host-form' : 'form';
  // Key objects: Node 24 would make them anew from the bytes for every form.
  const signingKeys = secrets.map((secret) => createSecretKey(secret));
  const sign = (value: string, key: KeyObject) => createHmac('sha256', key).update(value).digest('base64url');

  return (request: Request, response: Response, next: NextFunction) => {
    let value = readCookie(request, name);
    if (!value || !cookieValue.test(value)) {
      value = randomBytes(16).toString('base64url');
      // Lax, not strict: coming back from sign-in must keep the value that open forms were signed with.
      response.cookie(name, value, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
    }
    const cookie = value;
    response.locals.csrfToken = sign(cookie, signingKeys[0]!);
    if (safeMethods.has(request.method) || exempt.includes(request.path) || cannotBeForged(request)) return next();
    const sent: unknown = (request.body as Record<string, unknown> | undefined)?._csrf;
    const own = request.get('sec-fetch-site') !== 'cross-site';
    if (own && typeof sent === 'string' && signingKeys.some((key) => same(sent, sign(cookie, key)))) return next();
    next(formNotOurs());
  };
}

function cannotBeForged(request: Request): boolean {
  if (/^bearer /i.test(request.get('authorization') ?? '')) return true;
  return /^application\/([\w.-]+\+)?(json|x-ndjson)\b/i.test(request.get('content-type') ?? '');
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** One cookie of the request by its name; undefined where it is absent. */
export function readCookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
