import type { ReportDefinition, ReportHeadline, ReportTable, ReportTableId } from '@answerable/contracts';
import { closedWithin30 } from '@answerable/disclosure';
import {
  itemOf,
  questionnaires,
  textsOf,
  wordsOf as itemWords,
  type Item,
  type Measure,
} from '@answerable/questionnaire';
import { publishedName } from '../answers/tally.js';
import type { TallyStore } from '../answers/tally.store.js';
import { countDefinitions } from './count-definitions.js';
import { groupWords } from './measure-words.js';

/** The pass of SQL that counts each of the questionnaire's tables, by its name in the store. */
const passes: Readonly<Record<Measure['tables'][number], { table: ReportTableId; pass: keyof TallyStore }>> = {
  T2: { table: 'T2', pass: 'boroughHeadlines' },
  T3: { table: 'T3', pass: 'areaHeadlines' },
  T4: { table: 'T4', pass: 'constituencyHeadlines' },
  T5: { table: 'T5', pass: 'processItems' },
  'follow-up': { table: 'T5', pass: 'followUps' },
  T7: { table: 'T7', pass: 'treatedWorse' },
};

interface Asked {
  readonly questionnaire: string;
  readonly measure: Measure;
  readonly item: Item;
}

/** Where each figure of a report comes from, once for each measure and count in it, in the order in which they come. Pure. */
export function definitionsOf(
  headlines: readonly ReportHeadline[],
  tables: readonly ReportTable[],
): ReportDefinition[] {
  const labels = new Map([
    ...headlines.map(({ newest }): [string, string] => [newest.measure, newest.label]),
    ...tables.flatMap(({ shares }) => shares.map(({ measure, label }): [string, string] => [measure, label])),
    ...tables.flatMap(({ counts }) => counts.map(({ id, label }): [string, string] => [id, label])),
  ]);
  return [...labels].map(([measure, label]) => ({ measure, label, ...definitionOf(measure) }));
}

function definitionOf(id: string): Omit<ReportDefinition, 'measure' | 'label'> {
  const count = countDefinitions[id];
  if (count) return { ...count, shareOf: null };
  const asked = askedFor(id);
  const newest = asked.at(-1);
  if (!newest) throw new Error(`the report has no definition of ${id}`);
  return {
    counts: `Who answered ${quoted(newest.item, newest.measure.positive)} to “${questionOf(newest.item)}”`,
    shareOf: baseOf(newest, asked),
    answers: byContent(asked.map(answersOf)),
    queries: byContent(
      asked.flatMap(({ measure }) => measure.tables).map((of) => ({ table: passes[of].table, query: passes[of].pass })),
    ),
  };
}

/** Every version of the questionnaire that has it; what is shown also of a part of the cases comes after that of all. */
function askedFor(id: string): Asked[] {
  return Object.values(questionnaires).flatMap(({ version, items, measures }) =>
    measures
      .filter((measure) => publishedName(measure) === id)
      .map((measure) => ({ questionnaire: version, measure, item: items.find((item) => item.id === measure.item)! })),
  );
}

function baseOf({ questionnaire, measure, item }: Asked, all: readonly Asked[]): string {
  const { valid, parent, withinClass } = measure;
  const before = item.when && itemOf(questionnaire, item.when.item)!;
  const who = before
    ? `Asked of those who answered ${quoted(before, item.when!.is)} to “${questionOf(before)}”`
    : 'Asked of everyone';
  const whole = item.answers.every((answer) => valid.includes(answer));
  const of = parent ? 'all who answered that question' : `all who answered${whole ? '' : ` ${quoted(item, valid)}`}`;
  const within = withinClass ? `, in ${groupWords[withinClass]}` : '';
  const part = all.some((each) => each.measure.closedWithin30Days) ? `; in T5 in ${groupWords[closedWithin30]}` : '';
  return `${who}; the share is of ${of}${within}${part}.`;
}

function answersOf({ questionnaire, measure, item }: Asked): ReportDefinition['answers'][number] {
  const base = measure.parent ?? measure;
  return {
    questionnaire,
    item: item.id,
    question: questionOf(item),
    counted: [...measure.positive],
    of: { item: base.item, answers: [...base.valid] },
  };
}

const english = textsOf('en');
const questionOf = (item: Item): string => itemWords(english, item).question;
const quoted = (item: Item, codes: readonly string[]): string => {
  const words = codes.map((code) => `“${itemWords(english, item).answers[code]}”`);
  return [words.slice(0, -1).join(', '), words.at(-1)].filter((each) => each !== '').join(' or ');
};

function byContent<T>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
