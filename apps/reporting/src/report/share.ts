import type { ReportCount, ReportPeriod, ReportShare, ShownShare, WithheldReason } from '@answerable/contracts';
import {
  intervalOf,
  periodInWords,
  type CellKey,
  type DisplayedCount,
  type DisplayedShare,
  type LedgerRecord,
  type Period,
} from '@answerable/disclosure';
import { measureWords, type MeasureWords } from './measure-words.js';

/** What stands in place of a figure that is withheld. */
export const NOT_SHOWN = 'not shown';

export type GroupName = (group: string) => string;

/** What the ledger says was published or withheld, and nothing else, becomes what readers see. Pure. */
export function shownShare(cell: CellKey, displayed: DisplayedShare, groupName: GroupName): ShownShare {
  const { label, said } = wordsOf(cell.measure);
  const interval = intervalOf(displayed);
  // Outwards: in whole percent it must not be narrower than it is.
  const couldBe = { low: Math.floor(interval.low * 100), high: Math.ceil(interval.high * 100) };
  return {
    shown: true,
    measure: cell.measure,
    label,
    group: { id: cell.group, name: groupName(cell.group) },
    period: reportPeriodOf(cell),
    scale: displayed.scale,
    words: displayed.words,
    share: { low: percent(displayed.low), high: percent(displayed.high) },
    couldBe,
    answers: displayed.base,
    sentence: `${capital(displayed.words)} of the people who answered ${said}. The true figure could be between ${couldBe.low}% and ${couldBe.high}%.`,
  };
}

export function withheldShare(
  cell: CellKey,
  reason: WithheldReason,
  sentence: string,
  groupName: GroupName,
): ReportShare {
  return {
    shown: false,
    measure: cell.measure,
    label: wordsOf(cell.measure).label,
    group: { id: cell.group, name: groupName(cell.group) },
    period: reportPeriodOf(cell),
    reason,
    sentence,
  };
}

export function smallCount(cell: CellKey, displayed: DisplayedCount): ReportCount {
  return {
    id: cell.measure,
    label: wordsOf(cell.measure).label,
    about: displayed.about,
    words: displayed.words,
    note: null,
  };
}

export function withheldCount({ measure }: CellKey, says: string): ReportCount {
  return { id: measure, label: wordsOf(measure).label, about: null, words: NOT_SHOWN, note: says };
}

export function reportPeriodOf({ from, to }: Period): ReportPeriod {
  return { from, to, words: periodInWords({ from, to }) };
}

/**
 * For each measure and group of a table the newest thing the ledger has on it, published or withheld: a half-year's figure
 * stays in the reports until the next one. A correction's later version replaces the earlier, unless it had to be withheld:
 * then the figure stands as it was published, and the report of the correction says so. In the order of first appearance.
 */
export function newestOf(
  ledger: readonly LedgerRecord[],
  table: CellKey['table'],
): Extract<LedgerRecord, { kind: 'published' | 'withheld' }>[] {
  const newest = new Map<string, Extract<LedgerRecord, { kind: 'published' | 'withheld' }>>();
  for (const record of ledger) {
    if ((record.kind !== 'published' && record.kind !== 'withheld') || record.table !== table) continue;
    const key = `${record.measure}/${record.group}`;
    const known = newest.get(key);
    if (!known || known.to < record.to || (known.to === record.to && record.kind === 'published'))
      newest.set(key, record);
  }
  const records = [...newest.values()];
  if (!byPlaceOrGroup.has(table)) return records;
  const last = records.reduce((latest, { to }) => (to > latest ? to : latest), '');
  return records.filter(({ to }) => to === last);
}

/** Earlier blocks of the headlines that have no figure: without a row of theirs the months would seem left out. */
export function earlierWithheld(ledger: readonly LedgerRecord[]): Extract<LedgerRecord, { kind: 'withheld' }>[] {
  const nameOf = ({ measure, from }: CellKey) => `${measure}/${from}`;
  const known = new Set<string>();
  for (const record of [...newestOf(ledger, 'T2'), ...ledger.filter(({ kind }) => kind === 'published')])
    if ('table' in record && record.table === 'T2') known.add(nameOf(record));
  const isEarlier = (record: LedgerRecord) =>
    record.kind === 'withheld' && record.table === 'T2' && !known.has(nameOf(record));
  return ledger.filter(isEarlier) as Extract<LedgerRecord, { kind: 'withheld' }>[];
}

/** Tables whose rows change with boundaries or with who answered: a row of an earlier period is none of the newest. */
const byPlaceOrGroup: ReadonlySet<CellKey['table']> = new Set(['T3', 'T4', 'T7']);

/** Published borough blocks of a headline, oldest first, each in its newest version. */
export function blocksOfHeadline(
  ledger: readonly LedgerRecord[],
  measure: string,
): { cell: CellKey; displayed: DisplayedShare }[] {
  const blocks = new Map<string, { cell: CellKey; displayed: DisplayedShare }>();
  for (const record of ledger)
    if (
      record.kind === 'published' &&
      record.table === 'T2' &&
      record.measure === measure &&
      record.displayed.kind === 'share'
    )
      blocks.set(record.from, { cell: record, displayed: record.displayed });
  return [...blocks.values()].toSorted((a, b) => a.cell.from.localeCompare(b.cell.from));
}

export function wordsOf(measure: string): MeasureWords {
  const words = measureWords[measure];
  if (!words) throw new Error(`the report has no words for measure ${measure}`);
  return words;
}

export function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Percent with at most one decimal: 33.3 for a third. */
function percent(share: number): number {
  return Math.round(share * 1000) / 10;
}
