import type { Base, CellCount, PlannedCell } from '@answerable/disclosure';
import { borough, closedLater, closedWithin30, withdrew } from '@answerable/disclosure';
import { itemOf, questionnaireOf, type Measure } from '@answerable/questionnaire';
import { columnOf, periodOf } from './fact.js';

/** Exact answers of one measure, group and period. It never leaves this service; only the gate and displayed values do. */
export interface Tally extends Base {
  readonly count: number;
}

/** Rows as SQL gives them: how many records of a group and period hold an answer. */
export interface AnswerCount {
  readonly questionnaire: string;
  readonly period: string;
  readonly group: string;
  readonly item: string;
  readonly answer: string;
  readonly records: number;
}

/** Headline (or T7) measures from counts of answers, by the definitions of the questionnaire each answer was given to. Pure. */
export function talliesOf(rows: readonly AnswerCount[], table: 'T2' | 'T7'): Tally[] {
  const tallies = new Map<string, { tally: Base; base: number; count: number }>();
  for (const row of rows) {
    for (const measure of questionnaireOf(row.questionnaire).measures) {
      if (measure.item !== row.item || !measure.tables.includes(table) || !measure.valid.includes(row.answer)) continue;
      const key = `${measure.id}/${row.group}/${row.period}`;
      const sum = tallies.get(key) ?? {
        tally: { measure: measure.id, group: row.group, base: 0, ...periodOf(row.period) },
        base: 0,
        count: 0,
      };
      sum.base += row.records;
      if (measure.positive.includes(row.answer)) sum.count += row.records;
      tallies.set(key, sum);
    }
  }
  return [...tallies.values()].map(({ tally, base, count }) => ({ ...tally, base, count }));
}

/**
 * One measure of the borough records as SQL over `borough_facts`: rows that count, and rows of its base that do not. The two
 * together are its base (two short lists of codes cost less than half of a base and a part of it, over a million rows).
 */
export interface BoroughMeasure {
  readonly measure: string;
  readonly group: string;
  readonly positive: string;
  readonly negative: string;
}

const followUps = ['pressure-how', 'why-stopped'];
/** Follow-ups with options are named `item:option` where they are published; a measure of a part of the cases as that of all. */
export const publishedName = ({ id, item, closedWithin30Days }: Measure): string => {
  if (closedWithin30Days) return item;
  const parent = followUps.find((each) => id.startsWith(`${each}-`));
  return parent ? `${parent}:${id.slice(parent.length + 1)}` : id;
};

/** What T5 counts by half-year, or its follow-ups by year. Codes are the questionnaire's own constants, checked before use. */
export function boroughMeasures(version: string, cadence: 'half-year' | 'year'): readonly BoroughMeasure[] {
  const { measures } = questionnaireOf(version);
  const table = cadence === 'year' ? 'follow-up' : 'T5';
  return measures
    .filter(({ tables }) => tables.includes(table))
    .flatMap((measure): BoroughMeasure[] => {
      const { positive, negative } = partsOf(measure, version);
      const within = (condition: string) => ({
        positive: `${condition} and ${positive}`,
        negative: `${condition} and ${negative}`,
      });
      if (measure.closedWithin30Days)
        return [
          { measure: publishedName(measure), group: closedWithin30, ...within('closed_within_30_days') },
          { measure: publishedName(measure), group: closedLater, ...within('not closed_within_30_days') },
        ];
      if (measure.withinClass) return [{ measure: measure.id, group: withdrew, ...within('withdrew') }];
      return [{ measure: publishedName(measure), group: borough, positive, negative }];
    });
}

function partsOf({ item, positive, valid, parent }: Measure, version: string): { positive: string; negative: string } {
  const counts = anyOf(item, positive, version);
  if (!parent) {
    const others = valid.filter((code) => !positive.includes(code));
    return { positive: counts, negative: anyOf(item, others, version) };
  }
  // Of all who answered the parent item; who was not asked the follow-up does not count, but is in the base.
  const asked = anyOf(parent.item, parent.valid, version);
  return { positive: `${asked} and ${counts}`, negative: `${asked} and not coalesce(${counts}, false)` };
}

/** Bases for planning: exactly the tallies without their counts. */
export const basesOf = (tallies: readonly Tally[]): Base[] => tallies.map(({ count: _count, ...base }) => base);

/** Exact counts of the planned cells; a cell may span several tallies of its measure and group (a block spans months). Pure. */
export function countsOf(tallies: readonly Tally[], cells: readonly PlannedCell[]): CellCount[] {
  return cells.map(({ table, measure, group, from, to }) => {
    const inCell = tallies.filter(
      (each) =>
        each.measure === measure && each.group === group && each.from >= from && each.to <= to && grainOf(table, each),
    );
    return {
      table,
      measure,
      group,
      from,
      to,
      count: inCell.reduce((sum, each) => sum + each.count, 0),
      base: inCell.reduce((sum, each) => sum + each.base, 0),
    };
  });
}

/** Borough headlines are tallied by month; everything else by the very period of its table. */
function grainOf(table: PlannedCell['table'], { from, to }: Base): boolean {
  return table === 'T2' ? from === to : from !== to;
}

function anyOf(item: string, codes: readonly string[], version: string): string {
  const type = itemOf(version, item)?.type;
  const list = codes.map((code) => `'${checked(code)}'`).join(', ');
  return type === 'multi' ? `${columnOf(checked(item))} && array[${list}]` : `${columnOf(checked(item))} in (${list})`;
}

function checked(code: string): string {
  if (!/^[a-z0-9-]+$/.test(code)) throw new Error(`${code} is not a code of a questionnaire`);
  return code;
}
