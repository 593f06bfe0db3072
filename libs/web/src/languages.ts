import type { Request, RequestHandler } from 'express';
import { createInstance, type Resource, type TFunction } from 'i18next';
import { readCookie } from './csrf.js';

/** One language of a surface: its tag, its name in itself, and which way it runs. */
export interface Language {
  tag: string;
  name: string;
  direction: 'ltr' | 'rtl';
}

export interface LanguageChoice {
  /** First one is the default. */
  supported: readonly Language[];
  /** Texts by language and namespace `translation`; missing ones fall back to the default language. */
  texts?: Resource;
  secure: boolean;
}

/**
 * Puts `language`, `languages` and `t` into `res.locals`: asked for by `?lang=` (kept in a cookie), else by the cookie,
 * else by the browser, else the default.
 */
export function languages({ supported, texts, secure }: LanguageChoice): RequestHandler {
  const [fallback] = supported;
  if (!fallback) throw new Error('at least one language is needed');
  const find = (tag: unknown) => supported.find((language) => language.tag === tag);
  const translate = translations(fallback.tag, texts);
  return (request, response, next) => {
    const asked = find(request.query.lang);
    if (asked) response.cookie('lang', asked.tag, { httpOnly: true, sameSite: 'lax', secure, path: '/' });
    const chosen = asked ?? find(readCookie(request, 'lang')) ?? find(preferred(request, supported)) ?? fallback;
    response.locals.language = chosen;
    response.locals.languages = supported;
    response.locals.t = translate(chosen.tag);
    next();
  };
}

const preferred = (request: Request, supported: readonly Language[]) =>
  request.acceptsLanguages(supported.map((language) => language.tag)) || undefined;

/** Texts of one surface: `translations('en', resources)('cy')('key')`; synchronous, no network. */
export function translations(fallback: string, texts: Resource = {}): (tag: string) => TFunction {
  const instance = createInstance();
  void instance.init({
    resources: texts,
    fallbackLng: fallback,
    lng: fallback,
    initAsync: false,
    // The templates escape; escaping here too would show entities.
    interpolation: { escapeValue: false },
    showSupportNotice: false,
  } as Parameters<typeof instance.init>[0]);
  return (tag) => instance.getFixedT(tag);
}
