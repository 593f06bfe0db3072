import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { jwe } from '../fields.js';

/**
 * Kinds of record a submission becomes, each with one purpose, and when they leave:
 * headline (T2) at month close; area (T3) and borough (T5) at half-year close; constituency (T4) and characteristic (T7) yearly.
 */
export const recordKinds = ['headline', 'area', 'borough', 'constituency', 'characteristic'] as const;
export const recordKind = z.enum(recordKinds);
export type RecordKind = z.infer<typeof recordKind>;
export const recordCloses: Readonly<Record<RecordKind, 'month' | 'half-year' | 'year'>> = {
  headline: 'month',
  area: 'half-year',
  borough: 'half-year',
  constituency: 'year',
  characteristic: 'year',
};
/**
 * No answer is kept for longer than two years, as the page says on which she agrees. A period goes as a whole, so it goes with its
 * first month, and two months early: by then no backup of its table is left (8 weeks at most, values.schema.json).
 */
export const ANSWERS_KEPT_MONTHS = 22;
export const headlineItems = ['satisfied', 'seriously', 'pressure'] as const;
export type HeadlineItem = (typeof headlineItems)[number];

/** A period as it is named everywhere: 2026-05, 2026-H1, 2026. */
export const periodName = z.string().regex(/^\d{4}(-(0[1-9]|1[0-2])|-H[12])?$/);

/** Answers as codes; the four silences (skipped, prefer-not-to-say, not-sure, not-asked) are codes of their own. */
export const answerCodes = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * What reporting finds when it opens a released record. `bundle` is the sealed attributes that came with the survey
 * (`recordAttributes`), opened by one job in reporting; headline and characteristic records carry none.
 * `pad` makes all records of a kind equal in size.
 */
export const releasedRecord = z.strictObject({
  kind: recordKind,
  questionnaireVersion: z.string(),
  answers: answerCodes,
  bundle: jwe.nullable(),
  pad: z.string(),
});
export type ReleasedRecord = z.infer<typeof releasedRecord>;

const exampleJwe = 'eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn';
const exampleBatchId = '0b0f4f5e-54a5-4f0e-8a43-5b3f9d8f0c55';

export const responseEvents = {
  'responses.batch.closed.v1': defineEvent({
    topic: 'responses.v1',
    schema: z.strictObject({
      organisationId: z.string(),
      batchId: z
        .uuid()
        .describe('random; a period that is closed again is another batch, and the first that is whole counts'),
      kind: recordKind,
      period: periodName,
      records: z.number().int().nonnegative().describe('reporting compiles only when it holds exactly so many'),
      evidence: z
        .strictObject({
          modes: z.record(z.string(), z.number().int()),
          languages: z.record(z.string(), z.number().int()),
          sentEarly: z
            .record(z.string(), z.number().int())
            .optional()
            .describe(
              'page put to everybody at which somebody stopped and sent; absent in older events, which have it among the breakOffs',
            ),
          breakOffs: z
            .record(z.string(), z.number().int())
            .describe('page put to everybody at which somebody stopped who never sent'),
          straightLined: z.number().int(),
          withdrawn: z.number().int(),
        })
        .nullable()
        .describe('monthly totals, with the headline batch only'),
    }),
    keyOf: (b) => b.batchId,
    versionOf: () => 'closed',
    trace: 'none',
    description: 'A period of one kind of record was closed; so many records leave with it.',
    example: {
      organisationId: 'southwark',
      batchId: exampleBatchId,
      kind: 'headline',
      period: '2026-06',
      records: 42,
      evidence: {
        modes: { web: 9, telephone: 5 },
        languages: { en: 13, es: 1 },
        sentEarly: { 'looked-into': 2 },
        breakOffs: {},
        straightLined: 0,
        withdrawn: 0,
      },
    },
  }),
  'responses.record.released.v1': defineEvent({
    topic: 'responses.v1',
    schema: z.strictObject({
      organisationId: z.string(),
      recordId: z.uuid().describe('random, version 4'),
      batchId: z.uuid(),
      sealed: jwe.describe('a releasedRecord, to the reporting key'),
    }),
    keyOf: (r) => r.recordId,
    trace: 'none',
    description: 'One unlinked record, shuffled within its batch.',
    example: {
      organisationId: 'southwark',
      recordId: '1a3c5a77-9ad0-4c58-9b2e-0b3a9b7f1d20',
      batchId: exampleBatchId,
      sealed: exampleJwe,
    },
  }),
  'responses.message.released.v1': defineEvent({
    topic: 'responses.v1',
    schema: z.strictObject({ organisationId: z.string(), messageId: z.uuid(), sealed: jwe.describe('to the vault') }),
    keyOf: (m) => m.messageId,
    trace: 'none',
    description: 'A message to Victim Support that she did not tie to her contact; leaves with the monthly batch.',
    example: { organisationId: 'southwark', messageId: '7f0e6a3e-33cb-4e67-b5f3-8f5f5f9b6c01', sealed: exampleJwe },
  }),
};
