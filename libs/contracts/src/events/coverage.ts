import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { disposition, exclusionReason, force, instant, month, offenceGroup, outcomeClass, unit } from '../fields.js';

const count = z.number().int().nonnegative();

/** From case-intake: what was received and what the force says it closed, for one closure month. */
export const intakeCoverage = z.strictObject({
  organisationId: z.string(),
  month,
  revision: z.number().int().positive(),
  takenAt: instant,
  received: z.array(z.strictObject({ force, unit, offenceGroup, outcomeClass, closures: count })),
  controlTotals: z
    .array(z.strictObject({ force, unit, offenceGroup, outcomeClass, closures: count }))
    .nullable()
    .describe('null: a force that sends has not signed them'),
  stock: z
    .strictObject({
      opening: count,
      reported: count,
      reopened: count,
      closed: count,
      transferredOut: count,
      closing: count,
      openOverTwelveMonths: count,
    })
    .nullable(),
  leftSince: count
    .default(0)
    .describe(
      'of the control totals: reopened, merged, removed or moved to another month after they were signed; not missing',
    ),
  cameSince: count
    .default(0)
    .describe(
      'not of the control totals: known when they were signed, but in another month or not closed, and closed in this month since',
    ),
  quarantined: count,
  unreadable: count
    .default(0)
    .describe('events that came in this calendar month and were refused before their closure month could be read'),
  signals: z.array(
    z.strictObject({
      force,
      unit,
      contactMissing: count,
      contactUnusable: count,
      outcome16Within30Days: count,
      daysToClosureTotal: count.describe('from report to closure; each case counts for a year at most'),
      reclassified: count,
      reclassifiedByTable: count
        .default(0)
        .describe('closures in another class or group since a code table was put right; no doing of the police'),
      victimChanged: count.default(0).describe('closures whose case was given to another victim (victimPseudonym)'),
      olderThanLookBack: count
        .default(0)
        .describe('closures that came too late after their closing for anybody to be asked'),
      openCases: count.default(0),
      openOverTwelveMonths: count,
      parkedAsLive: count.describe('of the closures: proceedings are live, and nobody is charged'),
      awaitingCourt: count
        .default(0)
        .describe(
          'stock at the end of the month, or now: charged, and proceedings are live, whenever they were closed',
        ),
      awaitingCourtOverTwelveMonths: count.default(0).describe('of these: closed more than twelve months ago'),
      closures: count,
      recorded: count.default(0).describe('closures of the month, and what vanished of it'),
      removed: count
        .default(0)
        .describe('removed as if never sent; what was never closed counts where it was reported'),
      mergedAway: count.default(0).describe('merged into another record, or cancelled as its duplicate (C3)'),
      surveyedThroughNothing: count
        .default(0)
        .describe('of mergedAway: the record that should survive is not here, or is that of another victim'),
    }),
  ),
});

/** From survey-delivery: where every closure of one closure month stands now (invariant 1). */
export const deliveryCoverage = z.strictObject({
  organisationId: z.string(),
  month,
  revision: z.number().int().positive(),
  takenAt: instant,
  dispositions: z.array(
    z.strictObject({ force, unit, outcomeClass, disposition, reason: exclusionReason.nullable(), closures: count }),
  ),
  asked: count.describe('people first invited in this calendar month'),
  answeredInMonth: count.describe('submissions received in this calendar month'),
  answeredByConstituency: z
    .array(z.strictObject({ constituency: z.string(), answers: count }))
    .optional()
    .describe(
      'of a frozen month, the same submissions by constituency (or unknown): what the release gate assumes the attacker knows',
    ),
  notToldAbout: count.describe('verified cases the police did not tell us about, this calendar month'),
  toldTooLate: count
    .default(0)
    .describe(
      'closures that came in this calendar month too late for anybody to be asked, of months that had been told by then',
    ),
  helpWishes: z.record(z.string(), count).describe('help asked for with consent, by wish, this calendar month'),
  frozen: z.boolean().describe('true once the month has ended: the figures of T1'),
});

const takenAt = '2026-07-01T00:05:00Z';

export const coverageEvents = {
  'coverage.intake.counted.v1': defineEvent({
    topic: 'coverage.v1',
    schema: intakeCoverage,
    keyOf: (c) => `intake/${c.organisationId}/${c.month}`,
    versionOf: (c) => c.revision,
    trace: 'none',
    description: 'Closures received and closed by the force, by unit and class: a whole snapshot of a month.',
    example: {
      organisationId: 'southwark',
      month: '2026-06',
      revision: 1,
      takenAt,
      received: [
        { force: '01', unit: 'AS BCU Sapphire team 2', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 41 },
      ],
      controlTotals: null,
      stock: null,
      leftSince: 0,
      cameSince: 0,
      quarantined: 0,
      unreadable: 0,
      signals: [],
    },
  }),
  'coverage.delivery.counted.v1': defineEvent({
    topic: 'coverage.v1',
    schema: deliveryCoverage,
    keyOf: (c) => `delivery/${c.organisationId}/${c.month}`,
    versionOf: (c) => c.revision,
    trace: 'none',
    description: 'Dispositions of the closures of a month, and what happened in that calendar month: a whole snapshot.',
    example: {
      organisationId: 'southwark',
      month: '2026-06',
      revision: 1,
      takenAt,
      dispositions: [
        {
          force: '01',
          unit: 'AS BCU Sapphire team 2',
          outcomeClass: 'WITHDREW',
          disposition: 'asked',
          reason: null,
          closures: 17,
        },
      ],
      asked: 40,
      answeredInMonth: 12,
      answeredByConstituency: [
        { constituency: 'E14001085', answers: 7 },
        { constituency: 'unknown', answers: 5 },
      ],
      notToldAbout: 1,
      toldTooLate: 2,
      helpWishes: { support: 2 },
      frozen: true,
    },
  }),
};

export const reportEvents = {
  'reports.report.published.v1': defineEvent({
    topic: 'reports.v1',
    schema: z.strictObject({
      organisationId: z.string(),
      reportId: z.string(),
      month,
      number: z.number().int().positive(),
      version: z.number().int().positive(),
      publishedAt: instant,
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      withdrawn: z.boolean(),
    }),
    keyOf: (r) => r.reportId,
    versionOf: (r) => `${r.version}:${r.withdrawn}`,
    trace: 'none',
    description: 'A report was published, corrected or taken down.',
    example: {
      organisationId: 'southwark',
      reportId: 'southwark-2026-06-v1',
      month: '2026-06',
      number: 14,
      version: 1,
      publishedAt: '2026-07-14T09:30:00Z',
      sha256: 'ab'.repeat(32),
      withdrawn: false,
    },
  }),
  'reports.row.kept.v1': defineEvent({
    topic: 'reports.v1',
    schema: z.strictObject({
      table: z.string(),
      key: z.string(),
      part: z.number().int().positive(),
      parts: z.number().int().positive(),
      text: z.string(),
    }),
    keyOf: ({ table, key, part }) => `${table}/${key}/${part}`,
    trace: 'none',
    description:
      'For reporting alone, which reads it back after a restore: a row, as it is and in parts, of what was published, withdrawn, approved or held, ' +
      'or of who reads for an office. A trigger tells it.',
    example: {
      table: 'holds',
      key: 'southwark/2026-06/1',
      part: 1,
      parts: 1,
      text: '{"month": "2026-06", "reason": "not-yet-approved", "version": 1}',
    },
  }),
};
