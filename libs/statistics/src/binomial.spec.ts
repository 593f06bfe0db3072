import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOfAtLeast } from './binomial.js';

describe('the chance of a count or more', () => {
  it.each([
    // Ten tosses of a coin: 11 / 1024, 1 / 1024; and (1 - 0.9^10).
    [9, 10, 0.5, 11 / 1024],
    [10, 10, 0.5, 1 / 1024],
    [1, 10, 0.1, 1 - 0.9 ** 10],
    [3, 3, 0.11, 0.11 ** 3],
    [0, 40, 0.2, 1],
    [1, 40, 0, 0],
    [40, 40, 1, 1],
  ])('%i of %i at %f is exact', (count, base, share, expected) => {
    expect(chanceOfAtLeast(count, base, share)).toBeCloseTo(expected, 12);
  });

  it('falls with the count, and rises with the share', () => {
    const base = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(base, fc.nat(399), fc.double({ min: 0.01, max: 0.98, noNaN: true }), (n, at, share) => {
        const count = at % n;
        expect(chanceOfAtLeast(count + 1, n, share)).toBeLessThanOrEqual(chanceOfAtLeast(count, n, share) + 1e-12);
        expect(chanceOfAtLeast(count, n, share)).toBeLessThanOrEqual(chanceOfAtLeast(count, n, share + 0.01) + 1e-12);
      }),
    );
  });

  it.each([
    [3, 2, 0.5],
    [-1, 2, 0.5],
    [1, 2, 1.5],
    [0.5, 2, 0.5],
  ])('%d of %d at %d is refused', (count, base, share) => {
    expect(() => chanceOfAtLeast(count, base, share)).toThrow(RangeError);
  });
});
