import { seededRandom } from '../attack/random.js';
import { blocksOf } from '../blocks.js';
import { leastStrict } from '../config.js';
import { displayShare, type DisplayedShare } from '../display.js';
import { alarmOf } from '../trend.js';

/** What the alarm did over simulated years of one measure. */
export interface AlarmYears {
  /** Share of years in which it went off upwards at some block of the year. */
  readonly above: number;
  /** Share of years in which it went off in either direction. */
  readonly either: number;
}

/**
 * How often the alarm of a measure goes off in a year in which each answer is affirmative with probability `rate`, after a
 * half-year at the reference. Months have 8 to 22 answers; blocks close by the calendar and by 20 answers, as they do.
 */
export function alarmYears(input: {
  readonly reference: number;
  readonly rate: number;
  readonly years: number;
  readonly seed: number;
}): AlarmYears {
  const { reference, rate, years } = input;
  const random = seededRandom(input.seed);
  let above = 0;
  let either = 0;
  for (let year = 0; year < years; year += 1) {
    const before = blocks('2025-07', '2025-12', reference, random);
    const shown = [...before, ...blocks('2026-01', '2026-12', rate, random)];
    const signals = shown.map((_, index) => alarmOf(reference, shown.slice(0, index + 1))?.signal).slice(before.length);
    if (signals.includes('above')) above += 1;
    if (signals.some((signal) => signal === 'above' || signal === 'below')) either += 1;
  }
  return { above: above / years, either: either / years };
}

/** The published blocks of these months; those with too few answers to show are none. */
function blocks(from: string, through: string, rate: number, random: () => number): DisplayedShare[] {
  const answersIn = () => 8 + Math.floor(random() * 15);
  return blocksOf({ from, through, closesAt: leastStrict.block }, answersIn).closed.flatMap(({ base }) => {
    const count = Array.from({ length: base }, () => random() < rate).filter(Boolean).length;
    return displayShare(count, base, leastStrict) ?? [];
  });
}
