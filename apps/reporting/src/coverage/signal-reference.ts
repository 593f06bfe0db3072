/**
 * What is expected of a unit, fixed in advance and dated: a unit is never judged by what the others do in the same months, or all
 * of them together could move the measure. Assumptions of the field (volumes and mix of closures; one in nine without a way to
 * reach her) until the first twelve months of an area are known, for Victim Support to confirm; then the operator adds an entry with a
 * later date.
 */
export interface SignalReference {
  /** First closure month it holds for. */
  readonly from: string;
  /** Shares of the closures of a unit, 0 to 1. */
  readonly ofClosures: Readonly<
    Record<
      | 'contactMissing'
      | 'contactUnusable'
      | 'outcome16Within30Days'
      | 'reclassified'
      | 'victimChanged'
      | 'olderThanLookBack'
      | 'parkedAsLive',
      number
    >
  >;
  /** Shares of all cases of a unit, with those that vanished, 0 to 1: whoever is removed or merged away is never asked. */
  readonly ofRecorded: Readonly<Record<'removed' | 'mergedAway' | 'surveyedThroughNothing', number>>;
  /** Share of the open cases of a unit that were reported more than twelve months ago. */
  readonly openOverTwelveMonths: number;
  /** Share of the charged cases of a unit that wait for the court which have waited for more than twelve months. */
  readonly awaitingCourtOverTwelveMonths: number;
  /** Days from report to closure, on average. */
  readonly daysToClosure: number;
}

export const signalReferences: readonly SignalReference[] = [
  {
    from: '2025-07',
    ofClosures: {
      contactMissing: 0.11,
      contactUnusable: 0.03,
      outcome16Within30Days: 0.27,
      reclassified: 0.05,
      // A pseudonym that was mistyped; an export that stood still for months.
      victimChanged: 0.01,
      olderThanLookBack: 0.02,
      parkedAsLive: 0.02,
    },
    // Mistakes and test records; duplicates as in the field's mix of closures (C3). A victim left to no record is never expected.
    ofRecorded: { removed: 0.01, mergedAway: 0.02, surveyedThroughNothing: 0 },
    openOverTwelveMonths: 0.2,
    awaitingCourtOverTwelveMonths: 0.4,
    daysToClosure: 110,
  },
];

/** The reference in force in a month; the earliest one before it began. */
export function signalReferenceOf(month: string): SignalReference {
  return signalReferences.findLast(({ from }) => from <= month) ?? signalReferences[0]!;
}
