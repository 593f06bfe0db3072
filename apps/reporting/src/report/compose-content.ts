import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Organisation, ReportContent, ReportHeadline, ReportShare } from '@answerable/contracts';
import { alarmOf, headlines, type LedgerRecord, type ReportingAreaConfig, type Withheld } from '@answerable/disclosure';
import { packageRoot } from '@answerable/service';
import { releaseConfigsOf } from '../organisation.js';
import type { CoverageCounts } from '../coverage/coverage-counts.js';
import { coverageTable } from './coverage-table.js';
import { definitionsOf } from './definitions.js';
import { ledgerTable, poolsConstituencies } from './ledger-tables.js';
import { groupWords, headlineQuestions, standing, terms } from './measure-words.js';
import { maySay, mayNotSay, nextFigureSentence, summarySentences } from './sentences.js';
import { blocksOfHeadline, shownShare, withheldShare, type GroupName } from './share.js';
import { notYetDue, withheldLines } from './withheld-lines.js';

/** Version of the release rules, raised with every change of what may be shown. */
const rules = 'release-rules/2026-1';

/** The image this runs in, by its tag: with the names of the queries it leads to the code that counted. */
const { version } = JSON.parse(readFileSync(join(packageRoot(import.meta.url), 'package.json'), 'utf8')) as {
  version: string;
};
const program = `answerable-reporting:${version}`;

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
  /** Valid answers since the last block; 0 when a block closed with this month. */
  readonly waiting: number;
  /** Whether or not its figures can be shown. */
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
  const groupName = groupNames(organisation, releaseConfigsOf(organisation));
  const reportHeadlines = headlines.map((measure) => headline(measure, input, groupName));
  const tables = [
    t1,
    ...(['T2', 'T3', 'T4', 'T5', 'T6', 'T7'] as const).map((id) => ledgerTable(id, input, groupName)),
  ];
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
    withheld: [...withheldLines(input.withheld), ...notYetDue(month, poolsConstituencies(config))],
    standing,
    tables,
    correction: input.correction,
    notes: [...input.notes, ...input.incomplete],
    terms: [...terms],
    definitions: definitionsOf(reportHeadlines, tables),
    made: {
      questionnaireVersions: [...input.questionnaireVersions],
      areasFrom:
        organisation.reportingAreas.findLast((each) => each.from.slice(0, 7) <= month)?.from ?? organisation.goLive,
      rules,
      gate: input.gate,
      program,
    },
  };
  const nextFigure = nextFigureSentence(
    input.waiting,
    config.thresholds.block,
    reportHeadlines,
    month,
    input.blockClosed,
  );
  return {
    ...content,
    nextFigure,
    summary: summarySentences(t1, reportHeadlines, nextFigure, month),
    maySay: maySay(t1, reportHeadlines),
    mayNotSay: mayNotSay(),
  };
}

const reportIdOf = (organisationId: string, month: string, version: number): string =>
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

/** Names of places under all boundaries there ever were: what was published under earlier ones keeps its name. */
export function groupNames(organisation: Organisation, configs: readonly ReportingAreaConfig[]): GroupName {
  const names = new Map<string, string>([
    ['borough', organisation.name],
    ...configs.flatMap(({ areas }) => areas.map(({ id, name }): [string, string] => [id, name])),
    ...configs.flatMap(({ constituencies }) => constituencies.map(({ code, name }): [string, string] => [code, name])),
  ]);
  return (group) => names.get(group) ?? groupWords[group] ?? group;
}
