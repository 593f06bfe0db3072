import loadHighs, { type Highs } from 'highs';

/** Linear row over integer columns: least <= sum of coefficient * column <= most. */
export interface Row {
  readonly columns: readonly number[];
  readonly coefficients?: readonly number[];
  readonly least: number;
  readonly most: number;
}

/** An integer programme; columns are whole numbers from `least` to `most`. */
export interface Programme {
  readonly least: readonly number[];
  readonly most: readonly number[];
  readonly rows: readonly Row[];
  /** Cost by column, to be minimised; absent: any point will do. */
  readonly costs?: readonly number[];
}

/** The solver gave neither a point nor a proof that there is none: the gate must not publish on that. */
export class SolverUndecided extends Error {
  override readonly name = 'SolverUndecided';
}

export interface Solver {
  /** A best point as whole numbers, or null when there provably is none. Throws SolverUndecided. */
  solve(programme: Programme): number[] | null;
  /** Programmes solved so far. */
  readonly solved: () => number;
}

let highs: Promise<Highs> | undefined;

/** HiGHS (branch and cut, exact for whole numbers of this size), loaded once a process. */
export async function loadSolver(): Promise<Solver> {
  // The package types its ESM default export as if it were CommonJS.
  highs ??= (loadHighs as unknown as () => Promise<Highs>)();
  const engine = await highs;
  let solved = 0;
  return {
    solved: () => solved,
    solve(programme) {
      solved += 1;
      const relaxed = pointOf(engine, programme, 'fractions');
      if (relaxed === null || relaxed?.every((value) => isWhole(value))) return kept(programme, relaxed);
      const whole = pointOf(engine, programme, 'whole');
      if (whole === undefined) throw new SolverUndecided('HiGHS found neither a point nor a proof that there is none');
      return kept(programme, whole);
    },
  };
}

/** In fractions it is several times cheaper; where no point is there, none is in whole numbers, and most corners are whole. */
type Numbers = 'whole' | 'fractions';

/** A best point; null where there provably is none, undefined where HiGHS does not know. */
function pointOf(engine: Highs, programme: Programme, numbers: Numbers): number[] | null | undefined {
  const { least, most, rows, costs } = programme;
  if (least.some((value, column) => value > most[column]!)) return null;
  if (least.length === 0) return [];
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (const row of rows) {
    row.columns.forEach((column, index) => {
      indices.push(column);
      values.push(row.coefficients?.[index] ?? 1);
    });
    starts.push(indices.length);
  }
  return engine.withModel(
    {
      numCols: least.length,
      numRows: rows.length,
      colCost: costs ?? least.map(() => 0),
      colLower: least,
      colUpper: most,
      rowLower: rows.map((row) => row.least),
      rowUpper: rows.map((row) => row.most),
      ...(numbers === 'whole' && { integrality: least.map(() => 1 as const) }),
      matrix: { format: 'csr', numRows: rows.length, numCols: least.length, starts, indices, values },
    },
    (model) => {
      model.options.set({ output_flag: false, mip_rel_gap: 0 });
      model.run();
      const status = model.getModelStatus();
      const { infeasible, optimal } = engine.constants.modelStatus;
      if (status === infeasible) return null;
      return status === optimal ? [...model.getSolution().colValue] : undefined;
    },
  );
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

/** Rounded: solvers work with tolerances, and a rounded point that breaks a row would be a false witness. */
function kept({ least, most, rows }: Programme, found: readonly number[] | null): number[] | null {
  if (!found) return null;
  const point = found.map(Math.round);
  const inside = point.every((value, column) => value >= least[column]! && value <= most[column]!);
  const keepsRows = rows.every((row) => {
    const sum = row.columns.reduce(
      (total, column, index) => total + (row.coefficients?.[index] ?? 1) * point[column]!,
      0,
    );
    return sum >= row.least && sum <= row.most;
  });
  if (!inside || !keepsRows) throw new SolverUndecided('HiGHS returned a point that breaks a row');
  return point;
}
