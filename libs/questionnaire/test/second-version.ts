import { languages, questionnaireOf, questionnaires, type Item, type Questionnaire } from '../src/index.js';

const first = questionnaireOf('2026-1');
const DROPPED = 'believed';
const REWORDED = 'listened';
export const newQuestion = 'Did the officers take the time to listen to you?';

/** A version that is never asked, for tests: one item less, one said otherwise, one characteristic more. */
export const secondVersion: Questionnaire = {
  ...first,
  version: '2026-10',
  items: first.items
    .filter(({ id }) => id !== DROPPED)
    .flatMap((item): Item[] => {
      if (item.id === REWORDED) return [{ ...item, wording: 'listened-2026-10' }];
      if (item.id !== 'about-disability') return [item];
      return [item, { id: 'about-work', type: 'single', role: 'characteristic', answers: ['yes', 'no'] }];
    }),
  measures: first.measures.filter(({ item }) => item !== DROPPED),
};

/** Asks it beside the others until the function that is returned is called. */
export function publishSecondVersion(): () => void {
  const known = questionnaires as Record<string, Questionnaire>;
  known[secondVersion.version] = secondVersion;
  const texts = Object.values(languages).map(({ items }) => items as unknown as Record<string, object>);
  for (const items of texts) {
    items['listened-2026-10'] = { ...items[REWORDED], question: newQuestion };
    items['about-work'] = { question: 'Do you work?', answers: { yes: 'Yes', no: 'No' } };
  }
  return () => {
    delete known[secondVersion.version];
    for (const items of texts) {
      delete items['listened-2026-10'];
      delete items['about-work'];
    }
  };
}
