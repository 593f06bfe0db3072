import { chained, type LedgerEntry } from '@answerable/disclosure';
import { describe, expect, it } from 'vitest';
import { published } from '../../test/sample.js';
import type { Tally } from '../answers/tally.js';
import { lateAnswers, pendingCorrections } from './answer-corrections.js';

const year = { from: '2026-01', to: '2026-12' };
const block = { from: '2026-05', to: '2026-06' };
const ledger = chained([], [published('T2', 'satisfied', 'borough', block, [9, 25])]);
const held = (month: string, base: number): Tally => ({
  measure: 'satisfied',
  group: 'borough',
  from: month,
  to: month,
  base,
  count: 0,
});
const corrected = (more: object): LedgerEntry[] => [
  ...ledger,
  ...chained(ledger, [
    {
      kind: 'corrected',
      month: '2026-07',
      measure: 'satisfied',
      answersOf: '2026-06',
      removed: 0,
      added: 12,
      reason: 'arrived after publication',
      outcome: 'noted',
      ...more,
    },
  ]),
];

describe('answers after publication', () => {
  it('are found by the base the ledger remembers, and told to the gate once', () => {
    const tallies = [held('2026-05', 20), held('2026-06', 17)];
    expect(lateAnswers(ledger, tallies, year)).toEqual([
      { measure: 'satisfied', answersOf: '2026-06', added: 12, removed: 0, reason: 'arrived after publication' },
    ]);
    expect(lateAnswers(corrected({}), tallies, year)).toEqual([]);
  });

  it('are none where nothing changed, or where the block is not published yet', () => {
    expect(lateAnswers(ledger, [held('2026-05', 20), held('2026-06', 5), held('2026-07', 40)], year)).toEqual([]);
  });

  it('that somebody corrected are one removed and one added each, in every headline, until a report has dealt with them', () => {
    const recorded = [{ id: 'c1', month: '2026-06', answersChanged: 11 }];
    expect(pendingCorrections(recorded, ledger)).toHaveLength(3);
    expect(pendingCorrections(recorded, ledger)[0]).toMatchObject({ answersOf: '2026-06', removed: 11, added: 11 });
    expect(pendingCorrections(recorded, corrected({ reason: 'correction c1' }))).toEqual([]);
  });
});
