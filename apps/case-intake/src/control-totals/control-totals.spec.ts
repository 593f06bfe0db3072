import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cellsTwice, missingOf, reconcile, stateOf, type MovedSince } from './control-totals.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const cell = fc.record({
  unit: fc.constantFrom('A', 'B'),
  offenceGroup: fc.constantFrom('rape', 'other' as const),
  outcomeClass: fc.constantFrom('WITHDREW', 'CHARGED', 'NOT_CRIMED' as const),
  closures: fc.nat(50),
});
const counts = fc.uniqueArray(cell as fc.Arbitrary<any>, {
  selector: ({ unit, offenceGroup, outcomeClass }) => `${unit}${offenceGroup}${outcomeClass}`,
});

const cellOf = ({ unit, offenceGroup, outcomeClass }: any) => ({ unit, offenceGroup, outcomeClass });
const cameInto = ({ closures, ...cell }: any): MovedSince => ({ from: null, to: cellOf(cell), closures });
const leftOf = ({ closures, ...cell }: any): MovedSince => ({ from: cellOf(cell), to: null, closures });

describe('a reconciliation', () => {
  it('adds up: what was declared is what arrived and what differs, cell by cell', () => {
    fc.assert(
      fc.property(counts, counts, counts, counts, counts, counts, (declared, received, left, from, to, came) => {
        const revised = from.flatMap((row, i): MovedSince[] =>
          to[i] ? [{ from: cellOf(row), to: cellOf(to[i]), closures: row.closures }] : [],
        );
        const rows = reconcile(declared, received, [...left.map(leftOf), ...revised, ...came.map(cameInto)], []);
        const sum = (pick: (row: (typeof rows)[number]) => number | null) =>
          rows.reduce((total, row) => total + pick(row)!, 0);
        const all = (given: typeof left) => given.reduce((total, row) => total + row.closures, 0);
        expect(sum((row) => row.declared)).toBe(all(declared));
        expect(sum((row) => row.received)).toBe(all(received));
        for (const row of rows)
          expect(row.declared! + row.cameSince).toBe(row.received + row.leftSince + row.difference!);
        // Who moved from row to row within the month hides nobody who is missing from it.
        expect(sum((row) => row.leftSince - row.cameSince)).toBe(all(left) - all(came));
        expect(sum((row) => row.difference)).toBe(all(declared) - all(received) - all(left) + all(came));
      }),
    );
  });

  it('has no difference by a revision, whether the force counted the case as it was or as it should have been', () => {
    const [a, b] = ['WITHDREW', 'CHARGED'].map(
      (outcomeClass) => ({ unit: 'A', offenceGroup: 'rape', outcomeClass }) as const,
    ) as any[];
    const revised: MovedSince[] = [{ from: a, to: b, closures: 1 }];
    const one = (cell: object) => [{ ...cell, closures: 1 } as any];
    const differences = (declared: any[], received: any[]) =>
      reconcile(declared, received, revised, []).map(({ difference }) => difference);
    expect(differences(one(a), one(b))).toEqual([0, 0]);
    expect(differences(one(b), one(b))).toEqual([0, 0]);
    // One that never came is missing where it should be, whatever was revised into its place.
    expect(differences([...one(a), ...one(b)], one(b))).toEqual([1, 0]);
  });

  it('says that the totals are missing rather than that nothing was closed', () => {
    const rows = reconcile(null, [{ unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 }], [], []);
    expect(rows).toMatchObject([{ declared: null, received: 2, difference: null }]);
    expect(stateOf(rows, false, false)).toBe('totals-missing');
  });

  it('is explained only when every difference is', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 } as const;
    const b = { ...a, unit: 'B' };
    const why = { ...a, explanation: 'sent by another force', difference: 2 };
    expect(stateOf(reconcile([a, b], [], [], [why]), true, false)).toBe('differs');
    expect(stateOf(reconcile([a], [], [], [why]), true, false)).toBe('explained');
    expect(stateOf(reconcile([a], [a], [], []), true, false)).toBe('agrees');
    expect(stateOf(reconcile([a], [a], [], []), true, true)).toBe('restated');
  });

  it('is not explained by what was said of another difference', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 } as const;
    const why = { ...a, explanation: 'sent by another force', difference: 2 };
    for (const closures of [1, 3, 5]) {
      const [row] = reconcile([{ ...a, closures }], [], [], [why]);
      expect(row).toMatchObject({ difference: closures, explanation: null });
    }
    expect(stateOf(reconcile([{ ...a, closures: 3 }], [], [], [why]), true, false)).toBe('differs');
  });

  it('misses nothing of what arrived and was reopened or taken back after the totals were signed', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 3 } as const;
    const rows = reconcile([a], [{ ...a, closures: 2 }], [leftOf({ ...a, closures: 1 })], []);
    expect(rows).toMatchObject([{ declared: 3, received: 2, leftSince: 1, difference: 0 }]);
    expect(stateOf(rows, true, false)).toBe('agrees');
  });

  it('has nothing missing where a case stands in another row here than the force says, only another row', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 1 } as const;
    const rows = reconcile([a], [{ ...a, outcomeClass: 'CHARGED' }], [], []);
    expect([missingOf(rows), stateOf(rows, true, false)]).toEqual([0, 'differs']);
    expect(missingOf(reconcile([{ ...a, closures: 3 }], [a], [], []))).toBe(2);
  });

  it('cannot be made of totals that count a cell twice', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW' } as const;
    expect(cellsTwice([a, { ...a, unit: 'B' }, a])).toEqual([a]);
  });
});
