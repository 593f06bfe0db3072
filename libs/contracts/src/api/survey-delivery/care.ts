import { z } from 'zod';
import { date, instant } from '../../fields.js';
import { anyStaff, byId, callers, leads, page, person, safeguarding, staffNote, text, type Route } from './common.js';

export const callBack = z.strictObject({
  callBackId: z.uuid(),
  taskId: z.uuid(),
  episodeId: z.uuid(),
  reference: z.string(),
  receivedOn: date,
  dueAt: instant.describe('end of the next working day'),
  overdue: z.boolean(),
  state: z.enum(['open', 'done']),
  saidStop: z.boolean().describe('she answered a message with STOP: call her, and write nothing'),
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

export const careRoutes: readonly Route[] = [
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
];
