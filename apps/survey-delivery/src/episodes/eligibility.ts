import type { Disposition, ExclusionReason, OutcomeClass } from '@answerable/contracts';

/** What is known of one closure when it is judged; nothing here tells what she would answer. */
export interface ClosureFacts {
  outcomeClass: OutcomeClass;
  withinLookBack: boolean;
  proceedingsLive: boolean;
  /** She said no: about this case, or for ever. Remembered as a keyed hash. */
  refused: boolean;
  /** First invited in an earlier episode, or already in this one, not longer than 90 days ago. */
  invitedWithin90Days: boolean;
  /** A member of staff found that she cannot be asked. */
  staffReason: ExclusionReason | null;
}

export interface Verdict {
  disposition: Disposition;
  reason: ExclusionReason | null;
}

interface EligibilityRule extends Verdict {
  applies: (facts: ClosureFacts) => boolean;
  because: string;
}

/**
 * Who is not asked, or not yet. The first rule that applies decides; where none applies she is to be asked.
 * What the police recorded about a referral is not among the facts: she decides, not the police.
 * Age and safe channels are judged when the contact block has been opened (contact-assessment.ts), because the age at
 * invitation decides and never the offence class.
 */
const eligibilityRules: readonly EligibilityRule[] = [
  {
    disposition: 'excluded',
    reason: 'surveyed-through-another-record',
    applies: (f) => f.outcomeClass === 'ADMIN',
    because: 'a duplicate is asked about through the record that survives',
  },
  {
    disposition: 'excluded',
    reason: 'declined-by-her',
    applies: (f) => f.refused,
    because: 'she told us not to ask again',
  },
  {
    disposition: 'excluded',
    reason: 'older-than-look-back',
    applies: (f) => !f.withinLookBack,
    because: 'closed too long before we heard of it: counted, not invited',
  },
  {
    disposition: 'deferred',
    reason: 'proceedings-live',
    applies: (f) => f.outcomeClass === 'CHARGED' && f.proceedingsLive,
    because: 'an answer could be demanded by the defence; only a charge defers, so that nothing can be parked here',
  },
  {
    disposition: 'excluded',
    reason: 'invited-within-90-days',
    applies: (f) => f.invitedWithin90Days,
    because: 'one invitation covers the cases of these weeks',
  },
];

/** The verdict on a closure; null: she is to be asked. A finding of staff stands above every rule. */
export function judge(facts: ClosureFacts): Verdict | null {
  if (facts.staffReason) return { disposition: 'excluded', reason: facts.staffReason };
  const rule = eligibilityRules.find((r) => r.applies(facts));
  return rule ? { disposition: rule.disposition, reason: rule.reason } : null;
}
