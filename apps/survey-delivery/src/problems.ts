import { surveyDeliveryApi } from '@answerable/contracts';
import { Problem } from '@answerable/service';

type Code = keyof typeof surveyDeliveryApi.problems;

/** A named failure of the contract's catalogue. */
export function deliveryProblem(code: Code, detail?: string, extensions?: Record<string, unknown>): Problem {
  const { status, title, fix } = surveyDeliveryApi.problems[code];
  return new Problem({ ...extensions, code, status, title, detail: detail ?? fix ?? title });
}
