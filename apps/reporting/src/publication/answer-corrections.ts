import { headlines, monthsOf, within, type Correction, type LedgerEntry, type Period } from '@answerable/disclosure';
import type { Tally } from '../answers/tally.js';

/** A correction of answers somebody recorded; the release gate judges it with the next report. */
export interface RecordedCorrection {
  readonly id: string;
  readonly month: string;
  readonly answersChanged: number;
}

/**
 * Answers whose batch was opened after their block had been published: the ledger's base and the answers held now differ.
 * Pure.
 */
export function lateAnswers(ledger: readonly LedgerEntry[], tallies: readonly Tally[], year: Period): Correction[] {
  const published = ledger.filter((entry) => entry.kind === 'published' && entry.table === 'T2' && within(entry, year));
  return headlines.flatMap((measure) =>
    published.flatMap((entry): Correction[] => {
      if (entry.kind !== 'published' || entry.measure !== measure) return [];
      const replaced = published.some(
        (other) =>
          'measure' in other &&
          other.measure === measure &&
          'from' in other &&
          other.from === entry.from &&
          other.sequence > entry.sequence,
      );
      if (replaced) return [];
      const held = sum(
        tallies.filter((each) => each.measure === measure && within(each, entry)),
        ({ base }) => base,
      );
      const known = entry.base + sum(correctionsSince(ledger, entry, measure), ({ added, removed }) => added - removed);
      if (held === known) return [];
      const [added, removed] = [Math.max(0, held - known), Math.max(0, known - held)];
      return [{ measure, answersOf: entry.to, added, removed, reason: 'arrived after publication' }];
    }),
  );
}

/** Recorded corrections that no report has dealt with yet: a changed answer is one removed and one added. Pure. */
export function pendingCorrections(
  recorded: readonly RecordedCorrection[],
  ledger: readonly LedgerEntry[],
): Correction[] {
  const dealtWith = new Set(ledger.flatMap((entry) => (entry.kind === 'corrected' ? [entry.reason] : [])));
  return recorded
    .map((each) => ({ ...each, reason: `correction ${each.id}` }))
    .filter(({ reason }) => !dealtWith.has(reason))
    .flatMap(({ month, answersChanged, reason }) =>
      headlines.map((measure) => ({
        measure,
        answersOf: month,
        removed: answersChanged,
        added: answersChanged,
        reason,
      })),
    );
}

function correctionsSince(ledger: readonly LedgerEntry[], cell: LedgerEntry & Period, measure: string) {
  return ledger
    .filter((each) => each.kind === 'corrected')
    .filter(
      (each) => each.measure === measure && monthsOf(cell).includes(each.answersOf) && each.sequence > cell.sequence,
    );
}

function sum<T>(all: readonly T[], of: (each: T) => number): number {
  return all.reduce((total, each) => total + of(each), 0);
}
