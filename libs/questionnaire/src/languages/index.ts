import { ar } from './ar.js';
import { cy } from './cy.js';
import { enEasy } from './en-easy.js';
import { en } from './en.js';
import { es } from './es.js';
import { fr } from './fr.js';
import { it } from './it.js';
import { pl } from './pl.js';
import { pt } from './pt.js';
import { so } from './so.js';
import { tr } from './tr.js';
import type { Item } from '../questionnaire.js';
import type { LanguageTexts } from './language.js';

/** Every language the survey speaks, in the order of the menu. */
export const languages: Readonly<Record<string, LanguageTexts>> = {
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

/** Texts of a language; English where the code is not one of ours (a cookie may hold anything). */
export function textsOf(code: string | undefined): LanguageTexts {
  return code !== undefined && Object.hasOwn(languages, code) ? languages[code]! : en;
}

interface Words {
  readonly question: string;
  readonly hint?: string;
  readonly answers: Readonly<Record<string, string>>;
}

/** Question, hint and the words for each code of an item as its version says them, the silences included. */
export function wordsOf(texts: LanguageTexts, { id, wording = id }: Pick<Item, 'id' | 'wording'>): Words {
  const found = (texts.items as Readonly<Record<string, Words>>)[wording];
  if (!found) throw new Error(`No words for item ${wording} in ${texts.facts.code}.`);
  return { ...found, answers: { ...texts.silences, ...found.answers } };
}

/** A number, name or address within a text of either direction: without its own, its parts stand the wrong way round in Arabic. */
export const isolated = (value: string): string => `\u2066${value}\u2069`;

/** Puts values into the places a text names: `{month}`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => (name in values ? String(values[name]) : place));
}
