import type { AttackModel, Run, Target, Tell } from './attack/model.js';
import type { Solver } from './attack/solver.js';
import { countsLeft, type Displayed } from './display.js';
import { everCounted, withCorrections, type DatedCorrection } from './corrected-respondents.js';
import { reachOf, type Family } from './families.js';
import type { CellKey, LedgerEntry } from './ledger.js';
import type { Geography } from './geography.js';
import { addMonths, halfOf, monthsOf, quarterOf, within, type Month, type Period } from './month.js';
import type { Answered, Base } from './release.js';
import {
  belongs,
  fitCharacteristics,
  fitRespondents,
  sides,
  splitBySide,
  type Change,
  type Margin,
  type Place,
  type Respondents,
} from './respondents.js';
import { borough, characteristics, unknownArea, type Group } from './tables.js';

/** What the withholding of a cell leaves to somebody who knows the rules. */
interface Untold {
  readonly kind: 'untold';
  readonly runs: readonly Run[];
}

/** A cell that was published or withheld, or is about to be, with its place in the ledger. */
export interface ShownCell extends CellKey {
  readonly base: number;
  readonly displayed: Displayed | Untold;
  readonly sequence: number;
}

/** What a ledger tells, in what was published and by what was withheld on account of the answers. */
export function toldBy(ledger: readonly LedgerEntry[]): ShownCell[] {
  return ledger.flatMap((entry): ShownCell[] => {
    if (entry.kind === 'published') return [entry];
    if (entry.kind !== 'withheld' || !entry.left) return [];
    return [{ ...entry, displayed: { kind: 'untold', runs: entry.left } }];
  });
}

/** The counts a cell leaves to somebody who knows its base. */
export function runsLeft({ displayed, base }: ShownCell): readonly Run[] {
  if (displayed.kind === 'untold') return displayed.runs;
  const left = countsLeft(displayed, base);
  return left ? [left] : [];
}

export interface AttackGround {
  readonly geography: Geography;
  readonly bases: readonly Base[];
  readonly answered: readonly Answered[];
  readonly corrections: readonly DatedCorrection[];
  readonly solver: Solver;
  /** Draws the table inside the margins; another draw is another table the attacker may know. */
  readonly random: () => number;
  /** Which draw this is, from 0. */
  readonly draw: number;
}

/** The model of what is told, its last cell in this way; `more`: a follow-up proves that so many more gave its parent's answer. */
export type ModelOf = (displayed?: ShownCell['displayed'], more?: number) => AttackModel;

/** What the attacker faces when a cell is told in some way after everything in `shown`; the cell is the last tell of the model. */
export function attackModel(
  family: Family,
  shown: readonly ShownCell[],
  candidate: ShownCell,
  ground: AttackGround,
): ModelOf {
  const reach = reachOf(family, candidate);
  const cells = shown.filter(
    (cell) => within(cell, reach) && (family.measures.includes(cell.measure) || family.siblings(cell.measure)),
  );
  cells.push(candidate);
  return modelOf(ground.geography, family, respondentsOf(family, reach, cells, ground), cells, reach);
}

/** The models of known respondents; the red team calls it with those it made up. */
export function modelOf(
  geography: Geography,
  family: Family,
  respondents: readonly Respondents[],
  cells: readonly ShownCell[],
  reach: Period,
): ModelOf {
  const strata = cells.map((cell) => indexesOf(respondents, (who) => belongs(geography, who, cell, cell.sequence)));
  const targets = targetsOf(geography, respondents, reach);
  return (displayed = cells.at(-1)!.displayed, more = 0) => ({
    strata: respondents,
    answers: family.answers,
    tells: cells.flatMap((cell, index) =>
      tellOf(family, index < cells.length - 1 ? cell : { ...cell, displayed }, strata[index]!, more),
    ),
    targets,
  });
}

function tellOf(family: Family, cell: ShownCell, strata: readonly number[], more: number): Tell[] {
  const runs = runsLeft(cell);
  if (runs.length === 0) return [];
  const least = Math.min(...runs.map((run) => run.least));
  if (family.measures.includes(cell.measure))
    return [{ measure: cell.measure, strata, runs, least, most: Math.max(...runs.map(({ most }) => most)) }];
  // A sibling follow-up says only that so many, at least, answered the parent in the affirmative.
  if (!family.siblings(cell.measure)) return [];
  return [
    { measure: family.base, strata, least: least === 0 ? 0 : Math.min(least + more, cell.base), most: cell.base },
  ];
}

/** Constituency-month, area-month, area-quarter, borough-month, constituency-half; characteristics; corrections. */
function targetsOf(geography: Geography, respondents: readonly Respondents[], reach: Period): Target[] {
  const { constituenciesAt, areasAt } = geography;
  const months = monthsOf(reach).map((month) => ({ from: month, to: month }));
  const kinds: { name: string; groupsAt: (month: Month) => readonly Group[]; periods: readonly Period[] }[] = [
    { name: 'constituency-month', groupsAt: constituenciesAt, periods: months },
    { name: 'area-month', groupsAt: areasAt, periods: months },
    { name: 'area-quarter', groupsAt: areasAt, periods: spans(reach, quarterOf) },
    { name: 'borough-month', groupsAt: () => [borough], periods: months },
    { name: 'constituency-half', groupsAt: constituenciesAt, periods: spans(reach, halfOf) },
  ];
  const targets = kinds.flatMap(({ name, groupsAt, periods }) =>
    periods.flatMap((period) =>
      groupsAt(period.to).map((group): Target => ({
        name: `${name} ${group} ${period.from}`,
        // An attacked group is one of today's: those removed by a correction are attacked on their own.
        strata: indexesOf(
          respondents,
          (who) =>
            who.month !== null &&
            who.changes.every(({ what }) => what === 'added') &&
            belongs(geography, who, { ...period, group }, Infinity),
        ),
      })),
    ),
  );
  const categories = [...new Set(respondents.flatMap((who) => who.categories))];
  const nameOf = ({ what, at }: Change) => `${what} by correction ${at}`;
  const corrected = [...new Set(respondents.flatMap((who) => who.changes.map(nameOf)))];
  return [
    ...targets,
    ...categories.map((category) => ({
      name: `characteristic ${category}`,
      strata: indexesOf(respondents, (who) => who.categories.includes(category)),
    })),
    ...corrected.map((name) => ({
      name,
      strata: indexesOf(respondents, (who) => who.changes.some((change) => nameOf(change) === name)),
    })),
  ].filter(({ strata }) => strata.length > 0);
}

function respondentsOf(
  family: Family,
  reach: Period,
  cells: readonly ShownCell[],
  ground: AttackGround,
): Respondents[] {
  const { geography, answered, corrections, solver, random } = ground;
  const bases = ground.bases.filter((each) => family.hasBase(each.measure) && within(each, reach));
  const first = cells[0]!.group.split(':')[0]!;
  if ((characteristics as readonly string[]).includes(first)) return fitCharacteristics(bases, random);

  const mine = corrections.filter(
    ({ measure, answersOf }) => measure === family.base && within({ from: answersOf, to: answersOf }, reach),
  );
  const margins = marginsOf(
    geography,
    bases,
    cells.filter((cell) => family.hasBase(cell.measure)),
    mine,
  );
  const through = cells.reduce((latest, { to }) => (to > latest ? to : latest), reach.from);
  const places = monthsOf({ from: reach.from, to: through }).flatMap((month) =>
    geography.constituenciesAt(month).map((constituency) => ({ month, constituency })),
  );
  const known = new Map(answered.map((each) => [`${each.month} ${each.constituency}`, each.answers]));
  const weight = (place: Place) =>
    known.size > 0
      ? (known.get(`${place.month} ${place.constituency}`) ?? 0)
      : Number(place.constituency !== unknownArea);
  // Where the table is known it is tried as it is; only when that contradicts the figures is it varied.
  const likely = (place: Place) => weight(place) * (known.size > 0 && ground.draw === 0 ? 1 : 0.7 + 0.6 * random());
  let respondents = fitRespondents(geography, places, margins, likely, solver);
  for (const [group, others] of sides) {
    const halves = new Map(cells.filter((cell) => cell.group === group).map((cell) => [cell.from, cell]));
    for (const half of halves.values())
      respondents = splitBySide(respondents, half, half.base, [group, others], random);
  }
  return withCorrections(geography, respondents, mine);
}

/**
 * Margins that are places: months of the borough where they are known (else its periods), areas, constituencies. What
 * the caller does not give any more, the ledger remembers from its publication; who was ever counted is in them.
 */
function marginsOf(
  geography: Geography,
  bases: readonly Base[],
  cells: readonly ShownCell[],
  corrections: AttackGround['corrections'],
): Margin[] {
  const months = new Set(
    bases.filter((each) => each.group === borough && each.from === each.to).map(({ from }) => from),
  );
  const isMargin = ({ group, from, to }: Margin) =>
    geography.constituenciesOf(group, to) !== null && (group !== borough || from === to || !months.has(from));
  const margins = new Map(
    [...cells, ...bases.map((base) => ({ ...base, sequence: Infinity }))]
      .filter(isMargin)
      .map(({ sequence, group, from, to, base }) => {
        const margin = { group, from, to, base };
        return [`${group} ${from} ${to}`, { ...margin, base: everCounted(margin, sequence, corrections) }];
      }),
  );
  if (margins.size > 0) return [...margins.values()];
  // Discordance, without what it is a part of: the only base is that of the group itself.
  return cells.map(({ from, to, group, base }) => ({ from, to, group, base }));
}

function spans(reach: Period, spanOf: (month: string) => Period): Period[] {
  const result: Period[] = [];
  for (let month = reach.from; month <= reach.to; month = addMonths(result.at(-1)!.to, 1)) result.push(spanOf(month));
  return result;
}

function indexesOf(respondents: readonly Respondents[], test: (who: Respondents) => boolean): number[] {
  return respondents.flatMap((who, index) => (test(who) ? [index] : []));
}
