import { reportingApi } from '@answerable/contracts';
import { problemsOf } from '@answerable/service';

export const reportingProblem = problemsOf(reportingApi.problems);
