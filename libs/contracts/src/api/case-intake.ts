import { z } from 'zod';
import { vaultKeySet } from '../contact-block.js';
import { defineApi } from '../define-api.js';
import { eventSource, policeCloudEvent, receipt } from '../events/police.js';
import { date, force, instant, month, offenceGroup, outcomeClass, plainText, unit } from '../fields.js';

const count = z.number().int().nonnegative();
const source = z.string().describe('/forces/<force>/systems/<system>');

export const receiptCounts = z.strictObject({ accepted: count, duplicate: count, rejected: count });

/** Answer to a batch: one receipt an event, in the order sent. */
export const batchReceipts = z.strictObject({ receipts: z.array(receipt), counts: receiptCounts });

/** A line of the answer to a stream: a receipt for each line sent, in order, then one summary: without it the stream broke off. */
export const receiptLine = z.union([receipt, z.strictObject({ summary: receiptCounts })]);
export type ReceiptLine = z.infer<typeof receiptLine>;

export const publishQuery = z.strictObject({
  dryRun: z.enum(['true', 'false']).default('false').describe('true: everything is judged, nothing is stored'),
  receipts: z.enum(['all', 'rejected']).default('all').describe('rejected: stream the refused ones only'),
});

/** Sequence numbers of a source that have not arrived. */
export const sequenceGap = z.strictObject({
  source,
  from: z.number().int().positive(),
  to: z.number().int().positive(),
  missing: z.number().int().positive(),
  noticedAt: instant,
  ageDays: count,
});

export const gapPage = z.strictObject({
  gaps: z.array(sequenceGap).describe('the oldest thousand of each source; GET /v1/feed says how many there are'),
  highest: z.array(z.strictObject({ source, sequence: count })).describe('the highest number that arrived, by source'),
});
export const gapQuery = z.strictObject({ source: eventSource.optional() });

export const sourceHealth = z.strictObject({
  source,
  system: z.string(),
  lastHeardAt: instant,
  silentDays: count,
  silent: z.boolean().describe('more than seven days without an event: invitations of this source are held'),
  retiredOn: date
    .nullable()
    .describe(
      'by an event of its own: silent all the same while cases depend on it and no other system goes on for it',
    ),
  highestSequence: count,
  gaps: z.array(sequenceGap).describe('the oldest thousand'),
  gapCount: count.describe('all of them'),
  missing: count.describe('numbers that have not arrived, in all gaps'),
  eventsByDay: z.array(z.strictObject({ day: date, accepted: count, rejected: count })).describe('last 30 days'),
  openRejections: z.array(z.strictObject({ code: z.string(), count })),
  alarms: count.describe('an event id was used again for different content, or a sequence number for another event'),
  sentByTwoSystems: count.describe('cases that another system of this force seems to have sent too'),
  withoutFacts: count.describe(
    'references that were reopened, merged or otherwise changed but never reported or closed',
  ),
  contactsNotKept: count.describe(
    'events that wait or waited too long for their contact to be kept: until it is sent again, she cannot be reached',
  ),
  contactsNotKeptDays: count.nullable().describe('age of the oldest of these'),
});
export const feed = z.strictObject({
  force,
  asOf: instant,
  sources: z.array(sourceHealth),
  unread: z
    .array(
      z.strictObject({
        day: date,
        code: z.string(),
        events: count,
        open: count.describe('of these: nobody of the force has said yet what was done about them'),
        ageDays: count,
      }),
    )
    .describe(
      'refused before it was clear which event it was, such as lines that are not JSON: only counted; of the last 30 days, and what is open',
    ),
});
export type Feed = z.infer<typeof feed>;

/** What a data officer did about events that nobody can be told by name: looked at the export, and sent them again. */
export const unreadSettlement = z.strictObject({
  day: date,
  code: z.string().max(60),
  events: z.number().int().positive().describe('the open ones, as you saw them: refused where there are more by now'),
  done: plainText.trim().min(10).max(500).describe('what you found, and what you did about it'),
});

const page = {
  source: eventSource.optional(),
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

export const receiptQuery = z.strictObject({ ...page, eventId: plainText.max(120).optional() });
export const receiptPage = z.strictObject({ receipts: z.array(receipt), next: z.string().nullable() });

/** out-of-scope: none of ours, nothing is to be done; the others say how what was open was settled. */
export const rejectionStates = ['open', 'out-of-scope', 'replayed', 'corrected', 'resent'] as const;
export const rejectionQuery = z.strictObject({ ...page, state: z.enum([...rejectionStates, 'all']).default('open') });
export const rejection = z.strictObject({
  receipt,
  sequence: z.number().int().positive().nullable(),
  unit: unit.nullable(),
  closureMonth: month.nullable(),
  state: z.enum(rejectionStates),
  resolvedAt: instant.nullable(),
  ageDays: count,
});
export const rejectionPage = z.strictObject({
  rejections: z.array(rejection),
  open: z.array(z.strictObject({ code: z.string(), count })),
  next: z.string().nullable(),
});

const cell = { unit, offenceGroup, outcomeClass };

/** Stock of open cases in a month, as the force counts it: opening + reported + reopened - closed - transferredOut = closing. */
export const stock = z
  .strictObject({
    opening: count,
    reported: count,
    reopened: count,
    closed: count,
    transferredOut: count,
    closing: count,
    openOverTwelveMonths: count,
  })
  .refine((s) => s.opening + s.reported + s.reopened - s.closed - s.transferredOut === s.closing, {
    message: 'opening + reported + reopened - closed - transferredOut must equal closing',
  });

export const controlTotals = z.strictObject({
  force,
  month,
  totals: z.array(z.strictObject({ ...cell, closures: count })).max(5000),
  stock: stock.nullable().default(null).describe('for a force that cannot send a report event for each new case'),
});
export const monthQuery = z.strictObject({ month });
export const signedControlTotals = controlTotals.extend({
  revision: z.number().int().positive(),
  signedBy: z.string(),
  signedAt: instant,
  restated: z.boolean().describe('the force restated the month after signing: sign again'),
});

export const reconciliation = z.strictObject({
  force,
  month,
  state: z.enum(['totals-missing', 'agrees', 'explained', 'differs', 'restated']),
  signedBy: z.string().nullable(),
  signedAt: instant.nullable(),
  rows: z.array(
    z.strictObject({
      ...cell,
      declared: count.nullable().describe('null: no control totals'),
      received: count,
      leftSince: count.describe(
        'closures that stood in this row when the totals were signed, and left the month since or were revised into another row, unless that put a difference right',
      ),
      cameSince: count.describe(
        'closures that were so revised into this row, or came into the month since, and make up for none',
      ),
      difference: z
        .number()
        .int()
        .nullable()
        .describe(
          'declared - received - leftSince + cameSince; positive: cases are missing here; null: no totals hold, they are not signed or the month was restated since',
        ),
      explanation: z.string().nullable().describe('of this very difference; of another one none'),
    }),
  ),
  declared: count.nullable(),
  received: count,
  quarantined: count.describe('closures of this month that wait for a code or a correction'),
  unreadable: count.describe(
    'events that came in this calendar month and were refused before their closure month could be read',
  ),
  unreadSettled: z
    .array(unreadSettlement.extend({ settledBy: z.string(), settledAt: instant }))
    .describe('of what could not be read: no part of unreadable any more, on the word of the force'),
  rejudged: count.describe('closures of this month that stand in another row because a code table was put right'),
  lateArrivals: count.describe(
    'closures that arrived after the totals were first signed, or more than ten days after the month ended',
  ),
  missingSince: date.nullable().describe('end of the month whose closures are missing'),
  missingDays: count.nullable().describe('age of what is missing'),
  stock: z.strictObject({ declared: stock.nullable(), counted: stock.nullable() }),
});
export type Reconciliation = z.infer<typeof reconciliation>;
export const reconciliations = z.strictObject({ reconciliations: z.array(reconciliation) });

export const explanation = z.strictObject({
  month,
  ...cell,
  explanation: plainText.trim().min(10).max(500),
  difference: z.number().int().optional().describe('as you saw it: refused where it is another one by now'),
});

const police = ['data-officer', 'police-lead'] as const;
const policeAndPublisher = ['police-publisher', 'data-officer', 'police-lead'] as const;
const publishProblems = [
  'not-json',
  'body-too-large',
  'batch-too-long',
  'media-type-unsupported',
  'encoding-unsupported',
  'too-slow',
  'event-refused',
  'event-id-reused',
  'force-not-yours',
] as const;

export const caseIntakeApi = defineApi({
  service: 'case-intake',
  title: 'Case intake',
  description: 'Police forces send every closed case here, and see what arrived, what was refused and what is missing.',
  problems: {
    'not-json': {
      status: 400,
      title: 'The body is not JSON',
      fix: 'Send one CloudEvent, or an array of them, as JSON.',
    },
    'body-too-large': { status: 413, title: 'The body is too large', fix: 'Send a stream (application/x-ndjson).' },
    'batch-too-long': { status: 413, title: 'The batch is too long', fix: 'Send at most 1,000 events, or a stream.' },
    'media-type-unsupported': {
      status: 415,
      title: 'This media type is not read here',
      fix: 'Use application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson.',
    },
    'encoding-unsupported': { status: 415, title: 'Compressed bodies are not read', fix: 'Send the body as it is.' },
    'too-slow': { status: 408, title: 'The body arrived too slowly', fix: 'Send it again from the last receipt.' },
    'event-refused': {
      status: 422,
      title: 'The event was refused',
      fix: 'See `receipt.reasons`: each says what to change.',
    },
    'event-id-reused': {
      status: 409,
      title: 'This event id was used before for different content',
      fix: 'Give each event its own id; for a correction raise caseversion as well.',
    },
    'force-not-yours': {
      status: 403,
      title: 'The event belongs to another force',
      fix: 'Use the client of that force.',
    },
    'force-claim-missing': { status: 403, title: 'Your account names no force', fix: 'Ask the operator to set it.' },
    'nothing-here': { status: 404, title: 'There is nothing here', fix: 'Check the address and the force.' },
    'totals-invalid': { status: 422, title: 'The control totals do not add up', fix: 'See `detail`.' },
    'nothing-to-explain': {
      status: 422,
      title: 'There is no difference here',
      fix: 'Look at the reconciliation again.',
    },
    'difference-changed': {
      status: 409,
      title: 'The difference has changed',
      fix: 'Look at the reconciliation again, and explain the difference that is there now.',
    },
    'unread-changed': {
      status: 409,
      title: 'The number of events that could not be read has changed',
      fix: 'Look at the feed again, and say what was done about those that are open now.',
    },
    'month-not-over': {
      status: 422,
      title: 'The month is not over',
      fix: 'Sign the totals after the month has ended.',
    },
    'keys-unavailable': { status: 503, title: 'The vault’s keys cannot be fetched now', fix: 'Try again in a minute.' },
    'too-many-requests': { status: 429, title: 'Too many requests', fix: 'Wait as long as Retry-After says.' },
  },
  routes: [
    {
      id: 'publishCaseEvents',
      method: 'POST',
      path: '/v1/case-events',
      access: ['police-publisher'],
      summary: 'Send one event, a batch, or a stream of any length; the receipts say what became of each.',
      query: publishQuery,
      request: {
        'application/cloudevents+json': policeCloudEvent,
        'application/cloudevents-batch+json': z.array(policeCloudEvent).min(1).max(1000),
        'application/x-ndjson': policeCloudEvent,
      },
      response: {
        'application/json': z.union([receipt, batchReceipts]),
        'application/x-ndjson': receiptLine,
      },
      problems: [...publishProblems, 'force-claim-missing', 'too-many-requests'],
    },
    {
      id: 'listReceipts',
      method: 'GET',
      path: '/v1/receipts',
      access: policeAndPublisher,
      summary: 'Receipts of your own force, oldest first.',
      query: receiptQuery,
      response: receiptPage,
      problems: ['force-claim-missing', 'nothing-here', 'too-many-requests'],
    },
    {
      id: 'listRejections',
      method: 'GET',
      path: '/v1/rejections',
      access: policeAndPublisher,
      summary: 'What was refused or waits for a code, and what to change; open ones first counted by reason.',
      query: rejectionQuery,
      response: rejectionPage,
      problems: ['force-claim-missing', 'nothing-here', 'too-many-requests'],
    },
    {
      id: 'listGaps',
      method: 'GET',
      path: '/v1/gaps',
      access: policeAndPublisher,
      summary: 'Sequence numbers of your own sources that have not arrived.',
      query: gapQuery,
      response: gapPage,
      problems: ['force-claim-missing', 'nothing-here', 'too-many-requests'],
    },
    {
      id: 'readFeed',
      method: 'GET',
      path: '/v1/feed',
      access: police,
      summary: 'Health of your own feed, by source.',
      response: feed,
      problems: ['force-claim-missing', 'too-many-requests'],
    },
    {
      id: 'settleUnread',
      method: 'PUT',
      path: '/v1/feed/unread',
      access: ['data-officer'],
      summary: 'Say what was done about events that could not be read; nobody else can tell whether they came again.',
      request: unreadSettlement,
      response: unreadSettlement,
      problems: ['force-claim-missing', 'unread-changed', 'too-many-requests'],
    },
    {
      id: 'signControlTotals',
      method: 'POST',
      path: '/v1/control-totals',
      access: ['data-officer'],
      summary: 'Sign what your force closed in a month; a later revision supersedes.',
      request: controlTotals,
      response: signedControlTotals,
      status: 201,
      problems: ['force-claim-missing', 'nothing-here', 'totals-invalid', 'month-not-over', 'too-many-requests'],
    },
    {
      id: 'readControlTotals',
      method: 'GET',
      path: '/v1/control-totals',
      access: police,
      summary: 'The control totals in force for a month.',
      query: monthQuery,
      response: signedControlTotals,
      problems: ['force-claim-missing', 'nothing-here', 'too-many-requests'],
    },
    {
      id: 'readReconciliation',
      method: 'GET',
      path: '/v1/reconciliation',
      access: police,
      summary: 'What your force says it closed against what arrived, by unit, offence group and outcome class.',
      query: monthQuery,
      response: reconciliation,
      problems: ['force-claim-missing', 'too-many-requests'],
    },
    {
      id: 'listReconciliations',
      method: 'GET',
      path: '/v1/reconciliations',
      access: ['auditor'],
      summary: 'What every force says it closed against what arrived, with its explanations of the differences.',
      query: monthQuery,
      response: reconciliations,
      problems: ['too-many-requests'],
    },
    {
      id: 'explainDifference',
      method: 'PUT',
      path: '/v1/reconciliation/explanations',
      access: ['data-officer'],
      summary: 'Explain a difference; an unexplained one is published as missing.',
      request: explanation,
      response: explanation,
      problems: ['force-claim-missing', 'nothing-to-explain', 'difference-changed', 'too-many-requests'],
    },
    {
      id: 'readVaultKeys',
      method: 'GET',
      path: '/v1/keys',
      access: 'public',
      summary: 'Public keys to encrypt contact details to.',
      response: vaultKeySet,
      problems: ['keys-unavailable'],
    },
    {
      id: 'listContracts',
      method: 'GET',
      path: '/v1/contract',
      access: 'public',
      summary: 'Documents of the contract: OpenAPI, AsyncAPI, JSON Schemas, code tables.',
      response: z.strictObject({ documents: z.array(z.strictObject({ name: z.string(), href: z.string() })) }),
    },
    {
      id: 'readContract',
      method: 'GET',
      path: '/v1/contract/:name',
      access: 'public',
      summary: 'One document of the contract.',
      params: z.strictObject({ name: z.string().max(60) }),
      response: z.record(z.string(), z.unknown()),
      problems: ['nothing-here'],
    },
  ],
});
