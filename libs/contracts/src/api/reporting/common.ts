import { z } from 'zod';
import type { ApiProblem, ApiRoute } from '../../define-api.js';
import { date } from '../../fields.js';
import { reportId } from '../../report.js';

export const readers = [
  'mp-office',
  'police-lead',
  'report-approver',
  'vs-lead',
  'safeguarding-lead',
  'auditor',
] as const;
export const id = z.object({ id: reportId });

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

export const problems = {
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
} satisfies Record<string, ApiProblem>;

export type Route = ApiRoute<keyof typeof problems>;
