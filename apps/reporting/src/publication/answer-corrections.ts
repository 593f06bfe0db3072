import { headlines, type Correction, type LedgerEntry } from '@answerable/disclosure';

/** A correction of answers somebody recorded; the release gate judges it with the next report. */
export interface RecordedCorrection {
  readonly id: string;
  readonly month: string;
  /** The headline it is of; null: each of them alike. */
  readonly headline: string | null;
  readonly answersChanged: number;
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
