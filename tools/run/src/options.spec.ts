import { expect, test } from 'vitest';
import { readOptions } from './options.js';

const usual = { months: 12, seed: 2013, month: '2025-11', once: false };

test('what is not told is as usual', () => {
  expect(readOptions(usual, ['--months', '3', '--once', '--month', '2026-01'])).toEqual({
    months: 3,
    seed: 2013,
    month: '2026-01',
    once: true,
  });
});

test.each([
  [['--mouths', '3'], "Unknown option '--mouths'"],
  [['--months', 'x'], '--months takes a whole number, not x'],
  [['--months', '1.5'], '--months takes a whole number, not 1.5'],
  [['--months'], 'argument missing'],
  [['3'], 'Unexpected argument'],
])('%j is not lived through as if it had not been said', (args, message) => {
  expect(() => readOptions(usual, args)).toThrow(message);
});
