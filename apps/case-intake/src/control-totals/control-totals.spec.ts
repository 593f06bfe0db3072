import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cellsTwice, reconcile, stateOf } from './control-totals.js';

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

describe('a reconciliation', () => {
  it('adds up: what was declared is what arrived and what differs, cell by cell', () => {
    fc.assert(
      fc.property(counts, counts, (declared, received) => {
        const rows = reconcile(declared, received, []);
        const sum = (pick: (row: (typeof rows)[number]) => number | null) =>
          rows.reduce((total, row) => total + pick(row)!, 0);
        expect(sum((row) => row.declared)).toBe(declared.reduce((total, row) => total + row.closures, 0));
        expect(sum((row) => row.received)).toBe(received.reduce((total, row) => total + row.closures, 0));
        expect(sum((row) => row.difference)).toBe(sum((row) => row.declared) - sum((row) => row.received));
      }),
    );
  });

  it('says that the totals are missing rather than that nothing was closed', () => {
    const rows = reconcile(null, [{ unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 }], []);
    expect(rows).toMatchObject([{ declared: null, received: 2, difference: null }]);
    expect(stateOf(rows, false, false)).toBe('totals-missing');
  });

  it('is explained only when every difference is', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 } as const;
    const b = { ...a, unit: 'B' };
    const why = { ...a, explanation: 'sent by another force' };
    expect(stateOf(reconcile([a, b], [], [why]), true, false)).toBe('differs');
    expect(stateOf(reconcile([a], [], [why]), true, false)).toBe('explained');
    expect(stateOf(reconcile([a], [a], []), true, false)).toBe('agrees');
    expect(stateOf(reconcile([a], [a], []), true, true)).toBe('restated');
  });

  it('cannot be made of totals that count a cell twice', () => {
    const a = { unit: 'A', offenceGroup: 'rape', outcomeClass: 'WITHDREW' } as const;
    expect(cellsTwice([a, { ...a, unit: 'B' }, a])).toEqual([a]);
  });
});
