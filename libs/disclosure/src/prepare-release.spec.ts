import { describe, expect, it } from 'vitest';
import { chained, LedgerTampered, verifyLedger, type LedgerEntry } from './ledger.js';
import { monthsOf } from './month.js';
import { BasesRefused } from './plan-release.js';
import { prepareRelease } from './prepare-release.js';
import { answeredAt, basesAt, countsOf, peopleOf, southwarkShape, type Person } from './red-team/population.js';
import type { CellCount, PlannedCell, Release } from './release.js';
import { southwark } from './southwark.js';

const year = { from: '2026-01', to: '2026-12' };
const people = peopleOf(southwark, year, southwarkShape, 3);

const release = (month: string, ledger: readonly LedgerEntry[] = [], who: readonly Person[] = people) =>
  prepareRelease({
    config: southwark,
    month,
    bases: basesAt([southwark], who, month),
    ledger,
    counts: (cells) => countsOf([southwark], who, cells),
  });

const publishThrough = async (month: string, who: readonly Person[] = people) => {
  const ledger: LedgerEntry[] = [];
  const releases: Release[] = [];
  for (const each of monthsOf({ from: '2026-01', to: month })) {
    const next = await release(each, ledger, who);
    ledger.push(...next.ledgerEntries);
    releases.push(next);
  }
  return { ledger, releases };
};

/** Months to July, and June on its own with what it asked: the same for every test that wants them, so made once. */
let julyMade: ReturnType<typeof publishThrough> | undefined;
const throughJuly = () => (julyMade ??= publishThrough('2026-07'));
const ledgerThrough = async (month: string) => (await throughJuly()).ledger.filter((entry) => entry.month <= month);
let juneMade: ReturnType<typeof juneAsking> | undefined;
const june = () => (juneMade ??= juneAsking());
const juneAsking = async () => {
  const asked: (readonly PlannedCell[])[] = [];
  const made = await prepareRelease({
    config: southwark,
    month: '2026-06',
    bases: basesAt([southwark], people, '2026-06'),
    ledger: [],
    counts: (cells) => {
      asked.push(cells);
      return countsOf([southwark], people, cells);
    },
  });
  return { made, asked };
};

/** Everybody answers alike, in everything. */
const unanimous = (answer: boolean): Person[] =>
  people.map((who) => ({
    ...who,
    answers: new Map([...who.answers].map(([measure]) => [measure, answer && measure !== 'dissatisfied'])),
  }));

describe('a release', { timeout: 600_000 }, () => {
  it('releases every table in its month and leaves a whole ledger', async () => {
    const { ledger, releases } = await throughJuly();
    verifyLedger(ledger);
    const inJune = releases[5]!;
    expect(new Set(inJune.cells.map(({ table }) => table))).toEqual(new Set(['T2', 'T3', 'T5', 'T6']));
    expect(inJune.proof.cells).toBeGreaterThan(100);
    expect(releases[6]!.cells.every(({ table }) => table === 'T2')).toBe(true);
    expect(ledger.filter(({ kind }) => kind === 'block').length).toBe(
      releases.filter(({ blocks }) => blocks.closing).length,
    );
  });

  it('comes out the same, whatever order a database gives its figures in', async () => {
    const two = ({ measure }: { measure: string }) => ['satisfied', 'treated-worse'].includes(measure);
    const ledger: LedgerEntry[] = [];
    const made = (month: string, order: <T>(all: readonly T[]) => readonly T[]) =>
      prepareRelease({
        config: southwark,
        month,
        bases: order(basesAt([southwark], people, month).filter(two)),
        answered: order(answeredAt(people, month)),
        ledger,
        counts: (cells) => order(countsOf([southwark], people, cells)),
      });
    for (const month of monthsOf(year)) {
      const first = await made(month, (all) => all);
      expect(await made(month, (all) => all.toReversed()), month).toEqual(first);
      ledger.push(...first.ledgerEntries);
    }
  });

  it('asks for counts once, after the plan stands, and only of planned cells', async () => {
    const { asked } = await june();
    expect(asked.length).toBe(1);
    expect(asked[0]!.every((cell) => cell.base >= 10 && !('count' in cell))).toBe(true);
  });

  it('is the same every time', async () => {
    expect(await release('2026-06')).toEqual((await june()).made);
  });

  it('decides from bases alone what is planned, whatever the answers are', async () => {
    const planned = async (who: readonly Person[]) => {
      let cells: readonly PlannedCell[] = [];
      const planOnly = prepareRelease({
        config: southwark,
        month: '2026-06',
        bases: basesAt([southwark], who, '2026-06'),
        ledger: [],
        counts: (plan) => {
          cells = plan;
          throw new Error('planned');
        },
      });
      await expect(planOnly).rejects.toThrow('planned');
      expect(cells.length).toBeGreaterThan(20);
      return cells;
    };
    expect(await planned(unanimous(true))).toEqual(await planned(people));
  });

  it('holds no exact figure: answers that display alike are released alike', async () => {
    const counts =
      (shift: number) =>
      (cells: readonly PlannedCell[]): CellCount[] =>
        cells.map((cell) => ({ ...cell, count: cell.table === 'T6' ? 12 : 1 + shift }));
    const input = { config: southwark, month: '2026-06', bases: basesAt([southwark], people, '2026-06'), ledger: [] };
    const first = await prepareRelease({ ...input, counts: counts(0) });
    const second = await prepareRelease({ ...input, counts: counts(1) });
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
  });

  it('tells by nothing which of two figures it withheld: not by how long it had to look either', async () => {
    const satisfied = (month: string, base: number) => ({
      measure: 'satisfied',
      group: 'borough',
      from: month,
      to: month,
      base,
    });
    const before = await prepareRelease({
      config: southwark,
      month: '2026-01',
      bases: [satisfied('2026-01', 30)],
      answered: [{ month: '2026-01', constituency: 'E14001085', answers: 30 }],
      ledger: [],
      counts: (cells) => cells.map((cell) => ({ ...cell, count: cell.measure === 'satisfied' ? 9 : 0 })),
    });
    // Ten more of January come late: none of them satisfied, or all.
    const corrected = (satisfiedOfTen: number) =>
      prepareRelease({
        config: southwark,
        month: '2026-02',
        bases: [satisfied('2026-01', 40), satisfied('2026-02', 8)],
        answered: [
          { month: '2026-01', constituency: 'E14001085', answers: 40 },
          { month: '2026-02', constituency: 'E14001085', answers: 8 },
        ],
        ledger: before.ledgerEntries,
        corrections: [{ measure: 'satisfied', answersOf: '2026-01', added: 10, removed: 0, reason: 'late' }],
        counts: (cells) => cells.map((cell) => ({ ...cell, count: cell.from === '2026-01' ? 9 + satisfiedOfTen : 0 })),
      });
    const [none, all] = [await corrected(0), await corrected(10)];
    expect(none.withheld).toContainEqual(expect.objectContaining({ reason: 'would-identify', version: 2 }));
    expect(none).toEqual(all);
  });

  it('still proves nothing when everybody answered alike', async () => {
    for (const answer of [true, false]) {
      const { releases } = await publishThrough('2026-06', unanimous(answer));
      expect(releases[5]!.cells.length + releases[5]!.withheld.length).toBeGreaterThan(20);
    }
  });

  it('says nothing, and why, in a month without an answer', async () => {
    const { releases } = await publishThrough('2026-06', []);
    expect(releases.flatMap(({ cells }) => cells)).toEqual([]);
    expect(releases[5]!.withheld.every(({ sentence }) => sentence.includes('too few to show safely'))).toBe(true);
  });

  it('withholds the later table when the real values would tell, and says when the next one comes', async () => {
    // One block of 20 makes up the whole half-year: exactly half satisfied and exactly half dissatisfied pin each other.
    const bases = [
      { measure: 'satisfied', group: 'borough', from: '2026-06', to: '2026-06', base: 20 },
      { measure: 'dissatisfied', group: 'borough', from: '2026-01', to: '2026-06', base: 20 },
    ];
    const result = await prepareRelease({
      config: southwark,
      month: '2026-06',
      bases,
      ledger: [],
      counts: (cells) => cells.map((cell) => ({ ...cell, count: 10 })),
    });
    expect(result.cells.map(({ table, measure }) => `${table} ${measure}`)).toEqual(['T2 satisfied']);
    const withheld = result.withheld.find(({ reason }) => reason === 'would-identify')!;
    expect(withheld).toMatchObject({ table: 'T5', measure: 'dissatisfied', until: '2026-12' });
    expect(withheld.sentence).toContain('could tell what particular people answered');
    expect(result.ledgerEntries).toContainEqual(expect.objectContaining({ kind: 'withheld', measure: 'dissatisfied' }));
  });

  it('refuses a tampered ledger before it does anything', async () => {
    const ledger = await ledgerThrough('2026-03');
    const tampered = ledger.map((entry, index) =>
      index === 1 ? ({ ...entry, month: '2025-01' } as LedgerEntry) : entry,
    );
    await expect(release('2026-04', tampered)).rejects.toThrow(LedgerTampered);
  });

  it('refuses counts of another base than the one planned, and missing counts', async () => {
    const input = { config: southwark, month: '2026-06', bases: basesAt([southwark], people, '2026-06'), ledger: [] };
    const changed = (cells: readonly PlannedCell[]) =>
      cells.map((cell) => ({ ...cell, count: 1, base: cell.base + 1 }));
    await expect(prepareRelease({ ...input, counts: changed })).rejects.toThrow(BasesRefused);
    await expect(prepareRelease({ ...input, counts: () => [] })).rejects.toThrow('no count was given');
  });

  it('republishes a block that a correction changed by ten answers, and remembers both versions', async () => {
    const ledger = await ledgerThrough('2026-06');
    const gone = people.filter((who) => who.month === '2026-05' && who.answers.has('pressure')).slice(0, 10);
    expect(gone.length).toBe(10);
    const left = people
      .filter((who) => who.month <= '2026-07')
      .map((who) =>
        gone.includes(who)
          ? { ...who, answers: new Map([...who.answers].filter(([measure]) => measure !== 'pressure')) }
          : who,
      );
    const result = await prepareRelease({
      config: southwark,
      month: '2026-07',
      bases: basesAt([southwark], left, '2026-07'),
      ledger,
      corrections: [
        { measure: 'pressure', answersOf: '2026-05', group: 'borough', removed: 10, added: 0, reason: 'sent twice' },
      ],
      counts: (cells) => countsOf([southwark], left, cells),
    });
    expect(result.corrections).toEqual([expect.objectContaining({ outcome: 'republished' })]);
    const again = [
      ...result.cells.filter(({ version }) => version === 2),
      ...result.withheld.filter(({ reason }) => reason === 'would-identify'),
    ];
    expect(again).toContainEqual(expect.objectContaining({ table: 'T2', measure: 'pressure' }));
    verifyLedger([...ledger, ...result.ledgerEntries]);
    expect(chained(ledger, [])).toEqual([]);
  });
});
