import type { en } from './en.js';

export interface LanguageFacts {
  /** As in the contract's list of languages; a BCP 47 tag but for `en-easy`. */
  readonly code: string;
  /** In the language itself. */
  readonly name: string;
  readonly dir: 'ltr' | 'rtl';
  readonly locale: string;
  /** A translation is shown before its review, and says so on every page. */
  readonly review: 'original' | 'reviewed' | 'awaiting professional review';
}

/** Everything a person may read, in one language: English is the shape, and a missing text does not compile. */
export type LanguageTexts = Texts<typeof en>;

type Texts<T> = T extends string
  ? string
  : T extends LanguageFacts
    ? LanguageFacts
    : T extends readonly (infer E)[]
      ? readonly Texts<E>[]
      : { readonly [K in keyof T]: Texts<T[K]> };
