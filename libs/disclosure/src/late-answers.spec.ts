import { describe, expect, it } from 'vitest';
import { lateAnswers } from './late-answers.js';
import { chained, type LedgerEntry, type LedgerRecord } from './ledger.js';
import type { Base } from './release.js';
import type { TableId } from './tables.js';

const year = { from: '2026-01', to: '2026-12' };
const half = { from: '2026-01', to: '2026-06' };
const block = { from: '2026-05', to: '2026-06' };

const published = (
  table: TableId,
  group: string,
  period: { from: string; to: string },
  base: number,
): LedgerRecord => ({
  kind: 'published',
  month: period.to,
  table,
  measure: 'satisfied',
  group,
  ...period,
  version: 1,
  base,
  displayed: { kind: 'count', about: 10, words: '', counts: { least: 8, most: 12 } },
});
const ledger = chained(
  [],
  [
    published('T2', 'borough', block, 25),
    published('T3', 'peckham', half, 30),
    published('T3', 'south-and-west', half, 31),
    published('T4', 'E14001205', year, 24),
    published('T5', 'borough', half, 80),
  ],
);
const held = (group: string, base: number, from: string, to = from): Base => ({
  measure: 'satisfied',
  group,
  from,
  to,
  base,
});
const asPublished = [
  held('borough', 12, '2026-05'),
  held('borough', 13, '2026-06'),
  held('peckham', 30, half.from, half.to),
  held('south-and-west', 31, half.from, half.to),
  held('E14001205', 24, year.from, year.to),
];
const now = (group: string, base: number) =>
  asPublished.map((each) => (each.group === group && each.from !== '2026-05' ? { ...each, base } : each));
const late = { measure: 'satisfied', removed: 0, reason: 'arrived after publication' };

describe('answers after publication', () => {
  it('are none where every base is the one the ledger noted, and those of months not yet published are not late', () => {
    expect(lateAnswers(ledger, asPublished, year)).toEqual([]);
    expect(lateAnswers(ledger, [...asPublished, held('borough', 40, '2026-07')], year)).toEqual([]);
  });

  it('are found for each cell by its own base: an area, a constituency and the borough each on its own', () => {
    expect(lateAnswers(ledger, now('borough', 25), year)).toEqual([
      { ...late, group: 'borough', answersFrom: '2026-05', answersOf: '2026-06', added: 12 },
    ]);
    expect(lateAnswers(ledger, now('peckham', 41), year)).toEqual([
      { ...late, group: 'peckham', answersFrom: '2026-01', answersOf: '2026-06', added: 11 },
    ]);
    expect(lateAnswers(ledger, now('E14001205', 21), year)).toEqual([
      { ...late, group: 'E14001205', answersFrom: '2026-01', answersOf: '2026-12', removed: 3, added: 0 },
    ]);
  });

  it('are told to the gate once', () => {
    const bases = now('peckham', 41);
    const told: LedgerEntry[] = [
      ...ledger,
      ...chained(
        ledger,
        lateAnswers(ledger, bases, year).map((each) => ({
          kind: 'corrected',
          month: '2026-07',
          outcome: 'noted',
          ...each,
        })),
      ),
    ];
    expect(lateAnswers(told, bases, year)).toEqual([]);
  });

  it('are those since the newest version', () => {
    const again = { ...published('T3', 'peckham', half, 41), month: '2026-07', version: 2 } as LedgerRecord;
    expect(lateAnswers([...ledger, ...chained(ledger, [again])], now('peckham', 41), year)).toEqual([]);
  });
});
