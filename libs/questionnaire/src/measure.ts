import type { Answer, Answers, Measure } from './questionnaire.js';

/**
 * How one record's answers count for a measure: 1 in the numerator and base, 0 in the base only, undefined in neither.
 * Class and days to closure are the caller's to filter (`withinClass`, `closedWithin30Days`). For a follow-up the base is
 * the parent's valid answers.
 */
export function counts(measure: Measure, answers: Answers): 0 | 1 | undefined {
  const base = measure.parent ?? measure;
  if (!includesAny(answers[base.item], base.valid)) return undefined;
  return includesAny(answers[measure.item], measure.positive) ? 1 : 0;
}

function includesAny(answer: Answer | undefined, codes: readonly string[]): boolean {
  if (answer === undefined) return false;
  return typeof answer === 'string' ? codes.includes(answer) : answer.some((code) => codes.includes(code));
}
