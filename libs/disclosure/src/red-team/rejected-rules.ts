import { wilson } from '@answerable/statistics';
import { attack } from '../attack/attack.js';
import type { Solver } from '../attack/solver.js';
import type { ReportingAreaConfig } from '../config.js';
import { countsLeft, displayShare, nearestFive } from '../display.js';
import { familyOf } from '../families.js';
import { addMonths, monthsOf, quarterOf, yearOf } from '../month.js';
import type { ShareScale } from '../scales.js';
import { borough, closedLater, closedWithin30 } from '../tables.js';
import { peopleOf, type PopulationShape } from './population.js';
import { backAfterTakedown, bothBoundaries, correctionByOne, wishWithoutRow } from './rejected-once-shown.js';
import { banded, baseIn, blocks, exactly, run, tally, type CountOf, type Scene, type Tally } from './scene.js';

/** How often a rule that was considered and rejected gives answers away. */
export interface RejectedRule extends Tally {
  readonly rule: string;
}

/** Tries every rejected rule on made-up years. Each must give something away, or the attack is not known to work. */
export async function tryRejectedRules(input: {
  readonly config: ReportingAreaConfig;
  readonly shape: PopulationShape;
  readonly seeds: readonly number[];
  readonly solver: Solver;
}): Promise<RejectedRule[]> {
  const { config, shape, seeds, solver } = input;
  const year = yearOf(config.startsAt);
  const scenes = seeds.map((seed): Scene => ({ config, year, solver, people: peopleOf(config, year, shape, seed) }));
  const over = async (rule: string, attempt: (scene: Scene) => Promise<Tally>): Promise<RejectedRule> => {
    const results: Tally[] = [];
    for (const scene of scenes) results.push(await attempt(scene));
    const sum = (of: 'cases' | 'learnt') => results.reduce((total, result) => total + result[of], 0);
    return { rule, cases: sum('cases'), learnt: sum('learnt') };
  };
  return Promise.all([
    unroundedIntervals(),
    over('rolling windows of 3 months', rollingWindows),
    ...(['thirds', 'quarters', 'tenths', 'twentieths'] as const).map((scale) =>
      over(`month plus quarter of the same area, in ${scale}`, (scene) => monthPlusQuarter(scene, scale)),
    ),
    fewerThanOneInTen(config, solver),
    everyCategory(config, solver),
    over('a weighted share beside the unweighted one', weightedBesideUnweighted),
    over('an item for all and for both parts', allAndParts),
    over("a follow-up's own base", followUpBase),
    over('a correction by one answer', correctionByOne),
    over('a figure taken down and forgotten comes back with late answers', backAfterTakedown),
    over('a half-year by old and by new boundaries', bothBoundaries),
    over('a wish nobody made has no row', wishWithoutRow),
  ]);
}

/** Intervals of the exact count, in whole percent beside the base to the nearest 5: how many name one count only? */
function unroundedIntervals(): RejectedRule {
  const pairs = Array.from({ length: 20 }, (_, index) => index + 10).flatMap((base) =>
    Array.from({ length: base + 1 }, (_, count) => ({ count, base })),
  );
  const shown = ({ count, base }: { count: number; base: number }) => {
    const { low, high } = wilson({ count, base });
    return `${nearestFive(base)} ${Math.round(low * 100)} ${Math.round(high * 100)}`;
  };
  const alike = Map.groupBy(pairs, shown);
  const learnt = pairs.filter((pair) => new Set(alike.get(shown(pair))!.map(({ count }) => count)).size === 1).length;
  return { rule: 'Wilson intervals of exact figures', cases: pairs.length, learnt };
}

/** The exact count of each three months in a row, per constituency: constituency-months that are then known exactly. */
async function rollingWindows(scene: Scene): Promise<Tally> {
  const { config, year } = scene;
  const groups = config.constituencies.map(({ code }) => code);
  const windows = monthsOf(year).flatMap((to) => {
    const from = addMonths(to, -2);
    return [{ from: from < year.from ? year.from : from, to }];
  });
  const cells = groups.flatMap((group) => windows.map((period) => exactly(scene, 'seriously', group, period)));
  const findings = await run(scene, familyOf('seriously'), cells);
  const months = groups.flatMap((group) =>
    monthsOf(year).filter((month) => baseIn(scene, 'seriously', group, { from: month, to: month }) > 0),
  );
  const known = findings.filter(
    (finding) =>
      finding.kind === 'few-values' && finding.values.length === 1 && finding.target.startsWith('constituency-month'),
  );
  return { cases: months.length, learnt: known.length };
}

async function monthPlusQuarter(scene: Scene, scale: ShareScale): Promise<Tally> {
  const { config, year } = scene;
  const quarters = [0, 3, 6, 9].map((month) => quarterOf(addMonths(year.from, month)));
  let learnt = 0;
  for (const quarter of quarters) {
    const periods = [...monthsOf(quarter).map((month) => ({ from: month, to: month })), quarter];
    const cells = [...config.areas.map(({ id }) => id), borough].flatMap((group) =>
      periods.flatMap((period) => banded(scene, 'seriously', group, period, scale)),
    );
    if (cells.length > 0 && (await run(scene, familyOf('seriously'), cells, quarter, 2)).length > 0) learnt += 1;
  }
  return { cases: quarters.length, learnt };
}

/** "Fewer than 1 in 10" for any share below a tenth, at bases 10 to 29: of ten it means nobody, of twenty nobody or one. */
async function fewerThanOneInTen({ thresholds }: ReportingAreaConfig, solver: Solver): Promise<RejectedRule> {
  const answers = { kinds: 2, positive: new Map([['pressure', [1]]]) };
  let cases = 0;
  let learnt = 0;
  for (let base = 10; base < 30; base += 1) {
    const most = Math.ceil(base / 10) - 1;
    const tells = [{ measure: 'pressure', strata: [0], least: 0, most }];
    const model = { strata: [{ size: base }], answers, tells, targets: [{ name: 'block', strata: [0] }] };
    const rules = { ...thresholds, knownRespondents: 0, stopAtFirst: true, seed: 1 };
    const { findings } = await attack(model, rules, solver);
    cases += most + 1;
    if (findings.length > 0) learnt += most + 1;
  }
  return { rule: '"fewer than 1 in 10"', cases, learnt };
}

/**
 * Beside a block's share the one weighted by how soon cases were closed, both in bands. Weights leave the integer world of the
 * attack, so every way in which both sides may have answered is tried: which keeps too few values?
 */
async function weightedBesideUnweighted(scene: Scene): Promise<Tally> {
  const { thresholds } = scene.config;
  const sides = [closedWithin30, closedLater];
  const [soon, all] = [closedWithin30, borough].map((group) => baseIn(scene, 'pressure', group, scene.year));
  const weights = [soon! / all!, 1 - soon! / all!];
  let cases = 0;
  let learnt = 0;
  for (const period of blocks(scene)) {
    const [first, second] = sides.map((group) => tally(scene, 'pressure', group, period)) as [CountOf, CountOf];
    const base = first.base + second.base;
    if (base < 10 || first.base === 0 || second.base === 0) continue;
    const shown = (a: number, b: number) => {
      const weighted = (weights[0]! * a) / first.base + (weights[1]! * b) / second.base;
      return [a + b, Math.round(weighted * base)].map((count) => displayShare(count, base, thresholds)!.band).join();
    };
    const worlds = Array.from({ length: first.base + 1 }, (_, a) =>
      Array.from({ length: second.base + 1 }, (_, b) => [a, b] as const),
    ).flat();
    const left = worlds.filter(([a, b]) => shown(a, b) === shown(first.count, second.count));
    cases += 2;
    learnt += [first, second].filter(
      (side, index) =>
        new Set(left.map((world) => world[index])).size < Math.min(thresholds.possibleValues, side.base + 1),
    ).length;
  }
  return { cases, learnt };
}

/** Satisfied, dissatisfied and neither, all three shown: every split of some bases, one attack for each set of bands. */
async function everyCategory({ thresholds }: ReportingAreaConfig, solver: Solver): Promise<RejectedRule> {
  const measures = ['satisfied', 'dissatisfied', 'neither'];
  const answers = { kinds: 3, positive: new Map(measures.map((measure, kind) => [measure, [kind]])) };
  let cases = 0;
  let learnt = 0;
  for (const base of [12, 20, 21]) {
    const splits = Array.from({ length: base + 1 }, (_, first) =>
      Array.from({ length: base - first + 1 }, (_, second) => [first, second, base - first - second]),
    ).flat();
    const bands = (split: readonly number[]) =>
      split.map((count) => countsLeft(displayShare(count, base, thresholds)!, base)!);
    for (const alike of Map.groupBy(splits, (split) => JSON.stringify(bands(split))).values()) {
      const tells = bands(alike[0]!).map((run, kind) => ({ measure: measures[kind]!, strata: [0], ...run }));
      const model = { strata: [{ size: base }], answers, tells, targets: [{ name: 'block', strata: [0] }] };
      const { findings } = await attack(
        model,
        { ...thresholds, knownRespondents: 0, stopAtFirst: true, seed: 1 },
        solver,
      );
      cases += alike.length;
      if (findings.length > 0) learnt += alike.length;
    }
  }
  return { rule: 'an item with its complement and the rest', cases, learnt };
}

async function allAndParts(scene: Scene): Promise<Tally> {
  const periods = blocks(scene);
  let learnt = 0;
  for (const period of periods) {
    const cells = [borough, closedWithin30, closedLater].flatMap((group) => banded(scene, 'pressure', group, period));
    if (cells.length > 1 && (await run(scene, familyOf('pressure'), cells, period, 2)).length > 0) learnt += 1;
  }
  return { cases: periods.length, learnt };
}

/** "Of the people who were pressed, ...": who knows that base knows how many were. */
async function followUpBase(scene: Scene): Promise<Tally> {
  const periods = blocks(scene);
  let learnt = 0;
  for (const period of periods) {
    const cells = [exactly(scene, 'pressure', borough, period)];
    if ((await run(scene, familyOf('pressure'), cells, period)).length > 0) learnt += 1;
  }
  return { cases: periods.length, learnt };
}
