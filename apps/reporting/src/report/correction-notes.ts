import type { ReportContent } from '@answerable/contracts';
import {
  borough,
  periodInWords,
  type CellKey,
  type Correction,
  type LedgerRecord,
  type Release,
} from '@answerable/disclosure';
import { NOT_SHOWN, wordsOf, type GroupName } from './share.js';

/** What the version before had corrected stays corrected. Pure. */
export const correctedBefore = ({ correction }: ReportContent): string[] =>
  correction?.changes.map(
    ({ what, before, after }) => `An earlier version corrected this. ${what}: was “${before}”, is “${after}”.`,
  ) ?? [];

/**
 * One sentence for each period and area, however many measures it touched; none where nothing was published yet that they could
 * have changed. `shown`: the ledger without what was taken down, of which its own note speaks.
 */
export function noted({ corrections, cells }: Release, shown: readonly LedgerRecord[], groupName: GroupName): string[] {
  const answersWhere = (test: (correction: Release['corrections'][number]) => boolean): string[] => [
    ...new Set(
      corrections.filter(test).map(({ answersOf, answersFrom = answersOf, group = borough }) => {
        const period = periodInWords({ from: answersFrom, to: answersOf });
        return group === borough ? period : `${period} in ${groupName(group)}`;
      }),
    ),
  ];
  const published = shown.filter((entry) => entry.kind === 'published');
  const again = cells.filter(({ version }) => version > 1);
  return [
    ...answersWhere((each) => each.outcome === 'noted' && published.some(countsAnswersOf(each))).map(
      (those) => `Fewer than 10 answers of ${those} were corrected; that is too few to publish the figure again.`,
    ),
    ...answersWhere((each) => each.outcome === 'republished' && !again.some(countsAnswersOf(each))).map(
      (those) =>
        `Answers of ${those} were corrected, and not every figure is given again: with the earlier one it could tell what particular people answered.`,
    ),
  ];
}

const countsAnswersOf =
  ({ measure, answersOf, group = borough }: Correction) =>
  (cell: CellKey): boolean =>
    cell.measure === measure && cell.group === group && cell.from <= answersOf && cell.to >= answersOf;

/** What a republished figure said before and says now. */
export function corrected(
  ledger: readonly LedgerRecord[],
  { month, cells }: Release,
  groupName: GroupName,
): ReportContent['correction'] {
  const republished = cells.filter(({ version }) => version > 1);
  if (republished.length === 0) return null;
  return {
    replaces: null,
    why: 'Answers were corrected after publication.',
    changes: republished.flatMap(({ table, measure, group, from, to, displayed }) => {
      const before = ledger.findLast(
        (entry) =>
          entry.kind === 'published' &&
          entry.month < month &&
          entry.table === table &&
          entry.measure === measure &&
          entry.group === group &&
          entry.from === from &&
          entry.to === to,
      );
      const words = before?.kind === 'published' ? before.displayed.words : NOT_SHOWN;
      // A figure that was counted again and displays as before is no change to a reader.
      if (words === displayed.words) return [];
      const name = group === 'borough' ? [] : [groupName(group)];
      const what = [table, wordsOf(measure).label, ...name, periodInWords({ from, to })].join(', ');
      return [{ what, before: words, after: displayed.words }];
    }),
  };
}
