import { fill, languages, readingAge, textsOf } from '@answerable/questionnaire';
import { expect, test } from 'vitest';
import { supported } from './page.js';

/** Names a reader must know anyhow. */
const known = new Set(['victim', 'support', 'telephone', 'history', 'browser', 'emergency', 'roughly']);
const { title, sentTitle, sent, sameForAll, helpNow, notSentTitle, notSent, ...form } = textsOf('en').ownRoute;
const pages: readonly (readonly [string, readonly string[]])[] = [
  ['the form', [title, ...Object.values(form)]],
  ['that it was sent', [sentTitle, sent, sameForAll, helpNow]],
  ['that it was not', [notSentTitle, notSent]],
];
/** The prose of a page: each text a sentence of its own, with what is filled in as one short word. */
const proseOf = (texts: readonly string[]): string =>
  texts
    .map((text) => fill(text, { phone: 'this' }))
    .map((text) => (/[.?:]$/.test(text) ? text : `${text}.`))
    .join(' ');

test.each(pages)('reads easily at nine, as the survey does: %s', (_, texts) => {
  expect(proseOf(texts)).toMatch(/Victim Support|call/);
  expect(readingAge(proseOf(texts), known)).toBeLessThan(9);
});

test.each(pages)('has no sentence that a child of thirteen could not read: %s', (_, texts) => {
  const hard = proseOf(texts)
    .split(/(?<=[.?!])\s+/)
    .filter((sentence) => sentence.split(' ').length >= 8 && readingAge(sentence, known) > 13);
  expect(hard).toEqual([]);
});

test.each(Object.values(languages))('says in $facts.name nothing of what was reported', ({ ownRoute }) => {
  const texts = Object.values(ownRoute).join(' ').replaceAll('Victim Support', '');
  expect(texts).not.toMatch(/victim|police|rape|polic|polis|heddlu|booliis|الشرطة|sexu|crime|delito|reato|crimen|suç/i);
});

test('speaks every language of the survey, each the way it runs', () => {
  expect(supported.map(({ tag }) => tag)).toEqual(Object.keys(languages));
  expect(supported.filter(({ direction }) => direction === 'rtl').map(({ tag }) => tag)).toEqual(['ar']);
});
