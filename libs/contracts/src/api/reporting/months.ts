import { z } from 'zod';
import { headlineItems } from '../../events/responses.js';
import { date, instant, month } from '../../fields.js';
import { reportContent, reportId, sha256 } from '../../report.js';
import { reportHold, reportHoldReason, type Route } from './common.js';

/** Life of a month's report: answers still missing, frozen for approval, held, published, replaced by a correction, taken down. */
export const publicationState = z.enum(['waiting', 'prepared', 'held', 'published', 'replaced', 'taken-down']);
export type PublicationState = z.infer<typeof publicationState>;

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

const months = z.object({ month });

/** How a month's report is prepared, approved, held and corrected. */
export const monthRoutes: readonly Route[] = [
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
];
