import type { Language } from '@answerable/contracts';
import { messageChannels, type MessageChannel } from './channel.js';
import { ar } from './languages/ar.js';
import { cy } from './languages/cy.js';
import { enEasy } from './languages/en-easy.js';
import { en } from './languages/en.js';
import { es } from './languages/es.js';
import { fr } from './languages/fr.js';
import { it } from './languages/it.js';
import { pl } from './languages/pl.js';
import { pt } from './languages/pt.js';
import { so } from './languages/so.js';
import type { LanguageTexts, TemplateName } from './languages/texts.js';
import { tr } from './languages/tr.js';

export interface MessageTemplate {
  name: TemplateName;
  /** Raised whenever a text changes; each message keeps the version that was sent. */
  version: number;
  channel: MessageChannel;
  language: Language;
  reviewed: boolean;
  subject: string;
  body: string;
}

/** Variables by channel: a link goes nowhere but where she said links are safe; a letter holds a code. */
export const variablesOf: Readonly<Record<MessageChannel, readonly string[]>> = {
  email: ['link', 'sender'],
  sms: ['link', 'sender'],
  letter: ['code', 'site', 'sender', 'telephone'],
};

export const textsOf: Readonly<Record<Language, LanguageTexts>> = {
  en,
  'en-easy': enEasy,
  cy,
  es,
  pt,
  fr,
  so,
  ar,
  pl,
  it,
  tr,
};

const names: readonly TemplateName[] = ['invitation', 'reminder'];

/** Every message, in every language of the questionnaire; a test puts each through the linter. */
export const templates: readonly MessageTemplate[] = Object.entries(textsOf).flatMap(([language, texts]) =>
  messageChannels.flatMap((channel) =>
    names.map((name) => ({
      name,
      version: texts.version,
      channel,
      language: language as Language,
      reviewed: texts.reviewed,
      ...texts[channel][name],
    })),
  ),
);

/** The template in force. */
export function templateFor(name: TemplateName, channel: MessageChannel, language: Language): MessageTemplate {
  return templates.find((t) => t.name === name && t.channel === channel && t.language === language)!;
}

/** The first lines as a locked phone shows them; of an e-mail, whom it is from comes first. */
export function lockScreen(template: MessageTemplate, values: Readonly<Record<string, string>>): string {
  const shown = template.channel === 'sms' ? template.body : `{{from}}\n${template.subject}\n${template.body}`;
  return shown.replace(/\{\{(\w+)\}\}/g, (_, v: string) => values[v] ?? '').slice(0, 120);
}
