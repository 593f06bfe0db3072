import type { controlTotals, Reconciliation, signedControlTotals } from '@answerable/contracts';
import type { z } from 'zod';

export type ControlTotals = z.infer<typeof controlTotals>;
export type SignedControlTotals = z.infer<typeof signedControlTotals>;
export type Stock = NonNullable<ControlTotals['stock']>;
export type Cell = Pick<ControlTotals['totals'][number], 'unit' | 'offenceGroup' | 'outcomeClass'>;

const cellKey = ({ unit, offenceGroup, outcomeClass }: Cell): string =>
  JSON.stringify([unit, offenceGroup, outcomeClass]);

/** Cells that stand twice in the totals: which of the two counts is meant cannot be known. */
export function cellsTwice(totals: readonly Cell[]): Cell[] {
  return [...Map.groupBy(totals, cellKey).values()].flatMap(([first, second]) => (second ? [first!] : []));
}

interface Counted extends Cell {
  readonly closures: number;
}
/**
 * Closures that stood in a row when the totals were signed and do not any more, and those that came into one; null: they stood
 * outside the month then, or stand there now.
 */
export interface MovedSince {
  readonly from: Cell | null;
  readonly to: Cell | null;
  readonly closures: number;
}
export interface Explained extends Cell {
  readonly explanation: string;
  /** What it explains; null of one that was given before differences were noted. */
  readonly difference: number | null;
}

/**
 * What the force says it closed beside what arrived and what moved since; `declared` is null where it has not signed. Whoever left the
 * month is not missing from it. Nor is a revision into another row a difference, but where it put one right: the row that it left had too
 * many when the totals were signed, and the one that it came into too few. The sum of all differences is the same either way. Whoever came
 * into the month makes up for nobody.
 */
export function reconcile(
  declared: readonly Counted[] | null,
  received: readonly Counted[],
  moved: readonly MovedSince[],
  explanations: readonly Explained[],
): Reconciliation['rows'] {
  const rows = new Map<string, Row>();
  const rowOf = ({ unit, offenceGroup, outcomeClass }: Cell): Row => {
    const key = cellKey({ unit, offenceGroup, outcomeClass });
    const none = { declared: 0, received: 0, leftSince: 0, cameSince: 0 };
    return rows.get(key) ?? rows.set(key, { unit, offenceGroup, outcomeClass, ...none }).get(key)!;
  };
  for (const cell of declared ?? []) rowOf(cell).declared += cell.closures;
  for (const cell of received) rowOf(cell).received += cell.closures;
  for (const { from, to, closures } of moved) {
    if (from) rowOf(from).leftSince += closures;
    if (to) rowOf(to).cameSince += closures;
  }
  for (const { from, to, closures } of moved) {
    if (from === null || to === null) continue;
    const putRight = Math.max(0, Math.min(closures, -differenceOf(rowOf(from)), differenceOf(rowOf(to))));
    rowOf(from).leftSince -= putRight;
    rowOf(to).cameSince -= putRight;
  }
  const explainedBy = new Map(explanations.map((cell) => [cellKey(cell), cell]));
  return [...rows.keys()].sort().map((key) => {
    const row = rows.get(key)!;
    const difference = declared === null ? null : differenceOf(row);
    const explained = explainedBy.get(key);
    const explanation = explained?.difference === difference ? explained.explanation : null;
    return { ...row, declared: declared === null ? null : row.declared, difference, explanation };
  });
}

type Row = Cell & Record<'declared' | 'received' | 'leftSince' | 'cameSince', number>;

const differenceOf = (row: Row): number => row.declared - row.received - row.leftSince + row.cameSince;

/** How many more the force says it closed than arrived, over all cells; what stands in one cell here and in another there is not missing. */
export function missingOf(rows: Reconciliation['rows']): number {
  return Math.max(
    0,
    rows.reduce((sum, { difference }) => sum + (difference ?? 0), 0),
  );
}

export function stateOf(rows: Reconciliation['rows'], signed: boolean, restated: boolean): Reconciliation['state'] {
  if (!signed) return 'totals-missing';
  if (restated) return 'restated';
  const differing = rows.filter((row) => row.difference !== 0);
  if (differing.length === 0) return 'agrees';
  return differing.every((row) => row.explanation !== null) ? 'explained' : 'differs';
}
