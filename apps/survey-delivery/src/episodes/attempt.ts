import type { AttemptOutcome, ExclusionReason } from '@answerable/contracts';

/** What follows from how a call went; one row an outcome. */
export interface AttemptRule {
  /** She was spoken with: she has been asked. */
  spoke: boolean;
  next:
    | { kind: 'call-again'; afterWorkingDays: number }
    | { kind: 'another-channel' }
    | { kind: 'letter-failed' }
    | { kind: 'send' }
    | { kind: 'done' }
    | { kind: 'stop'; never: boolean }
    | { kind: 'exclude'; reason: ExclusionReason }
    | { kind: 'hold'; note: string; reviewAfterDays: number };
}

export const attemptRules: Readonly<Record<AttemptOutcome, AttemptRule>> = {
  'no-answer': { spoke: false, next: { kind: 'call-again', afterWorkingDays: 1 } },
  'neutral-voicemail': { spoke: false, next: { kind: 'call-again', afterWorkingDays: 2 } },
  'someone-else': { spoke: false, next: { kind: 'call-again', afterWorkingDays: 2 } },
  'wrong-number': { spoke: false, next: { kind: 'another-channel' } },
  'letter-returned': { spoke: false, next: { kind: 'letter-failed' } },
  'call-later': { spoke: true, next: { kind: 'call-again', afterWorkingDays: 1 } },
  'agreed-to-link': { spoke: true, next: { kind: 'send' } },
  interviewed: { spoke: true, next: { kind: 'done' } },
  declined: { spoke: true, next: { kind: 'stop', never: false } },
  'never-ask-again': { spoke: true, next: { kind: 'stop', never: true } },
  'not-safe': { spoke: false, next: { kind: 'hold', note: 'not safe to call', reviewAfterDays: 28 } },
  deceased: { spoke: false, next: { kind: 'exclude', reason: 'deceased' } },
  'too-ill': { spoke: false, next: { kind: 'hold', note: 'too ill at the moment', reviewAfterDays: 60 } },
};
