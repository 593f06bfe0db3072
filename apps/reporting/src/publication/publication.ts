import type { ReportHoldReason } from '@answerable/contracts';
import { releaseInstant } from './calendar.js';

export const approvalsNeeded = 2;

export interface Hold {
  readonly reason: ReportHoldReason;
  readonly from: string;
  readonly endsOn: string;
}

/** What an open report's release depends on. */
export interface Readiness {
  readonly releaseOn: string;
  readonly approvals: number;
  /** The one hold a report may have, running or ended. */
  readonly hold: Hold | null;
}

export type NextStep = 'wait' | 'hold' | 'release';

/**
 * Approval may hold a report, never alter or bury it: a report that two people did not approve by its day is held once,
 * announced, and released when the hold ends. Pure.
 */
export function nextStep({ releaseOn, approvals, hold }: Readiness, now: Date, today: string): NextStep {
  if (now < releaseInstant(releaseOn)) return 'wait';
  if (hold === null) return approvals >= approvalsNeeded ? 'release' : 'hold';
  const over = now >= releaseInstant(hold.endsOn);
  // Waiting for people or data is over once they are there; a hold somebody asked for runs its time.
  const fulfilled = hold.reason === 'not-yet-approved' || hold.reason === 'not-complete';
  return over || (fulfilled && approvals >= approvalsNeeded && today >= releaseOn) ? 'release' : 'wait';
}

export const holdWords: Readonly<Record<ReportHoldReason, string>> = {
  'figures-checked': 'Figures are being checked.',
  'risk-to-a-person': 'Whether the report could put a person at risk is being checked.',
  'police-data-restated': 'The police are restating what they sent.',
  'not-yet-approved': 'Two people of Victim Support have not approved it yet.',
  'not-complete': 'Not all answers have arrived.',
};

export const holdRunsOn = (hold: Hold, today: string): boolean => hold.from <= today && today < hold.endsOn;
