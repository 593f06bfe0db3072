import { classModel, type AttackModel, type ClassModel } from './model.js';
import { possibleValues } from './possible-values.js';
import { seededRandom } from './random.js';
import type { Row, Solver } from './solver.js';
import { both, meet, WorldPool } from './world-pool.js';
import { walk, worldRows, type World } from './worlds.js';

/** What the attacker learned; any finding means that the last table must not be published. */
export type Finding =
  | ({ readonly kind: 'few-values' } & Remaining)
  | {
      readonly kind: 'proved';
      /** Index of the class whose other members are proved to have answered alike. */
      readonly class: number;
      readonly members: number;
      readonly known: number;
      readonly answer: 'all' | 'none';
      readonly measure: string;
    };

/** The numbers of positive answers that remain possible in an attacked cell of `of` answers. */
export interface Remaining {
  readonly target: string;
  readonly values: readonly number[];
  readonly of: number;
}

export interface AttackResult {
  /** For each attacked cell at least the values asked for; where there are fewer, or all were asked for, all there are. */
  readonly remaining: readonly Remaining[];
  readonly findings: readonly Finding[];
  readonly cells: number;
  readonly coalitions: number;
  readonly programmes: number;
}

export interface AttackRules {
  /** Possible values every target keeps, where its size allows. */
  readonly possibleValues: number;
  /** Respondents whose answers the attacker knows. */
  readonly knownRespondents: number;
  /** Stop at the first finding (the gate), or list all (the red team). */
  readonly stopAtFirst: boolean;
  /** Name every possible value of each target, not just enough of them: some integer programmes a target. */
  readonly everyValue?: boolean;
  readonly seed: number;
  /** How everybody really answered, by class and kind: then only coalitions that exist are tried. */
  readonly truth?: (classes: ClassModel) => World;
}

interface Known {
  readonly of: number;
  readonly kind: number;
}

const coalitionsAtATime = 200;
const othersMayRun = () => new Promise((resolve) => setImmediate(resolve));

/** A published system that contradicts itself: no set of answers agrees with it. */
export class NoWorld extends Error {
  override readonly name = 'NoWorld';
}

/**
 * Attacks a model: which groups are proved all or none by somebody who knows the bases, the published cells and up to
 * `knownRespondents` answers, and which targets keep too few possible values. Complete: whatever the known worlds do
 * not settle is decided by an integer programme. Lets others run now and then: a service must still answer its health
 * checks. Throws NoWorld, SolverUndecided.
 */
export async function attack(input: AttackModel, rules: AttackRules, solver: Solver): Promise<AttackResult> {
  const before = solver.solved();
  const model = classModel(input);
  if (model.classes.length === 0) return { remaining: [], findings: [], cells: 0, coalitions: 0, programmes: 0 };
  const questions = kindSetsOf(model);
  const pool = new WorldPool(model, questions.sets, rules.knownRespondents + 1);
  const ground: Ground = {
    model,
    questions,
    pool,
    solver,
    random: seededRandom(rules.seed),
    stopAtFirst: rules.stopAtFirst,
  };
  fill(ground);
  await othersMayRun();
  const findings: Finding[] = [];
  const remaining: Remaining[] = [];
  let coalitions = 0;

  for (const target of model.targets) {
    for (const measure of model.answers.positive.keys()) {
      const needed = Math.min(rules.possibleValues, target.size + 1);
      const enough = rules.everyValue ? target.size + 1 : needed;
      const values = possibleValues({ model, target, measure, needed: enough, pool, solver });
      const left = { target: `${target.name} ${measure}`, values, of: target.size };
      remaining.push(left);
      if (values.length < needed) {
        findings.push({ kind: 'few-values', ...left });
        if (rules.stopAtFirst) break;
      }
    }
  }
  if (!(rules.stopAtFirst && findings.length > 0)) {
    for (const coalition of coalitionsOf(model, rules.knownRespondents, rules.truth?.(model))) {
      coalitions += 1;
      if (coalitions % coalitionsAtATime === 0) await othersMayRun();
      findings.push(...provedBy(coalition, ground));
      if (rules.stopAtFirst && findings.length > 0) break;
    }
  }
  return {
    remaining,
    findings,
    cells: model.targets.length * model.answers.positive.size,
    coalitions,
    programmes: solver.solved() - before,
  };
}

/** Some worlds of a model, from random corners on. Throws NoWorld, SolverUndecided. */
export function someWorlds(
  input: AttackModel,
  seed: number,
  solver: Solver,
): { model: ClassModel; worlds: readonly World[] } {
  const model = classModel(input);
  if (model.classes.length === 0) return { model, worlds: [[]] };
  const pool = new WorldPool(model, [], 0);
  fill({ model, pool, solver, random: seededRandom(seed) });
  return { model, worlds: pool.worlds };
}

interface Questions {
  readonly sets: readonly (readonly number[])[];
  readonly goals: readonly { readonly set: number; readonly measure: string; readonly refutes: 'all' | 'none' }[];
}

/**
 * Single kinds (what a known respondent answered), then per measure the kinds that refute "none" and "all". A kind that no
 * measure counts alone (neither satisfied nor dissatisfied) has its own "none".
 */
function kindSetsOf({ answers }: ClassModel): Questions {
  const kinds = Array.from({ length: answers.kinds }, (_, kind) => kind);
  const sets: number[][] = kinds.map((kind) => [kind]);
  const goals: { set: number; measure: string; refutes: 'all' | 'none' }[] = [];
  for (const [measure, positive] of answers.positive) {
    goals.push({ set: sets.push([...positive]) - 1, measure, refutes: 'none' });
    goals.push({ set: sets.push(kinds.filter((kind) => !positive.includes(kind))) - 1, measure, refutes: 'all' });
  }
  const counted = new Set(goals.map(({ set }) => sets[set]!.join()));
  for (const kind of kinds)
    if (!counted.has(String(kind))) goals.push({ set: kind, measure: `kind ${kind}`, refutes: 'none' });
  return { sets, goals };
}

function fill({ pool, model, solver, random }: Pick<Ground, 'pool' | 'model' | 'solver' | 'random'>): void {
  const { most, rows } = worldRows(model);
  const least = most.map(() => 0);
  for (let start = 0; start < 2; start += 1) {
    const world = solver.solve({ least, most, rows, costs: most.map(() => Math.floor(random() * 7) - 3) });
    if (!world) throw new NoWorld('no set of answers agrees with what is published');
    addAround(world, least, 300 * model.classes.length, { model, pool, random });
  }
}

/**
 * Adds a world and some that a walk reaches from it while the known answers (`least`) stand: neighbours answer many of
 * the questions that come next.
 */
function addAround(
  world: World,
  least: readonly number[],
  steps: number,
  { model, pool, random }: Pick<Ground, 'model' | 'pool' | 'random'>,
): void {
  pool.add(world);
  walk(model, world, least, steps, 60, random).forEach((each) => pool.add(each));
}

/** Every choice of up to `knownRespondents` respondents, by class and answer; with a truth, only those that exist. */
function* coalitionsOf(
  model: ClassModel,
  knownRespondents: number,
  truth: World | undefined,
  chosen: readonly Known[] = [],
  from = 0,
): Generator<readonly Known[]> {
  yield chosen;
  if (chosen.length === knownRespondents) return;
  const { kinds } = model.answers;
  for (let state = from; state < model.classes.length * kinds; state += 1) {
    const next = { of: Math.floor(state / kinds), kind: state % kinds };
    const sameClass = chosen.filter((known) => known.of === next.of);
    const sameAnswer = sameClass.filter((known) => known.kind === next.kind).length;
    if (sameClass.length >= model.classes[next.of]!.size) continue;
    if (truth && truth[state]! <= sameAnswer) continue;
    yield* coalitionsOf(model, knownRespondents, truth, [...chosen, next], state);
  }
}

interface Ground {
  readonly model: ClassModel;
  readonly questions: Questions;
  readonly pool: WorldPool;
  readonly solver: Solver;
  readonly random: () => number;
  readonly stopAtFirst: boolean;
}

/** Classes whose other members are proved all or none to this coalition; nothing if it cannot exist. */
function provedBy(coalition: readonly Known[], ground: Ground): Finding[] {
  const { model, questions, pool, solver } = ground;
  const lower = new Map<number, number>();
  for (const { of, kind } of coalition) {
    const column = of * model.answers.kinds + kind;
    lower.set(column, (lower.get(column) ?? 0) + 1);
  }
  const solveWith = (goal: Row[]) => {
    const { most, rows } = worldRows(model);
    const least = most.map((_, column) => lower.get(column) ?? 0);
    const world = solver.solve({
      least,
      most,
      rows: [...rows, ...goal],
      costs: most.map(() => Math.floor(ground.random() * 7) - 3),
    });
    if (world) addAround(world, least, 4000, ground);
    return world !== null;
  };
  const consistent = () =>
    [...lower].reduce(
      (worlds, [column, n]) =>
        both(worlds, pool.worldsWhere(Math.floor(column / model.answers.kinds), column % model.answers.kinds, n)),
      pool.all(),
    );
  let worlds = consistent();
  if (worlds.every((word) => word === 0)) {
    if (!solveWith([])) return [];
    worlds = consistent();
  }
  const findings: Finding[] = [];
  for (let of = 0; of < model.classes.length; of += 1) {
    const inside = coalition.filter((known) => known.of === of);
    const others = model.classes[of]!.size - inside.length;
    if (others === 0) continue;
    for (const { set, measure, refutes } of questions.goals) {
      const kinds = questions.sets[set]!;
      const needed = 1 + inside.filter((known) => kinds.includes(known.kind)).length;
      if (meet(worlds, pool.worldsWhere(of, set, needed))) continue;
      const goal = {
        columns: kinds.map((kind) => of * model.answers.kinds + kind),
        least: needed,
        most: model.classes[of]!.size,
      };
      if (solveWith([goal])) {
        worlds = consistent();
        continue;
      }
      findings.push({ kind: 'proved', class: of, members: others, known: coalition.length, answer: refutes, measure });
      if (ground.stopAtFirst) return findings;
    }
  }
  return findings;
}
