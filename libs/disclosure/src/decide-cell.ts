import { attack, NoWorld, someWorlds, type AttackResult } from './attack/attack.js';
import type { AttackModel, Run } from './attack/model.js';
import { seededRandom } from './attack/random.js';
import { SolverUndecided } from './attack/solver.js';
import { attackModel, runsLeft, type AttackGround, type ShownCell } from './attack-model.js';
import type { Thresholds } from './config.js';
import { countsLeft, type Displayed } from './display.js';
import { parentFamilyOf } from './families.js';
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
 * the displays that would be unsafe are withheld, and with them the least likely of the safe ones, so that whoever sees
 * nothing can learn no more than from a display that is safe.
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
  const everything = { kind: 'untold', runs: [{ least: 0, most: cell.base }] } as const;
  const runs = displays.map((displayed) => countsLeft(displayed, cell.base)!);
  const at = displays.findIndex(({ words }) => words === real.words);
  for (let draw = 0; draw < draws; draw += 1) {
    const candidate = { ...cell, displayed: everything };
    const modelWith = attackModel(family, shown, candidate, { ...ground, random: seededRandom(draw + 1), draw });
    const verdictOn = async (index: number): Promise<Verdict> => {
      const model = modelWith(displays[index]!, more);
      const name = JSON.stringify([family.measures, model.strata.map(({ size }) => size), told(model)]);
      const verdict =
        verdicts.get(name) ?? (await verdictOf(model, () => modelWith(displays[index]!, 0), thresholds, ground));
      verdicts.set(name, verdict);
      return verdict;
    };
    const verdict = await verdictOn(at);
    if (verdict === 'impossible') continue;
    const plain = modelWith(everything, 0);
    const isFollowUp = family.siblings(cell.measure);
    if (!isFollowUp && standsAlone(plain)) return { shown: verdict === 'unsafe' ? null : verdict, left: [] };
    const order = isFollowUp ? fromTheTop(runs) : leastLikelyFirst(runs, cell, shown);
    if (verdict !== 'unsafe' && !(await goesWithTheUnsafe(order, at, verdictOn))) return { shown: verdict, left: [] };
    return { shown: null, left: await withheldRuns(order, runs, verdictOn) };
  }
  return { shown: null, left: [] };
}

type Judge = (index: number) => Promise<Verdict>;

/** Whether a safe display is the one that is withheld with those that are not: it is the first safe one, and some are not. */
async function goesWithTheUnsafe(order: readonly number[], at: number, verdictOn: Judge): Promise<boolean> {
  let unsafe = false;
  for (const index of order) {
    if (index === at) {
      if (unsafe) return true;
      continue;
    }
    const verdict = await verdictOn(index);
    if (verdict === 'unsafe') unsafe = true;
    else if (verdict !== 'impossible' && order.indexOf(index) < order.indexOf(at)) return false;
    if (unsafe && order.indexOf(index) > order.indexOf(at)) return true;
  }
  return false;
}

async function withheldRuns(order: readonly number[], runs: readonly Run[], verdictOn: Judge): Promise<Run[]> {
  const withheld: number[] = [];
  let covered = false;
  for (const index of order) {
    const verdict = await verdictOn(index);
    if (verdict === 'impossible') continue;
    if (verdict === 'unsafe') withheld.push(index);
    else if (!covered) {
      covered = true;
      withheld.push(index);
    }
  }
  return withheld.sort((a, b) => a - b).map((index) => runs[index]!);
}

/** A follow-up proves the more of its parent the higher it is. */
const fromTheTop = (runs: readonly Run[]): number[] => runs.map((_, index) => index).reverse();

/** Farthest first from what the shares told before of the measure would make one expect. */
function leastLikelyFirst(
  runs: readonly Run[],
  cell: Omit<ShownCell, 'displayed'>,
  shown: readonly ShownCell[],
): number[] {
  const middle = (all: readonly Run[]) => (all[0]!.least + all.at(-1)!.most) / 2;
  const year = yearOf(cell.to);
  const alike = shown.filter(
    (each) => each.measure === cell.measure && within(each, year) && runsLeft(each).length > 0,
  );
  const sum = (of: (each: ShownCell) => number) => alike.reduce((total, each) => total + of(each), 0);
  const share = alike.length > 0 ? sum((each) => middle(runsLeft(each))) / sum(({ base }) => base) : 0.5;
  const distance = (run: Run) => Math.abs(middle([run]) - share * cell.base);
  return runs.map((_, index) => index).sort((a, b) => distance(runs[b]!) - distance(runs[a]!) || b - a);
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
  exactly: () => AttackModel,
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
    someWorlds(exactly(), 1, solver);
    return 'unsafe';
  } catch (error) {
    if (error instanceof SolverUndecided) return 'unsafe';
    if (!(error instanceof NoWorld)) throw error;
    return 'impossible';
  }
}
