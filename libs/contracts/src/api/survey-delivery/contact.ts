import { z } from 'zod';
import { contactTime, keptContact, safeMark, telephoneNumber } from '../../contact-block.js';
import { date, instant, language } from '../../fields.js';
import {
  anyStaff,
  byEpisode,
  callers,
  caseworkers,
  episodeAction,
  leads,
  staffNote,
  text,
  type Route,
} from './common.js';
import { deliveryChannel } from './episodes.js';

/** How staff knew that it was she who spoke: the details came from the police, and whoever answers may have been told them. */
export const identityChecks = ['said-name-and-birth-date', 'known-to-us'] as const;
export const identityCheck = z.enum(identityChecks);
export type IdentityCheck = z.infer<typeof identityCheck>;

/** Result of a safe-contact check by telephone. Fields left out stay as they are in the vault. */
export const safeContactUpdate = z.strictObject({
  taskId: z.uuid().nullable().default(null).describe('the task this closes'),
  telephoneSafe: safeMark.optional(),
  textSafe: safeMark.optional(),
  voicemailSafe: safeMark.optional(),
  emailSafe: safeMark.optional(),
  letterSafe: safeMark.optional(),
  times: z.array(contactTime).optional(),
  whatToSay: text(200)
    .nullable()
    .optional()
    .describe('whom to ask for, who to say that one is, what not to mention; shown to whoever rings her'),
  linksSafe: z.boolean().optional().describe('she says today that links to the safe channels are safe'),
  identity: identityCheck
    .optional()
    .describe('how it was known that it was she who spoke; needed for whatever opens a way to her'),
  birthDate: date.optional().describe('as she says it, with said-name-and-birth-date; compared, never shown'),
  rightName: z
    .strictObject({ first: text(80), last: z.string().trim().max(80).default('') })
    .optional()
    .describe('her name, where the one held is wrong or is hers no longer'),
  rightBirthDate: date
    .optional()
    .describe('where the one held is wrong; only by somebody to whom she is known: it is what she is known by'),
  checkWord: text(40).min(3).nullable().optional(),
  preferredChannel: deliveryChannel.nullable().optional(),
  language: language.optional(),
  interpreter: z.boolean().optional(),
  telephone: telephoneNumber.optional().describe('as she says it; replaces the number'),
  email: z
    .email()
    .optional()
    .describe('as she says it; replaces the address. One that only the police named is not written to'),
  address: z.strictObject({ lines: z.array(text(120)).min(1).max(6), postcode: text(9) }).optional(),
});
export type SafeContactUpdate = z.input<typeof safeContactUpdate>;

export const attemptOutcomes = [
  'no-answer',
  'neutral-voicemail',
  'wrong-number',
  'someone-else',
  'call-later',
  'agreed-to-link',
  'letter-returned',
  'interviewed',
  'declined',
  'never-ask-again',
  'not-safe',
  'deceased',
  'too-ill',
] as const;
export const attemptOutcome = z.enum(attemptOutcomes);
export type AttemptOutcome = z.infer<typeof attemptOutcome>;

export const attemptRequest = z.strictObject({
  taskId: z.uuid().nullable().default(null),
  outcome: attemptOutcome,
  callAgainOn: date
    .optional()
    .describe('with call-later: today or later, within 28 days and before her time to answer ends'),
  callAgainFrom: z.iso
    .time({ precision: -1 })
    .optional()
    .describe('with callAgainOn: from which time of that day on, such as 17:00, in London'),
});

export const revealPurpose = z.enum([
  'safe-contact-check',
  'telephone-call',
  'letter-returned',
  'data-subject-request',
  'safeguarding',
]);

/** Reasons staff may give, each in a published group: nobody leaves the count by one person's word. The others follow from rules. */
export const staffExclusionReason = z.enum(['deceased', 'no-usable-contact', 'no-safe-channel', 'under-16']);

export const contactRoutes: readonly Route[] = [
  {
    ...episodeAction(
      'revealContact',
      '/v1/episodes/:episodeId/contact/reveal',
      ['caseworker', 'vs-lead', 'safeguarding-lead'],
      'Shows the contact details: purpose, fresh sign-in, hourly limit, audited',
      z.strictObject({ purpose: revealPurpose }),
      ['step-up-required', 'reveal-limit', 'no-contact-kept'],
    ),
    response: keptContact,
  },
  {
    ...episodeAction(
      'updateSafeContact',
      '/v1/episodes/:episodeId/safe-contact',
      callers,
      'Writes what she said about how to reach her safely',
      safeContactUpdate,
    ),
    problems: [
      'no-such-episode',
      'not-possible-now',
      'claimed-by-another',
      'no-contact-kept',
      'identity-not-checked',
      'not-named-by-her',
    ],
  },
  {
    id: 'dial',
    method: 'POST',
    path: '/v1/episodes/:episodeId/dial',
    access: callers,
    summary: 'The system dials; the caller sees a first name',
    params: byEpisode,
    response: z.strictObject({
      firstName: z.string(),
      whatToSay: z.string().nullable(),
      voicemailSafe: safeMark,
      language,
      interpreter: z.boolean(),
    }),
    problems: [
      'no-such-episode',
      'no-telephony',
      'no-contact-kept',
      'not-possible-now',
      'claimed-by-another',
      'supported-her',
    ],
  },
  episodeAction(
    'recordAttempt',
    '/v1/episodes/:episodeId/attempts',
    callers,
    'Records how a call went',
    attemptRequest,
    ['claimed-by-another', 'day-out-of-reach'],
  ),
  {
    id: 'handOver',
    method: 'POST',
    path: '/v1/episodes/:episodeId/handover',
    access: ['interviewer', 'vs-lead'],
    summary:
      'Sixty seconds to open the interview on the survey’s own origin: post `token` as field `handover` to `url`',
    params: byEpisode,
    response: z.strictObject({ url: z.string(), token: z.string(), firstName: z.string(), expiresAt: instant }),
    problems: ['no-such-episode', 'not-possible-now', 'supported-her'],
  },
  episodeAction(
    'recordSupport',
    '/v1/episodes/:episodeId/supporters',
    anyStaff,
    'I support her: I shall not interview her',
    undefined,
  ),
  episodeAction(
    'hold',
    '/v1/episodes/:episodeId/hold',
    anyStaff,
    'Holds everything for her',
    z.strictObject({
      reason: staffNote(300),
      reviewOn: date.describe('today or later, within 90 days: a hold is looked at again, and may then be renewed'),
    }),
    ['day-out-of-reach'],
  ),
  episodeAction(
    'endLink',
    '/v1/episodes/:episodeId/end-link',
    anyStaff,
    'Ends every link and code sent so far, with whatever page is open and what was saved on it: somebody else has seen it, or her telephone is lost',
    z.strictObject({ reason: staffNote(300) }),
  ),
  episodeAction('releaseHold', '/v1/episodes/:episodeId/release-hold', caseworkers, 'Ends a hold', undefined),
  episodeAction(
    'decline',
    '/v1/episodes/:episodeId/decline',
    anyStaff,
    'She says no: everything stops and her details go at once',
    z.strictObject({ never: z.boolean() }),
  ),
  episodeAction(
    'exclude',
    '/v1/episodes/:episodeId/exclude',
    caseworkers,
    'She cannot be asked, for this reason',
    z.strictObject({ reason: staffExclusionReason }),
  ),
  episodeAction(
    'takeBack',
    '/v1/episodes/:episodeId/take-back',
    leads,
    'Why she is not asked was written down by mistake, or a safeguarding lead decides anew: every case of hers is judged again, and somebody looks first',
    z.strictObject({ reason: staffNote(300) }),
    ['task-of-another-role'],
  ),
];
