import { expect, test } from 'vitest';
import { saysStop, stopWords } from './stop-words.js';

test.each(Object.entries(stopWords))('in %s she can say no in one word, however she writes it', (_, words) => {
  for (const word of words) {
    expect(saysStop(word)).toBe(true);
    expect(saysStop(`  ${word.toUpperCase()}! thank you`)).toBe(true);
  }
});

test.each(['Thank you, stop by next week', 'Nobody is in', 'next', '', '?'])('"%s" is no refusal', (message) => {
  expect(saysStop(message)).toBe(false);
});
