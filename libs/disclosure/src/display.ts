import { wilsonHull, type CountAndBase, type Interval } from '@answerable/statistics';
import type { Thresholds } from './config.js';
import { bandOf, countsOfBand, scales, type ShareScale } from './scales.js';

/**
 * A share as readers see it. It holds no exact figure: everything in it follows from the band,
 * the base to the nearest 5 and the published rules.
 */
export interface DisplayedShare {
  readonly kind: 'share';
  readonly scale: ShareScale;
  /** Index of the band on its scale, from 0. */
  readonly band: number;
  /** The band in words: "a quarter to a half", "about 30%". */
  readonly words: string;
  /** The edges of the band as shares from 0 to 1, for charts. */
  readonly low: number;
  readonly high: number;
  /** Base to the nearest 5; null where the base may not be shown (the item was not asked of everyone). */
  readonly base: number | null;
  /** The bases this display allows, both ends included; `most` is null where there is no upper end. */
  readonly bases: { readonly least: number; readonly most: number | null };
}

/** A count as readers see it; `about` is null for "fewer than 10" and for "13 or more". */
export interface DisplayedCount {
  readonly kind: 'count';
  readonly about: number | null;
  readonly words: string;
  /** The counts this display allows, both ends included; `most` is null where there is no upper end. */
  readonly counts: { readonly least: number; readonly most: number | null };
}

export type Displayed = DisplayedShare | DisplayedCount;

/** Beyond this base every interval of a band is narrower than that of the smallest base of the finest scale. */
const baseWithoutUpperEnd = 400;

/** To the nearest 5 (the only rounding of counts and bases in a report). */
export function nearestFive(count: number): number {
  return Math.round(count / 5) * 5;
}

/** A count to the nearest 5 (T1). Throws RangeError unless it is whole and not negative. */
export function displayCount(count: number): DisplayedCount {
  mustBeCount(count);
  const about = nearestFive(count);
  return {
    kind: 'count',
    about,
    words: `about ${about}`,
    counts: { least: Math.max(0, about - 2), most: about + 2 },
  };
}

/**
 * A count as "fewer than 10", else to the nearest 5 (T6), but from `orMore` on only as "so many or more".
 * Throws RangeError unless it is whole and not negative.
 */
export function displaySmallCount(count: number, fewerThan = 10, orMore: number | null = null): DisplayedCount {
  const displayed = displayCount(count);
  if (orMore !== null && count >= orMore) {
    return { kind: 'count', about: null, words: `${orMore} or more`, counts: { least: orMore, most: null } };
  }
  if (count < fewerThan) {
    return { kind: 'count', about: null, words: `fewer than ${fewerThan}`, counts: { least: 0, most: fewerThan - 1 } };
  }
  const { least, most } = displayed.counts;
  return { ...displayed, counts: { least: Math.max(fewerThan, least), most } };
}

/** The scale for a base: the finest one whose least base is reached; null when nothing may be shown. */
export function scaleFor(base: number, thresholds: Pick<Thresholds, 'scales'>): ShareScale | null {
  return thresholds.scales.findLast((each) => base >= each.fromBase)?.scale ?? null;
}

/**
 * `count` of `base` as readers see it: a band on the scale for that base (or on the given coarser one).
 * Returns null when the base is too small to show anything; throws RangeError unless 0 <= count <= base.
 */
export function displayShare(
  count: number,
  base: number,
  thresholds: Pick<Thresholds, 'scales'>,
  options: { readonly showBase?: boolean; readonly scale?: ShareScale } = {},
): DisplayedShare | null {
  mustBeCount(count);
  mustBeCount(base);
  if (count > base) throw new RangeError(`more than all: ${count} of ${base}`);
  const natural = scaleFor(base, thresholds);
  if (natural === null) return null;
  const scale = options.scale ?? natural;
  const { denominator, edges, words } = scales[scale];
  const band = bandOf(count, base, scale);
  return {
    kind: 'share',
    scale,
    band,
    words: words[band] ?? '',
    low: (edges[band - 1] ?? 0) / denominator,
    high: (edges[band] ?? denominator) / denominator,
    base: options.showBase === false ? null : nearestFive(base),
    bases: basesAllowed(base, scale, natural, thresholds, options.showBase !== false),
  };
}

/** Every (count, base) that a displayed share allows. */
export function possible(displayed: DisplayedShare): CountAndBase[] {
  const pairs: CountAndBase[] = [];
  for (let base = displayed.bases.least; base <= (displayed.bases.most ?? baseWithoutUpperEnd); base += 1) {
    const counts = countsOfBand(displayed.band, base, displayed.scale);
    if (!counts) continue;
    for (let count = counts.least; count <= counts.most; count += 1) pairs.push({ count, base });
  }
  return pairs;
}

/** The interval readers see: hull of the Wilson 95% intervals of everything the display allows. */
export function intervalOf(displayed: DisplayedShare): Interval {
  return wilsonHull(possible(displayed));
}

/** The counts that a displayed share or count leaves to somebody who knows the exact base. */
export function countsLeft(displayed: Displayed, base: number): { least: number; most: number } | null {
  if (displayed.kind === 'share') return countsOfBand(displayed.band, base, displayed.scale);
  return { least: displayed.counts.least, most: Math.min(base, displayed.counts.most ?? base) };
}

function basesAllowed(
  base: number,
  scale: ShareScale,
  natural: ShareScale,
  { scales: steps }: Pick<Thresholds, 'scales'>,
  baseShown: boolean,
): DisplayedShare['bases'] {
  const step = steps.findIndex((each) => each.scale === natural);
  // A coarsened share may belong to any base of its own scale or above: the reader does not know which rung was left.
  const own = steps.find((each) => each.scale === scale)?.fromBase ?? steps[step]!.fromBase;
  const next = scale === natural ? steps[step + 1]?.fromBase : undefined;
  const most = next === undefined ? null : next - 1;
  if (!baseShown) return { least: own, most };
  const about = nearestFive(base);
  return { least: Math.max(own, about - 2), most: Math.min(about + 2, most ?? about + 2) };
}

function mustBeCount(count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`not a count of people: ${count}`);
}
