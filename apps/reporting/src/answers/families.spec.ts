import { describe, expect, it } from 'vitest';
import { familyOf } from '@answerable/disclosure';
import { wishesDrawn } from '@answerable/disclosure/bench';
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
