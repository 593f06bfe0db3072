import { reportingApi } from '@answerable/contracts';
import { problem } from '@answerable/service';

type Code = keyof typeof reportingApi.problems;
const of = (code: Code) => problem(code, reportingApi.problems[code].status, reportingApi.problems[code].title);

export const reportNotFound = of('report-not-found');
export const reportTakenDown = of('report-taken-down');
export const monthNotFound = of('month-not-found');
export const otherReportOpen = of('other-report-open');
export const monthNotPrepared = of('month-not-prepared');
export const otherVersion = of('other-version');
export const alreadyApproved = of('already-approved');
export const alreadyPublished = of('already-published');
export const holdUsed = of('hold-used');
export const alreadyAnswered = of('already-answered');
export const responseNotFound = of('response-not-found');
export const correctionTooLate = of('correction-too-late');
export const correctionTooSmall = of('correction-too-small');
