import { wilson } from '@answerable/statistics';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastStrict } from './config.js';
import { countsLeft, displayCount, displayShare, displaySmallCount, intervalOf, possible } from './display.js';
import { scales } from './scales.js';

const words = (count: number, base: number) => displayShare(count, base, leastStrict)?.words ?? null;

const countAndBase = fc
  .integer({ min: 10, max: 250 })
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.integer({ min: 0, max: base }) }));

describe('displayed shares', () => {
  it.each([
    [0, 9, null],
    [9, 9, null],
    [0, 10, 'under a third'],
    [3, 10, 'under a third'],
    [4, 12, 'a third to two thirds'],
    [8, 12, 'a third to two thirds'],
    [9, 12, 'over two thirds'],
    [19, 19, 'over two thirds'],
    [4, 20, 'fewer than a quarter'],
    [5, 20, 'a quarter to a half'],
    [9, 20, 'a quarter to a half'],
    [10, 20, 'a half to three quarters'],
    [15, 20, 'a half to three quarters'],
    [16, 20, 'more than three quarters'],
    [0, 30, 'under 15%'],
    [6, 40, 'about 20%'],
    [10, 40, 'about 30%'],
    [18, 40, 'about 50%'],
    [22, 40, 'about 50%'],
    [34, 40, 'about 80%'],
    [35, 40, 'over 85%'],
    [7, 60, 'under 12.5%'],
    [10, 80, 'about 15%'],
    [70, 80, 'about 85%'],
    [71, 80, 'over 87.5%'],
  ])('%i of %i is shown as %s', (count, base, expected) => expect(words(count, base)).toBe(expected));

  it('hold no exact figure: whatever the display allows is displayed alike', () => {
    fc.assert(
      fc.property(countAndBase, fc.boolean(), ({ count, base }, showBase) => {
        const displayed = displayShare(count, base, leastStrict, { showBase })!;
        for (const pair of possible(displayed).filter((each) => each.base <= 250)) {
          expect(displayShare(pair.count, pair.base, leastStrict, { showBase })).toEqual(displayed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('always allow the real count and base, also on a coarser scale', () => {
    fc.assert(
      fc.property(countAndBase, fc.boolean(), fc.boolean(), ({ count, base }, showBase, coarse) => {
        const options = coarse ? { showBase, scale: 'thirds' as const } : { showBase };
        expect(possible(displayShare(count, base, leastStrict, options)!)).toContainEqual({ count, base });
      }),
    );
  });

  it('leave at least three counts to somebody who knows the base', () => {
    fc.assert(
      fc.property(countAndBase, ({ count, base }) => {
        const left = countsLeft(displayShare(count, base, leastStrict)!, base)!;
        expect(left.most - left.least).toBeGreaterThanOrEqual(2);
        expect(count).toBeGreaterThanOrEqual(left.least);
        expect(count).toBeLessThanOrEqual(left.most);
      }),
    );
  });

  it('have an interval that holds the Wilson interval of the real figures', () => {
    fc.assert(
      fc.property(countAndBase, fc.boolean(), (pair, showBase) => {
        const interval = intervalOf(displayShare(pair.count, pair.base, leastStrict, { showBase })!);
        const real = wilson(pair);
        expect(interval.low).toBeLessThanOrEqual(real.low);
        expect(interval.high).toBeGreaterThanOrEqual(real.high);
      }),
      { numRuns: 60 },
    );
  });

  it('have as many words as bands, and bands that cover everything', () => {
    for (const { edges, words: phrases } of Object.values(scales)) expect(phrases.length).toBe(edges.length + 1);
  });

  it('refuse more than all, and what is not a number of people', () => {
    expect(() => displayShare(11, 10, leastStrict)).toThrow(RangeError);
    expect(() => displayShare(-1, 10, leastStrict)).toThrow(RangeError);
    expect(() => displayShare(1.5, 10, leastStrict)).toThrow(RangeError);
  });

  it('give an interval: of about 25 people fewer than a quarter could be 0% to 43%', () => {
    const pressure = displayShare(3, 25, leastStrict)!;
    expect(pressure).toMatchObject({ words: 'fewer than a quarter', base: 25 });
    expect(Math.round(intervalOf(pressure).high * 100)).toBe(43);
    expect(intervalOf(pressure).low).toBe(0);
  });
});

describe('displayed counts', () => {
  it('are to the nearest 5', () => {
    expect([0, 2, 3, 7, 8, 12, 13].map((count) => displayCount(count).about)).toEqual([0, 0, 5, 5, 10, 10, 15]);
    expect(displayCount(94).words).toBe('about 95');
  });

  it('of help asked for are "fewer than 10" below ten', () => {
    expect(displaySmallCount(0)).toEqual(displaySmallCount(9));
    expect(displaySmallCount(9)).toMatchObject({ about: null, words: 'fewer than 10' });
    expect(displaySmallCount(11)).toMatchObject({ about: 10, counts: { least: 10, most: 12 } });
  });
});
