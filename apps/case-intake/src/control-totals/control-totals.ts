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
export interface Explained extends Cell {
  readonly explanation: string;
  /** What it explains; null of one that was given before differences were noted. */
  readonly difference: number | null;
}

/** What the force says it closed beside what arrived and what left since; `declared` is null where it has not signed. */
export function reconcile(
  declared: readonly Counted[] | null,
  received: readonly Counted[],
  left: readonly Counted[],
  explanations: readonly Explained[],
): Reconciliation['rows'] {
  const [declaredBy, receivedBy, leftBy] = [declared ?? [], received, left].map(
    (rows) => new Map(rows.map((row) => [cellKey(row), row])),
  ) as [Map<string, Counted>, Map<string, Counted>, Map<string, Counted>];
  const explainedBy = new Map(explanations.map((row) => [cellKey(row), row]));
  return [...new Set([...declaredBy.keys(), ...receivedBy.keys(), ...leftBy.keys()])].sort().map((key) => {
    const { unit, offenceGroup, outcomeClass } = (declaredBy.get(key) ?? receivedBy.get(key) ?? leftBy.get(key))!;
    const [arrived, leftSince] = [receivedBy.get(key)?.closures ?? 0, leftBy.get(key)?.closures ?? 0];
    const said = declared === null ? null : (declaredBy.get(key)?.closures ?? 0);
    const difference = said === null ? null : said - arrived - leftSince;
    const explained = explainedBy.get(key);
    const explanation = explained?.difference === difference ? explained.explanation : null;
    return { unit, offenceGroup, outcomeClass, declared: said, received: arrived, leftSince, difference, explanation };
  });
}

export function stateOf(rows: Reconciliation['rows'], signed: boolean, restated: boolean): Reconciliation['state'] {
  if (!signed) return 'totals-missing';
  if (restated) return 'restated';
  const differing = rows.filter((row) => row.difference !== 0);
  if (differing.length === 0) return 'agrees';
  return differing.every((row) => row.explanation !== null) ? 'explained' : 'differs';
}
