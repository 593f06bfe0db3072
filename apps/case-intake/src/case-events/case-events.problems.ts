import { caseIntakeApi } from '@answerable/contracts';
import { problemsOf } from '@answerable/service';

export type ProblemCode = keyof typeof caseIntakeApi.problems;
export const intakeProblem = problemsOf(caseIntakeApi.problems);
