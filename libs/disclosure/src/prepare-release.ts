import type { Remaining } from './attack/attack.js';
import type { Run } from './attack/model.js';
import { loadSolver } from './attack/solver.js';
import { toldBy, type AttackGround } from './attack-model.js';
import { decideCell, type Verdicts } from './decide-cell.js';
import { displayShare, displaySmallCount, intervalOf, type Displayed } from './display.js';
import { Geography } from './geography.js';
import { chained, type CellKey, type LedgerRecord } from './ledger.js';
import { BasesRefused, planRelease } from './plan-release.js';
import type { CellCount, PlannedCell, Release, ReleasedCell, ReleaseInput, Withheld } from './release.js';
import { withheldCell } from './withheld.js';

/**
 * The one function a report needs: plans from bases, asks for the counts of the planned cells, attacks each table
 * before it is admitted, and returns what may be shown, what is withheld and what the ledger gains.
 * Throws LedgerTampered, ConfigRefused, BasesRefused.
 */
export async function prepareRelease(given: ReleaseInput): Promise<Release> {
  const input = inOrder(given);
  const { config, month, bases, ledger, onProgress } = input;
  const plan = planRelease(input);
  const counts = countsFor(plan.cells, await input.counts(plan.cells));
  const solver = await loadSolver();

  const firstSequence = ledger.length + 1;
  const ground: Omit<AttackGround, 'random' | 'draw'> = {
    geography: new Geography([config, ...(input.former ?? [])]),
    bases,
    answered: input.answered ?? [],
    corrections: [
      ...ledger.filter((entry) => entry.kind === 'corrected'),
      ...plan.corrections.map((correction, index) => ({ ...correction, sequence: firstSequence + index })),
    ],
    solver,
  };
  const shown = toldBy(ledger);
  const sequence = firstSequence + plan.corrections.length;
  const cells: ReleasedCell[] = [];
  const withheld: Withheld[] = [...plan.withheld];
  const records: LedgerRecord[] = [];
  const remaining: Remaining[] = [];
  const proof = { remaining, cells: 0, coalitions: 0, programmes: 0 };

  const verdicts: Verdicts = new Map();
  const leftBy = new Map<Withheld, readonly Run[]>();
  const cellsOfMeasure = [...Map.groupBy(plan.cells, batchOf).values()].flat();
  for (const [done, cell] of cellsOfMeasure.entries()) {
    onProgress?.({ done, of: cellsOfMeasure.length, doing: `${cell.table} ${cell.measure}` });
    const displayed = displayedOf(cell, counts.get(cell)!, input);
    const placed = { ...keyOf(cell), base: cell.base, sequence };
    const decision = await decideCell(
      placed,
      displaysOf(cell, input),
      displayed,
      shown,
      ground,
      config.thresholds,
      verdicts,
    );
    if (!decision.shown) {
      // Nor what the attack took: the same answers take it as long every time, and that would tell what is withheld.
      const { left } = decision;
      const notShown = withheldCell(cell, cell.cadence, 'would-identify', 0);
      withheld.push(notShown);
      if (left.length > 0) {
        leftBy.set(notShown, left);
        shown.push({ ...placed, displayed: { kind: 'untold', runs: left } });
      }
      continue;
    }
    const result = decision.shown;
    remaining.push(...result.remaining);
    proof.cells += result.cells;
    proof.coalitions += result.coalitions;
    proof.programmes += result.programmes;
    shown.push({ ...placed, displayed });
    const { version, base, coarsened } = cell;
    const interval = displayed.kind === 'share' ? intervalOf(displayed) : null;
    cells.push({ ...keyOf(cell), version, displayed, interval, coarsened });
    records.push({ kind: 'published', month, ...keyOf(cell), version, base, displayed });
  }
  onProgress?.({ done: cellsOfMeasure.length, of: cellsOfMeasure.length, doing: 'finished' });

  const { closing } = plan.blocks;
  const block: LedgerRecord[] = closing ? [{ kind: 'block', month, ...closing }] : [];
  const corrected = plan.corrections.map((correction): LedgerRecord => ({ kind: 'corrected', month, ...correction }));
  for (const cell of withheld) {
    const { version, base, reason } = cell;
    const left = leftBy.get(cell);
    records.push({ kind: 'withheld', month, ...keyOf(cell), version, base, reason, ...(left && { left }) });
  }
  return {
    month,
    blocks: plan.blocks,
    cells,
    withheld,
    corrections: plan.corrections,
    ledgerEntries: chained(ledger, [...corrected, ...block, ...records]),
    proof,
  };
}

/** The same figures in one order: a database may give them in any, and a sealed report must come out the same when it is made again. */
function inOrder(input: ReleaseInput): ReleaseInput {
  const by =
    <T>(nameOf: (each: T) => string) =>
    (a: T, b: T): number =>
      nameOf(a) < nameOf(b) ? -1 : 1;
  return {
    ...input,
    bases: input.bases.toSorted(by(({ measure, group, from, to }) => [measure, group, from, to].join(' '))),
    corrections: input.corrections?.toSorted(
      by(({ measure, answersOf, group, reason }) => [measure, answersOf, group, reason].join(' ')),
    ),
    answered: input.answered?.toSorted(by(({ month, constituency }) => `${month} ${constituency}`)),
  };
}

/** Cells that are decided on one after the other: one measure of one table, of one characteristic where it has several. */
function batchOf({ table, measure, group, from, to, version }: PlannedCell): string {
  const characteristic = table === 'T7' ? group.split(':')[0] : '';
  return [table, measure, characteristic, from, to, version, table === 'T5' ? group : ''].join(' ');
}

function countsFor(cells: readonly PlannedCell[], given: readonly CellCount[]): Map<PlannedCell, number> {
  const name = ({ table, measure, group, from, to }: CellKey) => [table, measure, group, from, to].join(' ');
  const byName = new Map(given.map((each) => [name(each), each]));
  return new Map(
    cells.map((cell) => {
      const found = byName.get(name(cell));
      if (!found) throw new BasesRefused(`no count was given for ${name(cell)}`);
      if (found.base !== cell.base)
        throw new BasesRefused(`${name(cell)} was planned with ${cell.base} answers and counted with ${found.base}`);
      return [cell, found.count];
    }),
  );
}

function displayedOf(cell: PlannedCell, count: number, { config }: ReleaseInput): Displayed {
  const { thresholds } = config;
  if (cell.display === 'small-count') return displaySmallCount(count, thresholds.fewerThan, cell.orMore);
  const options = { showBase: cell.showBase, ...(cell.scale ? { scale: cell.scale } : {}) };
  return displayShare(count, cell.base, thresholds, options)!;
}

/** Everything a cell could show, whatever the answers are. */
function displaysOf(cell: PlannedCell, input: ReleaseInput): Displayed[] {
  const displays = Array.from({ length: cell.base + 1 }, (_, count) => displayedOf(cell, count, input));
  return [...new Map(displays.map((displayed) => [displayed.words, displayed])).values()];
}

function keyOf({ table, measure, group, from, to }: CellKey): CellKey {
  return { table, measure, group, from, to };
}
