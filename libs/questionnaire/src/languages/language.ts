import type { en } from './en.js';
import type { LanguageFacts } from './facts.js';

/** Everything a person may read, in one language: English is the shape, and a missing text does not compile. */
export type LanguageTexts = Texts<typeof en>;

type Texts<T> = T extends string
  ? string
  : T extends LanguageFacts
    ? LanguageFacts
    : T extends readonly (infer E)[]
      ? readonly Texts<E>[]
      : { readonly [K in keyof T]: Texts<T[K]> };
