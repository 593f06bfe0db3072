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
/** Of a month after it was signed: how many closures left a cell, and how many of these came into another of the same month. */
export interface MovedSince extends Cell {
  readonly left: number;
  readonly came: number;
}
export interface Explained extends Cell {
  readonly explanation: string;
  /** What it explains; null of one that was given before differences were noted. */
  readonly difference: number | null;
}

/** What the force says it closed beside what arrived and what moved since; `declared` is null where it has not signed. */
export function reconcile(
  declared: readonly Counted[] | null,
  received: readonly Counted[],
  moved: readonly MovedSince[],
  explanations: readonly Explained[],
): Reconciliation['rows'] {
  const byCell = <C extends Cell>(rows: readonly C[]) => new Map(rows.map((row) => [cellKey(row), row]));
  const [declaredBy, receivedBy, movedBy] = [byCell(declared ?? []), byCell(received), byCell(moved)];
  const explainedBy = byCell(explanations);
  return [...new Set([...declaredBy.keys(), ...receivedBy.keys(), ...movedBy.keys()])].sort().map((key) => {
    const { unit, offenceGroup, outcomeClass } = (declaredBy.get(key) ?? receivedBy.get(key) ?? movedBy.get(key))!;
    const arrived = receivedBy.get(key)?.closures ?? 0;
    const { left: leftSince = 0, came: cameSince = 0 } = movedBy.get(key) ?? {};
    const said = declared === null ? null : (declaredBy.get(key)?.closures ?? 0);
    const difference = said === null ? null : said - arrived - leftSince + cameSince;
    const explained = explainedBy.get(key);
    const explanation = explained?.difference === difference ? explained.explanation : null;
    const counts = { declared: said, received: arrived, leftSince, cameSince, difference };
    return { unit, offenceGroup, outcomeClass, ...counts, explanation };
  });
}

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
