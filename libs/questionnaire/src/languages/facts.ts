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
