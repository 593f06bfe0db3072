import type { ClassModel } from './model.js';
import type { Row, Solver } from './solver.js';
import type { WorldPool } from './world-pool.js';
import { worldRows, type World } from './worlds.js';

interface Question {
  readonly model: ClassModel;
  readonly target: ClassModel['targets'][number];
  readonly measure: string;
  readonly needed: number;
  readonly pool: WorldPool;
  readonly solver: Solver;
}

/**
 * The numbers of positive answers that remain possible in a target, in order. Fewer than `needed` are all there are; else
 * they are those found by then. Within one world a part of a class may hold any number its class allows (members are exchangeable), so a world
 * yields a run of values; what the known worlds leave open is asked value by value.
 */
export function possibleValues({ model, target, measure, needed, pool, solver }: Question): number[] {
  const positive = model.answers.positive.get(measure) ?? [];
  const seen = new Set<number>();
  for (const world of pool.worlds) {
    addRun(seen, runOf(model, target, positive, world));
    if (seen.size >= needed) break;
  }
  for (let value = 0; value <= target.size && seen.size < needed; value += 1) {
    if (seen.has(value)) continue;
    const world = worldWith(value, { model, target, measure, needed, pool, solver }, positive);
    if (!world) continue;
    pool.add(world);
    addRun(seen, runOf(model, target, positive, world));
  }
  return [...seen].sort((a, b) => a - b);
}

function addRun(seen: Set<number>, [least, most]: readonly [number, number]): void {
  for (let value = least; value <= most; value += 1) seen.add(value);
}

function runOf(
  { classes, answers }: ClassModel,
  target: Question['target'],
  positive: readonly number[],
  world: World,
): readonly [number, number] {
  let least = 0;
  let most = 0;
  for (const { of, size } of target.parts) {
    const inClass = positive.reduce((sum, kind) => sum + world[of * answers.kinds + kind]!, 0);
    least += Math.max(0, inClass - (classes[of]!.size - size));
    most += Math.min(size, inClass);
  }
  return [least, most];
}

/** A world in which the target holds exactly `value`: one more column a part, tied to its class. */
function worldWith(value: number, { model, target, solver }: Question, positive: readonly number[]): World | null {
  const { most, rows } = worldRows(model);
  const first = most.length;
  const ties: Row[] = target.parts.map(({ of, size }, index) => ({
    columns: [...positive.map((kind) => of * model.answers.kinds + kind), first + index],
    coefficients: [...positive.map(() => 1), -1],
    least: 0,
    most: model.classes[of]!.size - size,
  }));
  const sum: Row = { columns: target.parts.map((_, index) => first + index), least: value, most: value };
  const point = solver.solve({
    least: [...most, ...target.parts].map(() => 0),
    most: [...most, ...target.parts.map(({ size }) => size)],
    rows: [...rows, ...ties, sum],
  });
  return point && point.slice(0, first);
}
