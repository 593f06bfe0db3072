import { Injectable } from '@nestjs/common';
import { organisationById, type Organisation, type ReportContent } from '@answerable/contracts';
import {
  configAt,
  halfOf,
  monthsOf,
  quarterOf,
  yearOf,
  type Answered,
  type Correction,
  type LedgerEntry,
  type LedgerRecord,
  type Release,
  type ReportingAreaConfig,
} from '@answerable/disclosure';
import { questionnaires } from '@answerable/questionnaire';
import { halfName, yearName } from '../answers/fact.js';
import { inAreasInForce, inConstituenciesOfTheMonth, inConstituenciesOfTheYear } from '../answers/places-in-force.js';
import type { Tally } from '../answers/tally.js';
import { TallyStore } from '../answers/tally.store.js';
import { coverageCounts, helpWishes } from '../coverage/coverage-counts.js';
import { CoverageStore } from '../coverage/coverage.store.js';
import { releaseConfigsOf } from '../organisation.js';
import { composeContent, groupNames } from './compose-content.js';
import { aboutOf } from './coverage-table.js';
import { correctionLines } from './correction-lines.js';
import { corrected, correctedBefore, noted } from './correction-notes.js';
import { LedgerStore } from './ledger.store.js';
import { ReleaseGate } from './release-gate.js';
import { takedownNote, takenDownCells, withoutTakenDown, type Takedown } from './takedown.js';

export interface ReportRequest {
  readonly organisationId: string;
  readonly month: string;
  readonly version: number;
  readonly preparedOn: string;
  readonly releaseOn: string;
  readonly corrections: readonly Correction[];
  /** Sentences on what was not complete when the report was made. */
  readonly incomplete: readonly string[];
  readonly takedowns: readonly Takedown[];
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
    private readonly gate: ReleaseGate,
  ) {}

  /** Throws LedgerTampered, BasesRefused, ConfigRefused (by name); nothing is written. */
  async execute(request: ReportRequest): Promise<CompiledReport> {
    return this.of(organisationById(request.organisationId), request);
  }

  async of(organisation: Organisation, request: ReportRequest): Promise<CompiledReport> {
    const { organisationId, month } = request;
    const configs = releaseConfigsOf(organisation);
    const config = configAt(configs, month);
    const ledger = await this.ledger.all(organisationId);
    const release = await this.gate.prepare({
      config,
      former: configs.filter(({ validFrom }) => validFrom < config.validFrom),
      month,
      tallies: await this.talliesFor(organisationId, month, request.corrections, configs),
      answered: inConstituenciesOfTheMonth(await this.answered(organisationId, month, request.corrections), configs),
      ledger,
      corrections: request.corrections,
      takenDown: takenDownCells(ledger, concerning(request)),
    });
    const content = await this.compose(organisation, request, [...ledger, ...release.ledgerEntries], release);
    return { content, ledgerEntries: release.ledgerEntries, ledgerLength: ledger.length };
  }

  /**
   * A new version of a published report whose answers did not change: the ledger as it stood, what was taken down left out,
   * and coverage as it is now.
   */
  async again(request: ReportRequest, before: ReportContent, why: string): Promise<CompiledReport> {
    const ledger = await this.ledger.all(request.organisationId);
    const asItStood = ledger.filter((entry) => entry.month <= request.month);
    const organisation = organisationById(request.organisationId);
    const content = await this.compose(organisation, request, asItStood, null, before);
    // What was taken down is not named as what was changed either: that would give it again.
    const [coverage] = before.tables;
    const stillGiven =
      concerning(request).length > 0 ? { ...before, tables: [coverage!, ...content.tables.slice(1)] } : before;
    const changes = correctionLines(stillGiven, content);
    // What the version before corrected stays corrected.
    const notes = [...new Set([...content.notes, ...correctedBefore(stillGiven)])];
    return {
      content: { ...content, notes, correction: { replaces: before.id, why, changes } },
      ledgerEntries: [],
      ledgerLength: ledger.length,
    };
  }

  private async compose(
    organisation: Organisation,
    request: ReportRequest,
    ledger: readonly LedgerRecord[],
    release: Release | null,
    before?: ReportContent,
  ): Promise<ReportContent> {
    const { organisationId, month } = request;
    const config = configAt(releaseConfigsOf(organisation), month);
    const half = halfOf(month);
    const [intake, delivery] = await this.coverageOf(organisationId, [month]);
    const [halfIntake, halfDelivery] =
      half.to === month ? await this.coverageOf(organisationId, monthsOf(half)) : [[], []];
    const taken = concerning(request);
    const known = withoutTakenDown(ledger, taken);
    const groupName = groupNames(organisation, releaseConfigsOf(organisation));
    const composed = composeContent({
      organisation,
      config,
      month,
      version: request.version,
      preparedOn: request.preparedOn,
      releaseOn: request.releaseOn,
      coverage: coverageCounts(intake, delivery),
      halfYearCoverage: half.to === month ? coverageCounts(halfIntake, halfDelivery) : null,
      ledger: known,
      withheld: release?.withheld ?? [],
      waiting: release ? (release.blocks.open?.base ?? 0) : towardsNext(before),
      blockClosed: ledger.some((entry) => entry.kind === 'block' && entry.to === month),
      incomplete: request.incomplete,
      gate: release ? gateSentence(release) : (before?.made.gate ?? ''),
      questionnaireVersions: Object.keys(questionnaires),
      correction: release ? corrected(known, release, groupName) : null,
      notes: [...(release ? noted(release, known, groupName) : []), ...taken.map(takedownNote)],
    });
    if (!before) return composed;
    // What the release gate said at the time is in the version before, and nowhere else.
    const { withheld, nextFigure } = before;
    return { ...composed, withheld, nextFigure, notes: [...new Set([...before.notes, ...composed.notes])] };
  }

  private async coverageOf(organisationId: string, months: readonly string[]) {
    return Promise.all([
      this.coverage.intake(organisationId, months),
      this.coverage.delivery(organisationId, months),
    ] as const);
  }

  /** How many answered, by month and constituency, in the calendar years at stake: the attacker may know who did. */
  private async answered(
    organisationId: string,
    month: string,
    corrections: readonly Correction[],
  ): Promise<Answered[]> {
    const from = [month, ...corrections.map(({ answersOf }) => answersOf)].map((each) => yearOf(each).from).sort()[0]!;
    const delivery = await this.coverage.delivery(organisationId, monthsOf({ from, to: month }));
    return delivery.flatMap((each) =>
      (each.answeredByConstituency ?? []).map((own) => ({ month: each.month, ...own })),
    );
  }

  /** Everything the release rules ask bases of at this month end, and of the published cells that a correction touches. */
  private async talliesFor(
    organisationId: string,
    month: string,
    corrections: readonly Correction[],
    configs: readonly ReportingAreaConfig[],
  ): Promise<Tally[]> {
    const [half, quarter, year] = [halfOf(month), quarterOf(month), yearOf(month)];
    const closes = { half: half.to === month, quarter: quarter.to === month, year: year.to === month };
    const touched = corrections.map(({ answersOf }) => answersOf).filter((each) => each < month);
    const from = [year.from, ...touched.map((each) => yearOf(each).from)].sort()[0]!;
    const corrected = touched.filter((each) => halfOf(each).to < month).map(halfName);
    const halves = unique([...corrected, ...(closes.half ? [halfName(month)] : [])]);
    const years = unique([
      ...touched.filter((each) => yearOf(each).to < month).map(yearName),
      ...(closes.year ? [yearName(month)] : []),
    ]);
    // A year's table of areas needs both halves; the first was published in June.
    const areaHalves = unique([...halves, ...years.flatMap((name) => [`${name}-H1`, `${name}-H2`])]);
    const [areas, constituencies, ...parts] = await Promise.all([
      areaHalves.length > 0 ? this.tallies.areaHeadlines(organisationId, areaHalves) : [],
      Promise.all(years.map((name) => this.tallies.constituencyHeadlines(organisationId, name))),
      this.tallies.boroughHeadlines(organisationId, from, month),
      ...halves.map((name) => this.tallies.processItems(organisationId, name)),
      closes.year ? this.tallies.followUps(organisationId, [`${yearName(month)}-H1`, `${yearName(month)}-H2`]) : [],
      closes.year ? this.tallies.treatedWorse(organisationId, yearName(month)) : [],
      closes.quarter ? this.helpWished(organisationId, quarter) : [],
    ]);
    return [
      ...parts.flat(),
      ...inAreasInForce(areas, configs),
      ...inConstituenciesOfTheYear(constituencies.flat(), configs),
    ];
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

const concerning = ({ month, takedowns }: ReportRequest): Takedown[] => takedowns.filter((each) => each.month <= month);
const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();

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
