import { caseIntakeApi } from '@answerable/contracts';
import { Problem } from '@answerable/service';

export type ProblemCode = keyof typeof caseIntakeApi.problems;

/** A problem of the published catalogue; `detail` says what is wrong this time, else what to change. */
export function intakeProblem(code: ProblemCode, detail?: string, extensions: Record<string, unknown> = {}): Problem {
  const { status, title, fix } = caseIntakeApi.problems[code];
  return new Problem({ ...extensions, code, status, title, detail: detail ?? fix });
}
