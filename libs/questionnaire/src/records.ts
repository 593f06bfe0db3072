import { onPath } from './path.js';
import { NOT_ASKED, type Answer, type Answers, type Item, type Questionnaire } from './questionnaire.js';
import { questionnaireOf } from './versions.js';

/** Kinds of record, each for one table: headline T2, area T3, borough T5, constituency T4, characteristic T7. */
export type RecordKind = 'headline' | 'area' | 'borough' | 'constituency' | 'characteristic';

export interface UnlinkedRecord {
  readonly kind: RecordKind;
  readonly questionnaire: string;
  /** The headline or characteristic this record is about; absent for the borough record. */
  readonly subject?: string;
  readonly answers: Answers;
}

/**
 * The records one submission becomes: always the same fourteen for a version, whatever she answered, so that neither their
 * number nor their kinds tell anything. Each serves one table: three answers together would match another record again.
 * What she never saw is 'not-asked'. Items apart from answers are in none. Pure.
 */
export function recordsOf(version: string, given: Answers): readonly UnlinkedRecord[] {
  const questionnaire = questionnaireOf(version);
  const answers = onPath(version, given);
  const pick = (...ids: readonly string[]): Answers =>
    Object.fromEntries(ids.map((id): [string, Answer] => [id, answers[id] ?? NOT_ASKED]));
  const headlines = headlineItems(questionnaire);
  const perHeadline = (kind: RecordKind): UnlinkedRecord[] =>
    headlines.map((id) => ({ kind, questionnaire: version, subject: id, answers: pick(id) }));
  return [
    ...perHeadline('headline'),
    ...perHeadline('area'),
    { kind: 'borough', questionnaire: version, answers: pick(...boroughItems(questionnaire).map(({ id }) => id)) },
    ...perHeadline('constituency'),
    ...characteristics(questionnaire).map(({ id }): UnlinkedRecord => ({
      kind: 'characteristic',
      questionnaire: version,
      subject: id,
      answers: pick(id, questionnaire.characteristicAnswer),
    })),
  ];
}

/** Ids of the three headline items, in the order of their headlines. */
export function headlineItems({ measures }: Questionnaire): readonly string[] {
  return measures
    .filter(({ headline }) => headline !== undefined)
    .toSorted((a, b) => a.headline! - b.headline!)
    .map(({ item }) => item);
}

/** Answers of the borough record: all but the one that the characteristic records carry, which would join them again. */
function boroughItems({ items, characteristicAnswer }: Questionnaire): readonly Item[] {
  return items.filter(({ role, id }) => role === 'answer' && id !== characteristicAnswer);
}

function characteristics({ items }: Questionnaire): readonly Item[] {
  return items.filter(({ role }) => role === 'characteristic');
}
