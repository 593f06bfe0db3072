import { z } from 'zod';
import { NOT_SURE, PREFER_NOT_TO_SAY, SKIPPED, type Answer, type Item } from './questionnaire.js';
import { itemOf } from './path.js';

export type AnswerFault = 'choose-one' | 'not-an-answer' | 'stands-alone' | 'too-long' | 'unknown-item';
export type ValidatedText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: AnswerFault };
export type Validated =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly fault: AnswerFault };

const codes = z.union([z.string(), z.array(z.string()).max(50)]).optional();
// Control characters and the marks that turn text around (U+202A to U+202E, U+2066 to U+2069) can disguise what a reader sees.
const unprintable = /(?![\n\t])\p{Cc}|\p{Noncharacter_Code_Point}|[\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Turns what a form sent for one item into an answer, or names the fault. `raw` may be anything.
 * An empty text is 'skipped'; an empty choice is the fault 'choose-one' (skipping is a button of its own, so that it is meant).
 */
export function validateAnswer(version: string, id: string, raw: unknown): Validated {
  const item = itemOf(version, id);
  if (!item) return { ok: false, fault: 'unknown-item' };
  const parsed = codes.safeParse(raw);
  if (!parsed.success) return { ok: false, fault: 'not-an-answer' };
  const given = parsed.data ?? [];
  if (item.type !== 'text') return choice(item, typeof given === 'string' ? [given] : given);
  const text = validateText(item, given);
  return text.ok ? { ok: true, answer: text.text === '' ? SKIPPED : text.text } : text;
}

/** Special codes this item accepts from her: skipping always, the others where the item offers them. */
export function silencesOf(item: Item): readonly string[] {
  return [SKIPPED, ...(item.preferNotToSay ? [PREFER_NOT_TO_SAY] : []), ...(item.notSure ? [NOT_SURE] : [])];
}

/** What she wrote, cleaned: '' for nothing. As an answer it could be taken for a code: a message may say just "skipped". */
export function validateText(item: Item, raw: unknown): ValidatedText {
  const parsed = codes.safeParse(raw);
  const given = parsed.success ? (parsed.data ?? '') : [];
  if (typeof given !== 'string')
    return parsed.success && given.length === 0 ? { ok: true, text: '' } : { ok: false, fault: 'not-an-answer' };
  const clean = given.replaceAll('\r\n', '\n').toWellFormed().replace(unprintable, '').normalize('NFC').trim();
  if ([...clean].length > item.maxLength!) return { ok: false, fault: 'too-long' };
  return { ok: true, text: clean };
}

function choice(item: Item, given: readonly string[]): Validated {
  const chosen = [...new Set(given.filter((code) => code !== ''))];
  const silence = chosen.find((code) => silencesOf(item).includes(code));
  if (chosen.length === 0) return { ok: false, fault: 'choose-one' };
  if (silence) return chosen.length === 1 ? { ok: true, answer: silence } : { ok: false, fault: 'stands-alone' };
  if (chosen.some((code) => !item.answers.includes(code))) return { ok: false, fault: 'not-an-answer' };
  if (item.type === 'single')
    return chosen.length === 1 ? { ok: true, answer: chosen[0]! } : { ok: false, fault: 'choose-one' };
  if (chosen.length > 1 && chosen.some((code) => item.alone?.includes(code)))
    return { ok: false, fault: 'stands-alone' };
  return { ok: true, answer: item.answers.filter((code) => chosen.includes(code)) };
}
