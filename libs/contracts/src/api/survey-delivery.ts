import { z } from 'zod';
import { contactTime, keptContact, safeMark, telephoneNumber, vaultKeySet } from '../contact-block.js';
import { defineApi, type ApiRoute } from '../define-api.js';
import { date, disposition, exclusionReason, instant, language, month, outcomeClass, unit } from '../fields.js';

const count = z.number().int().nonnegative();
const text = (max: number) => z.string().trim().min(1).max(max);
/**
 * A note of staff is read by colleagues and outlives her details: whatever would reach her (a mailbox, nine digits of a number,
 * a postcode) is refused, whoever wrote it down. The vault is the place for it.
 */
export const staffNotePattern =
  /^(?![\s\S]*@)(?![\s\S]*\d(?:[\s().+-]*\d){8})(?![\s\S]*\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b)/;
const staffNote = (max: number) => text(max).regex(staffNotePattern, 'No telephone number, e-mail address or postcode');
const person = z.strictObject({ subject: z.string(), name: z.string() });

export const deliveryChannels = ['email', 'sms', 'letter', 'telephone'] as const;
export const deliveryChannel = z.enum(deliveryChannels);
export type DeliveryChannel = z.infer<typeof deliveryChannel>;

/** Where an episode stands. `story` of an episode tells how it came there. */
export const episodeStates = [
  'opening',
  'to-check',
  'scheduled',
  'inviting',
  'held',
  'answered',
  'declined',
  'undeliverable',
  'not-answered',
  'excluded',
  'superseded',
] as const;
export const episodeState = z.enum(episodeStates);
export type EpisodeState = z.infer<typeof episodeState>;

/** What staff are asked to do; each is a row of the worklist with a due time. */
export const taskKinds = [
  'safe-contact-check',
  'telephone',
  'call-back',
  'proceedings-recheck',
  'child-decision',
  'hold-review',
] as const;
export const taskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof taskKind>;

/** Why somebody must look, as codes; the staff pages put them into words. */
export const checkReasons = [
  'no-contact-block',
  'unreadable-block',
  'no-usable-contact',
  'old-details',
  'contradictory-details',
  'third-party-contact',
  'shared-number',
  'links-not-confirmed',
  'no-check-word',
  'dead-or-ill',
  'age-unknown',
  'interpreter',
  'suspect-is-police-officer',
  'victim-is-police-employee',
  'lives-with-suspect',
  'at-risk',
  'channel-failed',
  'asked-by-her',
  'not-safe-now',
] as const;
export const checkReason = z.enum(checkReasons);
export type CheckReason = z.infer<typeof checkReason>;

/** Safe-contact notes as they may stand on a list: never a number, an address or a name. */
export const safeNotes = z.strictObject({
  telephone: safeMark,
  text: safeMark,
  voicemail: safeMark,
  email: safeMark,
  letter: safeMark,
  times: z.array(contactTime),
  linksSafeUntil: date.nullable(),
  checkWordAgreed: z.boolean(),
  sharedNumber: z.boolean(),
});
export type SafeNotes = z.infer<typeof safeNotes>;

export const workTask = z.strictObject({
  taskId: z.uuid(),
  kind: taskKind,
  episodeId: z.uuid().nullable(),
  reference: z.string().describe('short name of the episode for talking about it, such as K7Q2-M9'),
  force: z.string().nullable(),
  unit: unit.nullable(),
  cueMonth: month.nullable(),
  language,
  interpreter: z.boolean(),
  reasons: z.array(checkReason),
  safe: safeNotes.nullable(),
  attempts: count,
  dueAt: instant,
  overdue: z.boolean(),
  notBefore: instant.describe('earliest moment within contact hours and her safe times'),
  claimedBy: person.nullable(),
  claimedUntil: instant.nullable(),
  supportedByMe: z.boolean().describe('true: I may not interview her'),
});
export type WorkTask = z.infer<typeof workTask>;

export const storyEntry = z.strictObject({
  at: instant,
  kind: z.string().describe('such as closure-recorded, checked, message-sent, attempt, opened, disposition-changed'),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  by: z.string().nullable().describe('name of the person, null: the system'),
});

export const episodeView = z.strictObject({
  episodeId: z.uuid(),
  reference: z.string(),
  state: episodeState,
  heldReason: z.string().nullable(),
  cueMonth: month,
  language,
  interpreter: z.boolean(),
  ageGroup: z.enum(['under-16', '16-17', '18-24', '25-plus', 'unknown']),
  reasons: z.array(checkReason),
  safe: safeNotes.nullable(),
  nextChannel: deliveryChannel.nullable(),
  nextDueAt: instant.nullable(),
  messagesSent: count,
  expiresAt: instant.nullable(),
  supporters: z.array(person),
  closures: z.array(
    z.strictObject({ force: z.string(), unit, closedOn: date, disposition, reason: exclusionReason.nullable() }),
  ),
  messages: z.array(
    z.strictObject({
      messageId: z.uuid(),
      channel: deliveryChannel,
      template: z.string(),
      status: z.string(),
      createdAt: instant,
      sentAt: instant.nullable(),
    }),
  ),
  tasks: z.array(workTask),
  story: z.array(storyEntry),
});
export type EpisodeView = z.infer<typeof episodeView>;

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
  callAgainOn: date.optional().describe('with call-later'),
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

export const callBack = z.strictObject({
  callBackId: z.uuid(),
  taskId: z.uuid(),
  episodeId: z.uuid(),
  reference: z.string(),
  receivedOn: date,
  dueAt: instant.describe('end of the next working day'),
  overdue: z.boolean(),
  state: z.enum(['open', 'done']),
  claimedBy: person.nullable(),
});
export const openedWish = z.strictObject({
  wishes: z.array(z.enum(['support', 'review', 'complaint', 'independent-body', 'mp'])),
  message: z.string().nullable(),
  notSafeNow: z.boolean(),
});

export const safeguardingRisk = z.enum(['life', 'child', 'domestic', 'other']);
export const safeguardingConcern = z.strictObject({
  concernId: z.uuid(),
  episodeId: z.uuid().nullable(),
  reference: z.string().nullable(),
  risk: safeguardingRisk,
  note: z.string().nullable().describe('sealed at rest; shown to the safeguarding lead'),
  raisedBy: person,
  raisedAt: instant,
  dueAt: instant.describe('life: one hour; child: four hours; else the next working day'),
  overdue: z.boolean(),
  lead: person.nullable(),
  escalatedAt: instant.nullable(),
  state: z.enum(['open', 'taken', 'closed']),
  outcome: z.string().nullable(),
});

/** How a call-back ended. What goes to safeguarding goes with the risk and what is known, or nobody would act on it. */
export const callBackEnd = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.enum(['reached', 'not-reached-three-times', 'no-longer-wanted']),
    supportGiven: z.boolean(),
  }),
  z.strictObject({
    outcome: z.literal('handed-to-safeguarding'),
    supportGiven: z.boolean(),
    risk: safeguardingRisk,
    note: text(1000),
  }),
]);
export type CallBackEnd = z.infer<typeof callBackEnd>;

export const ownRouteEntry = z.strictObject({
  entryId: z.uuid(),
  receivedOn: date,
  state: z.enum(['new', 'matched', 'not-told-about', 'not-verified', 'abuse']),
  candidates: count.describe('open or closed episodes with the same telephone number'),
});
export const ownRouteForm = z.strictObject({
  firstName: text(80),
  telephone: telephoneNumber,
  times: z.array(contactTime).default([]),
  voicemailSafe: safeMark.default('unknown'),
  endedAround: z.string().trim().max(40).default(''),
});

export const deliverySettings = z.strictObject({
  waitingDays: z.number().int().min(14).max(42),
  reminderAfterDays: z.number().int().min(7).max(28),
  reminders: z.number().int().min(0).max(2),
  expiryDays: z.number().int().min(28).max(120).describe('after the first message'),
  tasksPerDay: z.number().int().min(1).max(5000),
  messagesPerHour: z.number().int().min(1).max(100_000),
  telephoneAttempts: z.number().int().min(1).max(10),
  revealsPerHour: z.number().int().min(1).max(200),
  oldDetailsDays: z.number().int().min(30).max(365),
});
export type DeliverySettings = z.infer<typeof deliverySettings>;
export const settingsProposal = z.strictObject({
  proposalId: z.uuid(),
  changes: deliverySettings.partial(),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  state: z.enum(['open', 'approved', 'rejected']),
  decidedBy: person.nullable(),
});

/** Each use of the one switch. */
export const deliveryStateChange = z.strictObject({
  at: instant,
  paused: z.boolean(),
  person,
  reason: z.string().nullable(),
});
export const deliveryState = z.strictObject({
  paused: z.boolean(),
  pausedBy: person.nullable(),
  pausedAt: instant.nullable(),
  reason: z.string().nullable(),
});

export const dispositionCount = z.strictObject({
  month,
  force: z.string(),
  unit,
  outcomeClass,
  disposition,
  reason: exclusionReason.nullable(),
  closures: count,
});
export const sumCheck = z.strictObject({
  checkedAt: instant,
  closures: count,
  withDisposition: count,
  historyDiffers: count.describe('closures whose latest history entry is not their current disposition: must be 0'),
  notAsRegistered: count.describe(
    'closures by which the months differ from what case-intake registered, and still do from what it had at the check before: must be 0',
  ),
  holds: z.boolean(),
});
export const supervisorView = z.strictObject({
  dispositions: z.array(dispositionCount),
  sum: sumCheck.nullable(),
  waiting: z.strictObject({
    messagesDue: count,
    oldestDueAt: instant.nullable(),
    tasksOpen: count,
    tasksOverdue: count,
    heldSources: z.array(z.strictObject({ force: z.string(), sourceSystem: z.string(), lastHeardOn: date })),
  }),
  units: z.array(
    z.strictObject({
      force: z.string(),
      unit,
      closures: count,
      withoutUsableContact: count,
      wrongNumbers: count.describe('a call found that the number is not hers'),
      bounced: count.describe('a message came back for good'),
      declined: count,
      undeliverable: count,
    }),
  ),
  channels: z.array(z.strictObject({ channel: deliveryChannel, status: z.string(), messages: count })),
  workload: z.array(z.strictObject({ person, claimed: count, doneThisWeek: count })),
});
export type SupervisorView = z.infer<typeof supervisorView>;

export const dataSubjectRequest = z.strictObject({
  requestId: z.uuid(),
  kind: z.enum(['access', 'erasure', 'objection', 'rectification']),
  reference: z.string(),
  receivedOn: date,
  dueOn: date.describe('one month after receipt (UK GDPR Art. 12(3))'),
  state: z.enum(['open', 'done', 'refused']),
  handledBy: person.nullable(),
});

/** An episode as a search shows it: enough to choose by, no contact detail. */
export const foundEpisode = z.strictObject({
  episodeId: z.uuid(),
  reference: z.string(),
  state: episodeState,
  unit,
  cueMonth: month,
});
export type FoundEpisode = z.infer<typeof foundEpisode>;

/** A case that somebody who came by herself may mean, with or without an episode. */
export const possibleCase = z.strictObject({
  caseKey: z.string(),
  reference: z.string().nullable().describe('of its episode; null: nobody has been asked about it'),
  disposition,
  unit,
  cueMonth: month,
});

const caseworkers = ['caseworker', 'vs-lead'] as const;
const callers = ['caseworker', 'interviewer', 'vs-lead'] as const;
const anyStaff = ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead'] as const;
const leads = ['vs-lead', 'safeguarding-lead'] as const;
const lead = ['vs-lead'] as const;
const safeguarding = ['safeguarding-lead', 'vs-lead'] as const;

const byEpisode = z.object({ episodeId: z.uuid() });
const byTask = z.object({ taskId: z.uuid() });
const byId = z.object({ id: z.uuid() });
const page = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

const episodeAction = (
  id: string,
  path: ApiRoute['path'],
  access: ApiRoute['access'],
  summary: string,
  request: z.ZodType | undefined,
  problems: ApiRoute['problems'] = [],
) => ({
  id,
  method: 'POST' as const,
  path,
  access,
  summary,
  params: byEpisode,
  ...(request && { request }),
  problems: ['no-such-episode', 'not-possible-now', ...problems] as never,
});

export const surveyDeliveryApi = defineApi({
  service: 'survey-delivery',
  title: 'Survey delivery',
  description: 'Who is asked, how and when: the work of Victim Support. No answer ever passes through here.',
  problems: {
    'no-such-episode': { status: 404, title: 'There is no such episode' },
    'no-such-task': { status: 404, title: 'There is no such task' },
    'no-such-entry': { status: 404, title: 'There is no such entry' },
    'claimed-by-another': {
      status: 409,
      title: 'Somebody else works on this',
      fix: 'Choose another task, or ask the person named to release it.',
    },
    'not-claimed': { status: 409, title: 'Claim the task first' },
    'not-possible-now': {
      status: 409,
      title: 'This is not possible in the state it is in',
      fix: 'Read the episode again; it has moved on.',
    },
    'supported-her': { status: 403, title: 'Whoever supported her does not interview her' },
    'step-up-required': {
      status: 403,
      title: 'Sign in again to see contact details',
      fix: 'Sign in again; the last proof must be under fifteen minutes old.',
    },
    'reveal-limit': { status: 429, title: 'Too many contact details were opened within an hour' },
    'no-contact-kept': { status: 404, title: 'No contact details are kept for this episode' },
    'identity-not-checked': {
      status: 409,
      title: 'Say how you knew that it was she',
      fix: 'Let her say her name and date of birth, or say that you know her; then a way to her may be written down.',
    },
    'not-named-by-her': {
      status: 409,
      title: 'She has to name the address herself',
      fix: 'Let her say her e-mail or postal address and write it down: one that only the police named is not written to.',
    },
    'another-leads': {
      status: 403,
      title: 'Another lead has taken this concern',
      fix: 'Speak with the lead named, or take it over first.',
    },
    'same-person': { status: 403, title: 'Another person must approve this' },
    'webhook-refused': { status: 401, title: 'This webhook call was not accepted' },
    'no-telephony': {
      status: 503,
      title: 'No telephone system is connected',
      fix: 'Open the contact details and dial by hand.',
    },
    'legal-hold': { status: 409, title: 'A legal hold keeps these details' },
    'too-many': { status: 429, title: 'Too many attempts' },
  },
  routes: [
    {
      id: 'listWork',
      method: 'GET',
      path: '/v1/worklist',
      access: anyStaff,
      summary: 'What to do next, by when, and whether it is safe; never a number',
      query: page.extend({
        kind: taskKind.optional(),
        mine: z.enum(['yes', 'no']).optional(),
        due: z.enum(['overdue', 'today', 'this-week', 'now-callable', 'all']).optional(),
        language: language.optional(),
        search: z
          .string()
          .max(60)
          .optional()
          .describe('reference of the episode, unit, or month in which it ended (May 2026)'),
      }),
      response: z.strictObject({
        tasks: z.array(workTask),
        next: z.string().nullable(),
        counts: z.array(z.strictObject({ kind: taskKind, open: count, overdue: count, mine: count })),
      }),
    },
    {
      id: 'claimTask',
      method: 'POST',
      path: '/v1/tasks/:taskId/claim',
      access: anyStaff,
      summary: 'Takes a task for an hour',
      params: byTask,
      response: workTask,
      problems: ['no-such-task', 'claimed-by-another', 'supported-her'],
    },
    {
      id: 'releaseTask',
      method: 'POST',
      path: '/v1/tasks/:taskId/release',
      access: anyStaff,
      summary: 'Gives a task back; undoes a claim',
      params: byTask,
      problems: ['no-such-task', 'not-claimed'],
    },
    {
      id: 'recheckProceedings',
      method: 'POST',
      path: '/v1/tasks/:taskId/proceedings-recheck',
      access: caseworkers,
      summary: 'Whether court proceedings are still live',
      params: byTask,
      request: z.strictObject({ stillLive: z.boolean() }),
      problems: ['no-such-task', 'not-possible-now'],
    },
    {
      id: 'decideOnChild',
      method: 'POST',
      path: '/v1/tasks/:taskId/child-decision',
      access: leads,
      summary: 'A child specialist decides whether a person under 16 may be asked',
      params: byTask,
      request: z.strictObject({ ask: z.boolean(), specialist: text(120) }),
      problems: ['no-such-task', 'not-possible-now'],
    },
    {
      id: 'readEpisode',
      method: 'GET',
      path: '/v1/episodes/:episodeId',
      access: anyStaff,
      summary: 'An episode with its story; no contact detail',
      params: byEpisode,
      response: episodeView,
      problems: ['no-such-episode'],
    },
    {
      id: 'findEpisodes',
      method: 'POST',
      path: '/v1/episodes/find',
      access: ['caseworker', 'vs-lead', 'safeguarding-lead'],
      summary: 'Who rings us: by number, e-mail or reference, whatever the state; audited',
      request: z.union([
        z.strictObject({ telephone: telephoneNumber }),
        z.strictObject({ email: z.email() }),
        z.strictObject({ reference: text(12) }),
      ]),
      response: z.strictObject({ episodes: z.array(foundEpisode) }),
    },
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
      problems: ['no-such-episode', 'no-telephony', 'no-contact-kept', 'not-possible-now', 'supported-her'],
    },
    episodeAction(
      'recordAttempt',
      '/v1/episodes/:episodeId/attempts',
      callers,
      'Records how a call went',
      attemptRequest,
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
      z.strictObject({ reason: staffNote(300), reviewOn: date }),
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
    {
      id: 'listCallBacks',
      method: 'GET',
      path: '/v1/call-backs',
      access: anyStaff,
      summary: 'Who asked to be called, by the clock of one working day',
      query: page,
      response: z.strictObject({ callBacks: z.array(callBack) }),
    },
    {
      id: 'openCallBack',
      method: 'POST',
      path: '/v1/call-backs/:id/open',
      access: callers,
      summary: 'Shows what she asked for; audited',
      params: byId,
      response: openedWish,
      problems: ['no-such-entry', 'not-claimed'],
    },
    {
      id: 'completeCallBack',
      method: 'POST',
      path: '/v1/call-backs/:id/complete',
      access: callers,
      summary: 'How the call-back ended; handed to safeguarding, it raises the concern',
      params: byId,
      request: callBackEnd,
      problems: ['no-such-entry', 'not-possible-now'],
    },
    {
      id: 'listMessages',
      method: 'GET',
      path: '/v1/messages',
      access: leads,
      summary: 'Messages to Victim Support that nobody tied to a contact',
      query: page,
      response: z.strictObject({
        messages: z.array(z.strictObject({ messageId: z.uuid(), receivedOn: date, read: z.boolean() })),
      }),
    },
    {
      id: 'openMessage',
      method: 'POST',
      path: '/v1/messages/:id/open',
      access: leads,
      summary: 'Shows one such message; audited',
      params: byId,
      response: z.strictObject({ message: z.string() }),
      problems: ['no-such-entry'],
    },
    {
      id: 'listConcerns',
      method: 'GET',
      path: '/v1/safeguarding',
      access: safeguarding,
      summary: 'Risks to life or to a child, with named lead and clock',
      query: page.extend({ state: z.enum(['open', 'taken', 'closed']).optional() }),
      response: z.strictObject({ concerns: z.array(safeguardingConcern) }),
    },
    {
      id: 'raiseConcern',
      method: 'POST',
      path: '/v1/safeguarding',
      access: anyStaff,
      summary: 'Raises a concern; everything for her is held',
      request: z.strictObject({ episodeId: z.uuid().nullable(), risk: safeguardingRisk, note: text(1000) }),
      response: z.strictObject({ concernId: z.uuid(), dueAt: instant }),
      status: 201,
      problems: ['no-such-episode'],
    },
    {
      id: 'takeConcern',
      method: 'POST',
      path: '/v1/safeguarding/:id/take',
      access: safeguarding,
      summary: 'Names me as lead',
      params: byId,
      problems: ['no-such-entry', 'not-possible-now', 'another-leads'],
    },
    {
      id: 'takeOverConcern',
      method: 'POST',
      path: '/v1/safeguarding/:id/take-over',
      access: safeguarding,
      summary: 'Names me as lead in place of a colleague; that is written down',
      params: byId,
      problems: ['no-such-entry', 'not-possible-now'],
    },
    {
      id: 'closeConcern',
      method: 'POST',
      path: '/v1/safeguarding/:id/close',
      access: safeguarding,
      summary: 'Ends a concern, and says whether she may be contacted again; its lead alone does it',
      params: byId,
      request: z.strictObject({ outcome: staffNote(300), contactAgain: z.boolean() }),
      problems: ['no-such-entry', 'not-possible-now', 'another-leads'],
    },
    {
      id: 'listOwnRoute',
      method: 'GET',
      path: '/v1/own-route',
      access: caseworkers,
      summary: '"My case was closed and nobody asked me": entries to verify',
      query: page,
      response: z.strictObject({ entries: z.array(ownRouteEntry) }),
    },
    {
      id: 'openOwnRoute',
      method: 'POST',
      path: '/v1/own-route/:id/open',
      access: caseworkers,
      summary: 'Shows an entry and what it may belong to; audited',
      params: byId,
      response: z.strictObject({
        form: ownRouteForm,
        candidates: z.array(
          z.strictObject({ episodeId: z.uuid(), reference: z.string(), state: episodeState, cueMonth: month }),
        ),
      }),
      problems: ['no-such-entry', 'step-up-required', 'reveal-limit'],
    },
    {
      id: 'searchOwnRoute',
      method: 'POST',
      path: '/v1/own-route/:id/search',
      access: caseworkers,
      summary: 'Cases she may mean, by reference, unit or month, also those nobody was asked about; audited',
      params: byId,
      request: z.strictObject({ search: text(60) }),
      response: z.strictObject({ cases: z.array(possibleCase) }),
      problems: ['no-such-entry'],
    },
    {
      id: 'verifyOwnRoute',
      method: 'POST',
      path: '/v1/own-route/:id/verify',
      access: caseworkers,
      summary: 'What a person found out; that the police did not tell us, only after a search',
      params: byId,
      request: z.discriminatedUnion('result', [
        z.strictObject({ result: z.literal('matched'), episodeId: z.uuid() }),
        z.strictObject({ result: z.literal('matched-case'), caseKey: text(200) }),
        z.strictObject({ result: z.enum(['not-told-about', 'not-verified', 'abuse']) }),
      ]),
      problems: ['no-such-entry', 'no-such-episode', 'not-possible-now'],
    },
    {
      id: 'supervise',
      method: 'GET',
      path: '/v1/supervisor',
      access: lead,
      summary: 'Coverage, ages, refusals by unit, workload, and the check that dispositions add up',
      query: z.object({ from: month.optional(), to: month.optional() }),
      response: supervisorView,
    },
    {
      id: 'readDeliveryState',
      method: 'GET',
      path: '/v1/delivery-state',
      access: [...anyStaff, 'auditor', 'operator'],
      summary: 'Whether everything is paused',
      response: deliveryState,
    },
    {
      id: 'listDeliveryStateChanges',
      method: 'GET',
      path: '/v1/delivery-state/changes',
      access: [...leads, 'auditor'],
      summary: 'Who paused everything and who let it go on, the newest first',
      response: z.strictObject({ changes: z.array(deliveryStateChange) }),
    },
    {
      id: 'pauseAll',
      method: 'POST',
      path: '/v1/delivery-state/pause',
      access: [...leads, 'operator'],
      summary: 'Stops every message and call at once',
      request: z.strictObject({ reason: text(300) }),
      response: deliveryState,
    },
    {
      id: 'resumeAll',
      method: 'POST',
      path: '/v1/delivery-state/resume',
      access: leads,
      summary: 'Goes on, without a burst: what is overdue is spread',
      response: deliveryState,
    },
    {
      id: 'readSettings',
      method: 'GET',
      path: '/v1/settings',
      access: [...leads, 'auditor'],
      summary: 'Settings in force and proposals',
      response: z.strictObject({ settings: deliverySettings, proposals: z.array(settingsProposal) }),
    },
    {
      id: 'proposeSettings',
      method: 'POST',
      path: '/v1/settings/proposals',
      access: leads,
      summary: 'Proposes a change; a second person approves it',
      request: z.strictObject({ changes: deliverySettings.partial(), reason: text(300) }),
      response: settingsProposal,
      status: 201,
    },
    {
      id: 'approveSettings',
      method: 'POST',
      path: '/v1/settings/proposals/:id/approve',
      access: leads,
      summary: 'Approves another person’s proposal',
      params: byId,
      response: settingsProposal,
      problems: ['no-such-entry', 'same-person', 'not-possible-now'],
    },
    {
      id: 'rejectSettings',
      method: 'POST',
      path: '/v1/settings/proposals/:id/reject',
      access: leads,
      summary: 'Rejects a proposal',
      params: byId,
      response: settingsProposal,
      problems: ['no-such-entry', 'not-possible-now'],
    },
    {
      id: 'listRequests',
      method: 'GET',
      path: '/v1/data-subject-requests',
      access: lead,
      summary: 'Requests of data subjects with their time limit',
      response: z.strictObject({ requests: z.array(dataSubjectRequest) }),
    },
    {
      id: 'receiveRequest',
      method: 'POST',
      path: '/v1/data-subject-requests',
      access: caseworkers,
      summary: 'Notes a request',
      request: z.strictObject({
        episodeId: z.uuid(),
        kind: z.enum(['access', 'erasure', 'objection', 'rectification']),
        receivedOn: date,
      }),
      response: dataSubjectRequest,
      status: 201,
      problems: ['no-such-episode'],
    },
    {
      id: 'fulfilRequest',
      method: 'POST',
      path: '/v1/data-subject-requests/:id/fulfil',
      access: lead,
      summary: 'Does what was asked; access answers with everything held',
      params: byId,
      response: z.strictObject({
        request: dataSubjectRequest,
        held: z
          .strictObject({
            contact: keptContact.nullable(),
            others: z.array(keptContact).describe('what else was given of her: each block of the police'),
            notes: z.array(z.string()).describe('what she wrote to Victim Support'),
            story: z.array(storyEntry),
            episodes: z
              .array(episodeView)
              .describe('each time she was to be asked: messages, tasks, supporters, story'),
            reads: z
              .array(z.strictObject({ at: instant, by: z.string(), purpose: z.string() }))
              .describe('who opened her details and what for'),
          })
          .nullable(),
      }),
      problems: ['no-such-entry', 'not-possible-now', 'step-up-required', 'legal-hold'],
    },
    {
      id: 'refuseRequest',
      method: 'POST',
      path: '/v1/data-subject-requests/:id/refuse',
      access: lead,
      summary: 'Does not do what was asked, and says why (UK GDPR Art. 12(4))',
      params: byId,
      request: z.strictObject({ reason: staffNote(300) }),
      response: dataSubjectRequest,
      problems: ['no-such-entry', 'not-possible-now'],
    },
    {
      id: 'setLegalHold',
      method: 'POST',
      path: '/v1/episodes/:episodeId/legal-hold',
      access: lead,
      summary: 'Keeps details from deletion, with a reason; or ends that',
      params: byEpisode,
      request: z.strictObject({ hold: z.boolean(), reason: staffNote(300) }),
      problems: ['no-such-episode'],
    },
    {
      id: 'listVaultReads',
      method: 'GET',
      path: '/v1/vault/reads',
      access: ['auditor', 'vs-lead'],
      summary: 'Who opened which contact, when and what for',
      query: page,
      response: z.strictObject({
        reads: z.array(z.strictObject({ at: instant, person, purpose: z.string(), reference: z.string().nullable() })),
        next: z.string().nullable(),
      }),
    },
    {
      id: 'listVaultKeys',
      method: 'GET',
      path: '/v1/vault/keys',
      access: ['auditor', 'operator'],
      summary: 'Keys of the vault with the proof of their destruction',
      response: z.strictObject({
        keys: z.array(
          z.strictObject({
            kid: z.string(),
            activeFrom: date,
            retiredOn: date.nullable(),
            destroyedAt: instant.nullable(),
            contacts: count,
            proof: z.string().nullable(),
          }),
        ),
      }),
    },
    {
      id: 'listTemplates',
      method: 'GET',
      path: '/v1/templates',
      access: [...anyStaff, 'auditor'],
      summary: 'Messages as they look on a lock screen',
      response: z.strictObject({
        templates: z.array(
          z.strictObject({
            template: z.string(),
            version: z.number(),
            channel: deliveryChannel,
            language,
            reviewed: z.boolean().describe('whether a professional translator has read it'),
            lockScreen: z.string(),
            text: z.string(),
          }),
        ),
      }),
    },
    {
      id: 'readVaultKeys',
      method: 'GET',
      path: '/v1/public/vault-keys',
      access: 'public',
      summary: 'Public keys to which contact blocks are sealed; the first is current',
      response: vaultKeySet,
    },
    {
      id: 'readHandoverKeys',
      method: 'GET',
      path: '/v1/public/handover-keys',
      access: 'public',
      summary: 'Ed25519 public keys that sign handovers (JWKS)',
      response: z.strictObject({
        keys: z.array(
          z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }),
        ),
      }),
    },
    {
      id: 'receiveNotifyReceipt',
      method: 'POST',
      path: '/v1/webhooks/notify/receipts',
      access: 'public',
      summary: 'Delivery receipt of GOV.UK Notify (bearer token)',
      request: z.looseObject({ id: z.string(), reference: z.string().nullable(), status: z.string() }),
      problems: ['webhook-refused'],
    },
    {
      id: 'receiveNotifyReply',
      method: 'POST',
      path: '/v1/webhooks/notify/replies',
      access: 'public',
      summary: 'Text message received by GOV.UK Notify (bearer token): STOP ends everything',
      request: z.looseObject({ id: z.string(), source_number: z.string(), message: z.string() }),
      problems: ['webhook-refused'],
    },
    {
      id: 'receiveBounce',
      method: 'POST',
      path: '/v1/webhooks/email/bounces',
      access: 'public',
      summary: 'Bounce reported by the mail server (bearer token)',
      request: z.strictObject({ reference: z.uuid(), kind: z.enum(['permanent', 'temporary']) }),
      problems: ['webhook-refused'],
    },
    {
      id: 'receiveEmailReply',
      method: 'POST',
      path: '/v1/webhooks/email/replies',
      access: 'public',
      summary: 'Answer to an e-mail, from the mail server (bearer token): STOP ends everything',
      request: z.strictObject({ reference: z.uuid(), message: z.string().max(20_000) }),
      problems: ['webhook-refused'],
    },
    {
      id: 'readOwnRoute',
      method: 'GET',
      path: '/nobody-asked-me',
      access: 'public',
      summary: 'Page: my case was closed and nobody asked me',
      response: { 'text/html': z.string() },
    },
    {
      id: 'sendOwnRoute',
      method: 'POST',
      path: '/nobody-asked-me',
      access: 'public',
      summary: 'The same answer for everybody',
      request: { 'application/x-www-form-urlencoded': z.looseObject({}) },
      response: { 'text/html': z.string() },
      problems: ['too-many'],
    },
  ],
});
