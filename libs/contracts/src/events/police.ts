import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { ageBand, areaBasis, areaCode, date, force, instant, jwe, month, policeReferral, unit } from '../fields.js';

/**
 * What a police system sends: a CloudEvent 1.0 whose `data` is one of the kinds below.
 * `source` is `/forces/<force>/systems/<system>`; `sequence` is gap-free per source, counted by the sender from 1.
 * `caseversion` orders the events of one case; a later one supersedes.
 */
const caseReference = z.string().trim().min(1).max(120);

/** What the police know of a case and may tell; never suspect data, narrative or an address in clear. */
export const caseFacts = z.strictObject({
  caseReference,
  victimPseudonym: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .nullable()
    .describe('the sender’s own stable pseudonym of the victim'),
  unit: unit.describe('recording or handling unit: a dated team of a unit'),
  offenceClass: z.string().trim().min(1).max(12).describe('Home Office class such as 19C; variants are normalised'),
  reportedOn: date,
  areaCode: areaCode.nullable().describe('ward or local authority of the offence; null when unknown'),
  areaBasis: areaBasis.default('offence-location'),
  ageBandAtReport: ageBand,
});

export const closureFacts = caseFacts.extend({
  closedOn: date,
  outcomeCode: z
    .string()
    .trim()
    .min(1)
    .max(20)
    .describe('every way a case can end, such as 16, 1A, C2, N100/2, RECLASSIFIED'),
  previousOutcomeCode: z.string().trim().min(1).max(20).nullable().default(null),
  decisionMaker: z.enum(['police', 'cps']),
  supervisorAuthorised: z.boolean(),
  policeReferral,
  proceedingsLive: z.boolean().default(false),
  contact: jwe
    .nullable()
    .describe('contact block encrypted to the vault’s public key; null where the police give none'),
});

const byReference = { caseReference };
const system = z.string().regex(/^[a-z0-9-]{1,40}$/, 'expected the name of a case system as in its source');
/** Kind of event -> its data. */
export const policeEventData = {
  'police.case.reported.v1': caseFacts,
  'police.case.closed.v1': closureFacts,
  'police.case.outcome-revised.v1': closureFacts,
  'police.case.reopened.v1': z.strictObject({ ...byReference, reopenedOn: date }),
  'police.case.proceedings-started.v1': z.strictObject({ ...byReference, startedOn: date }),
  'police.case.proceedings-ended.v1': z.strictObject({ ...byReference, endedOn: date }),
  'police.case.reference-changed.v1': z.strictObject({ ...byReference, newCaseReference: caseReference }),
  'police.case.merged.v1': z.strictObject({
    ...byReference,
    intoCaseReference: caseReference,
    intoSystem: system.optional().describe('the case system that holds the surviving record; left out: the same'),
  }),
  'police.case.removed.v1': z.strictObject({
    ...byReference,
    reason: z.enum(['recorded-twice', 'entered-in-error', 'test-record']),
  }),
  'police.month.restated.v1': z.strictObject({ month, reason: z.string().max(300) }),
  'police.source.alive.v1': z.strictObject({}),
  'police.source.retired.v1': z.strictObject({
    retiredOn: date,
    continuedIn: system.nullable().default(null).describe('the case system in which its cases are kept from then on'),
  }),
} as const;
export type PoliceEventType = keyof typeof policeEventData;
export const policeEventTypes = Object.keys(policeEventData) as PoliceEventType[];

/** `/forces/<force>/systems/<system>` */
export const eventSource = z
  .string()
  .regex(/^\/forces\/\d{2}\/systems\/[a-z0-9-]{1,40}$/, 'expected /forces/<force>/systems/<system>');

/**
 * The CloudEvents envelope without its data (the data is judged by kind, so that errors name the field). Attributes that are not
 * listed are refused, `subject` among them: a name or a number could travel there in clear.
 */
export const cloudEventEnvelope = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(120),
  source: eventSource,
  type: z.string().min(1).max(120),
  time: instant,
  datacontenttype: z.literal('application/json').default('application/json'),
  sequence: z.coerce.number().int().positive().describe('gap-free per source'),
  caseversion: z.coerce.number().int().positive().default(1),
  dryrun: z
    .union([z.boolean(), z.enum(['true', 'false'])])
    .optional()
    .describe('true: the event is judged, and nothing is stored'),
  // Extensions and attributes that libraries of CloudEvents add by themselves; nothing of them is kept.
  dataschema: z.url().max(300).optional(),
  sequencetype: z.literal('Integer').optional(),
  partitionkey: z.string().max(120).optional(),
  traceparent: z
    .string()
    .regex(/^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)
    .optional(),
  tracestate: z.string().max(512).optional(),
  data: z.unknown(),
});
export type CloudEvent = z.infer<typeof cloudEventEnvelope>;

/** One CloudEvent with its data checked by kind: the schema of the contract, for documents and senders. */
export const policeCloudEvent = z.discriminatedUnion(
  'type',
  policeEventTypes.map((type) =>
    cloudEventEnvelope.extend({ type: z.literal(type), data: policeEventData[type] }),
  ) as unknown as [z.ZodObject<{ type: z.ZodLiteral<PoliceEventType>; data: z.ZodType }>, ...never[]],
);

export const exampleClosure = {
  caseReference: 'CR-2026-0001234',
  victimPseudonym: 'V-77120',
  unit: 'AS BCU Sapphire team 2',
  offenceClass: '19C',
  reportedOn: '2026-04-02',
  areaCode: 'E05011110',
  areaBasis: 'offence-location',
  ageBandAtReport: '25-34',
  closedOn: '2026-05-19',
  outcomeCode: '16',
  previousOutcomeCode: null,
  decisionMaker: 'police',
  supervisorAuthorised: true,
  policeReferral: 'not_asked',
  proceedingsLive: false,
  contact: null,
} as const satisfies z.infer<typeof closureFacts>;

export const examplePoliceEvent = {
  specversion: '1.0',
  id: '01-connect-000123',
  source: '/forces/01/systems/connect',
  type: 'police.case.closed.v1',
  time: '2026-05-19T16:02:11+01:00',
  datacontenttype: 'application/json',
  sequence: 123,
  caseversion: 1,
  data: exampleClosure,
} as const;

export const receipt = z.strictObject({
  eventId: z.string(),
  source: z.string(),
  force,
  status: z.enum(['accepted', 'rejected', 'duplicate']),
  receivedAt: instant,
  dryRun: z.literal(true).optional().describe('the event was judged as you asked, and nothing was stored'),
  reasons: z.array(
    z.strictObject({
      code: z.string().describe('from the error catalogue, such as unknown-outcome-code'),
      field: z.string().nullable(),
      message: z.string().describe('what to change, in words a data officer can act on'),
      kept: z.boolean().describe('true: quarantined here and replayed by itself; false: send it again'),
    }),
  ),
});
export type Receipt = z.infer<typeof receipt>;

export const policeEvents = {
  'police.case-event.received.v1': defineEvent({
    topic: 'police.case-events',
    schema: cloudEventEnvelope,
    keyOf: (e) => e.id,
    versionOf: (e) => e.caseversion,
    trace: 'inherit',
    description: 'A CloudEvent of a police case system, as sent (structured mode).',
    example: examplePoliceEvent,
  }),
  'police.receipt.issued.v1': defineEvent({
    topic: 'police.receipts',
    schema: receipt,
    keyOf: (r) => r.eventId,
    versionOf: (r) => `${r.source}:${r.status}:${r.receivedAt}${r.dryRun ? ':dry' : ''}`,
    trace: 'inherit',
    description:
      'What became of an event: accepted, or rejected and why. It stops there: never whether anyone was asked.',
    example: {
      eventId: '01-connect-000123',
      source: '/forces/01/systems/connect',
      force: '01',
      status: 'rejected',
      receivedAt: '2026-05-19T15:02:12Z',
      reasons: [
        {
          code: 'unknown-outcome-code',
          field: 'data.outcomeCode',
          message: 'Outcome code 99 is not in the table for May 2026. Correct it and send a higher caseversion.',
          kept: true,
        },
      ],
    },
  }),
};
