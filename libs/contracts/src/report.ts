import { z } from 'zod';
import { date, instant, month } from './fields.js';

/**
 * The published report as a file: its content (what approvers saw, unaltered) and its seal. Published as JSON schema.
 * No exact figure is in it: counts are to the nearest 5, shares are bands, intervals follow from the displayed values alone.
 */

export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Report id: organisation, month and version, such as `southwark-2026-09-v1`. */
export const reportId = z.string().regex(/^[a-z0-9-]+-\d{4}-\d{2}-v\d+$/);

/** Whole months, both ends included. */
export const reportPeriod = z.strictObject({
  from: month,
  to: month,
  words: z.string().describe('such as "August to September 2026"'),
});
export type ReportPeriod = z.infer<typeof reportPeriod>;

const percent = z.number().min(0).max(100);
const percentRange = z.strictObject({ low: percent, high: percent });

/** A count to the nearest 5; `about` is null for "fewer than 10" and for what is not known. */
export const reportCount = z.strictObject({
  id: z.string(),
  label: z.string(),
  about: z.number().int().multipleOf(5).nonnegative().nullable(),
  words: z.string(),
  note: z.string().nullable(),
});
export type ReportCount = z.infer<typeof reportCount>;

/** Why a share is not shown; decided by bases and the calendar, hardly ever by answers (then: `gate`). */
export const withheldReasons = [
  'too-few-answers',
  'not-yet-due',
  'never-shown',
  'would-reveal-another',
  'gate',
  'not-complete',
] as const;
export const withheldReason = z.enum(withheldReasons);
export type WithheldReason = z.infer<typeof withheldReason>;

const cell = {
  measure: z.string().describe('id of the measure in the questionnaire'),
  label: z.string(),
  /** Who is counted: the borough, an area, a constituency, or people who share one characteristic. */
  group: z.strictObject({ id: z.string(), name: z.string() }),
  period: reportPeriod,
};
/** One share: a band in words and percent, the range the true share could be in, and about how many answered. */
export const shownShare = z.strictObject({
  ...cell,
  shown: z.literal(true),
  scale: z.enum(['thirds', 'quarters', 'tenths', 'twentieths']),
  words: z.string(),
  share: percentRange.describe('edges of the band shown, percent'),
  couldBe: percentRange.describe('hull of Wilson 95% intervals over all that the display allows, whole percent'),
  answers: z.number().int().multipleOf(5).nullable().describe('to the nearest 5; null: not asked of everyone'),
  sentence: z.string(),
});
export type ShownShare = z.infer<typeof shownShare>;
export const withheldShare = z.strictObject({
  ...cell,
  shown: z.literal(false),
  reason: withheldReason,
  sentence: z.string(),
});
export type WithheldShare = z.infer<typeof withheldShare>;
export const reportShare = z.discriminatedUnion('shown', [shownShare, withheldShare]);
export type ReportShare = z.infer<typeof reportShare>;

export const reportTableIds = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const;
export const reportTableId = z.enum(reportTableIds);
export type ReportTableId = z.infer<typeof reportTableId>;

/** One of the fixed tables; T1 and T6 hold counts, the others shares. A table that is not due has no rows and says when it comes. */
export const reportTable = z.strictObject({
  id: reportTableId,
  title: z.string(),
  period: reportPeriod.nullable(),
  sentence: z.string(),
  counts: z.array(reportCount),
  shares: z.array(reportShare),
});
export type ReportTable = z.infer<typeof reportTable>;

/** A headline question with its newest figure and the published blocks before it (steps, never a smoothed line). */
export const reportHeadline = z.strictObject({
  measure: z.enum(['satisfied', 'seriously', 'pressure']),
  question: z.string().describe('as page one asks it: Are people satisfied?'),
  newest: reportShare,
  blocks: z.array(shownShare).describe('every published block of the borough, oldest first, the newest included'),
  changed: z.strictObject({
    signal: z.enum(['more', 'fewer', 'chance', 'too-early']),
    sentence: z.string(),
  }),
});
export type ReportHeadline = z.infer<typeof reportHeadline>;

/** What a figure counts, of whom and how: all that is needed to find the answers behind it and count them again. */
export const reportDefinition = z.strictObject({
  measure: z.string().describe('id of the measure, or of the count, in the tables'),
  label: z.string(),
  counts: z.string().describe('what is counted, in words'),
  shareOf: z.string().nullable().describe('who is asked, and of whom the share is; null: a count, not a share'),
  answers: z
    .array(
      z.strictObject({
        questionnaire: z.string(),
        item: z.string(),
        question: z.string().describe('as it is asked in English'),
        counted: z.array(z.string()).describe('codes of the answers that count'),
        of: z
          .strictObject({ item: z.string(), answers: z.array(z.string()) })
          .nullable()
          .describe('codes of all answers in the base; of a follow-up those of the question before it'),
      }),
    )
    .describe('one for each version of the questionnaire; none where no answer to it is counted'),
  queries: z
    .array(z.strictObject({ table: reportTableId, query: z.string() }))
    .describe('the pass over the facts, or the field of the event, by the names they have in the program of `made`'),
});
export type ReportDefinition = z.infer<typeof reportDefinition>;

export const reportContent = z.strictObject({
  format: z.literal('answerable-report/1'),
  id: reportId,
  organisation: z.strictObject({ id: z.string(), name: z.string() }),
  month,
  version: z.number().int().positive(),
  title: z.string(),
  preparedOn: date,
  releaseOn: date.describe('tenth working day of the month after'),
  headlines: z.array(reportHeadline).length(3),
  summary: z.array(z.string()).describe('the month in sentences, as one would say it'),
  withheld: z.array(z.strictObject({ what: z.string(), why: z.string(), when: z.string() })),
  maySay: z.array(z.string()),
  mayNotSay: z.array(z.string()),
  standing: z.string().describe('Nothing here says that pressure did not happen.'),
  nextFigure: z.string(),
  tables: z.array(reportTable),
  correction: z
    .strictObject({
      replaces: reportId.nullable().describe('null: figures of earlier reports, given here anew'),
      why: z.string(),
      changes: z.array(z.strictObject({ what: z.string(), before: z.string(), after: z.string() })),
    })
    .nullable(),
  notes: z.array(z.string()).describe('corrections too small to republish, and what else a reader must know'),
  terms: z.array(z.strictObject({ term: z.string(), meaning: z.string() })),
  definitions: z
    .array(reportDefinition)
    .optional()
    .describe(
      'of every measure and count in the headlines and tables; reports sealed before they were given have none',
    ),
  made: z.strictObject({
    questionnaireVersions: z.array(z.string()),
    areasFrom: date.describe('the geography in force'),
    rules: z.string().describe('version of the release rules'),
    gate: z.string().describe('what the release gate proved, in a sentence'),
    program: z.string().optional().describe('name and version of the program that counted, as its image is tagged'),
  }),
});
export type ReportContent = z.infer<typeof reportContent>;

/** What stands in the chain in place of a report that was taken down. The report itself is no longer given out. */
export const tombstone = z.strictObject({
  format: z.literal('answerable-tombstone/1'),
  id: reportId.describe('the report that was taken down'),
  takenDownOn: date,
  why: z.string(),
});
export type Tombstone = z.infer<typeof tombstone>;

/** A new signing key, vouched for by the key before it; the first one vouches for itself and is compared on paper. */
export const keyIntroduction = z.strictObject({
  format: z.literal('answerable-key/1'),
  keyId: z.string(),
  publicKey: z.string().describe('Ed25519, 32 bytes, base64url'),
  from: date,
});
export type KeyIntroduction = z.infer<typeof keyIntroduction>;

/** One link of the chain. It holds no figure, so the whole chain is public and survives takedowns. */
export const chainLink = z.strictObject({
  number: z.number().int().positive().describe('place in the chain, from 1, without gaps'),
  kind: z.enum(['key', 'report', 'tombstone']),
  organisationId: z.string(),
  subject: z.string().describe('report id, or key id'),
  contentSha256: sha256.describe('SHA-256 of the canonical JSON (RFC 8785) of the content'),
  previous: sha256.nullable().describe('SHA-256 of the canonical JSON of the link before; null for the first'),
  publishedAt: instant,
  keyId: z.string().describe('key that signed this link'),
});
export type ChainLink = z.infer<typeof chainLink>;

export const sealedLink = z.strictObject({
  link: chainLink,
  signature: z.string().describe('Ed25519 over the canonical JSON of the link, base64url'),
});
export type SealedLink = z.infer<typeof sealedLink>;

/** The downloaded file: `verify` needs only this and the public key. */
export const sealedReport = z.strictObject({ content: reportContent, seal: sealedLink });
export type SealedReport = z.infer<typeof sealedReport>;

/** The whole chain of an organisation, for checking that no report was left out or put in. Key introductions come with content. */
export const sealedChain = z.strictObject({
  links: z.array(sealedLink),
  keys: z.array(keyIntroduction),
  tombstones: z.array(tombstone),
});
export type SealedChain = z.infer<typeof sealedChain>;
