import type { ReportShare, ReportTable, ReportTableId } from '@answerable/contracts';
import {
  borough,
  halfOf,
  quarterOf,
  type CellKey,
  type LedgerRecord,
  type ReportingAreaConfig,
} from '@answerable/disclosure';
import { measureWords } from './measure-words.js';
import {
  earlierWithheld,
  newestOf,
  reportPeriodOf,
  shownShare,
  smallCount,
  withheldCount,
  withheldShare,
  type GroupName,
} from './share.js';
import { withheldWords } from './withheld-lines.js';

const tableTitles: Readonly<
  Record<
    Exclude<ReportTableId, 'T1'>,
    { title: (place: string) => string; sentence: string; empty: (month: string) => string }
  >
> = {
  T2: {
    title: (place) => `The three headlines, whole of ${place}`,
    sentence: 'Every answer belongs to one figure. Figures are not averaged or smoothed.',
    empty: () => 'No figure yet.',
  },
  T3: {
    title: () => 'The three headlines, by area',
    sentence:
      'Half-year figures. Differences between areas within their ranges are what chance does; this is no league table.',
    empty: (month) =>
      `The first figures by area come with the report for ${reportPeriodOf({ from: halfOf(month).to, to: halfOf(month).to }).words}.`,
  },
  T4: {
    title: () => 'The three headlines, by constituency within the joint area',
    sentence: 'The two larger of the three constituencies, once a year; the third is never shown.',
    empty: (month) =>
      `The first figures come with the report for December ${month.slice(0, 4)}, if enough people have answered.`,
  },
  T5: {
    title: (place) => `How people were treated, whole of ${place}`,
    sentence: 'Half-year figures, one share for each question. Figures on how pressure was felt come once a year.',
    empty: (month) =>
      `The first figures come with the report for ${reportPeriodOf({ from: halfOf(month).to, to: halfOf(month).to }).words}.`,
  },
  T6: {
    title: () => 'Help people asked for',
    sentence: 'What people asked Victim Support to help them with, with their consent; by quarter.',
    empty: (month) =>
      `The first figures come with the report for ${reportPeriodOf({ from: quarterOf(month).to, to: quarterOf(month).to }).words}, if enough people have answered.`,
  },
  T7: {
    title: () => 'Treated worse because of who they are',
    sentence: 'By one characteristic at a time, once a year.',
    empty: (month) =>
      `The first figures come with the report for December ${month.slice(0, 4)}, if enough people have answered.`,
  },
};

export interface LedgerTableInput {
  readonly organisation: { readonly name: string };
  readonly config: Pick<ReportingAreaConfig, 'areas'>;
  readonly month: string;
  readonly ledger: readonly LedgerRecord[];
}

/** A table from the newest the ledger has on each of its cells, shown or withheld; of T2 also earlier blocks that have no figure. Pure. */
export function ledgerTable(
  id: Exclude<ReportTableId, 'T1'>,
  input: LedgerTableInput,
  groupName: GroupName,
): ReportTable {
  const earlier = id === 'T2' ? earlierWithheld(input.ledger) : [];
  const records = [...earlier, ...newestOf(input.ledger, id)].toSorted(
    (a, b) => Number(isPart(a)) - Number(isPart(b)) || order(a.measure) - order(b.measure),
  );
  const { title, sentence, empty } = tableTitles[id];
  const counts = records.flatMap((each) => {
    if (each.kind === 'withheld') return id === 'T6' ? [withheldCount(each, withheldWords[each.reason].says)] : [];
    return each.displayed.kind === 'count' ? [smallCount(each, each.displayed)] : [];
  });
  const shares = records.flatMap((each): ReportShare[] => {
    if (each.kind === 'withheld') {
      const { reason, says } = withheldWords[each.reason];
      return id === 'T6' ? [] : [withheldShare(each, reason, says, groupName)];
    }
    return each.displayed.kind === 'share' ? [shownShare(each, each.displayed, groupName)] : [];
  });
  const newest = records.toSorted((a, b) => b.to.localeCompare(a.to))[0];
  return {
    id,
    title: title(input.organisation.name),
    period: newest ? reportPeriodOf(newest) : null,
    sentence:
      records.length > 0
        ? sentence
        : id === 'T4' && !poolsConstituencies(input.config)
          ? noneJoined
          : empty(input.month),
    counts,
    shares,
  };
}

const noneJoined = 'Every constituency is an area of its own here; none are joined.';
/** T4 says more about an area that joins several constituencies; where none does, there is nothing for it to say. */
export const poolsConstituencies = ({ areas }: Pick<ReportingAreaConfig, 'areas'>): boolean =>
  areas.some(({ constituencies }) => constituencies.length > 2);

const measureOrder = Object.keys(measureWords);
/** T5 shows some measures for a part of the cases only; they follow those of everybody. */
const isPart = ({ table, group }: CellKey): boolean => table === 'T5' && group !== borough;
const order = (measure: string): number => measureOrder.indexOf(measure);
