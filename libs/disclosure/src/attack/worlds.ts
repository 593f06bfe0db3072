import type { ClassModel } from './model.js';
import type { Row } from './solver.js';

/**
 * A world: one way in which everybody may have answered, as counts by class and kind (index class * kinds + kind)
 * that agree with everything published. A question such as "could this group hold another answer?" is settled by one
 * world; only what no known world settles goes to the integer programme.
 */
export type World = readonly number[];

/** Column bounds and rows that every world obeys. A tell of several runs has a column for each, one of which is 1. */
export function worldRows({ classes, answers, tells }: ClassModel): { most: number[]; rows: Row[] } {
  const column = (of: number, kind: number) => of * answers.kinds + kind;
  const kinds = Array.from({ length: answers.kinds }, (_, kind) => kind);
  const most = classes.flatMap(({ size }) => kinds.map(() => size));
  const rows: Row[] = classes.map(({ size }, of) => ({
    columns: kinds.map((kind) => column(of, kind)),
    least: size,
    most: size,
  }));
  for (const tell of tells) {
    const counted = tell.classes.flatMap((of) => tell.kinds.map((kind) => column(of, kind)));
    const [only, ...others] = tell.runs;
    if (others.length === 0) {
      rows.push({ columns: counted, least: only!.least, most: only!.most });
      continue;
    }
    const choice = tell.runs.map(() => most.push(1) - 1);
    const columns = [...counted, ...choice];
    const minus = (end: 'least' | 'most') => [...counted.map(() => 1), ...tell.runs.map((run) => -run[end])];
    const all = tell.classes.reduce((sum, of) => sum + classes[of]!.size, 0);
    rows.push({ columns: choice, least: 1, most: 1 });
    rows.push({ columns, coefficients: minus('least'), least: 0, most: all });
    rows.push({ columns, coefficients: minus('most'), least: -all, most: 0 });
  }
  return { most, rows };
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
  const { tells } = model;
  const sums = Int32Array.from(tells, (tell) => sumOf(tell, from, kinds));
  const counts = tells.map((tell) => Array.from({ length: kinds }, (_, kind) => Number(tell.kinds.includes(kind))));
  const tellsOf = model.classes.map((_, of) =>
    tells.flatMap((tell, index) => (tell.classes.includes(of) ? [index] : [])),
  );
  const fits = tells.map(({ runs }) => {
    const sumsThatDo = new Uint8Array(1 + Math.max(...runs.map((run) => run.most)));
    for (const { least: low, most } of runs) sumsThatDo.fill(1, low, most + 1);
    return sumsThatDo;
  });
  const world = Int32Array.from(from);
  const kept: World[] = [];
  const pick = (below: number) => Math.floor(random() * below);
  const lengths = [1, 2, 2, 4];
  const moved = new Int32Array(4);

  const move = (of: number, source: number, to: number) => {
    world[of * kinds + source]! -= 1;
    world[of * kinds + to]! += 1;
    for (const tell of tellsOf[of]!) sums[tell]! += counts[tell]![to]! - counts[tell]![source]!;
  };
  const allowed = (of: number, source: number) => {
    if (world[of * kinds + source]! < least[of * kinds + source]!) return false;
    for (const tell of tellsOf[of]!) {
      if (fits[tell]![sums[tell]!] !== 1) return false;
    }
    return true;
  };

  for (let step = 1; step <= steps; step += 1) {
    const source = pick(kinds);
    const to = (source + 1 + pick(kinds - 1)) % kinds;
    const length = lengths[pick(4)]!;
    // Every second respondent moves the other way, so that sums can stay as they are.
    for (let index = 0; index < length; index += 1) {
      moved[index] = pick(model.classes.length);
      if (index % 2 === 0) move(moved[index]!, source, to);
      else move(moved[index]!, to, source);
    }
    const stays = moved.every((of, index) => index >= length || allowed(of, index % 2 === 0 ? source : to));
    if (!stays) {
      for (let index = 0; index < length; index += 1) {
        if (index % 2 === 0) move(moved[index]!, to, source);
        else move(moved[index]!, source, to);
      }
    }
    if (step % stride === 0) kept.push(Array.from(world));
  }
  return kept;
}

function sumOf(tell: ClassModel['tells'][number], world: World, kinds: number): number {
  return tell.classes.reduce(
    (sum, of) => sum + tell.kinds.reduce((total, kind) => total + world[of * kinds + kind]!, 0),
    0,
  );
}
