import type { Correction, LedgerEntry } from './ledger.js';
import { within, type Period } from './month.js';
import type { Base } from './release.js';
import { borough, type TableId } from './tables.js';

/** Tables of the headlines: a figure of theirs is given again when ten of its own answers came or went. */
export const correctedTables: readonly TableId[] = ['T2', 'T3', 'T4'];

/**
 * Answers that came or went after their figure was published, for every published cell by its own base against the one the
 * ledger noted: the records behind the borough, an area and a constituency are unlinked, and late each on its own. `bases`
 * are those of the months, half-years and years of `reach`. Pure.
 */
export function lateAnswers(ledger: readonly LedgerEntry[], bases: readonly Base[], reach: Period): Correction[] {
  const newest = new Map<string, LedgerEntry & { kind: 'published' }>();
  for (const entry of ledger) {
    if (entry.kind === 'published' && correctedTables.includes(entry.table) && within(entry, reach))
      newest.set([entry.table, entry.measure, entry.group, entry.from].join(' '), entry);
  }
  return [...newest.values()].flatMap(({ measure, group, from, to, base, sequence }): Correction[] => {
    const known = ledger
      .filter((each) => each.kind === 'corrected')
      .filter((each) => each.measure === measure && (each.group ?? borough) === group && each.sequence > sequence)
      .filter(({ answersOf }) => answersOf >= from && answersOf <= to)
      .reduce((sum, { added, removed }) => sum + added - removed, base);
    const held = bases
      .filter((each) => each.measure === measure && each.group === group && within(each, { from, to }))
      .reduce((sum, each) => sum + each.base, 0);
    if (held === known) return [];
    const [added, removed] = [Math.max(0, held - known), Math.max(0, known - held)];
    return [{ measure, group, answersFrom: from, answersOf: to, added, removed, reason: 'arrived after publication' }];
  });
}
