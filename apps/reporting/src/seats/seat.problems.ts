import { reportingApi } from '@answerable/contracts';
import { problem } from '@answerable/service';

type Code = keyof typeof reportingApi.problems;
const of = (code: Code) => problem(code, reportingApi.problems[code].status, reportingApi.problems[code].title);

export const seatNotHeld = of('seat-not-held');
export const delegateNotFound = of('delegate-not-found');
export const tooManyDelegates = of('too-many-delegates');
