/** A share from 0 to 1 among about `base` people. */
export interface ShareOfBase {
  readonly share: number;
  readonly base: number;
}

/** Control limits around a reference share; `base` may differ from block to block. */
export interface ControlLimits {
  readonly low: number;
  readonly high: number;
}

/** What the chart says: `above` or `below` is more than chance at the given number of sigmas. */
export interface Alarm {
  readonly signal: 'above' | 'below' | 'none';
  /** Pooled share of the blocks, weighted by base. */
  readonly share: number;
  readonly base: number;
  /** Distance from the reference in standard errors of the reference. */
  readonly z: number;
  readonly limits: ControlLimits;
}

/**
 * Shewhart p-chart limits: reference +/- sigmas * sqrt(reference (1 - reference) / base), cut to 0..1.
 * Throws RangeError unless 0 < reference < 1 and base > 0.
 * Source: W. A. Shewhart (1931); D. C. Montgomery, Introduction to Statistical Quality Control, p-chart with known standard.
 */
export function controlLimits(reference: number, base: number, sigmas = 3): ControlLimits {
  const error = standardError(reference, base);
  return { low: Math.max(0, reference - sigmas * error), high: Math.min(1, reference + sigmas * error) };
}

/**
 * Whether the given blocks together leave the control limits around a reference fixed in advance.
 * Shares and bases are those displayed; throws RangeError when no block is given.
 */
export function controlAlarm(reference: number, blocks: readonly ShareOfBase[], sigmas = 3): Alarm {
  const base = blocks.reduce((sum, block) => sum + block.base, 0);
  const share = blocks.reduce((sum, block) => sum + block.share * block.base, 0) / base;
  const z = (share - reference) / standardError(reference, base);
  return {
    signal: z > sigmas ? 'above' : z < -sigmas ? 'below' : 'none',
    share,
    base,
    z,
    limits: controlLimits(reference, base, sigmas),
  };
}

function standardError(reference: number, base: number): number {
  if (!(reference > 0 && reference < 1)) throw new RangeError(`a reference share lies between 0 and 1: ${reference}`);
  if (!(base > 0)) throw new RangeError('a control chart needs people: the base is zero');
  return Math.sqrt((reference * (1 - reference)) / base);
}
