import type { Tombstone } from '@answerable/contracts';
import { periodInWords, type CellKey, type LedgerRecord, type Month } from '@answerable/disclosure';
import { dateInWords } from '@answerable/web';

/** A month whose figures no later report gives again. */
export interface Takedown extends Pick<Tombstone, 'takenDownOn' | 'why'> {
  readonly month: Month;
}

/**
 * The months of which at some time no version was left up. A version that came afterwards was made without their figures
 * and brings none back; where a corrected version stayed up, its figures are still given. Pure.
 */
export function takedownsOf(
  publications: readonly { reportId: string; month: Month; number: number }[],
  tombstones: readonly { number: number; content: Tombstone }[],
): Takedown[] {
  const gone = new Set<string>();
  const takedowns = new Map<Month, Takedown>();
  for (const { number, content } of tombstones.toSorted((a, b) => a.number - b.number)) {
    gone.add(content.id);
    const month = publications.find(({ reportId }) => reportId === content.id)!.month;
    const before = publications.filter((each) => each.month === month && each.number < number);
    if (!takedowns.has(month) && before.every(({ reportId }) => gone.has(reportId)))
      takedowns.set(month, { month, takenDownOn: content.takenDownOn, why: content.why });
  }
  return [...takedowns.values()].toSorted((a, b) => (a.month < b.month ? -1 : 1));
}

/** Cells of which some version was taken down: none of theirs is given again, not an earlier one and not a corrected one. Pure. */
export function takenDownCells(ledger: readonly LedgerRecord[], takedowns: readonly Takedown[]): CellKey[] {
  const months = new Set(takedowns.map(({ month }) => month));
  return ledger.filter((entry) => entry.kind === 'published').filter(({ month }) => months.has(month));
}

/** What a report may still show. The gate goes on knowing all of it: what was read once is known. Pure. */
export function withoutTakenDown<T extends LedgerRecord>(ledger: readonly T[], takedowns: readonly Takedown[]): T[] {
  const months = new Set(takedowns.map(({ month }) => month));
  const gone = new Set(takenDownCells(ledger, takedowns).map(nameOf));
  return ledger.filter(
    (entry) =>
      (entry.kind !== 'published' && entry.kind !== 'withheld') ||
      (!months.has(entry.month) && !gone.has(nameOf(entry))),
  );
}

const nameOf = ({ table, measure, group, from, to }: CellKey): string => [table, measure, group, from, to].join(' ');

/** What every later report says of it. */
export function takedownNote({ month, takenDownOn, why }: Takedown): string {
  return `The report for ${periodInWords({ from: month, to: month })} was taken down on ${dateInWords(takenDownOn)}: ${lowered(why)} Its figures are not given again.`;
}

const lowered = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
