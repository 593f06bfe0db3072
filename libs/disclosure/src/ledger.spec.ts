import { describe, expect, it } from 'vitest';
import { leastStrict } from './config.js';
import { displayShare } from './display.js';
import { chained, LedgerTampered, verifyLedger, type LedgerRecord } from './ledger.js';

const published = (month: string, count: number): LedgerRecord => ({
  kind: 'published',
  month,
  table: 'T2',
  measure: 'satisfied',
  group: 'borough',
  from: month,
  to: month,
  version: 1,
  base: 25,
  displayed: displayShare(count, 25, leastStrict)!,
});
const ledger = chained([], [published('2026-01', 3), published('2026-02', 9), published('2026-03', 15)]);

describe('the release ledger', () => {
  it('grows by entries that follow each other', () => {
    verifyLedger(ledger);
    verifyLedger([...ledger, ...chained(ledger, [published('2026-04', 3)])]);
    verifyLedger([]);
  });

  it('keeps no exact count', () => {
    expect(JSON.stringify(chained([], [published('2026-01', 1)]))).toBe(
      JSON.stringify(chained([], [published('2026-01', 4)])),
    );
  });

  it('survives being stored with its members in another order', () => {
    const reordered = ledger.map((entry) => Object.fromEntries(Object.entries(entry).reverse()) as typeof entry);
    verifyLedger(reordered);
  });

  it.each([
    ['changed', ledger.map((entry, index) => (index === 1 ? { ...entry, base: 26 } : entry)), 2],
    ['removed', ledger.filter((_, index) => index !== 1), 2],
    ['swapped', [ledger[1]!, ledger[0]!, ledger[2]!], 1],
    ['renumbered after a removal', [ledger[0]!, { ...ledger[2]!, sequence: 2 }], 2],
  ])('names the entry that was %s', (_, tampered, sequence) => {
    expect(() => verifyLedger(tampered)).toThrow(LedgerTampered);
    expect(() => verifyLedger(tampered)).toThrow(`entry ${sequence}`);
  });

  it('notices a cut at its end when the number of entries is known', () => {
    expect(() => verifyLedger(ledger.slice(0, 2), 3)).toThrow('missing at the end');
    expect(() => verifyLedger(ledger, 2)).toThrow('entry 3: no published report put it there');
  });
});
