import type { LedgerEntry } from '../ledger.js';
import { addMonths, monthsOf, yearOf } from '../month.js';
import { prepareRelease } from '../prepare-release.js';
import { southwark } from '../southwark.js';
import { answeredAt, basesAt, countsOf, peopleOf, southwarkShape } from './population.js';
import { isHeadline } from './simulate-year.js';

export interface GateFigures {
  /** The slowest report of the last year, which has the years before it to be attacked with, milliseconds. */
  readonly slowestMs: number;
  readonly slowestMonth: string;
  /** Entries the ledger held before the last report. */
  readonly ledgerEntries: number;
}

export { categories as categoriesDrawn, followUps as followUpsDrawn, wishes as wishesDrawn } from './population.js';

/**
 * So many years of Southwark, made up, through the release gate month by month, all with one ledger; of the years before the
 * last the headlines alone, which is what a later year is attacked with.
 */
export async function benchGate(
  years: number,
  onProgress: (done: number, of: number, month: string) => void = () => {},
): Promise<GateFigures> {
  const config = { ...southwark, startsAt: '2026-01' };
  const through = addMonths(config.startsAt, 12 * years - 1);
  const months = monthsOf({ from: config.startsAt, to: through });
  const people = months
    .filter((month) => month.endsWith('-01'))
    .flatMap((month, at) => peopleOf(config, yearOf(month), southwarkShape, at + 1));
  const ledger: LedgerEntry[] = [];
  let slowest = { ms: 0, month: '', entries: 0 };
  for (const [done, month] of months.entries()) {
    onProgress(done, months.length, month);
    const ofYear = people.filter((who) => yearOf(who.month).from === yearOf(month).from);
    const isLast = done >= months.length - 12;
    const bases = basesAt([config], ofYear, month).filter((base) => isLast || isHeadline(base));
    const input = { config, month, bases, answered: answeredAt(ofYear, month), ledger };
    const began = performance.now();
    const release = await prepareRelease({ ...input, counts: (cells) => countsOf([config], ofYear, cells) });
    const ms = performance.now() - began;
    if (isLast && ms > slowest.ms) slowest = { ms, month, entries: ledger.length };
    ledger.push(...release.ledgerEntries);
  }
  return { slowestMs: slowest.ms, slowestMonth: slowest.month, ledgerEntries: slowest.entries };
}
