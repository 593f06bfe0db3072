import type { CheckReason, TaskKind } from '@answerable/contracts';

export const taskKinds: Record<TaskKind, string> = {
  'safe-contact-check': 'Check safe contact',
  telephone: 'Telephone',
  'call-back': 'Call back',
  'proceedings-recheck': 'Ask whether the court case goes on',
  'child-decision': 'Decide with a child specialist',
  'hold-review': 'Review the hold',
  'own-route': 'Call who wrote to the public page',
  reply: 'Read what she answered after the end',
};

/** What else stops an asking. */
export const stopped = { held: 'Held', deferred: 'Wait for the court' };

export const checkReasons: Record<CheckReason, string> = {
  'no-contact-block': 'the police gave no contact details',
  'unreadable-block': 'the contact details cannot be read',
  'no-usable-contact': 'no usable way to reach her',
  'old-details': 'the details are old',
  'contradictory-details': 'the details contradict each other',
  'third-party-contact': "it is somebody else's contact",
  'shared-number': 'others answer this number too',
  'links-not-confirmed': 'not asked whether links are safe',
  'no-check-word': 'no check word agreed',
  'dead-or-ill': 'recorded as dead or too ill: check first',
  'age-unknown': 'age unknown',
  interpreter: 'needs an interpreter',
  'suspect-is-police-officer': 'the suspect is a police officer',
  'victim-is-police-employee': 'she works for the police',
  'lives-with-suspect': 'lives with the suspect',
  'at-risk': 'marked as at risk',
  'channel-failed': 'a message did not arrive',
  'asked-by-her': 'she asked for it',
  'not-safe-now': 'she said on the page that it was not safe',
  'said-stop': 'she answered a message with STOP: write nothing before you have spoken with her',
  'contact-not-kept': 'the police gave details; they were not kept, or are deleted',
  replied: 'she answered a message: read it before anything else',
  'link-ended': 'her link was ended: say with her what is safe before another goes',
  'kept-out-before': 'she was left out before and is no longer: look first',
};

/** Reasons that change how one may speak or whether one may call at all: shown first, and marked. */
export const graveReasons: readonly CheckReason[] = [
  'dead-or-ill',
  'suspect-is-police-officer',
  'lives-with-suspect',
  'at-risk',
  'not-safe-now',
  'link-ended',
  'said-stop',
  'replied',
  'shared-number',
  'third-party-contact',
];
