import type { Solver } from './attack/solver.js';
import type { Geography } from './geography.js';
import { within, type Month, type Period } from './month.js';
import { borough, closedLater, closedWithin30, otherClasses, withdrew, type Group } from './tables.js';

/**
 * Respondents the attacker can tell apart by what he knows of them. The records behind a report are unlinked, so the
 * service knows only margins (by month; by area and half-year); the attacker may know the whole table. It is fitted
 * here: margins exactly, inside as those who were sent the survey answered.
 */
export interface Respondents {
  readonly size: number;
  readonly month: Month | null;
  readonly constituency: string | null;
  /** The only margin that counts them, where margins of unlinked records do not add up. */
  readonly onlyIn: Margin | null;
  readonly side: Group | null;
  readonly categories: readonly Group[];
  /** What corrections did to them. */
  readonly changes: readonly Change[];
}

/** That respondents left or joined the cells of one group and measure, or all of them, at a place in the ledger. */
export interface Change {
  readonly what: 'removed' | 'added';
  readonly at: number;
  readonly measure: string;
  /** Null: every cell, because the answer itself was changed. */
  readonly group: Group | null;
}

/** Valid answers of a group in a period. */
export interface Margin extends Period {
  readonly group: Group;
  readonly base: number;
}

/** A month and a constituency. */
export interface Place {
  readonly month: Month;
  readonly constituency: string;
}

/** What is known of somebody nothing is known of. */
export const nobody: Omit<Respondents, 'size'> = {
  month: null,
  constituency: null,
  onlyIn: null,
  side: null,
  categories: [],
  changes: [],
};

/** A cell as far as it says who is in it; without a measure it counts whoever gave the answers a correction is of. */
type Counted = Period & { readonly group: Group; readonly measure?: string };

/** Whether a cell at a place in the ledger still counts, or already, those to whom corrections did this. */
export function isPresent(changes: readonly Change[], cell: Counted, sequence: number): boolean {
  return changes.every(({ what, at, measure, group }) => {
    const theirs = group === null || (group === cell.group && measure === (cell.measure ?? measure));
    return !theirs || (what === 'removed' ? sequence < at : sequence > at);
  });
}

/** Whether respondents belong to a published cell; `sequence` is its place in the ledger (a correction changes who does). */
export function belongs(geography: Geography, who: Respondents, cell: Counted, sequence: number): boolean {
  if (!isPresent(who.changes, cell, sequence)) return false;
  if (who.onlyIn) return who.onlyIn.group === cell.group && within(who.onlyIn, cell);
  if (cell.group === closedWithin30 || cell.group === closedLater) {
    return who.side === cell.group && who.month !== null && inPeriod(who.month, cell);
  }
  if (cell.group === withdrew) return who.side !== otherClasses && who.month !== null && inPeriod(who.month, cell);
  const constituencies = geography.constituenciesOf(cell.group, cell.to);
  if (!constituencies) return who.categories.length === 0 || who.categories.includes(cell.group);
  return (
    (who.month === null || inPeriod(who.month, cell)) &&
    (cell.group === borough || (who.constituency !== null && constituencies.includes(who.constituency)))
  );
}

/**
 * Respondents by place that meet every margin. `likely` weighs the places; what no table can meet (the margins come
 * from unlinked records and may differ after a takedown) becomes respondents who are in that margin alone.
 */
export function fitRespondents(
  geography: Geography,
  places: readonly Place[],
  margins: readonly Margin[],
  likely: (place: Place) => number,
  solver: Solver,
): Respondents[] {
  const members = margins.map((margin) =>
    places.flatMap((place, index) => (belongs(geography, { ...nobody, size: 0, ...place }, margin, 0) ? [index] : [])),
  );
  const expected = proportional(
    places.map((place) => likely(place) + 0.01),
    margins,
    members,
  );
  const whole = expected.map(Math.floor);
  // Columns: one more than the whole part at its rounding cost; further up; down; then what a margin lacks.
  const nearest = expected.map((value, index) => Math.round(1000 * (1 - 2 * (value - whole[index]!))));
  const largest = margins.reduce((most, { base }) => Math.max(most, base), 0);
  const count = places.length;
  const point = solver.solve({
    least: [...places, ...places, ...places, ...margins].map(() => 0),
    most: [...places.map(() => 1), ...places.map(() => largest), ...whole, ...margins.map(({ base }) => base)],
    costs: [...nearest, ...places.map(() => 3000), ...places.map(() => 3000), ...margins.map(() => 100_000)],
    rows: margins.map(({ base }, margin) => {
      const inside = members[margin]!;
      const lacking = base - inside.reduce((sum, index) => sum + whole[index]!, 0);
      return {
        columns: [...inside, ...inside.map((i) => i + count), ...inside.map((i) => i + 2 * count), 3 * count + margin],
        coefficients: [...inside.map(() => 1), ...inside.map(() => 1), ...inside.map(() => -1), 1],
        least: lacking,
        most: lacking,
      };
    }),
  });
  if (!point) return [];
  return [
    ...places.map((place, i) => ({
      ...nobody,
      ...place,
      size: whole[i]! + point[i]! + point[i + count]! - point[i + 2 * count]!,
    })),
    ...margins.map((margin, index) => ({ ...nobody, onlyIn: margin, size: point[3 * count + index]! })),
  ].filter(({ size }) => size > 0);
}

/** Iterative proportional fitting: the table nearest to `weights` with the given margins. */
function proportional(weights: readonly number[], margins: readonly Margin[], members: readonly number[][]): number[] {
  const table = [...weights];
  for (let round = 0; round < 40; round += 1) {
    margins.forEach(({ base }, margin) => {
      const inside = members[margin]!;
      const sum = inside.reduce((total, index) => total + table[index]!, 0);
      if (sum > 0) inside.forEach((index) => (table[index]! *= base / sum));
    });
  }
  return table;
}

/** Parts of a half-year's respondents that have a figure of their own, and those who are in none. */
export const sides: readonly (readonly [Group, Group])[] = [
  [closedWithin30, closedLater],
  [withdrew, otherClasses],
];

/** Splits respondents of a half-year in two, so that `onFirst` are on the first side. */
export function splitBySide(
  respondents: readonly Respondents[],
  half: Period,
  onFirst: number,
  [side, others]: readonly [Group, Group],
  random: () => number,
): Respondents[] {
  const mine = respondents
    .filter(({ month }) => month !== null && inPeriod(month, half))
    .map((who) => ({ who, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ who }) => who);
  const total = mine.reduce((sum, { size }) => sum + size, 0);
  let seen = 0;
  let given = 0;
  const split = mine.flatMap((who) => {
    seen += who.size;
    const first = Math.min(who.size, Math.round((onFirst * seen) / total) - given);
    given += first;
    return [
      { ...who, side, size: first },
      { ...who, side: others, size: who.size - first },
    ];
  });
  return [...respondents.filter((who) => !mine.includes(who)), ...split].filter(({ size }) => size > 0);
}

/** Respondents with several characteristics each, when only the number in each category is known. */
export function fitCharacteristics(
  bases: readonly { readonly group: Group; readonly base: number }[],
  random: () => number,
): Respondents[] {
  const byCharacteristic = Map.groupBy(bases, ({ group }) => group.split(':')[0]!);
  const totals = [...byCharacteristic.values()].map((categories) =>
    categories.reduce((sum, { base }) => sum + base, 0),
  );
  const people = Array.from({ length: Math.max(0, ...totals) }, () => [] as Group[]);
  for (const categories of byCharacteristic.values()) {
    const order = people.map((person) => ({ person, at: random() })).sort((a, b) => a.at - b.at);
    categories
      .flatMap(({ group, base }) => Array<Group>(base).fill(group))
      .forEach((group, index) => order[index]!.person.push(group));
  }
  const alike = Map.groupBy(people, (person) => person.join('|'));
  return [...alike.values()].map((members) => ({ ...nobody, categories: members[0]!, size: members.length }));
}

function inPeriod(month: Month, { from, to }: Period): boolean {
  return month >= from && month <= to;
}
