import type { MessageChannel } from '../channel.js';

export type TemplateName = 'invitation' | 'reminder';

/** Everything we write in one language. */
export interface LanguageTexts extends Readonly<
  Record<MessageChannel, Readonly<Record<TemplateName, { readonly subject: string; readonly body: string }>>>
> {
  /** Raised whenever one of them changes: each message keeps the version that was sent. */
  readonly version: number;
  /** Whether a professional translator has read it. */
  readonly reviewed: boolean;
  /** Beginnings of words of this language that would tell whoever holds her phone. */
  readonly tellingWords: readonly string[];
}
