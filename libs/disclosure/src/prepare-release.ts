import { attack, NoWorld, type AttackResult, type Remaining } from './attack/attack.js';
import { seededRandom } from './attack/random.js';
import { loadSolver, SolverUndecided } from './attack/solver.js';
import { attackModel, type AttackGround, type ShownCell } from './attack-model.js';
import { displayShare, displaySmallCount, intervalOf, type Displayed } from './display.js';
import { familyOf } from './families.js';
import { Geography } from './geography.js';
import { chained, type CellKey, type LedgerRecord } from './ledger.js';
import { BasesRefused, planRelease } from './plan-release.js';
import type { CellCount, PlannedCell, Release, ReleasedCell, ReleaseInput, Withheld } from './release.js';
import { withheldCell } from './withheld.js';

/** Tables tried before a release is given up as unsafe. */
const draws = 20;

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
  const shown: ShownCell[] = ledger.filter((entry) => entry.kind === 'published');
  const sequence = firstSequence + plan.corrections.length;
  const cells: ReleasedCell[] = [];
  const withheld: Withheld[] = [...plan.withheld];
  const records: LedgerRecord[] = [];
  const remaining: Remaining[] = [];
  const proof = { remaining, cells: 0, coalitions: 0, programmes: 0 };

  const batches = [...Map.groupBy(plan.cells, batchOf).values()];
  for (const [done, batch] of batches.entries()) {
    onProgress?.({ done, of: batches.length, doing: `${batch[0]!.table} ${batch[0]!.measure}` });
    const candidates = batch.map((cell) => ({
      ...cell,
      displayed: displayedOf(cell, counts.get(cell)!, input),
      sequence,
    }));
    const result = await attackBatch(shown, candidates, ground, config.thresholds);
    if (!result.safe) {
      // Nor what the attack took: the same answers take it as long every time, and that would tell what is withheld.
      withheld.push(...batch.map((cell) => withheldCell(cell, cell.cadence, 'would-identify', 0)));
      continue;
    }
    remaining.push(...result.remaining);
    proof.cells += result.cells;
    proof.coalitions += result.coalitions;
    proof.programmes += result.programmes;
    shown.push(...candidates);
    for (const { displayed, version, base, coarsened, ...cell } of candidates) {
      const interval = displayed.kind === 'share' ? intervalOf(displayed) : null;
      cells.push({ ...keyOf(cell), version, displayed, interval, coarsened });
      records.push({ kind: 'published', month, ...keyOf(cell), version, base, displayed });
    }
  }
  onProgress?.({ done: batches.length, of: batches.length, doing: 'finished' });

  const { closing } = plan.blocks;
  const block: LedgerRecord[] = closing ? [{ kind: 'block', month, ...closing }] : [];
  const corrected = plan.corrections.map((correction): LedgerRecord => ({ kind: 'corrected', month, ...correction }));
  for (const { version, base, reason, ...cell } of withheld)
    records.push({ kind: 'withheld', month, ...keyOf(cell), version, base, reason });
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

/**
 * Attacks the candidates over a table inside the known margins. A table that contradicts the figures cannot be the real
 * one and is drawn again; when none can be drawn, or the solver cannot decide, nothing is known of the risk and the
 * candidates are not safe.
 */
async function attackBatch(
  shown: readonly ShownCell[],
  candidates: readonly ShownCell[],
  ground: Omit<AttackGround, 'random' | 'draw'>,
  { possibleValues, knownRespondents }: ReleaseInput['config']['thresholds'],
): Promise<AttackResult & { safe: boolean }> {
  const family = familyOf(candidates[0]!.measure);
  const random = seededRandom(1);
  for (let draw = 0; draw < draws; draw += 1) {
    const model = attackModel(family, shown, candidates, { ...ground, random, draw });
    try {
      const result = await attack(
        model,
        { possibleValues, knownRespondents, stopAtFirst: true, seed: 1 },
        ground.solver,
      );
      return { ...result, safe: result.findings.length === 0 };
    } catch (error) {
      if (error instanceof SolverUndecided) break;
      if (!(error instanceof NoWorld)) throw error;
    }
  }
  return { remaining: [], findings: [], cells: 0, coalitions: 0, programmes: 0, safe: false };
}

/** Cells admitted or withheld together: one measure of one table, of one characteristic where it has several. */
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

function keyOf({ table, measure, group, from, to }: CellKey): CellKey {
  return { table, measure, group, from, to };
}
