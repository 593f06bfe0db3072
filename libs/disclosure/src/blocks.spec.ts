import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.js';
import { addMonths, halfOf, monthsOf, quarterOf, yearOf } from './month.js';

const closesAt = 20;
const blocksFrom = (from: string, answers: readonly number[]) =>
  blocksOf(
    { from, through: addMonths(from, answers.length - 1), closesAt },
    (month) => answers[monthsOf({ from, to: month }).length - 1]!,
  );

describe('borough blocks', () => {
  it('close at the first month end with 20 valid answers since the last block', () => {
    expect(blocksFrom('2026-07', [12, 13, 25, 3])).toEqual({
      closed: [
        { from: '2026-07', to: '2026-08', base: 25 },
        { from: '2026-09', to: '2026-09', base: 25 },
      ],
      open: { from: '2026-10', to: '2026-10', base: 3 },
    });
  });

  it('always close on 30 June and 31 December, also with nobody in them', () => {
    expect(blocksFrom('2026-05', [4, 5]).closed).toEqual([{ from: '2026-05', to: '2026-06', base: 9 }]);
    expect(blocksFrom('2026-12', [0, 0])).toEqual({
      closed: [{ from: '2026-12', to: '2026-12', base: 0 }],
      open: { from: '2027-01', to: '2027-01', base: 0 },
    });
  });

  it('never overlap, leave no month out and never cross a half-year', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 36 }),
        fc.nat({ max: 11 }),
        (answers, start) => {
          const from = addMonths('2026-01', start);
          const { closed, open } = blocksFrom(from, answers);
          const all = open ? [...closed, open] : closed;
          expect(all.flatMap(monthsOf)).toEqual(monthsOf({ from, to: addMonths(from, answers.length - 1) }));
          expect(all.reduce((sum, { base }) => sum + base, 0)).toBe(answers.reduce((sum, each) => sum + each, 0));
          for (const block of all) expect(halfOf(block.from)).toEqual(halfOf(block.to));
        },
      ),
    );
  });
});

describe('calendar', () => {
  it('knows quarters, halves and years at their edges', () => {
    expect(quarterOf('2026-03')).toEqual({ from: '2026-01', to: '2026-03' });
    expect(halfOf('2026-06')).toEqual({ from: '2026-01', to: '2026-06' });
    expect(halfOf('2026-07')).toEqual({ from: '2026-07', to: '2026-12' });
    expect(yearOf('2026-12')).toEqual({ from: '2026-01', to: '2026-12' });
    expect(addMonths('2026-12', 1)).toBe('2027-01');
    expect(addMonths('2026-01', -1)).toBe('2025-12');
    expect(() => addMonths('2026-13', 1)).toThrow(RangeError);
  });
});
