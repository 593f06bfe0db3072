import { controlAlarm, type Alarm } from '@answerable/statistics';
import type { DisplayedShare } from './display.js';

/** The alarm of one measure, from displayed values only. */
export interface TrendAlarm extends Alarm {
  readonly reference: number;
  readonly blocks: number;
}

/** The share and base a reader would compute with: the middle of the band and the displayed base. */
export function trendOf(displayed: DisplayedShare): { share: number; base: number } {
  return { share: (displayed.low + displayed.high) / 2, base: displayed.base ?? displayed.bases.least };
}

/**
 * The last three published blocks of a measure against the reference fixed in advance, at 3 sigma.
 * Null until three blocks are published, or without a reference.
 */
export function alarmOf(reference: number | undefined, published: readonly DisplayedShare[]): TrendAlarm | null {
  const last = published.slice(-3);
  if (reference === undefined || last.length < 3) return null;
  return { ...controlAlarm(reference, last.map(trendOf)), reference, blocks: last.length };
}
