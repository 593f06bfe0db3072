import { Inject, Injectable } from '@nestjs/common';
import { organisationById } from '@answerable/contracts';
import { halfOf, lateAnswers, monthsOf, yearOf, type Correction } from '@answerable/disclosure';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock, DueWork, Logger, bankHolidays, london } from '@answerable/service';
import { BatchStore } from '../answers/batch.store.js';
import { batchesDue, halfName, yearName } from '../answers/fact.js';
import { inAreasInForce, inConstituenciesOfTheYear } from '../answers/places-in-force.js';
import { basesOf } from '../answers/tally.js';
import type { ReportingConfig } from '../config.js';
import { CoverageStore } from '../coverage/coverage.store.js';
import { firstMonthOf, releaseConfigsOf } from '../organisation.js';
import { CompileReport } from '../report/compile-report.js';
import { LedgerStore } from '../report/ledger.store.js';
import { TallyStore } from '../answers/tally.store.js';
import { canonical, sha256Of } from '../seals/seal.js';
import { correctableFrom, pendingCorrections } from './answer-corrections.js';
import { calendarOf } from './calendar.js';
import { needsOf, readyToPrepare, type Needs } from './preparation-needs.js';
import { PublicationStore } from './publication.store.js';

/** Freezes the report of the next month once all its parts are there: from then on it can be held, not altered. */
@Injectable()
export class PrepareMonth {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly batches: BatchStore,
    private readonly coverage: CoverageStore,
    private readonly compile: CompileReport,
    private readonly ledger: LedgerStore,
    private readonly tallies: TallyStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @DueWork({ name: 'prepare-report', everyMs: 2000 })
  async execute(): Promise<number> {
    const organisationId = this.config.ORGANISATION_ID;
    // In this order: a report that is released in between is then seen as published.
    if (await this.store.openPreparation(organisationId)) return 0;
    const month = await this.nextMonth();
    if (month === null) return 0;
    const today = this.clock.today();
    const calendar = calendarOf(month, bankHolidays);
    const ready = readyToPrepare(await this.needs(month), today, calendar);
    if (ready === null) return 0;
    const takedowns = await this.store.takedowns(organisationId);
    const compiled = await this.compile.execute({
      organisationId,
      month,
      version: 1,
      preparedOn: today,
      releaseOn: calendar.releaseOn,
      corrections: await this.corrections(month),
      incomplete: ready.incomplete,
      takedowns,
    });
    const content = canonical(compiled.content);
    const prepared = await this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      // Another instance compiled the same at the same time, and was faster.
      if (await this.store.openPreparationIn(tx, organisationId)) return false;
      // What was taken down meanwhile is still in what was compiled.
      if ((await this.store.takedownsIn(tx, organisationId)).length !== takedowns.length) return false;
      await this.store.prepare(tx, { organisationId, month, version: 1, releaseOn: calendar.releaseOn }, compiled, {
        content,
        digest: sha256Of(content),
        at: this.clock.now(),
      });
      return true;
    });
    if (!prepared) return 0;
    this.log.info({ month, releaseOn: calendar.releaseOn }, 'a report was prepared');
    return 1;
  }

  /** The month after the last published one, once it has ended; null while it runs. */
  async nextMonth(): Promise<string | null> {
    const organisationId = this.config.ORGANISATION_ID;
    const last = await this.store.lastPublishedMonth(organisationId);
    const month = last ? london.addMonths(last, 1) : firstMonthOf(organisationId);
    return month < london.month(this.clock.now()) ? month : null;
  }

  async needs(month: string): Promise<Needs> {
    const organisationId = this.config.ORGANISATION_ID;
    const periods = batchesDue(month).map(({ period }) => period);
    const [batches, intake, delivery] = await Promise.all([
      this.batches.statusOf(organisationId, periods),
      this.coverage.intake(organisationId, [month]),
      this.coverage.delivery(organisationId, [month]),
    ]);
    return needsOf(month, batches, intake, delivery);
  }

  private async corrections(month: string): Promise<Correction[]> {
    const organisationId = this.config.ORGANISATION_ID;
    const year = { from: correctableFrom(month), to: month };
    const ended = monthsOf(year).filter((each) => each < month);
    const halves = ended.filter((each) => each === halfOf(each).to).map(halfName);
    const years = ended.filter((each) => each === yearOf(each).to).map(yearName);
    const [ledger, recorded, borough, areas, ...constituencies] = await Promise.all([
      this.ledger.all(organisationId),
      this.store.answerCorrections(organisationId, year),
      this.tallies.boroughHeadlines(organisationId, year.from, month),
      this.tallies.areaHeadlines(organisationId, halves),
      ...years.map((name) => this.tallies.constituencyHeadlines(organisationId, name)),
    ]);
    const configs = releaseConfigsOf(organisationById(organisationId));
    const tallies = [
      ...borough,
      ...inAreasInForce(areas, configs),
      ...inConstituenciesOfTheYear(constituencies.flat(), configs),
    ];
    return [...lateAnswers(ledger, basesOf(tallies), year), ...pendingCorrections(recorded, ledger)];
  }
}
