import { Problem } from '@answerable/service';
import { expect, test } from 'vitest';
import { assertWithin } from './day-within.js';

const refusal = (day: string) => {
  try {
    assertWithin(day, '2026-06-12', '2026-07-10', 'call her again');
    return null;
  } catch (error) {
    return error instanceof Problem ? { code: error.code, status: error.status, detail: error.detail } : error;
  }
};

test('a day that has passed or lies out of reach is refused, and the answer says which days can be chosen', () => {
  expect(['2026-06-12', '2026-07-10'].map(refusal)).toEqual([null, null]);
  for (const day of ['2026-06-11', '2026-07-11', '2099-01-01'])
    expect(refusal(day), day).toEqual({
      code: 'day-out-of-reach',
      status: 422,
      detail: 'Choose a day from Friday 12 June 2026 to Friday 10 July 2026 on which to call her again.',
    });
});
