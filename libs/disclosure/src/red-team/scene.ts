import type { Finding } from '../attack/attack.js';
import type { Solver } from '../attack/solver.js';
import type { ShownCell } from '../attack-model.js';
import { blocksOf } from '../blocks.js';
import type { ReportingAreaConfig } from '../config.js';
import { displayShare, type DisplayedCount } from '../display.js';
import type { Family } from '../families.js';
import { Geography } from '../geography.js';
import type { Period } from '../month.js';
import type { ShareScale } from '../scales.js';
import type { Group } from '../tables.js';
import { attackPeople } from './attack-year.js';
import { isIn, type Person } from './population.js';

/** Opportunities, and those in which something was learnt. */
export interface Tally {
  readonly cases: number;
  readonly learnt: number;
}

export interface CountOf {
  readonly count: number;
  readonly base: number;
}

/** A made-up year on which a rejected rule is tried. */
export interface Scene {
  readonly config: ReportingAreaConfig;
  readonly people: readonly Person[];
  readonly year: Period;
  readonly solver: Solver;
}

export function blocks({ config, people, year }: Scene): Period[] {
  const answersIn = (month: string) =>
    people.filter((who) => who.month === month && who.answers.has('satisfied')).length;
  return blocksOf({ from: year.from, through: year.to, closesAt: config.thresholds.block }, answersIn).closed.map(
    ({ from, to }) => ({ from, to }),
  );
}

export function banded(scene: Scene, measure: string, group: Group, period: Period, scale?: ShareScale): ShownCell[] {
  const { count, base } = tally(scene, measure, group, period);
  const displayed = displayShare(count, base, scene.config.thresholds, scale ? { scale } : {});
  return displayed ? [{ table: 'T2', measure, group, ...period, base, displayed, sequence: 1 }] : [];
}

export function exactly(scene: Scene, measure: string, group: Group, period: Period): ShownCell {
  const { count, base } = tally(scene, measure, group, period);
  const displayed: DisplayedCount = {
    kind: 'count',
    about: count,
    words: String(count),
    counts: { least: count, most: count },
  };
  return { table: 'T2', measure, group, ...period, base, displayed, sequence: 1 };
}

export function tally({ config, people }: Scene, measure: string, group: Group, period: Period): CountOf {
  const geography = new Geography([config]);
  const inside = people.filter((who) => isIn(geography, who, { measure, group, ...period }));
  return { base: inside.length, count: inside.filter((who) => who.answers.get(measure)).length };
}

export function baseIn(scene: Scene, measure: string, group: Group, period: Period): number {
  return tally(scene, measure, group, period).base;
}

export async function run(
  scene: Scene,
  family: Family,
  cells: readonly ShownCell[],
  reach: Period = scene.year,
  knownRespondents = 0,
): Promise<readonly Finding[]> {
  const { findings } = await attackPeople(
    { ...scene, configs: [scene.config] },
    family,
    reach,
    cells,
    knownRespondents,
    scene.solver,
  );
  return findings;
}
