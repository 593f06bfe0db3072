import { assertBeginsHalfYears, assertCompatible, assertSound } from './check.js';
import type { Questionnaire } from './questionnaire.js';
import { version2026_1 } from './versions/2026-1.js';

/** Every version ever asked: an old one stays answerable and reportable, and is never changed. Checked on load. */
export const questionnaires: Readonly<Record<string, Questionnaire>> = { '2026-1': version2026_1 };

for (const questionnaire of Object.values(questionnaires)) assertSound(questionnaire);
assertCompatible(Object.values(questionnaires));

/**
 * What a survey issued from a day on asks; one issued before keeps its own version. The day of a new version lies after the
 * release that brings it: a service that does not know it yet could not take its surveys over.
 */
const asked: readonly Asked[] = [{ from: '2025-01-01', version: '2026-1' }];
assertBeginsHalfYears(asked);

interface Asked {
  readonly from: string;
  readonly version: string;
}

/** The version that surveys issued on a day ask; the earliest one before it began. */
export function questionnaireOn(day: string, dates: readonly Asked[] = asked): string {
  return (dates.findLast(({ from }) => from <= day) ?? dates[0]!).version;
}

/** The questionnaire of this version; undefined where there never was one. */
export function findQuestionnaire(version: string): Questionnaire | undefined {
  return Object.hasOwn(questionnaires, version) ? questionnaires[version] : undefined;
}

/** The questionnaire of this version; throws on a version that never was. */
export function questionnaireOf(version: string): Questionnaire {
  const found = findQuestionnaire(version);
  if (!found) throw new Error(`There is no questionnaire ${JSON.stringify(version)}.`);
  return found;
}
