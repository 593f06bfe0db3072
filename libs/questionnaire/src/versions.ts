import { assertSound } from './check.js';
import type { Questionnaire } from './questionnaire.js';
import { version2026_1 } from './versions/2026-1.js';

/** Every version ever asked: an old one stays answerable and reportable. Checked on load. */
export const questionnaires: Readonly<Record<string, Questionnaire>> = { '2026-1': version2026_1 };

for (const questionnaire of Object.values(questionnaires)) assertSound(questionnaire);

/** The questionnaire of this version; throws on a version that never was. */
export function questionnaireOf(version: string): Questionnaire {
  const found = Object.hasOwn(questionnaires, version) ? questionnaires[version] : undefined;
  if (!found) throw new Error(`There is no questionnaire ${JSON.stringify(version)}.`);
  return found;
}
