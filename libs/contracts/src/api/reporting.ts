import { z } from 'zod';
import { defineApi } from '../define-api.js';
import { areaCode, date, force, instant, month } from '../fields.js';
import { headlineItems } from '../events/responses.js';
import { keyIntroduction, reportContent, reportId, sealedChain, sealedLink, sealedReport, sha256 } from '../report.js';

/** Life of a month's report: answers still missing, frozen for approval, held, published, replaced by a correction, taken down. */
export const publicationState = z.enum(['waiting', 'prepared', 'held', 'published', 'replaced', 'taken-down']);
export type PublicationState = z.infer<typeof publicationState>;

/** Reasons a report may be held for; a fixed list, so that an announcement can tell nobody anything about a person. */
export const reportHoldReason = z.enum([
  'figures-checked',
  'risk-to-a-person',
  'police-data-restated',
  'not-yet-approved',
  'not-complete',
  'other-report-first',
]);
export type ReportHoldReason = z.infer<typeof reportHoldReason>;

export const reportHold = z.strictObject({
  reason: reportHoldReason,
  words: z.string(),
  from: date,
  endsOn: date.describe(
    'ends by itself: ten working days later, or later where the report was prepared less than two before',
  ),
});

export const reportSummary = z.strictObject({
  id: reportId,
  month,
  monthWords: z.string().describe('such as "September 2026"'),
  version: z.number().int().positive(),
  number: z.number().int().positive().describe('place in the chain of seals'),
  state: z.enum(['published', 'replaced', 'taken-down']),
  publishedAt: instant,
  headline: z.array(z.string()).describe('the three headlines in words; empty when taken down'),
  replacedBy: reportId.nullable(),
  correctedIn: reportId.nullish().describe('a later report that gave figures of this one again, corrected'),
});
export type ReportSummary = z.infer<typeof reportSummary>;

export const policeResponse = z.strictObject({
  force,
  forceName: z.string(),
  askedOn: date,
  answeredOn: date.nullable(),
  text: z.string().nullable().describe('null: not yet answered, or taken down'),
  takenDown: z.strictObject({ on: date, why: z.string() }).optional().describe('the report beside it stays'),
});
export type PoliceResponse = z.infer<typeof policeResponse>;

/** What the reader's page opens on: the area of the own seat, where there is one. */
export const readerView = z.strictObject({
  seat: areaCode.nullable(),
  areaId: z.string().nullable(),
  areaName: z.string().nullable(),
});

export const monthPreparation = z.strictObject({
  month,
  monthWords: z.string(),
  version: z.number().int().positive(),
  state: publicationState,
  reportId: reportId.nullable(),
  missing: z.array(z.string()).describe('what has not arrived, in words; empty when complete'),
  faults: z.array(z.string()).describe('batches that could not be opened, named'),
  preparedAt: instant.nullable(),
  releaseOn: date,
  digest: sha256.nullable().describe('of the frozen content: approvals name it, so nothing can be altered after'),
  approvals: z.array(z.strictObject({ name: z.string(), at: instant })),
  approvalsNeeded: z.number().int(),
  approvedByMe: z.boolean(),
  hold: reportHold.nullable(),
  holdUsed: z.boolean().describe('people may hold a report once'),
});
export type MonthPreparation = z.infer<typeof monthPreparation>;

export const unitSignal = z.strictObject({
  force,
  unit: z.string(),
  months: z.strictObject({ from: month, to: month }),
  closures: z.number().int(),
  contactMissing: z.number().int(),
  contactUnusable: z.number().int(),
  outcome16Within30Days: z.number().int(),
  averageDaysToClosure: z.number().nullable().describe('each case counts for a year at most'),
  reclassified: z.number().int(),
  reclassifiedByTable: z
    .number()
    .int()
    .describe('in another class or group since a code table was put right; no doing of the police, and no sign'),
  victimChanged: z.number().int().describe('cases that were given to another victim'),
  olderThanLookBack: z.number().int().describe('closures that came too late for anybody to be asked'),
  openCases: z.number().int().describe('at the end of the last month, where the force reports each case that it opens'),
  openOverTwelveMonths: z.number().int(),
  parkedAsLive: z.number().int().describe('proceedings are live, and nobody is charged'),
  awaitingCourt: z.number().int().describe('charged, and proceedings are live, at the end of the last month'),
  awaitingCourtOverTwelveMonths: z.number().int(),
  removed: z.number().int().describe('cases that were removed after they were sent'),
  mergedAway: z.number().int().describe('cases merged into another record, or cancelled as its duplicate (C3)'),
  surveyedThroughNothing: z
    .number()
    .int()
    .describe('of these: the record that should survive is not here, or is that of another victim'),
  stands: z
    .array(z.string())
    .describe('in words, where the unit differs from the reference fixed in advance by more than chance'),
});
export type UnitSignal = z.infer<typeof unitSignal>;

const counts = z.record(z.string(), z.number().int());
const few = z.number().int().nullable().describe('null: fewer than five');
const pagesLeft = z.array(z.strictObject({ item: z.string(), question: z.string(), people: z.number().int().min(5) }));

/** How the surveys of a month were answered, one thing at a time; what somebody answered is in none of it. */
export const answeringMonth = z.strictObject({
  month,
  sent: z.number().int().describe('people whose answers left with the month'),
  modes: counts.describe('visits, sent or not'),
  languages: counts.describe('visits, sent or not'),
  sentEarly: pagesLeft.describe('page put to everybody at which five people or more stopped and sent what they had'),
  neverSent: pagesLeft.describe('page put to everybody at which five people or more stopped and never sent'),
  straightLined: few.describe('the same place on every scale: perhaps nobody read the questions'),
  withdrawn: z.number().int().describe('taken back by code'),
});
export type AnsweringMonth = z.infer<typeof answeringMonth>;

export const seatDelegate = z.strictObject({
  id: z.uuid(),
  username: z.string().describe('as the person signs in'),
  name: z.string(),
  addedOn: date,
  endedOn: date.nullable(),
});

export const seatView = z.strictObject({
  seat: areaCode,
  name: z.string(),
  held: z.boolean(),
  from: date.nullable(),
  until: date.nullable(),
  delegates: z.array(seatDelegate),
});
export type SeatView = z.infer<typeof seatView>;

/** JWK of an X25519 public key; `kid` goes into the header of every JWE made with it. */
export const sealingKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('X25519'),
  x: z.string(),
  kid: z.string(),
  use: z.literal('enc'),
  alg: z.literal('ECDH-ES'),
});
export type SealingKey = z.infer<typeof sealingKey>;

const share = z.number().min(0).max(1);
/** Least bases and numbers of the release rules. */
const thresholdName = z.enum([
  'block',
  'fewerThan',
  'helpBase',
  'constituencyShown',
  'constituencyHidden',
  'eachSide',
  'followUpParent',
  'correction',
  'possibleValues',
  'knownRespondents',
]);
/** Signs of gaming for which a share is expected of each unit. */
const signName = z.enum([
  'contactMissing',
  'contactUnusable',
  'outcome16Within30Days',
  'reclassified',
  'victimChanged',
  'olderThanLookBack',
  'parkedAsLive',
  'removed',
  'mergedAway',
  'surveyedThroughNothing',
  'openOverTwelveMonths',
  'awaitingCourtOverTwelveMonths',
]);

/** What was settled before anybody answered: dated configuration, for whoever checks that reports keep to it. */
export const rulesInForce = z.strictObject({
  geographies: z.array(
    z.strictObject({
      from: month.describe('first month it holds for'),
      areas: z.array(z.strictObject({ name: z.string(), constituencies: z.array(z.string()) })),
      scales: z.array(z.strictObject({ scale: z.string(), fromBase: z.number().int() })),
      thresholds: z.record(thresholdName, z.number().int()),
      references: z.record(z.string(), share).describe('levels that the alarm is measured against, by measure'),
    }),
  ),
  signals: z.array(
    z.strictObject({
      from: month,
      expected: z.record(signName, share).describe('expected of each police unit'),
      daysToClosure: z.number(),
    }),
  ),
  seats: z.array(z.strictObject({ seat: areaCode, office: z.string(), from: date, until: date.nullable() })),
});
export type RulesInForce = z.infer<typeof rulesInForce>;

export const ledgerEntry = z.strictObject({
  number: z.number().int(),
  month: month.describe('month of the report'),
  entry: z.unknown().describe('published values and bases; never an exact count that was not shown'),
  sha256,
});

const readers = ['mp-office', 'police-lead', 'report-approver', 'vs-lead', 'safeguarding-lead', 'auditor'] as const;
const id = z.object({ id: reportId });
const months = z.object({ month });

/** How a report and its month are prepared, approved, read, checked and answered. */
export const reportingApi = defineApi({
  service: 'reporting',
  title: 'Reports',
  description:
    'The monthly report, the same for every reader. Published reports only, except for those who prepare and approve.',
  problems: {
    'report-not-found': { status: 404, title: 'There is no such report for you' },
    'report-taken-down': { status: 410, title: 'This report was taken down' },
    'month-not-found': { status: 404, title: 'There is no report to prepare for this month' },
    'other-report-open': {
      status: 409,
      title: 'Another report is waiting for its release',
      fix: 'Correct this month once that one is released.',
    },
    'month-not-prepared': { status: 409, title: 'This month is not ready for approval' },
    'other-version': {
      status: 409,
      title: 'You looked at another version',
      fix: 'Read the report again and approve the digest shown beside it.',
    },
    'already-approved': { status: 409, title: 'You have approved this report already; another person must be second' },
    'already-published': { status: 409, title: 'This report is published' },
    'hold-used': { status: 409, title: 'A report can be held once, for ten working days' },
    'already-answered': { status: 409, title: 'The response to this report was given' },
    'response-not-found': { status: 404, title: 'That force has no response beside this report' },
    'seat-not-held': { status: 404, title: 'This office holds no seat now' },
    'delegate-not-found': { status: 404, title: 'There is no such delegate' },
    'too-many-delegates': { status: 409, title: 'An office may have ten delegates at a time' },
    'correction-too-small': { status: 409, title: 'Nothing that is shown would change' },
    'correction-too-late': {
      status: 409,
      title: 'Answers of that year can no longer be counted again',
      fix: 'Until the report for June those of the year before can. If its figures must not be used, take the report down.',
    },
  },
  routes: [
    {
      id: 'listReports',
      method: 'GET',
      path: '/v1/reports',
      access: [...readers],
      summary: 'Published reports, newest first, announced holds, and the area the reader opens on',
      response: z.strictObject({
        view: readerView,
        reports: z.array(reportSummary),
        holds: z.array(z.strictObject({ month, monthWords: z.string(), hold: reportHold })),
        nextOn: date.describe('day of the next release'),
      }),
    },
    {
      id: 'readReport',
      method: 'GET',
      path: '/v1/reports/:id',
      access: [...readers],
      summary: 'The sealed report as JSON, byte for byte what was published',
      params: id,
      response: sealedReport,
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'readReportHtml',
      method: 'GET',
      path: '/v1/reports/:id/html',
      access: [...readers],
      summary: 'The report as a page; `part=fragment` gives what goes inside a page, with its own style element',
      params: id,
      query: z.object({ part: z.enum(['page', 'fragment']).optional() }),
      response: { 'text/html': z.string() },
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'readReportPdf',
      method: 'GET',
      path: '/v1/reports/:id/pdf',
      access: [...readers],
      summary: 'The report as a tagged PDF',
      params: id,
      response: { 'application/pdf': z.unknown() },
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'readReportCsv',
      method: 'GET',
      path: '/v1/reports/:id/csv',
      access: [...readers],
      summary: 'Every figure of the report, a row each',
      params: id,
      response: { 'text/csv': z.string() },
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'readReportCsvMetadata',
      method: 'GET',
      path: '/v1/reports/:id/csv-metadata',
      access: [...readers],
      summary: 'CSV on the Web metadata of the CSV',
      params: id,
      response: { 'application/csvm+json': z.unknown() },
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'readSeal',
      method: 'GET',
      path: '/v1/reports/:id/seal',
      access: [...readers],
      summary: 'The seal alone, also of a report that was taken down',
      params: id,
      response: sealedLink,
      problems: ['report-not-found'],
    },
    {
      id: 'listPoliceResponses',
      method: 'GET',
      path: '/v1/reports/:id/police-responses',
      access: [...readers],
      summary: 'What each force answered publicly, when it was asked, or that it has not answered yet',
      params: id,
      response: z.array(policeResponse),
      problems: ['report-not-found'],
    },
    {
      id: 'respondForPolice',
      method: 'POST',
      path: '/v1/reports/:id/police-responses',
      access: ['police-lead'],
      summary: 'Attaches the public response of the caller’s force; once for each report',
      params: id,
      request: z.strictObject({ text: z.string().trim().min(1).max(3000) }),
      response: policeResponse,
      status: 201,
      problems: ['report-not-found', 'report-taken-down', 'already-answered'],
    },
    {
      id: 'takeDownPoliceResponse',
      method: 'POST',
      path: '/v1/reports/:id/police-responses/:force/takedown',
      access: ['safeguarding-lead', 'vs-lead'],
      summary: 'Ends access to what a force answered; the report beside it stays, and the force answers no more',
      params: id.extend({ force }),
      // What the police say of their figures is theirs to say: that it is wrong is no reason.
      request: z.strictObject({ why: z.enum(['risk-to-a-person', 'court-order']) }),
      response: policeResponse,
      status: 201,
      problems: ['report-not-found', 'report-taken-down', 'response-not-found'],
    },
    {
      id: 'takeDownReport',
      method: 'POST',
      path: '/v1/reports/:id/takedown',
      access: ['safeguarding-lead', 'vs-lead'],
      summary: 'Ends access to a report; a tombstone joins the chain',
      params: id,
      request: z.strictObject({ why: z.enum(['risk-to-a-person', 'court-order', 'wrong-figures']) }),
      response: sealedLink,
      status: 201,
      problems: ['report-not-found', 'report-taken-down'],
    },
    {
      id: 'listMonths',
      method: 'GET',
      path: '/v1/months',
      access: ['report-approver', 'vs-lead', 'safeguarding-lead', 'auditor'],
      summary: 'How far each month is, newest first',
      response: z.array(monthPreparation),
    },
    {
      id: 'previewMonth',
      method: 'GET',
      path: '/v1/months/:month/preview',
      access: ['report-approver', 'vs-lead'],
      summary: 'The report as frozen for approval',
      params: months,
      response: z.strictObject({ digest: sha256, content: reportContent, html: z.string().describe('fragment') }),
      problems: ['month-not-found', 'month-not-prepared'],
    },
    {
      id: 'approveMonth',
      method: 'POST',
      path: '/v1/months/:month/approvals',
      access: ['report-approver'],
      summary: 'One of two approvals, by different people; it names what was read and alters nothing',
      params: months,
      request: z.strictObject({ digest: sha256 }),
      response: monthPreparation,
      status: 201,
      problems: ['month-not-found', 'month-not-prepared', 'other-version', 'already-approved', 'already-published'],
    },
    {
      id: 'holdMonth',
      method: 'POST',
      path: '/v1/months/:month/holds',
      access: ['report-approver'],
      summary: 'Holds the report, once; announced to all readers, ends by itself after ten working days',
      params: months,
      request: z.strictObject({
        reason: reportHoldReason.exclude(['not-yet-approved', 'not-complete', 'other-report-first']),
      }),
      response: monthPreparation,
      status: 201,
      problems: ['month-not-found', 'already-published', 'hold-used'],
    },
    {
      id: 'correctMonth',
      method: 'POST',
      path: '/v1/months/:month/corrections',
      access: ['vs-lead'],
      summary: 'Prepares a new version that says what changed, or notes a change of fewer than ten answers',
      params: months,
      request: z
        .strictObject({
          why: z.enum(['police-restated', 'answers-wrong', 'words-wrong']),
          answersChanged: z
            .number()
            .int()
            .nonnegative()
            .describe('answers of one block that were wrong, the largest; of answers-wrong at least one'),
          headline: z.enum(headlineItems).optional().describe('the headline they answered; absent: each of them alike'),
        })
        .refine(({ why, answersChanged }) => why !== 'answers-wrong' || answersChanged > 0, {
          path: ['answersChanged'],
          error: 'of wrong answers there is at least one',
        }),
      response: z.strictObject({
        outcome: z
          .enum(['noted', 'prepared', 'with-next-report'])
          .describe('wrong answers go through the release gate with the next report; fewer than ten are noted there'),
        reportId: reportId.nullable().describe('the new version, where one was prepared'),
      }),
      status: 201,
      problems: ['month-not-found', 'other-report-open', 'correction-too-small', 'correction-too-late'],
    },
    {
      id: 'listSignals',
      method: 'GET',
      path: '/v1/signals',
      access: ['vs-lead', 'auditor'],
      summary: 'Signs of gaming by unit over the last months, from coverage alone',
      query: z.object({ months: z.coerce.number().int().min(1).max(12).optional() }),
      response: z.array(unitSignal),
    },
    {
      id: 'listAnswering',
      method: 'GET',
      path: '/v1/answering',
      access: ['vs-lead', 'auditor'],
      summary: 'How surveys were answered, by month: mode, language, where people stopped; totals, and no answer',
      response: z.array(answeringMonth),
    },
    {
      id: 'readLedger',
      method: 'GET',
      path: '/v1/ledger',
      access: ['auditor'],
      summary: 'The release ledger: every published value and base, chained',
      response: z.strictObject({ head: sha256.nullable(), entries: z.array(ledgerEntry) }),
    },
    {
      id: 'readRules',
      method: 'GET',
      path: '/v1/rules',
      access: ['auditor'],
      summary:
        'The rules in force by date: areas, release thresholds, references of the alarm and of the signs of gaming, seats',
      response: rulesInForce,
    },
    {
      id: 'readMySeat',
      method: 'GET',
      path: '/v1/seats/mine',
      access: ['mp-office'],
      summary: 'The seat the caller works for, its term and its delegates',
      response: seatView,
      problems: ['seat-not-held'],
    },
    {
      id: 'addDelegate',
      method: 'POST',
      path: '/v1/seats/mine/delegates',
      access: ['mp-office'],
      summary: 'Lets another person with the role of an MP’s office read for this seat',
      request: z.strictObject({ username: z.string().trim().min(1).max(100), name: z.string().trim().min(1).max(100) }),
      response: seatView,
      status: 201,
      problems: ['seat-not-held', 'too-many-delegates'],
    },
    {
      id: 'endDelegate',
      method: 'DELETE',
      path: '/v1/seats/mine/delegates/:delegateId',
      access: ['mp-office'],
      summary: 'Ends a delegate’s access at once',
      params: z.object({ delegateId: z.uuid() }),
      response: seatView,
      status: 200,
      problems: ['seat-not-held', 'delegate-not-found'],
    },
    {
      id: 'sealingKeys',
      method: 'GET',
      path: '/v1/public/sealing-keys',
      access: 'public',
      summary: 'Public keys for attribute bundles and released records (JWE ECDH-ES, A256GCM); the first is current',
      response: z.strictObject({ keys: z.array(sealingKey) }),
    },
    {
      id: 'reportKeys',
      method: 'GET',
      path: '/v1/public/report-keys',
      access: 'public',
      summary: 'Ed25519 keys that sign reports, newest first, with the fingerprint that also travels on paper',
      response: z.strictObject({
        keys: z.array(keyIntroduction.extend({ fingerprint: z.string(), until: date.nullable() })),
      }),
    },
    {
      id: 'publicChain',
      method: 'GET',
      path: '/v1/public/chain',
      access: 'public',
      summary: 'Every seal ever made, without a figure: shows that no report was left out',
      response: sealedChain,
    },
    {
      id: 'publicPage',
      method: 'GET',
      path: '/v1/public/page',
      access: 'public',
      summary:
        'What anybody may know: which months were reported, held or taken down, when the next comes, by which rules',
      response: z.strictObject({
        organisation: z.string(),
        reports: z.array(
          z.strictObject({
            id: reportId,
            monthWords: z.string(),
            state: z.enum(['published', 'replaced', 'taken-down']),
            publishedOn: date,
            number: z.number().int(),
          }),
        ),
        holds: z.array(z.strictObject({ monthWords: z.string(), hold: reportHold })),
        nextOn: date,
        fingerprint: z.string().nullable(),
      }),
    },
    {
      id: 'reportSchema',
      method: 'GET',
      path: '/v1/public/report-schema',
      access: 'public',
      summary: 'JSON schema of the sealed report',
      response: { 'application/schema+json': z.unknown() },
    },
  ],
});
