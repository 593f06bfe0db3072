import type { ClassModel, Run } from './model.js';
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
 * yields a run of values; what the known worlds leave open is asked gap by gap.
 */
export function possibleValues({ model, target, measure, needed, pool, solver }: Question): number[] {
  const positive = model.answers.positive.get(measure) ?? [];
  const seen = new Set<number>();
  for (const world of pool.worlds) {
    addRun(seen, runOf(model, target, positive, world));
    if (seen.size >= needed) break;
  }
  const none = new Set<number>();
  while (seen.size < needed) {
    const gap = firstGap(target.size, (value) => seen.has(value) || none.has(value));
    if (!gap) break;
    const world = worldWith(gap, { model, target, measure, needed, pool, solver }, positive);
    if (world) pool.add(world);
    addRun(world ? seen : none, world ? runOf(model, target, positive, world) : gap);
  }
  return [...seen].sort((a, b) => a - b);
}

function addRun(values: Set<number>, { least, most }: Run): void {
  for (let value = least; value <= most; value += 1) values.add(value);
}

/** The first numbers up to `most` that nothing is known about. */
function firstGap(most: number, known: (value: number) => boolean): Run | null {
  let least = 0;
  while (known(least)) least += 1;
  if (least > most) return null;
  let last = least;
  while (last < most && !known(last + 1)) last += 1;
  return { least, most: last };
}

function runOf(
  { classes, answers }: ClassModel,
  target: Question['target'],
  positive: readonly number[],
  world: World,
): Run {
  let least = 0;
  let most = 0;
  for (const { of, size } of target.parts) {
    const inClass = positive.reduce((sum, kind) => sum + world[of * answers.kinds + kind]!, 0);
    least += Math.max(0, inClass - (classes[of]!.size - size));
    most += Math.min(size, inClass);
  }
  return { least, most };
}

/** A world in which the target holds one of these numbers: one more column a part, tied to its class. */
function worldWith(values: Run, { model, target, solver }: Question, positive: readonly number[]): World | null {
  const { most, rows } = worldRows(model);
  const first = most.length;
  const ties: Row[] = target.parts.map(({ of, size }, index) => ({
    columns: [...positive.map((kind) => of * model.answers.kinds + kind), first + index],
    coefficients: [...positive.map(() => 1), -1],
    least: 0,
    most: model.classes[of]!.size - size,
  }));
  const sum: Row = { columns: target.parts.map((_, index) => first + index), ...values };
  const point = solver.solve({
    least: [...most, ...target.parts].map(() => 0),
    most: [...most, ...target.parts.map(({ size }) => size)],
    rows: [...rows, ...ties, sum],
  });
  return point && point.slice(0, first);
}
