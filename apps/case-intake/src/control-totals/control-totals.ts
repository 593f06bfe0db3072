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
interface Explained extends Cell {
  readonly explanation: string;
}

/** What the force says it closed beside what arrived; `declared` is null where it has not signed. */
export function reconcile(
  declared: readonly Counted[] | null,
  received: readonly Counted[],
  explanations: readonly Explained[],
): Reconciliation['rows'] {
  const declaredBy = new Map(declared?.map((row) => [cellKey(row), row]));
  const receivedBy = new Map(received.map((row) => [cellKey(row), row]));
  const explainedBy = new Map(explanations.map((row) => [cellKey(row), row.explanation]));
  return [...new Set([...declaredBy.keys(), ...receivedBy.keys()])].sort().map((key) => {
    const { unit, offenceGroup, outcomeClass } = (declaredBy.get(key) ?? receivedBy.get(key))!;
    const arrived = receivedBy.get(key)?.closures ?? 0;
    const said = declared === null ? null : (declaredBy.get(key)?.closures ?? 0);
    const difference = said === null ? null : said - arrived;
    const explanation = explainedBy.get(key) ?? null;
    return { unit, offenceGroup, outcomeClass, declared: said, received: arrived, difference, explanation };
  });
}

export function stateOf(rows: Reconciliation['rows'], signed: boolean, restated: boolean): Reconciliation['state'] {
  if (!signed) return 'totals-missing';
  if (restated) return 'restated';
  const differing = rows.filter((row) => row.difference !== 0);
  if (differing.length === 0) return 'agrees';
  return differing.every((row) => row.explanation !== null) ? 'explained' : 'differs';
}
