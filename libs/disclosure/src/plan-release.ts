import type { Block } from './blocks.js';
import { checkedConfig, configAt, type ReportingAreaConfig } from './config.js';
import { verifyLedger, type CellKey, type Correction, type LedgerEntry } from './ledger.js';
import { correctedTables } from './late-answers.js';
import { addMonths, halfOf, quarterOf, within, yearOf, type Month, type Period } from './month.js';
import type { Base, PlannedCell, ReleaseInput, ReleasePlan, Withheld } from './release.js';
import { countSafeAlone, leastBaseOfCounts, scaleSafeAlone } from './safe-alone.js';
import { borough, characteristics, tableRows, type Group, type TableRow } from './tables.js';
import { withheldCell } from './withheld.js';

/** Bases or months that do not fit what the ledger says was published. */
export class BasesRefused extends Error {
  override readonly name = 'BasesRefused';
}

export type PlanInput = Omit<ReleaseInput, 'counts' | 'onProgress' | 'answered'>;

/**
 * What bases and the calendar decide about a month's report; it sees no answer.
 * Throws LedgerTampered, ConfigRefused, BasesRefused.
 */
export function planRelease(input: PlanInput): ReleasePlan {
  const config = checkedConfig(input.config);
  verifyLedger(input.ledger);
  const { month, ledger } = input;
  const later = ledger.find((entry) => entry.month >= month);
  if (later)
    throw new BasesRefused(
      `the ledger already holds the report of ${later.month}; ${month} cannot be released after it`,
    );
  mustMatchLedger(input);

  const blocks = blocksAt(input);
  const cells: PlannedCell[] = [];
  const withheld: Withheld[] = [];
  const decide = (row: TableRow, key: CellKey, version: number) => {
    const decision = decideCell(row, key, version, input);
    if ('reason' in decision) withheld.push(decision);
    else cells.push(decision);
  };
  const corrections = correctionsOf(input);
  for (const cell of corrections.republished) decide(rowOf(cell), cell, cell.version + 1);
  for (const row of tableRows) {
    const period = periodClosing(row, month, blocks.closing);
    if (!period || period.to < config.startsAt) continue;
    for (const measure of measuresOf(row, period, input.bases)) {
      for (const group of groupsOf(row, measure, period, config, input.bases)) {
        decide(row, { table: row.table, measure, group, ...period }, 1);
      }
    }
  }
  return { month, blocks, cells, withheld, corrections: corrections.all };
}

/** Sum of the bases of a measure and group within a period. */
export function baseOf(bases: readonly Base[], measure: string, group: Group, period: Period): number {
  return bases
    .filter((each) => each.measure === measure && each.group === group && within(each, period))
    .reduce((sum, { base }) => sum + base, 0);
}

function decideCell(
  row: TableRow,
  key: CellKey,
  version: number,
  { config, former = [], bases }: PlanInput,
): PlannedCell | Withheld {
  const { thresholds } = config;
  const base = baseOf(bases, key.measure, key.group, key);
  const known = { ...keyOf(key), version, base };
  const least = row.fromBase ? thresholds[row.fromBase] : 0;
  const otherGroups =
    row.groups === 'two-larger-pooled-constituencies'
      ? thirdOf(configAt([config, ...former], key.to), bases, key)
      : row.otherSide?.group;
  const otherLeast = row.otherSide ? thresholds[row.otherSide.fromBase] : thresholds.constituencyHidden;
  if (otherGroups !== undefined && base >= least && baseOf(bases, key.measure, otherGroups, key) < otherLeast) {
    return withheldCell(known, row.cadence, 'other-side-too-small', otherLeast);
  }
  const planned = { ...known, cadence: row.cadence, display: row.display, showBase: row.showBase };
  if (row.display === 'small-count') {
    const top = base >= least ? countSafeAlone(base, thresholds) : null;
    return top
      ? { ...planned, ...top, scale: null, coarsened: top.orMore !== null }
      : withheldCell(known, row.cadence, 'too-few-answers', leastBaseOfCounts(least, thresholds));
  }
  const choice = base >= least ? scaleSafeAlone(base, thresholds) : null;
  return choice
    ? { ...planned, ...choice, orMore: null }
    : withheldCell(known, row.cadence, 'too-few-answers', Math.max(least, thresholds.scales[0]!.fromBase));
}

/** The block that closes at this month end, if one does, and what stays open otherwise. */
function blocksAt({ config, month, bases, ledger }: PlanInput): ReleasePlan['blocks'] {
  const last = ledger.findLast((entry) => entry.kind === 'block');
  const from = last ? addMonths(last.to, 1) : config.startsAt;
  if (month < from) return { closing: null, open: null };
  if (halfOf(from).to < month)
    throw new BasesRefused(`the half-year of ${from} never closed; ${month} cannot be released before it`);
  const block: Block = { from, to: month, base: baseOf(bases, 'satisfied', borough, { from, to: month }) };
  const closes = block.base >= config.thresholds.block || month === halfOf(month).to;
  return closes ? { closing: block, open: null } : { closing: null, open: block };
}

function periodClosing(row: TableRow, month: Month, closing: Block | null): Period | null {
  if (row.cadence === 'block') return closing && { from: closing.from, to: closing.to };
  const period = { quarter: quarterOf, 'half-year': halfOf, year: yearOf }[row.cadence](month);
  return period.to === month ? period : null;
}

function measuresOf(row: TableRow, period: Period, bases: readonly Base[]): string[] {
  return row.measures.flatMap((measure) => {
    if (!measure.endsWith('*')) return [measure];
    const prefix = measure.slice(0, -1);
    const given = bases.filter((each) => each.measure.startsWith(prefix) && within(each, period));
    return [...new Set(given.map((each) => each.measure))].sort();
  });
}

function groupsOf(
  row: TableRow,
  measure: string,
  period: Period,
  config: ReportingAreaConfig,
  bases: readonly Base[],
): readonly Group[] {
  if (row.groups === 'areas') return config.areas.map(({ id }) => id);
  if (row.groups === 'two-larger-pooled-constituencies') return pooledBySize(config, bases, period).slice(0, 2);
  if (row.groups !== 'characteristics') return row.groups;
  const given = bases.filter((each) => each.measure === measure && within(each, period)).map(({ group }) => group);
  const isOne = (group: Group) => (characteristics as readonly string[]).includes(group.split(':')[0]!);
  return [...new Set(given)].filter(isOne).sort();
}

/**
 * Constituencies of the area that pools several, the one with most answers to headline 1 first (ties by code): one order for all
 * headlines, so that the third of a year is in none of them.
 */
function pooledBySize(config: ReportingAreaConfig, bases: readonly Base[], period: Period): Group[] {
  const pooled = config.areas.find(({ constituencies }) => constituencies.length > 2)?.constituencies ?? [];
  return [...pooled].sort(
    (a, b) => baseOf(bases, 'satisfied', b, period) - baseOf(bases, 'satisfied', a, period) || a.localeCompare(b),
  );
}

function thirdOf(config: ReportingAreaConfig, bases: readonly Base[], key: CellKey): Group | undefined {
  return pooledBySize(config, bases, key)[2];
}

/** Corrections with what becomes of them: a published cell that changed by enough answers is republished. */
function correctionsOf({ config, ledger, corrections = [], takenDown = [] }: PlanInput) {
  const past = ledger.filter((entry) => entry.kind === 'corrected');
  const latest = new Map<string, LedgerEntry & { kind: 'published' }>();
  for (const entry of ledger) {
    if (entry.kind === 'published') latest.set(cellName(entry), entry);
  }
  const touches = (cell: CellKey, correction: Correction) =>
    correctsBaseOf(cell, correction) || (cell.measure === 'dissatisfied' && changesComplement(cell, correction));
  const gone = new Set(takenDown.map(cellName));
  const republished = [...latest.values()].filter((cell) => {
    if (gone.has(cellName(cell))) return false;
    const waiting = past.filter((entry) => entry.sequence > cell.sequence);
    const changed = [...waiting, ...corrections]
      .filter((correction) => touches(cell, correction))
      // An answer that changed is one removed and one added, and one answer all the same.
      .reduce((sum, { removed, added }) => sum + Math.max(removed, added), 0);
    return changed >= config.thresholds.correction && corrections.some((correction) => touches(cell, correction));
  });
  return {
    republished,
    all: corrections.map((correction) => ({
      ...correction,
      outcome: republished.some((cell) => touches(cell, correction)) ? ('republished' as const) : ('noted' as const),
    })),
  };
}

/** Whether a correction is of the very records a cell counts. What was changed where it lay is known of the borough alone. */
function correctsBaseOf(cell: CellKey, { measure, answersOf, group = borough }: Correction): boolean {
  return cell.measure === measure && cell.group === group && within({ from: answersOf, to: answersOf }, cell);
}

/** A changed answer to headline 1 is changed in the record of T5 too. */
function changesComplement(cell: CellKey, { measure, answersOf, group }: Correction): boolean {
  return measure === 'satisfied' && group === undefined && within({ from: answersOf, to: answersOf }, cell);
}

function rowOf(cell: CellKey): TableRow {
  const fits = (row: TableRow) =>
    row.table === cell.table &&
    row.measures.some((measure) =>
      measure.endsWith('*') ? cell.measure.startsWith(measure.slice(0, -1)) : measure === cell.measure,
    ) &&
    (typeof row.groups === 'string' || row.groups.includes(cell.group));
  return tableRows.find(fits)!;
}

function keyOf({ table, measure, group, from, to }: CellKey): CellKey {
  return { table, measure, group, from, to };
}

function cellName({ table, measure, group, from, to }: CellKey): string {
  return [table, measure, group, from, to].join(' ');
}

/** Published headlines still have the bases the ledger remembers, corrections apart; of areas and constituencies as far as given. */
function mustMatchLedger({ month, bases, ledger, corrections = [] }: PlanInput): void {
  const year = yearOf(month);
  const all: readonly (Correction & { sequence?: number })[] = [
    ...ledger.filter((entry) => entry.kind === 'corrected'),
    ...corrections,
  ];
  for (const entry of ledger) {
    if (entry.kind !== 'published' || !correctedTables.includes(entry.table) || !within(entry, year)) continue;
    if (entry.table !== 'T2' && !bases.some((each) => each.group === entry.group && within(each, entry))) continue;
    const since = all.filter(
      (correction) => correctsBaseOf(entry, correction) && (correction.sequence ?? Infinity) > entry.sequence,
    );
    const expected = since.reduce((base, { removed, added }) => base + added - removed, entry.base);
    const given = baseOf(bases, entry.measure, entry.group, entry);
    if (given !== expected) {
      throw new BasesRefused(
        `${entry.measure} ${entry.group} ${entry.from} to ${entry.to} now has ${given} answers, the ledger says ${expected}: record a correction`,
      );
    }
  }
}
