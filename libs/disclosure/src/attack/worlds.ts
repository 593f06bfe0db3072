import type { ClassModel } from './model.js';
import type { Row } from './solver.js';

/**
 * A world: one way in which everybody may have answered, as counts by class and kind (index class * kinds + kind)
 * that agree with everything published. A question such as "could this group hold another answer?" is settled by one
 * world; only what no known world settles goes to the integer programme.
 */
export type World = readonly number[];

/** Column bounds and rows that every world obeys. */
export function worldRows({ classes, answers, tells }: ClassModel): { most: number[]; rows: Row[] } {
  const column = (of: number, kind: number) => of * answers.kinds + kind;
  const kinds = Array.from({ length: answers.kinds }, (_, kind) => kind);
  return {
    most: classes.flatMap(({ size }) => kinds.map(() => size)),
    rows: [
      ...classes.map(({ size }, of) => ({ columns: kinds.map((kind) => column(of, kind)), least: size, most: size })),
      ...tells.map((tell) => ({
        columns: tell.classes.flatMap((of) => tell.kinds.map((kind) => column(of, kind))),
        least: tell.least,
        most: tell.most,
      })),
    ],
  };
}

/**
 * Walks from one world to others by moving one, two or four respondents between kinds at a time, never below
 * the `least` counts; keeps every `stride`-th. Cheap, and every step is checked, so what it yields are worlds; it need not reach all of them.
 */
export function walk(
  model: ClassModel,
  from: World,
  least: readonly number[],
  steps: number,
  stride: number,
  random: () => number,
): World[] {
  const { kinds } = model.answers;
  const tellsOf = model.classes.map((_, of) => model.tells.filter((tell) => tell.classes.includes(of)));
  const sums = new Map(model.tells.map((tell) => [tell, sumOf(tell, from, kinds)]));
  const world = [...from];
  const kept: World[] = [];
  const pick = (below: number) => Math.floor(random() * below);
  type Move = { of: number; from: number; to: number };

  const apply = ({ of, from: source, to }: Move) => {
    world[of * kinds + source]! -= 1;
    world[of * kinds + to]! += 1;
    for (const tell of tellsOf[of]!) {
      const change = Number(tell.kinds.includes(to)) - Number(tell.kinds.includes(source));
      if (change !== 0) sums.set(tell, sums.get(tell)! + change);
    }
  };
  const allowed = (move: Move) =>
    world[move.of * kinds + move.from]! >= least[move.of * kinds + move.from]! &&
    tellsOf[move.of]!.every((tell) => sums.get(tell)! >= tell.least && sums.get(tell)! <= tell.most);

  for (let step = 1; step <= steps; step += 1) {
    const source = pick(kinds);
    const to = (source + 1 + pick(kinds - 1)) % kinds;
    const length = [1, 2, 2, 4][pick(4)]!;
    const moves = Array.from({ length }, (_, index) => {
      const of = pick(model.classes.length);
      return index % 2 === 0 ? { of, from: source, to } : { of, from: to, to: source };
    });
    moves.forEach(apply);
    if (!moves.every(allowed)) moves.forEach(({ of, from: back, to: forth }) => apply({ of, from: forth, to: back }));
    if (step % stride === 0) kept.push([...world]);
  }
  return kept;
}

function sumOf(tell: ClassModel['tells'][number], world: World, kinds: number): number {
  return tell.classes.reduce(
    (sum, of) => sum + tell.kinds.reduce((total, kind) => total + world[of * kinds + kind]!, 0),
    0,
  );
}
