import { expect, test } from 'vitest';
import { dueInWords, fromInWords } from './due.js';

const now = new Date('2026-03-27T10:00:00Z'); // Friday; the clocks go forward on Sunday

test.for([
  ['2026-03-27T17:00:00Z', 'today before 17:00'],
  ['2026-03-28T12:00:00Z', 'tomorrow before 12:00'],
  ['2026-03-30T16:00:00Z', 'on Monday before 17:00'],
  ['2026-04-10T16:00:00Z', 'on 10 April before 17:00'],
  ['2026-03-27T09:30:00Z', 'overdue since today 09:30'],
  ['2026-03-26T17:00:00Z', 'overdue since yesterday 17:00'],
  ['2026-03-02T17:00:00Z', 'overdue since 2 March 17:00'],
] as const)('a due time is said in words, in London time: %s is %s', ([at, words]) => {
  expect(dueInWords(new Date(at), now)).toBe(words);
});

test('when it is not yet safe or allowed to call, the page says from when', () => {
  expect(fromInWords(new Date('2026-03-27T09:00:00Z'), now)).toBe('now');
  expect(fromInWords(new Date('2026-03-27T17:00:00Z'), now)).toBe('today from 17:00');
});
