import { expect, test } from 'vitest';
import { arrayText } from './array-text.js';

test('nothing that somebody writes can end its element, or become another one', () => {
  expect(arrayText(['a,b', '}', 'say "no"', 'back\\slash', '', 'NULL', null, undefined])).toBe(
    '{"a,b","}","say \\"no\\"","back\\\\slash","","NULL",NULL,NULL}',
  );
});

test('numbers, truth, moments, bytes and JSON are as the driver would write them', () => {
  const values = [1, 2n, true, new Date('2026-06-15T09:00:00+01:00'), Buffer.from([0, 255]), { a: ['b'] }];
  expect(arrayText(values)).toBe('{1,2,true,"2026-06-15T08:00:00.000Z","\\\\x00ff","{\\"a\\":[\\"b\\"]}"}');
});
