import { attack, NoWorld, someWorlds, type AttackResult } from './attack/attack.js';
import type { AttackModel, Run } from './attack/model.js';
import { seededRandom } from './attack/random.js';
import { SolverUndecided } from './attack/solver.js';
import { attackModel, runsLeft, type AttackGround, type ModelOf, type ShownCell } from './attack-model.js';
import type { Thresholds } from './config.js';
import { countsLeft, type Displayed } from './display.js';
import { parentFamilyOf } from './families.js';
import type { CellKey } from './ledger.js';
import { within, yearOf } from './month.js';

/** Tables tried before a release is given up as unsafe. */
const draws = 20;

export interface Decision {
  /** The attack on what is shown; null when the cell is withheld. */
  readonly shown: AttackResult | null;
  /** The counts for which it would have been withheld; none where that is not known. */
  readonly left: readonly Run[];
}

type Verdict = AttackResult | 'unsafe' | 'impossible';

/** Verdicts on models already attacked: the follow-ups of one item differ only in the least they prove of it. */
export type Verdicts = Map<string, Verdict>;

/**
 * Whether a cell is shown. "Withheld" is one more thing it can say, which follows from what was told before and from the rules:
 * the displays that would be unsafe are withheld, and with them one of the safe ones, so that whoever sees nothing can learn no
 * more than from a display that is safe. Which one is settled before the answers are read (`sparedLast`).
 */
export async function decideCell(
  cell: Omit<ShownCell, 'displayed'>,
  displays: readonly Displayed[],
  real: Displayed,
  shown: readonly ShownCell[],
  ground: Omit<AttackGround, 'random' | 'draw'>,
  thresholds: Thresholds,
  verdicts: Verdicts,
): Promise<Decision> {
  const family = parentFamilyOf(cell.measure);
  const more = Math.max(thresholds.knownRespondents, thresholds.possibleValues - 1);
  const runs = displays.map((displayed) => countsLeft(displayed, cell.base)!);
  const everything = { kind: 'untold', runs: [{ least: 0, most: cell.base }] } as const;
  const models: ModelOf[] = [];
  const modelOfDraw = (draw: number) =>
    (models[draw] ??= attackModel(
      family,
      shown,
      { ...cell, displayed: everything },
      { ...ground, random: seededRandom(draw + 1), draw },
    ));
  /** By the first table that fits the display: so it is the same whatever the real one is. */
  const verdictOn = async (index: number): Promise<Verdict> => {
    for (let draw = 0; draw < draws; draw += 1) {
      const modelWith = modelOfDraw(draw);
      const model = modelWith(displays[index]!, more);
      const name = nameOf(model, family.measures);
      const exactly = () => {
        const other = modelWith(displays[index]);
        return nameOf(other, family.measures) === name ? null : other;
      };
      const verdict = verdicts.get(name) ?? (await verdictOf(model, exactly, thresholds, ground));
      verdicts.set(name, verdict);
      if (verdict !== 'impossible') return verdict;
    }
    return 'impossible';
  };
  const at = displays.findIndex(({ words }) => words === real.words);
  const verdict = await verdictOn(at);
  if (verdict === 'impossible') return { shown: null, left: [] };
  const isFollowUp = family.siblings(cell.measure);
  if (!isFollowUp && standsAlone(modelOfDraw(0)(everything)))
    return { shown: verdict === 'unsafe' ? null : verdict, left: [] };
  const order = isFollowUp ? fromTheTop(runs) : sparedLast(runs, cell, shown);
  if (verdict !== 'unsafe' && !(await goesWithTheUnsafe(order, at, verdictOn))) return { shown: verdict, left: [] };
  return { shown: null, left: await withheldRuns(order, runs, verdictOn) };
}

type Judge = (index: number) => Promise<Verdict>;

/** Whether a safe display is the one that is withheld with those that are not: it is the first safe one, and some are not. */
async function goesWithTheUnsafe(order: readonly number[], at: number, verdictOn: Judge): Promise<boolean> {
  const before = order.slice(0, order.indexOf(at));
  let unsafe = false;
  for (const index of before) {
    const verdict = await verdictOn(index);
    if (isSafe(verdict)) return false;
    unsafe ||= verdict === 'unsafe';
  }
  for (const index of order.slice(before.length + 1)) unsafe ||= (await verdictOn(index)) === 'unsafe';
  return unsafe;
}

async function withheldRuns(order: readonly number[], runs: readonly Run[], verdictOn: Judge): Promise<Run[]> {
  const withheld: number[] = [];
  let covered = false;
  for (const index of order) {
    const verdict = await verdictOn(index);
    if (verdict === 'unsafe' || (isSafe(verdict) && !covered)) withheld.push(index);
    covered ||= isSafe(verdict);
  }
  return withheld.sort((a, b) => a - b).map((index) => runs[index]!);
}

const isSafe = (verdict: Verdict): boolean => typeof verdict !== 'string';

/** A follow-up proves the more of its parent the higher it is. */
const fromTheTop = (runs: readonly Run[]): number[] => runs.map((_, index) => index).reverse();

/**
 * Displays in the order in which one is given up: first what is missed least. Of a figure that is given again because it was
 * corrected that is the outermost on the side where the earlier one lies; what a correction is for, a figure that turns out
 * otherwise, comes last. Of any other it is the farthest from what the shares told before of the measure make one expect.
 */
function sparedLast(runs: readonly Run[], cell: Omit<ShownCell, 'displayed'>, shown: readonly ShownCell[]): number[] {
  const indexes = runs.map((_, index) => index);
  const earlier = shown.findLast((each) => cellName(each) === cellName(cell) && each.displayed.kind === 'share');
  if (earlier) return expectedShare([earlier]) <= 0.5 ? indexes : indexes.reverse();
  const year = yearOf(cell.to);
  const alike = shown.filter(
    (each) => each.measure === cell.measure && within(each, year) && runsLeft(each).length > 0,
  );
  const expected = (alike.length > 0 ? expectedShare(alike) : 0.5) * cell.base;
  const distance = (index: number) => Math.abs(middleOf([runs[index]!]) - expected);
  return indexes.sort((a, b) => distance(b) - distance(a) || b - a);
}

const cellName = ({ table, measure, group, from, to }: CellKey) => [table, measure, group, from, to].join(' ');

const middleOf = (runs: readonly Run[]): number => (runs[0]!.least + runs.at(-1)!.most) / 2;

function expectedShare(cells: readonly ShownCell[]): number {
  const sum = (of: (each: ShownCell) => number) => cells.reduce((total, each) => total + of(each), 0);
  return sum((each) => middleOf(runsLeft(each))) / sum(({ base }) => base);
}

/** All that the verdict on a model depends on. */
function nameOf(model: AttackModel, measures: readonly string[]): string {
  const parts = model.strata.map(({ size }) => size);
  return JSON.stringify([measures, parts, told(model), model.targets.map(({ strata }) => strata)]);
}

/** Nothing told before is about any of the cell's people: then the base alone decided. */
function standsAlone({ tells }: AttackModel): boolean {
  const own = new Set(tells.at(-1)!.strata);
  return !tells.slice(0, -1).some(({ strata }) => strata.some((stratum) => own.has(stratum)));
}

function told({ tells }: AttackModel): unknown[] {
  const strictest = new Map<string, Run>();
  for (const { measure, strata, runs = [], least, most } of tells) {
    const name = JSON.stringify([measure, strata, runs]);
    if (runs.length > 0) {
      strictest.set(name, { least, most });
      continue;
    }
    const other = strictest.get(name);
    strictest.set(name, { least: Math.max(least, other?.least ?? 0), most: Math.min(most, other?.most ?? most) });
  }
  return [...strictest];
}

async function verdictOf(
  model: AttackModel,
  /** What is told without the more that follow-ups prove, where that is less. */
  exactly: () => AttackModel | null,
  { possibleValues, knownRespondents }: Thresholds,
  { solver }: Pick<AttackGround, 'solver'>,
): Promise<Verdict> {
  const rules = { possibleValues, knownRespondents, stopAtFirst: true, seed: 1 };
  try {
    const result = await attack(model, rules, solver);
    return result.findings.length === 0 ? result : 'unsafe';
  } catch (error) {
    if (error instanceof SolverUndecided) return 'unsafe';
    if (!(error instanceof NoWorld)) throw error;
  }
  try {
    const other = exactly();
    if (!other) return 'impossible';
    someWorlds(other, 1, solver);
    return 'unsafe';
  } catch (error) {
    if (error instanceof SolverUndecided) return 'unsafe';
    if (!(error instanceof NoWorld)) throw error;
    return 'impossible';
  }
}
