import { describe, expect, it } from 'vitest';
import vectors from '../vectors/wilson.json' with { type: 'json' };
import { wilson, wilsonHull } from './wilson.js';

describe('Wilson 95% interval', () => {
  it.each([
    [0, 10, 0.0, 0.277533],
    [1, 10, 0.017876, 0.40415],
    [5, 10, 0.236593, 0.763407],
    [10, 10, 0.722467, 1.0],
    [3, 25, 0.041668, 0.299558],
    [20, 100, 0.133367, 0.288829],
    [74, 300, 0.201294, 0.298445],
  ])('of %i in %i is the published vector', (count, base, low, high) => {
    const interval = wilson({ count, base });
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  });

  it('agrees with statsmodels on every vector', () => {
    expect(vectors.length).toBeGreaterThan(100);
    for (const { count, base, low, high } of vectors) {
      const interval = wilson({ count, base });
      expect(interval.low).toBeCloseTo(low, 10);
      expect(interval.high).toBeCloseTo(high, 10);
    }
  });

  it('refuses what is not a count of a base', () => {
    for (const [count, base] of [
      [1, 0],
      [-1, 10],
      [11, 10],
      [1.5, 10],
      [1, Number.NaN],
    ] as const) {
      expect(() => wilson({ count, base })).toThrow(RangeError);
    }
  });

  it('of a set is the smallest interval that holds each of them', () => {
    expect(
      wilsonHull([
        { count: 5, base: 20 },
        { count: 9, base: 20 },
      ]),
    ).toEqual({
      low: wilson({ count: 5, base: 20 }).low,
      high: wilson({ count: 9, base: 20 }).high,
    });
    expect(() => wilsonHull([])).toThrow(RangeError);
  });
});
