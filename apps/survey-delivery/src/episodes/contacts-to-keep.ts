import type { Disposition } from '@answerable/contracts';
import type { Move } from '../vault/vault.store.js';
import type { Closure } from './closure.js';
import { partOf, type Desk } from './decide-closures.js';

/** She declined: what the police send afterwards must not bring her details back. */
const notKept: ReadonlySet<Disposition> = new Set(['excluded', 'declined']);

/** A contact that came with an event of this case. */
export interface Given {
  readonly caseKey: string;
  readonly sealed: string;
  readonly version: number;
}

/**
 * The last contact that came for each case in a run of events, kept for whose the case is after all of them; what came for the case
 * itself stands above what came for a part of it. Pure.
 */
export function contactsToKeep(desk: Desk, given: readonly Given[]): (Given & { subjectKey: string })[] {
  const isPart = ({ caseKey }: Given) => Number(desk.closures.get(caseKey)!.state === 'merged');
  const kept = new Map<string, Given & { subjectKey: string }>();
  for (const one of given.toSorted((a, b) => isPart(b) - isPart(a))) {
    const closure = desk.closures.get(one.caseKey)!;
    const { subjectKey, caseKey, disposition } = partOf(desk, closure) ?? closure;
    // Who is not to be asked needs no contact: it is not even kept.
    if (disposition && !notKept.has(disposition)) kept.set(caseKey, { ...one, caseKey, subjectKey });
  }
  return [...kept.values()];
}

/** Contacts of cases that are of another person now than `before` the run, or a part of another case. Pure. */
export function contactsToMove(desk: Desk, before: ReadonlyMap<string, Closure>): Move[] {
  return [...desk.closures.values()].flatMap((closure) => {
    const [was, now] = [before.get(closure.caseKey), partOf(desk, closure) ?? closure];
    if (!was || (was.subjectKey === now.subjectKey && was.caseKey === now.caseKey)) return [];
    return [{ from: was, to: now }];
  });
}
