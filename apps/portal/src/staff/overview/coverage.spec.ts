import { expect, test } from 'vitest';
import { coverage } from './coverage.js';

const count = (month: string, disposition: 'asked' | 'excluded' | 'answered', closures: number) => ({
  month,
  disposition,
  closures,
  force: '01',
  unit: 'a',
  outcomeClass: 'WITHDREW' as const,
  reason: null,
});

test('every month adds up to its closures, the newest first', () => {
  const rows = coverage([
    count('2026-03', 'asked', 3),
    count('2026-04', 'excluded', 2),
    count('2026-04', 'answered', 5),
    count('2026-04', 'answered', 1),
  ]);
  expect(rows.map(({ month, closures }) => [month, closures])).toEqual([
    ['2026-04', 8],
    ['2026-03', 3],
  ]);
  for (const row of rows) expect(row.by.reduce((total, { closures }) => total + closures, 0)).toBe(row.closures);
});
