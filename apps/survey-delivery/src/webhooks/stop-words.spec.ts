import { expect, test } from 'vitest';
import { plainNo, saysStop, stopWords } from './stop-words.js';

test.each(Object.entries(stopWords))('in %s she can say no in one word, however she writes it', (_, words) => {
  for (const word of words) {
    expect(saysStop(word)).toBe(true);
    expect(saysStop(`  ${word.toUpperCase()}! `)).toBe(true);
    // A plain no begins other sentences too.
    expect(saysStop(`${word}, thank you`)).toBe(!plainNo.has(word));
  }
});

test.each([
  'Thank you, stop by next week',
  'Nobody is in',
  'next',
  '',
  '?',
  'No problem, tonight',
  'End of the week is fine',
  'Maya here',
  'Na, ring me instead',
  'Nie ma mnie w domu',
  'Dur bakalım',
  'Non, ce soir',
  'لا مشكلة',
])('"%s" is no refusal', (message) => {
  expect(saysStop(message)).toBe(false);
});
