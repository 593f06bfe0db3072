import { z } from 'zod';
import { areaCode, date, force, instant, month } from '../../fields.js';
import { reportId, sealedLink, sealedReport } from '../../report.js';
import { id, readers, reportHold, type Route } from './common.js';

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

/** Published reports in their formats, what the police say beside them, and how access to them ends. */
export const reportRoutes: readonly Route[] = [
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
];
