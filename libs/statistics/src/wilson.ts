/** A range of shares, each from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A number of people out of a number of people. */
export interface CountAndBase {
  readonly count: number;
  readonly base: number;
}

/** The 97.5% point of the standard normal distribution: two-sided 95%. */
const z95 = 1.959963984540054;

/**
 * Wilson score interval, 95%, for `count` of `base` people, as shares from 0 to 1.
 * Throws RangeError unless both are whole and 0 <= count <= base, base >= 1.
 * Source: E. B. Wilson, JASA 22 (1927) 209-212, without continuity correction.
 */
export function wilson({ count, base }: CountAndBase): Interval {
  if (!Number.isInteger(count) || !Number.isInteger(base) || base < 1 || count < 0 || count > base) {
    throw new RangeError(`not a count of a base: ${count} of ${base}`);
  }
  const share = count / base;
  const z2 = z95 * z95;
  const centre = (share + z2 / (2 * base)) / (1 + z2 / base);
  const half = (z95 / (1 + z2 / base)) * Math.sqrt((share * (1 - share)) / base + z2 / (4 * base * base));
  return {
    low: count === 0 ? 0 : Math.max(0, centre - half),
    high: count === base ? 1 : Math.min(1, centre + half),
  };
}

/**
 * The smallest interval that holds the Wilson 95% interval of every given (count, base).
 * Throws RangeError when nothing is given.
 */
export function wilsonHull(allowed: Iterable<CountAndBase>): Interval {
  let low = Infinity;
  let high = -Infinity;
  for (const each of allowed) {
    const interval = wilson(each);
    low = Math.min(low, interval.low);
    high = Math.max(high, interval.high);
  }
  if (low > high) throw new RangeError('an interval needs at least one count and base');
  return { low, high };
}
