import type { Thresholds } from './config.js';
import { countsLeft, displaySmallCount, scaleFor } from './display.js';
import { coarser, countsOfBand, scales, type ShareScale } from './scales.js';

/**
 * The finest scale on which a share of this base is safe whatever the answers are, climbing the fixed ladder from the
 * natural one; null when none is. Looks at the base alone.
 */
export function scaleSafeAlone(base: number, thresholds: Thresholds): { scale: ShareScale; coarsened: boolean } | null {
  const natural = scaleFor(base, thresholds);
  for (let scale = natural; scale !== null; scale = coarser[scale]) {
    const bands = scales[scale].edges.length + 1;
    const runs = Array.from({ length: bands }, (_, band) => countsOfBand(band, base, scale!));
    if (runs.every((run) => run === null || runIsSafe(run, base, thresholds)))
      return { scale, coarsened: scale !== natural };
  }
  return null;
}

/**
 * From which number on a count of people (T6) is only "so many or more", so that every count of this base is safe: a number near
 * the base would tell of nearly everybody. Null for `orMore` where no number is; null altogether where only "fewer than 10"
 * could be shown safely, or nothing. Looks at the base alone.
 */
export function countSafeAlone(base: number, thresholds: Thresholds): { orMore: number | null } | null {
  const { fewerThan } = thresholds;
  const starts = Array.from({ length: base + 1 }, (_, count) => count).filter(
    (count) =>
      count === 0 || displaySmallCount(count, fewerThan).words !== displaySmallCount(count - 1, fewerThan).words,
  );
  for (const orMore of [null, ...starts.slice(1).reverse()]) {
    const runs = starts
      .filter((least) => orMore === null || least <= orMore)
      .map((least) => countsLeft(displaySmallCount(least, fewerThan, orMore), base)!);
    if (runs.length > 1 && runs.every((run) => runIsSafe(run, base, thresholds))) return { orMore };
  }
  return null;
}

/** The least base from `from` on of which a count can be shown. */
export function leastBaseOfCounts(from: number, thresholds: Thresholds): number {
  const enough = from + 2 * (thresholds.fewerThan + thresholds.possibleValues + thresholds.knownRespondents);
  for (let base = from; base < enough; base += 1) if (countSafeAlone(base, thresholds)) return base;
  return enough;
}

/**
 * A run of possible counts is safe when it keeps enough values and leaves nobody who knows some answers with a proof:
 * for every mix of known answers that fits the run, the others may still be neither all nor none.
 */
function runIsSafe(
  run: { least: number; most: number },
  base: number,
  { possibleValues, knownRespondents }: Thresholds,
): boolean {
  if (run.most - run.least + 1 < Math.min(possibleValues, base + 1)) return false;
  for (let yes = 0; yes <= knownRespondents; yes += 1) {
    for (let no = 0; yes + no <= knownRespondents; no += 1) {
      const least = Math.max(run.least, yes);
      const most = Math.min(run.most, base - no);
      if (least > most || yes + no >= base) continue;
      if (most === yes || least === base - no) return false;
    }
  }
  return true;
}
