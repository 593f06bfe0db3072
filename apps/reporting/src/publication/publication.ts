import type { ReportHoldReason } from '@answerable/contracts';
import { bankHolidays } from '@answerable/service';
import { readUntil, releaseInstant } from './calendar.js';

export const approvalsNeeded = 2;

export interface Hold {
  readonly reason: ReportHoldReason;
  readonly from: string;
  readonly endsOn: string;
}

/** What an open report's release depends on. */
export interface Readiness {
  readonly releaseOn: string;
  readonly preparedOn: string;
  readonly approvals: number;
  /** At most two: the one that people may ask for, and one that came by itself. */
  readonly holds: readonly Hold[];
}

export type NextStep = 'wait' | 'hold' | 'release';

/** Reasons for which a report holds itself; each is over as soon as people have approved. */
const automaticReasons = ['not-yet-approved', 'not-complete', 'other-report-first'] as const;
const isAutomatic = ({ reason }: Hold): boolean => automaticReasons.some((each) => each === reason);

/** A hold that people asked for runs its time, whatever came by itself before. */
const inForce = (holds: readonly Hold[]): Hold | undefined => askedFor(holds) ?? holds[0];
export const askedFor = (holds: readonly Hold[]): Hold | undefined => holds.find((each) => !isAutomatic(each));

/** A report that was prepared late is not out before somebody can have read it. */
const endOf = ({ endsOn }: Hold, preparedOn: string): string =>
  [endsOn, readUntil(preparedOn, bankHolidays)].toSorted().at(-1)!;

/**
 * Approval may hold a report, never alter or bury it: a report that two people did not approve by its day is held once,
 * announced, and released when the hold ends. Pure.
 */
export function nextStep({ releaseOn, preparedOn, approvals, holds }: Readiness, now: Date): NextStep {
  if (now < releaseInstant(releaseOn)) return 'wait';
  const hold = inForce(holds);
  const approved = approvals >= approvalsNeeded;
  if (!hold) return approved ? 'release' : 'hold';
  if (approved && isAutomatic(hold)) return 'release';
  return now >= releaseInstant(approved ? hold.endsOn : endOf(hold, preparedOn)) ? 'release' : 'wait';
}

/** What readers are told of a report that is not out: why it is held, and the day on which it comes at the latest. Pure. */
export function runningHold(holds: readonly Hold[], preparedOn: string | null, today: string): Hold | null {
  const hold = inForce(holds);
  if (!hold) return null;
  const endsOn = endOf(hold, preparedOn ?? today);
  return hold.from <= today && today <= endsOn ? { ...hold, endsOn } : null;
}

export const holdWords: Readonly<Record<ReportHoldReason, string>> = {
  'figures-checked': 'Figures are being checked.',
  'risk-to-a-person': 'Whether the report could put a person at risk is being checked.',
  'police-data-restated': 'The police are restating what they sent.',
  'not-yet-approved': 'Two people of Victim Support have not approved it yet.',
  'not-complete': 'Not all answers have arrived.',
  'other-report-first': 'A correction of an earlier report comes out first.',
};
