import {
  headlineItems,
  recordCloses,
  type RecordAttributes,
  type RecordKind,
  type ReleasedRecord,
} from '@answerable/contracts';
import {
  findQuestionnaire,
  questionnaires,
  specialCodes,
  type Answers,
  type Item,
  type Questionnaire,
} from '@answerable/questionnaire';

/** Why a batch cannot be opened; named to those who prepare reports, and nothing of it is counted. */
export class BatchFault extends Error {
  override readonly name = 'BatchFault';
}

/** A row of one of the fact tables; the table follows from the kind of record. */
export type Fact = Readonly<Record<string, string | number | boolean | readonly string[] | null>>;

const characteristicPrefix = 'about-';

/**
 * The row an opened record becomes: only what a table of the report needs. Offence group and age travel in the bundle but
 * no table asks for them, so they are dropped here. Throws BatchFault for what this questionnaire never asked.
 */
export function factOf(
  record: ReleasedRecord,
  attributes: RecordAttributes | null,
  batch: { readonly organisationId: string; readonly kind: RecordKind; readonly period: string },
): Fact {
  if (record.kind !== batch.kind)
    throw new BatchFault(`a record of kind ${record.kind} lies in a batch of kind ${batch.kind}`);
  const questionnaire = findQuestionnaire(record.questionnaireVersion);
  if (!questionnaire) throw new BatchFault(`questionnaire version ${record.questionnaireVersion} is unknown`);
  for (const [item, answer] of Object.entries(record.answers)) mustBeAnswer(questionnaire, item, answer);
  const common = { organisation_id: batch.organisationId, questionnaire: questionnaire.version };
  switch (record.kind) {
    case 'headline':
      return { ...common, month: batch.period, ...headlineOf(record.answers) };
    case 'area':
      if (attributes?.kind !== 'area') throw new BatchFault('an area record came without its area');
      return { ...common, half_year: batch.period, area: attributes.area, ...headlineOf(record.answers) };
    case 'constituency':
      if (attributes?.kind !== 'constituency')
        throw new BatchFault('a constituency record came without its constituency');
      return { ...common, year: batch.period, constituency: attributes.constituency, ...headlineOf(record.answers) };
    case 'characteristic':
      return { ...common, year: batch.period, ...characteristicOf(record.answers, questionnaire) };
    case 'borough':
      if (attributes?.kind !== 'borough') throw new BatchFault('a borough record came without its attributes');
      return {
        ...common,
        half_year: batch.period,
        withdrew: attributes.recordClass === null ? null : attributes.recordClass === 'withdrew',
        closed_within_30_days: attributes.closedWithin30Days,
        ...Object.fromEntries(
          boroughItems.map(({ id, type }) => [columnOf(id), columnValue(record.answers[id], type)]),
        ),
      };
  }
}

/** Items of the borough record, of every version ever asked; each is a column of `borough_facts`. */
export const boroughItems: readonly Item[] = [
  ...new Map(
    Object.values(questionnaires)
      .flatMap((each) => each.items.filter(({ role, id }) => role === 'answer' && id !== each.characteristicAnswer))
      .map((item) => [item.id, item]),
  ).values(),
];

export const columnOf = (item: string): string => item.replaceAll('-', '_');

/** A period named after its close (`2026-05`, `2026-H1`, `2026`) in months. */
export function periodOf(name: string): { readonly from: string; readonly to: string } {
  const [year, part] = name.split('-') as [string, string | undefined];
  if (part === undefined) return { from: `${year}-01`, to: `${year}-12` };
  if (part === 'H1') return { from: `${year}-01`, to: `${year}-06` };
  if (part === 'H2') return { from: `${year}-07`, to: `${year}-12` };
  return { from: name, to: name };
}

/** The name of a month's half-year, and of its year. */
export const halfName = (month: string): string => `${month.slice(0, 4)}-H${month.slice(5) <= '06' ? 1 : 2}`;
export const yearName = (month: string): string => month.slice(0, 4);

/** Batches that must be opened before the report of a month can be compiled: those that close with it. */
export function batchesDue(month: string): readonly { readonly kind: RecordKind; readonly period: string }[] {
  const [year, number] = [month.slice(0, 4), Number(month.slice(5))];
  const closing: Readonly<Record<(typeof recordCloses)[RecordKind], string | null>> = {
    month,
    'half-year': number === 6 ? `${year}-H1` : number === 12 ? `${year}-H2` : null,
    year: number === 12 ? year : null,
  };
  return (Object.keys(recordCloses) as RecordKind[]).flatMap((kind) => {
    const period = closing[recordCloses[kind]];
    return period === null ? [] : [{ kind, period }];
  });
}

function headlineOf(answers: Answers): { item: string; answer: string } {
  const [entry, ...more] = Object.entries(answers);
  if (!entry || more.length > 0) throw new BatchFault('a headline record must hold one answer');
  const [item, answer] = entry;
  if (!(headlineItems as readonly string[]).includes(item) || typeof answer !== 'string')
    throw new BatchFault(`${item} is no headline`);
  return { item, answer };
}

function characteristicOf(answers: Answers, { characteristicAnswer }: Questionnaire): Fact {
  const characteristic = Object.keys(answers).find((item) => item.startsWith(characteristicPrefix));
  const category = characteristic && answers[characteristic];
  const answer = answers[characteristicAnswer];
  if (
    !characteristic ||
    typeof category !== 'string' ||
    typeof answer !== 'string' ||
    Object.keys(answers).length !== 2
  )
    throw new BatchFault(`a characteristic record must hold one characteristic and ${characteristicAnswer}`);
  return { characteristic: characteristic.slice(characteristicPrefix.length), category, answer };
}

function mustBeAnswer(questionnaire: Questionnaire, id: string, answer: string | readonly string[]): void {
  const item = questionnaire.items.find((each) => each.id === id);
  if (!item) throw new BatchFault(`questionnaire ${questionnaire.version} has no item ${id}`);
  for (const code of typeof answer === 'string' ? [answer] : answer)
    if (!item.answers.includes(code) && !(specialCodes as readonly string[]).includes(code))
      throw new BatchFault(`item ${id} of questionnaire ${questionnaire.version} has no answer ${code}`);
}

function columnValue(
  answer: string | readonly string[] | undefined,
  type: Item['type'],
): string | readonly string[] | null {
  if (answer === undefined) return null;
  return type === 'multi' && typeof answer === 'string' ? [answer] : answer;
}
