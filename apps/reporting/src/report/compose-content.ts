import type {
  Organisation,
  ReportContent,
  ReportHeadline,
  ReportShare,
  ReportTable,
  ReportTableId,
  WithheldReason,
} from '@answerable/contracts';
import {
  alarmOf,
  borough,
  halfOf,
  headlines,
  quarterOf,
  yearOf,
  type CellKey,
  type LedgerRecord,
  type ReportingAreaConfig,
  type Withheld,
} from '@answerable/disclosure';
import type { CoverageCounts } from '../coverage/coverage-counts.js';
import { coverageTable } from './coverage-table.js';
import { groupWords, headlineQuestions, measureWords, standing, terms } from './measure-words.js';
import {
  blocksOfHeadline,
  newestOf,
  reportPeriodOf,
  shownShare,
  smallCount,
  withheldShare,
  wordsOf,
  type GroupName,
} from './share.js';
import { maySay, mayNotSay, nextFigureSentence, summarySentences } from './sentences.js';

/** Version of the release rules, raised with every change of what may be shown. */
const rules = 'release-rules/2026-1';

export interface Composition {
  readonly organisation: Organisation;
  readonly config: ReportingAreaConfig;
  readonly month: string;
  readonly version: number;
  readonly preparedOn: string;
  readonly releaseOn: string;
  readonly coverage: CoverageCounts;
  readonly halfYearCoverage: CoverageCounts | null;
  /** Everything published or withheld so far, this report's own entries included: the only source of shares. */
  readonly ledger: readonly LedgerRecord[];
  readonly withheld: readonly Withheld[];
  /** Valid answers since the last block; null when a block closed with this month. */
  readonly waiting: number;
  readonly blockClosed: boolean;
  readonly incomplete: readonly string[];
  readonly gate: string;
  readonly questionnaireVersions: readonly string[];
  readonly correction: ReportContent['correction'];
  readonly notes: readonly string[];
}

/** The whole content of a report, from displayed values only. Pure. */
export function composeContent(input: Composition): ReportContent {
  const { organisation, config, month } = input;
  const t1 = coverageTable({
    period: { from: month, to: month },
    month: input.coverage,
    halfYear: input.halfYearCoverage,
    answersTowardsNext: input.waiting,
  });
  const groupName = groupNames(organisation, config);
  const reportHeadlines = headlines.map((measure) => headline(measure, input, groupName));
  const content: Omit<ReportContent, 'summary' | 'maySay' | 'mayNotSay' | 'nextFigure'> = {
    format: 'answerable-report/1',
    id: reportIdOf(organisation.id, month, input.version),
    organisation: { id: organisation.id, name: organisation.name },
    month,
    version: input.version,
    title: `${organisation.name}: what people said about how the police handled their case`,
    preparedOn: input.preparedOn,
    releaseOn: input.releaseOn,
    headlines: reportHeadlines,
    withheld: [...withheldLines(input), ...notYetDue(month)],
    standing,
    tables: [t1, ...(['T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const).map((id) => ledgerTable(id, input, groupName))],
    correction: input.correction,
    notes: [...input.notes, ...input.incomplete],
    terms: [...terms],
    made: {
      questionnaireVersions: [...input.questionnaireVersions],
      areasFrom:
        organisation.reportingAreas.findLast((each) => each.from.slice(0, 7) <= month)?.from ?? organisation.goLive,
      rules,
      gate: input.gate,
    },
  };
  const nextFigure = nextFigureSentence(input.waiting, config.thresholds.block, reportHeadlines, month);
  return {
    ...content,
    nextFigure,
    summary: summarySentences(t1, reportHeadlines, input.blockClosed, nextFigure, month),
    maySay: maySay(t1, reportHeadlines),
    mayNotSay: mayNotSay(),
  };
}

export const reportIdOf = (organisationId: string, month: string, version: number): string =>
  `${organisationId}-${month}-v${version}`;

function headline(measure: (typeof headlines)[number], input: Composition, groupName: GroupName): ReportHeadline {
  const published = blocksOfHeadline(input.ledger, measure);
  const blocks = published.map(({ cell, displayed }) => shownShare(cell, displayed, groupName));
  const period = { from: input.month, to: input.month };
  const none: ReportShare = withheldShare(
    { table: 'T2', measure, group: 'borough', ...period },
    'not-yet-due',
    `The first figure comes when ${input.config.thresholds.block} people have answered.`,
    groupName,
  );
  return {
    measure,
    question: headlineQuestions[measure],
    newest: blocks.at(-1) ?? none,
    blocks,
    changed: changed(
      measure,
      input,
      published.map(({ displayed }) => displayed),
    ),
  };
}

function changed(
  measure: string,
  { config }: Composition,
  displayed: Parameters<typeof alarmOf>[1],
): ReportHeadline['changed'] {
  const reference = config.references[measure];
  const alarm = alarmOf(reference, displayed);
  if (alarm === null || reference === undefined)
    return { signal: 'too-early', sentence: 'Too early to say: it takes three figures.' };
  const level = `about ${Math.round(reference * 100)}%, the level fixed in advance`;
  if (alarm.signal === 'above')
    return { signal: 'more', sentence: `More than ${level}, and more than chance explains.` };
  if (alarm.signal === 'below')
    return { signal: 'fewer', sentence: `Fewer than ${level}, and more than chance explains.` };
  return { signal: 'chance', sentence: 'Nothing that is more than chance.' };
}

const tableTitles: Readonly<
  Record<Exclude<ReportTableId, 'T1'>, { title: string; sentence: string; empty: (month: string) => string }>
> = {
  T2: {
    title: 'The three headlines, whole borough',
    sentence: 'Every answer belongs to one figure. Figures are not averaged or smoothed.',
    empty: () => 'No figure yet.',
  },
  T3: {
    title: 'The three headlines, by area',
    sentence:
      'Half-year figures. Differences between areas within their ranges are what chance does; this is no league table.',
    empty: (month) =>
      `The first figures by area come with the report for ${reportPeriodOf({ from: halfOf(month).to, to: halfOf(month).to }).words}.`,
  },
  T4: {
    title: 'The three headlines, by constituency within South and West',
    sentence: 'The two larger of the three constituencies, once a year; the third is never shown.',
    empty: (month) =>
      `The first figures come with the report for December ${month.slice(0, 4)}, if enough people have answered.`,
  },
  T5: {
    title: 'How people were treated, whole borough',
    sentence: 'Half-year figures, one share for each question. Figures on how pressure was felt come once a year.',
    empty: (month) =>
      `The first figures come with the report for ${reportPeriodOf({ from: halfOf(month).to, to: halfOf(month).to }).words}.`,
  },
  T6: {
    title: 'Help people asked for',
    sentence: 'What people asked Victim Support to help them with, with their consent; by quarter.',
    empty: (month) =>
      `The first figures come with the report for ${reportPeriodOf({ from: quarterOf(month).to, to: quarterOf(month).to }).words}, if enough people have answered.`,
  },
  T7: {
    title: 'Treated worse because of who they are',
    sentence: 'By one characteristic at a time, once a year.',
    empty: (month) =>
      `The first figures come with the report for December ${month.slice(0, 4)}, if enough people have answered.`,
  },
};

function ledgerTable(id: Exclude<ReportTableId, 'T1'>, input: Composition, groupName: GroupName): ReportTable {
  // What bases alone ruled out is in no ledger; a reader must see all the same that it is not shown.
  const ruledOut = input.withheld.map((cell): LedgerRecord => ({
    kind: 'withheld',
    version: 1,
    base: 0,
    month: input.month,
    ...cell,
  }));
  const records = newestOf([...input.ledger, ...ruledOut], id).toSorted(
    (a, b) => Number(isPart(a)) - Number(isPart(b)) || order(a.measure) - order(b.measure),
  );
  const { title, sentence, empty } = tableTitles[id];
  const counts = records.flatMap((each) =>
    each.kind === 'published' && each.displayed.kind === 'count' ? [smallCount(each, each.displayed)] : [],
  );
  const shares = records.flatMap((each): ReportShare[] => {
    if (each.kind === 'withheld') {
      const told = input.withheld.find(
        (own) => own.table === id && own.measure === each.measure && own.group === each.group && own.to === each.to,
      );
      const { reason, says } = withheldWords[told?.reason ?? 'too-few-answers'];
      return id === 'T6' ? [] : [withheldShare(each, reason, says, groupName)];
    }
    return each.displayed.kind === 'share' ? [shownShare(each, each.displayed, groupName)] : [];
  });
  const newest = records.toSorted((a, b) => b.to.localeCompare(a.to))[0];
  return {
    id,
    title,
    period: newest ? reportPeriodOf(newest) : null,
    sentence: records.length === 0 ? empty(input.month) : sentence,
    counts,
    shares,
  };
}

const measureOrder = Object.keys(measureWords);
/** T5 shows some measures for a part of the cases only; they follow those of everybody. */
const isPart = ({ table, group }: CellKey): boolean => table === 'T5' && group !== borough;
const order = (measure: string): number => measureOrder.indexOf(measure);

const withheldWords: Readonly<Record<Withheld['reason'], { reason: WithheldReason; says: string }>> = {
  'too-few-answers': { reason: 'too-few-answers', says: 'Too few people answered to show it safely.' },
  'other-side-too-small': {
    reason: 'would-reveal-another',
    says: 'It would tell about the few people who are not in it.',
  },
  'would-identify': {
    reason: 'gate',
    says: 'Together with figures already published it could tell what particular people answered.',
  },
};

const shortTitles: Readonly<Record<Withheld['table'], string>> = {
  T2: 'the headlines',
  T3: 'the headlines by area',
  T4: 'the headlines by constituency',
  T5: 'how people were treated',
  T6: 'help asked for',
  T7: 'treated worse, by characteristic',
};

/** One line for each reason and date: twenty cells withheld for the same reason are one fact to a reader of page one. */
function withheldLines({ withheld }: Composition): ReportContent['withheld'] {
  const lines = Map.groupBy(withheld, ({ reason, until }) => `${reason}/${until}`);
  return [...lines.values()].map((cells) => {
    const [first] = cells as [Withheld];
    const parts = [...Map.groupBy(cells, ({ table }) => table)].map(([table, own]) => {
      const labels = [...new Set(own.map(({ measure }) => wordsOf(measure).label))];
      return `${shortTitles[table]} (${labels.length === 1 ? labels[0]!.toLowerCase() : `${labels.length} rows`})`;
    });
    return {
      what: `Part of ${parts.join('; ')}`,
      why: withheldWords[first.reason].says,
      when: `Next possible with the report for ${reportPeriodOf({ from: first.until, to: first.until }).words}.`,
    };
  });
}

function notYetDue(month: string): ReportContent['withheld'] {
  const waits = 'A month’s answers are too few to show safely by area; they are shown by half-year.';
  const half = halfOf(month).to;
  const year = yearOf(month).to;
  return [
    ...(half === month
      ? []
      : [
          {
            what: 'New figures by area and on how people were treated',
            why: waits,
            when: `With the report for ${reportPeriodOf({ from: half, to: half }).words}.`,
          },
        ]),
    ...(year === month
      ? []
      : [
          {
            what: 'Figures by constituency and by characteristic',
            why: 'Shown once a year.',
            when: `With the report for ${reportPeriodOf({ from: year, to: year }).words}.`,
          },
        ]),
  ];
}

function groupNames(organisation: Organisation, config: ReportingAreaConfig): GroupName {
  const names = new Map<string, string>([
    ['borough', organisation.name],
    ...config.areas.map(({ id, name }): [string, string] => [id, name]),
    ...config.constituencies.map(({ code, name }): [string, string] => [code, name]),
  ]);
  return (group) => names.get(group) ?? groupWords[group] ?? group;
}
