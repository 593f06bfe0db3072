import { headlines, yearOf, type Correction, type LedgerEntry } from '@answerable/disclosure';
import { london } from '@answerable/service';

/** A correction of answers somebody recorded; the release gate judges it with the next report. */
export interface RecordedCorrection {
  readonly id: string;
  readonly month: string;
  /** The headline it is of; null: each of them alike. */
  readonly headline: string | null;
  readonly answersChanged: number;
}

/** The first month whose answers the report of a month may still correct: of this year, until June also of the last. Pure. */
export function correctableFrom(month: string): string {
  return yearOf(month.slice(5) <= '06' ? london.addMonths(month, -12) : month).from;
}

/**
 * Recorded corrections that no report has dealt with yet: a changed answer is one removed and one added. They name no group:
 * records are unlinked, so nobody can say of which areas the changed answers were. Pure.
 */
export function pendingCorrections(
  recorded: readonly RecordedCorrection[],
  ledger: readonly LedgerEntry[],
): Correction[] {
  const dealtWith = new Set(ledger.flatMap((entry) => (entry.kind === 'corrected' ? [entry.reason] : [])));
  return recorded
    .map((each) => ({ ...each, reason: `correction ${each.id}` }))
    .filter(({ reason }) => !dealtWith.has(reason))
    .flatMap(({ month, headline, answersChanged, reason }) =>
      headlines
        .filter((measure) => headline === null || measure === headline)
        .map((measure) => ({ measure, answersOf: month, removed: answersChanged, added: answersChanged, reason })),
    );
}
