import { z } from 'zod';
import { contactTime, safeMark, telephoneNumber } from '../../contact-block.js';
import { date, disposition, exclusionReason, instant, language, month, unit } from '../../fields.js';
import type { Role } from '../../roles.js';
import {
  anyStaff,
  byEpisode,
  byTask,
  callers,
  caseworkers,
  count,
  leads,
  page,
  person,
  text,
  type Route,
} from './common.js';
import { foundEntry } from './found-entry.js';

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
  'own-route',
  'reply',
] as const;
export const taskKind = z.enum(taskKinds);
export type TaskKind = z.infer<typeof taskKind>;

/** Who can do a task: whoever cannot, does not take it either. */
export const taskDoers: Readonly<Record<TaskKind, readonly Role[]>> = {
  'safe-contact-check': callers,
  telephone: callers,
  'call-back': callers,
  'proceedings-recheck': caseworkers,
  'child-decision': leads,
  'hold-review': caseworkers,
  'own-route': caseworkers,
  reply: callers,
};

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
  'said-stop',
  'contact-not-kept',
  'kept-out-before',
  'replied',
  'link-ended',
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
  sharedEmail: z.boolean().optional().describe('somebody else has the mailbox too; left out: not'),
});
export type SafeNotes = z.infer<typeof safeNotes>;

export const workTask = z.strictObject({
  taskId: z.uuid(),
  kind: taskKind,
  episodeId: z.uuid().nullable(),
  entryId: z.uuid().nullable().describe('of an entry of the public page that somebody is to look at'),
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
  exclusion: exclusionReason.nullable().describe('why she is not asked, where the state is excluded'),
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

/** An episode as a search shows it: enough to choose by, no contact detail. */
export const foundEpisode = z.strictObject({
  episodeId: z.uuid(),
  reference: z.string(),
  state: episodeState,
  exclusion: exclusionReason.nullable(),
  unit,
  cueMonth: month,
});
export type FoundEpisode = z.infer<typeof foundEpisode>;

export const episodeRoutes: readonly Route[] = [
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
    problems: ['no-such-task', 'claimed-by-another', 'supported-her', 'task-of-another-role'],
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
    id: 'readReplies',
    method: 'POST',
    path: '/v1/tasks/:taskId/replies',
    access: callers,
    summary: 'Shows what she answered to our messages, to whoever has taken the look at it; audited',
    params: byTask,
    response: z.strictObject({
      replies: z.array(z.strictObject({ receivedOn: date, message: z.string() })),
      ended: z.boolean().describe('her asking is over: it is read, and nothing else is to be done'),
    }),
    problems: ['no-such-task', 'not-claimed'],
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
    response: z.strictObject({
      episodes: z.array(foundEpisode),
      entries: z.array(foundEntry).describe('of the public page, by the number given'),
    }),
  },
];
