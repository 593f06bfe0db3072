import { Injectable } from '@nestjs/common';
import { organisationById, type ReportContent } from '@answerable/contracts';
import {
  configAt,
  halfOf,
  monthsOf,
  periodInWords,
  prepareRelease,
  quarterOf,
  yearOf,
  type Correction,
  type LedgerEntry,
  type LedgerRecord,
  type Release,
} from '@answerable/disclosure';
import { questionnaires } from '@answerable/questionnaire';
import { Logger } from '@answerable/service';
import { basesOf, countsOf, type Tally } from '../answers/tally.js';
import { TallyStore } from '../answers/tally.store.js';
import { coverageCounts, helpWishes } from '../coverage/coverage-counts.js';
import { CoverageStore } from '../coverage/coverage.store.js';
import { releaseConfigsOf } from '../organisation.js';
import { composeContent } from './compose-content.js';
import { aboutOf } from './coverage-table.js';
import { correctionLines } from './correction-lines.js';
import { LedgerStore } from './ledger.store.js';
import { wordsOf } from './share.js';

export interface ReportRequest {
  readonly organisationId: string;
  readonly month: string;
  readonly version: number;
  readonly preparedOn: string;
  readonly releaseOn: string;
  readonly corrections: readonly Correction[];
  /** Sentences on what was not complete when the report was made. */
  readonly incomplete: readonly string[];
}

export interface CompiledReport {
  readonly content: ReportContent;
  /** To be appended to the ledger when the report is published. */
  readonly ledgerEntries: readonly LedgerEntry[];
  readonly ledgerLength: number;
}

/** Facts to content: one pass of SQL over the answers, the release gate, and the words around what it lets through. */
@Injectable()
export class CompileReport {
  constructor(
    private readonly tallies: TallyStore,
    private readonly coverage: CoverageStore,
    private readonly ledger: LedgerStore,
    private readonly log: Logger,
  ) {}

  /** Throws LedgerTampered, BasesRefused, ConfigRefused; nothing is written. */
  async execute(request: ReportRequest): Promise<CompiledReport> {
    const { organisationId, month } = request;
    const organisation = organisationById(organisationId);
    const config = configAt(releaseConfigsOf(organisation), month);
    const ledger = await this.ledger.all(organisationId);
    const tallies = await this.talliesFor(organisationId, month);
    const release = await prepareRelease({
      config,
      month,
      bases: basesOf(tallies),
      ledger,
      corrections: request.corrections,
      counts: (cells) => countsOf(tallies, cells),
      onProgress: (progress) => this.log.debug({ month, ...progress }, 'release gate went on'),
    });
    const content = await this.compose(request, [...ledger, ...release.ledgerEntries], release);
    return { content, ledgerEntries: release.ledgerEntries, ledgerLength: ledger.length };
  }

  /** A new version of a published report whose answers did not change: the ledger as it stood, coverage as it is now. */
  async again(request: ReportRequest, before: ReportContent, why: string): Promise<CompiledReport> {
    const ledger = await this.ledger.all(request.organisationId);
    const asItStood = ledger.filter((entry) => entry.month <= request.month);
    const content = await this.compose(request, asItStood, null, before);
    const changes = correctionLines(before, content);
    return {
      content: { ...content, correction: { replaces: before.id, why, changes } },
      ledgerEntries: [],
      ledgerLength: ledger.length,
    };
  }

  private async compose(
    request: ReportRequest,
    ledger: readonly LedgerRecord[],
    release: Release | null,
    before?: ReportContent,
  ): Promise<ReportContent> {
    const { organisationId, month } = request;
    const organisation = organisationById(organisationId);
    const half = halfOf(month);
    const [intake, delivery] = await this.coverageOf(organisationId, [month]);
    const [halfIntake, halfDelivery] =
      half.to === month ? await this.coverageOf(organisationId, monthsOf(half)) : [[], []];
    const composed = composeContent({
      organisation,
      config: configAt(releaseConfigsOf(organisation), month),
      month,
      version: request.version,
      preparedOn: request.preparedOn,
      releaseOn: request.releaseOn,
      coverage: coverageCounts(intake, delivery),
      halfYearCoverage: half.to === month ? coverageCounts(halfIntake, halfDelivery) : null,
      ledger,
      withheld: release?.withheld ?? [],
      waiting: release ? (release.blocks.open?.base ?? 0) : towardsNext(before),
      blockClosed: ledger.some((entry) => entry.kind === 'block' && entry.to === month),
      incomplete: request.incomplete,
      gate: release ? gateSentence(release) : (before?.made.gate ?? ''),
      questionnaireVersions: Object.keys(questionnaires),
      correction: release ? corrected(ledger, release) : null,
      notes: noted(release?.corrections ?? []),
    });
    if (!before) return composed;
    // Nothing that rests on answers is composed anew: it is taken over as it was published.
    const { headlines, withheld, nextFigure, notes } = before;
    const t1 = composed.tables.find(({ id }) => id === 'T1')!;
    return {
      ...composed,
      headlines,
      withheld,
      nextFigure,
      notes,
      tables: [t1, ...before.tables.filter(({ id }) => id !== 'T1')],
    };
  }

  private async coverageOf(organisationId: string, months: readonly string[]) {
    return Promise.all([
      this.coverage.intake(organisationId, months),
      this.coverage.delivery(organisationId, months),
    ] as const);
  }

  /** Everything the release rules ask bases of at this month end. */
  private async talliesFor(organisationId: string, month: string): Promise<Tally[]> {
    const [half, quarter, year] = [halfOf(month), quarterOf(month), yearOf(month)];
    const name = month.slice(0, 4);
    const closes = { half: half.to === month, quarter: quarter.to === month, year: year.to === month };
    const closedHalves = closes.year ? [`${name}-H1`, `${name}-H2`] : [`${name}-H1`];
    const parts = await Promise.all([
      this.tallies.boroughHeadlines(organisationId, year.from, month),
      closes.half ? this.tallies.areaHeadlines(organisationId, closedHalves) : [],
      closes.half ? this.tallies.processItems(organisationId, closedHalves.at(-1)!) : [],
      closes.year ? this.tallies.followUps(organisationId, closedHalves) : [],
      closes.year ? this.tallies.constituencyHeadlines(organisationId, name) : [],
      closes.year ? this.tallies.treatedWorse(organisationId, name) : [],
      closes.quarter ? this.helpWished(organisationId, quarter) : [],
    ]);
    return parts.flat();
  }

  private async helpWished(organisationId: string, quarter: { from: string; to: string }): Promise<Tally[]> {
    const delivery = await this.coverage.delivery(organisationId, monthsOf(quarter));
    const base = delivery.reduce((sum, each) => sum + each.answeredInMonth, 0);
    return Object.entries(helpWishes(delivery)).map(([wish, count]) => ({
      measure: `help:${wish}`,
      group: 'borough',
      ...quarter,
      base,
      count: Math.min(count, base),
    }));
  }
}

/** Of an earlier version only the displayed count is known; it displays as itself. */
function towardsNext(before: ReportContent | undefined): number {
  const t1 = before?.tables.find(({ id }) => id === 'T1');
  return (t1 && aboutOf(t1, 'towards-next')) ?? 0;
}

function gateSentence({ proof, withheld }: Release): string {
  const stopped = withheld.some(({ reason }) => reason === 'would-identify');
  const tried = `The release gate attacked ${proof.cells} groups of people in ${proof.programmes} calculations, knowing everything published before`;
  return stopped
    ? `${tried}; what could have told of a person is withheld.`
    : `${tried}; nothing could be told of any person.`;
}

/** One sentence for each month, however many measures it touched. */
function noted(corrections: Release['corrections']): string[] {
  const months = new Set(corrections.filter(({ outcome }) => outcome === 'noted').map(({ answersOf }) => answersOf));
  return [...months].map(
    (month) =>
      `Fewer than 10 answers of ${periodInWords({ from: month, to: month })} were corrected; that is too few to publish the figure again.`,
  );
}

/** What a republished figure said before and says now. */
function corrected(ledger: readonly LedgerRecord[], { month, cells }: Release): ReportContent['correction'] {
  const republished = cells.filter(({ version }) => version > 1);
  if (republished.length === 0) return null;
  return {
    replaces: null,
    why: 'Answers were corrected after publication.',
    changes: republished.map(({ table, measure, group, from, to, displayed }) => {
      const before = ledger.find(
        (entry) =>
          entry.kind === 'published' &&
          entry.month < month &&
          entry.table === table &&
          entry.measure === measure &&
          entry.group === group &&
          entry.from === from &&
          entry.to === to,
      );
      return {
        what: [
          table,
          wordsOf(measure).label,
          ...(group === 'borough' ? [] : [group]),
          periodInWords({ from, to }),
        ].join(', '),
        before: before?.kind === 'published' ? before.displayed.words : 'not shown',
        after: displayed.words,
      };
    }),
  };
}
