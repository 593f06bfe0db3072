import { describe, expect, it } from 'vitest';
import { familyOf, tableRows } from '@answerable/disclosure';
import { categoriesDrawn, followUpsDrawn, wishesDrawn } from '@answerable/disclosure/bench';
import { itemOf, questionnaireOf } from '@answerable/questionnaire';
import { wishes } from '../coverage/coverage-counts.js';
import { publishedName } from './tally.js';

/** The item on whose answer it depends who was asked; the item itself where everybody was. */
const rootOf = (id: string): string => {
  const { when } = itemOf('2026-1', id)!;
  return when ? rootOf(when.item) : id;
};

describe('measures that depend on the answer to one item', () => {
  const roots = Map.groupBy(questionnaireOf('2026-1').measures, ({ item }) => rootOf(item));
  it.each([...roots].map(([root, measures]) => [root, [...new Set(measures.map(publishedName))]] as const))(
    'are attacked together: %s',
    (_, names) => {
      for (const name of names) {
        const family = familyOf(name);
        for (const other of names) {
          expect(familyOf(other).base).toBe(family.base);
          expect(family.measures.includes(other) || family.siblings(other), `${name} and ${other}`).toBe(true);
        }
      }
    },
  );
});

it('the red team draws every wish of the questionnaire, and no other: each has its row, and all are attacked together', () => {
  expect(Object.keys(wishesDrawn).toSorted()).toEqual([...wishes].toSorted());
});

it('the red team draws every follow-up of the questionnaire, after its parent, and no other', () => {
  const asked = questionnaireOf('2026-1').measures.filter(({ tables }) => tables.includes('follow-up'));
  const byParent = Map.groupBy(asked, ({ parent }) => parent!.item);
  expect(new Map(Object.entries(followUpsDrawn).map(([parent, names]) => [parent, names.toSorted()]))).toEqual(
    new Map([...byParent].map(([parent, measures]) => [parent, measures.map(publishedName).toSorted()])),
  );
});

it('the red team draws every category of every characteristic, and no other', () => {
  const asked = questionnaireOf('2026-1').items.filter(({ role }) => role === 'characteristic');
  expect(
    Object.fromEntries(
      Object.entries(categoriesDrawn).map(([name, categories]) => [
        `about-${name}`,
        categories.map(([code]) => code).toSorted(),
      ]),
    ),
  ).toEqual(Object.fromEntries(asked.map(({ id, answers }) => [id, [...answers].toSorted()])));
});

it('every measure of the questionnaire has its row in the tables, and every row its measure', () => {
  const named = questionnaireOf('2026-1').measures.flatMap((measure) =>
    measure.tables.map((table) => `${table === 'follow-up' ? 'T5' : table} ${publishedName(measure)}`),
  );
  const rows = tableRows
    .filter(({ table }) => table !== 'T6')
    .flatMap(({ table, measures }) => measures.map((measure) => `${table} ${measure}`));
  // Follow-ups with options have one row for all.
  const rowOf = (name: string) =>
    rows.find((row) => row === name || (row.endsWith('*') && name.startsWith(row.slice(0, -1))));
  expect(named.filter((name) => !rowOf(name))).toEqual([]);
  expect(rows.filter((row) => !named.some((name) => rowOf(name) === row))).toEqual([]);
});
