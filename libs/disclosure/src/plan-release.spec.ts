import { describe, expect, it } from 'vitest';
import { leastStrict } from './config.js';
import { chained, type CellKey, type LedgerRecord } from './ledger.js';
import { monthsOf, type Month, type Period } from './month.js';
import { BasesRefused, planRelease, type PlanInput } from './plan-release.js';
import type { Base } from './release.js';
import { scaleSafeAlone } from './safe-alone.js';
import { southwark } from './southwark.js';
import { borough, closedLater, closedWithin30, headlines, type TableId } from './tables.js';

const half = { from: '2026-01', to: '2026-06' };
const year = { from: '2026-01', to: '2026-12' };

const monthly = (bases: Readonly<Record<Month, number>>): Base[] =>
  headlines.flatMap((measure) =>
    Object.entries(bases).map(([month, base]) => ({ measure, group: borough, from: month, to: month, base })),
  );
const evenMonths = (through: Month, base: number) =>
  Object.fromEntries(monthsOf({ from: '2026-01', to: through }).map((month) => [month, base]));

const plan = (input: Partial<PlanInput> & Pick<PlanInput, 'month' | 'bases'>) =>
  planRelease({ config: southwark, ledger: [], ...input });
const names = (cells: readonly { table: string; measure: string; group: string }[]) =>
  cells.map(({ table, measure, group }) => `${table} ${measure} ${group}`);

describe('the plan of a release', () => {
  it('shows nothing until a block closes, and says how far it has come', () => {
    const result = plan({ month: '2026-02', bases: monthly({ '2026-01': 9, '2026-02': 10 }) });
    expect(result.cells).toEqual([]);
    expect(result.blocks).toEqual({ closing: null, open: { from: '2026-01', to: '2026-02', base: 19 } });
  });

  it('shows the three headlines of the borough when a block closes', () => {
    const result = plan({ month: '2026-02', bases: monthly({ '2026-01': 9, '2026-02': 11 }) });
    expect(names(result.cells)).toEqual(['T2 satisfied borough', 'T2 seriously borough', 'T2 pressure borough']);
    expect(result.cells[0]).toMatchObject({ from: '2026-01', to: '2026-02', base: 20, scale: 'quarters' });
  });

  it('starts the next block after the last one in the ledger', () => {
    const block: LedgerRecord = { kind: 'block', month: '2026-02', from: '2026-01', to: '2026-02', base: 20 };
    const result = plan({
      month: '2026-03',
      bases: monthly({ '2026-01': 9, '2026-02': 11, '2026-03': 20 }),
      ledger: chained([], [block]),
    });
    expect(result.blocks.closing).toEqual({ from: '2026-03', to: '2026-03', base: 20 });
  });

  it('withholds what has too few answers, with a sentence and the report that can show it', () => {
    const result = plan({ month: '2026-06', bases: monthly({ '2026-06': 9 }) });
    const headline = result.withheld.find(({ table }) => table === 'T2')!;
    expect(headline).toMatchObject({ reason: 'too-few-answers', until: '2026-12' });
    expect(headline.sentence).toBe(
      'Not shown for January to June 2026: fewer than 10 people answered, too few to show safely. ' +
        'The next figure comes at the latest with the report for December 2026.',
    );
  });

  it('shows cases closed within 30 days only with 20 answers on both sides, and never the other side', () => {
    const sides = (within30: number, later: number) =>
      plan({
        month: '2026-06',
        bases: [
          ...monthly(evenMonths('2026-06', 10)),
          { measure: 'pressure', group: closedWithin30, ...half, base: within30 },
          { measure: 'pressure', group: closedLater, ...half, base: later },
        ],
      });
    expect(names(sides(20, 40).cells)).toContain('T5 pressure closed-within-30-days');
    expect(names(sides(20, 40).cells)).not.toContain('T5 pressure closed-later');
    expect(names(sides(41, 19).cells)).not.toContain('T5 pressure closed-within-30-days');
    expect(sides(41, 19).withheld).toContainEqual(
      expect.objectContaining({ group: closedWithin30, reason: 'other-side-too-small' }),
    );
    expect(names(sides(19, 41).cells)).not.toContain('T5 pressure closed-within-30-days');
  });

  it('shows the two larger of the pooled constituencies, and the third never', () => {
    const [dulwich, lewisham, vauxhall] = ['E14001205', 'E14001333', 'E14001559'] as const;
    const withBases = (bases: Readonly<Record<string, number>>) =>
      plan({
        month: '2026-12',
        ledger: chained([], [{ kind: 'block', month: '2026-11', from: '2026-07', to: '2026-11', base: 50 }]),
        bases: [
          ...monthly(evenMonths('2026-12', 10)),
          ...Object.entries(bases).map(([group, base]) => ({ measure: 'satisfied', group, ...year, base })),
        ],
      });
    const shown = (bases: Readonly<Record<string, number>>) =>
      names(withBases(bases).cells.filter(({ table }) => table === 'T4'));
    expect(shown({ [dulwich]: 20, [lewisham]: 10, [vauxhall]: 25 })).toEqual([
      `T4 satisfied ${vauxhall}`,
      `T4 satisfied ${dulwich}`,
    ]);
    expect(shown({ [dulwich]: 20, [lewisham]: 9, [vauxhall]: 25 })).toEqual([]);
    expect(shown({ [dulwich]: 19, [lewisham]: 10, [vauxhall]: 25 })).toEqual([`T4 satisfied ${vauxhall}`]);
  });

  it('leaves out the same third constituency in every headline of a year, also where skipped items change the order', () => {
    const year = { from: '2026-01', to: '2026-12' };
    const of = (measure: string, bases: Readonly<Record<string, number>>) =>
      Object.entries(bases).map(([group, base]) => ({ measure, group, ...year, base }));
    const { cells } = plan({
      month: '2026-12',
      ledger: chained([], [{ kind: 'block', month: '2026-11', from: '2026-07', to: '2026-11', base: 50 }]),
      bases: [
        ...monthly(evenMonths('2026-12', 10)),
        ...of('satisfied', { E14001205: 24, E14001333: 21, E14001559: 20 }),
        ...of('pressure', { E14001205: 24, E14001333: 20, E14001559: 21 }),
      ],
    });
    const t4 = cells.filter(({ table }) => table === 'T4');
    expect(t4.map(({ measure, group }) => `${measure} ${group}`)).toEqual([
      'satisfied E14001205',
      'satisfied E14001333',
      'pressure E14001205',
      'pressure E14001333',
    ]);
  });

  it('shows a base only for items asked of everyone', () => {
    const bases = [
      ...monthly(evenMonths('2026-06', 10)),
      { measure: 'discordance-a', group: 'withdrew', ...half, base: 30 },
      { measure: 'listened', group: borough, ...half, base: 55 },
    ];
    const { cells } = plan({ month: '2026-06', bases });
    expect(cells.find(({ measure }) => measure === 'discordance-a')).toMatchObject({ showBase: false });
    expect(cells.find(({ measure }) => measure === 'listened')).toMatchObject({ showBase: true, scale: 'tenths' });
  });

  it('shows a follow-up once a year and only with 60 answers to its parent', () => {
    const ledger = chained([], [{ kind: 'block', month: '2026-11', from: '2026-07', to: '2026-11', base: 50 }]);
    const followUp = (base: number) =>
      plan({
        month: '2026-12',
        ledger,
        bases: [
          ...monthly(evenMonths('2026-12', 10)),
          { measure: 'pressure-how:made-to-wait', group: borough, ...year, base },
        ],
      });
    expect(names(followUp(60).cells)).toContain('T5 pressure-how:made-to-wait borough');
    expect(names(followUp(59).cells)).not.toContain('T5 pressure-how:made-to-wait borough');
  });

  it('notes a correction of fewer than 10 answers and republishes at 10, also when they come one by one', () => {
    const published: LedgerRecord & CellKey = {
      kind: 'published',
      month: '2026-02',
      table: 'T2',
      measure: 'satisfied',
      group: borough,
      from: '2026-01',
      to: '2026-02',
      version: 1,
      base: 30,
      displayed: { kind: 'count', about: 10, words: '', counts: { least: 8, most: 12 } },
    };
    const block: LedgerRecord = { kind: 'block', month: '2026-02', from: '2026-01', to: '2026-02', base: 30 };
    const correction = (removed: number) => ({
      measure: 'satisfied',
      answersOf: '2026-01',
      removed,
      added: 0,
      reason: 'entered twice',
    });
    const noted: LedgerRecord = { kind: 'corrected', month: '2026-03', outcome: 'noted', ...correction(6) };
    const at = (ledger: LedgerRecord[], removed: number, left: number, takenDown: readonly CellKey[] = []) =>
      plan({
        month: '2026-04',
        takenDown,
        bases: monthly({ '2026-01': left - 15, '2026-02': 15, '2026-03': 1, '2026-04': 1 }),
        ledger: chained([], ledger),
        corrections: [correction(removed)],
      });
    expect(at([block, published], 9, 21).corrections[0]!.outcome).toBe('noted');
    expect(at([block, published], 9, 21).cells).toEqual([]);
    expect(at([block, published], 10, 20).cells).toEqual([
      expect.objectContaining({ version: 2, base: 20, from: '2026-01' }),
    ]);
    expect(at([block, published, noted], 4, 20).corrections[0]!.outcome).toBe('republished');
    // A figure that was taken down is not given again, however much of it is corrected.
    expect(at([block, published], 10, 20, [published])).toMatchObject({
      cells: [],
      corrections: [{ outcome: 'noted' }],
    });
  });

  it('gives the borough’s figure again for answers late for the borough, an area’s for those late for that area', () => {
    const published = (table: TableId, measure: string, group: string, period: Period, base: number): LedgerRecord => ({
      kind: 'published',
      month: '2026-06',
      table,
      measure,
      group,
      ...period,
      version: 1,
      base,
      displayed: { kind: 'count', about: 10, words: '', counts: { least: 8, most: 12 } },
    });
    const ledger = chained(
      [],
      [
        { kind: 'block', month: '2026-06', ...half, base: 60 },
        published('T2', 'satisfied', borough, half, 60),
        published('T3', 'satisfied', 'peckham', half, 30),
        published('T3', 'satisfied', 'south-and-west', half, 30),
        published('T5', 'dissatisfied', borough, half, 60),
      ],
    );
    const again = (group: string | undefined, late: Readonly<Record<string, number>>) => {
      const base = (of: string, measure: string, held: number): Base => ({ measure, group: of, ...half, base: held });
      const [added, removed] = group === undefined ? [12, 12] : [12, 0];
      const { cells } = plan({
        month: '2026-07',
        bases: [
          ...monthly({ '2026-06': 60 + (late[borough] ?? 0) }),
          base('peckham', 'satisfied', 30 + (late['peckham'] ?? 0)),
          base('south-and-west', 'satisfied', 30),
          base(borough, 'dissatisfied', 60),
        ],
        ledger,
        corrections: [
          { measure: 'satisfied', answersOf: '2026-06', ...(group && { group }), added, removed, reason: '' },
        ],
      });
      return names(cells.filter(({ version }) => version > 1));
    };
    expect(again(borough, { [borough]: 12 })).toEqual(['T2 satisfied borough']);
    expect(again('peckham', { peckham: 12 })).toEqual(['T3 satisfied peckham']);
    // Changed where they lay: nobody knows in which area.
    expect(again(undefined, {})).toEqual(['T2 satisfied borough', 'T5 dissatisfied borough']);
    expect(() => again(borough, { [borough]: 12, peckham: 1 })).toThrow(
      'satisfied peckham 2026-01 to 2026-06 now has 31',
    );
  });

  it('refuses bases that no longer match what was published', () => {
    const published: LedgerRecord = {
      kind: 'published',
      month: '2026-02',
      table: 'T2',
      measure: 'satisfied',
      group: borough,
      from: '2026-01',
      to: '2026-02',
      version: 1,
      base: 30,
      displayed: { kind: 'count', about: 10, words: '', counts: { least: 8, most: 12 } },
    };
    const input = {
      month: '2026-03',
      bases: monthly({ '2026-01': 14, '2026-02': 15 }),
      ledger: chained([], [published]),
    };
    expect(() => plan(input)).toThrow(BasesRefused);
    expect(() => plan(input)).toThrow('now has 29 answers, the ledger says 30');
  });

  it('refuses a month that was released already, and one whose half-year never closed', () => {
    const ledger = chained([], [{ kind: 'block', month: '2026-03', from: '2026-01', to: '2026-03', base: 20 }]);
    expect(() => plan({ month: '2026-03', bases: [], ledger })).toThrow('already holds the report of 2026-03');
    expect(() => plan({ month: '2026-07', bases: [], ledger })).toThrow('never closed');
  });
});

describe('what a base alone decides', () => {
  it('keeps the natural scale for every base under the least strict rules', () => {
    for (let base = 10; base <= 300; base += 1)
      expect(scaleSafeAlone(base, leastStrict)).toMatchObject({ coarsened: false });
    expect(scaleSafeAlone(9, leastStrict)).toBeNull();
  });

  it('climbs the ladder of coarsening when more values must remain', () => {
    expect(scaleSafeAlone(30, { ...leastStrict, possibleValues: 5 })).toEqual({ scale: 'quarters', coarsened: true });
    expect(scaleSafeAlone(10, { ...leastStrict, possibleValues: 5 })).toBeNull();
  });
});
