import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import { organisationById, reportingAreaOf, type ReportSummary } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { CONFIG, Clock, bankHolidays, london } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { calendarOf } from '../publication/calendar.js';
import { withWords } from '../publication/list-months.js';
import { holdRunsOn } from '../publication/publication.js';
import { PublicationStore, type Publication } from '../publication/publication.store.js';
import { firstMonthOf } from '../organisation.js';
import { ChainStore } from '../seals/chain.store.js';
import { fingerprintOf } from '../seals/seal.js';
import { Seats } from '../seats/seats.js';
import { FindReport } from './find-report.js';

/** What readers find: reports, announced holds, the day of the next one. */
@Injectable()
export class ListReports {
  constructor(
    private readonly store: PublicationStore,
    private readonly chain: ChainStore,
    private readonly find: FindReport,
    private readonly seats: Seats,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async forReader(principal: Principal) {
    const may = await this.find.mayRead(principal);
    const publications = may ? await this.store.publications(this.config.ORGANISATION_ID) : [];
    return {
      view: await this.viewOf(principal),
      reports: publications.map(summaryOf),
      holds: may ? await this.announcedHolds() : [],
      nextOn: await this.nextOn(),
    };
  }

  /** What anybody may know: that reports exist, when, and under which seals; no figure. */
  async forEverybody() {
    const organisation = organisationById(this.config.ORGANISATION_ID);
    const [publications, keys] = await Promise.all([
      this.store.publications(organisation.id),
      this.chain.keys(organisation.id),
    ]);
    const summaries = publications.map(summaryOf);
    return {
      organisation: organisation.name,
      reports: summaries.map(({ id, monthWords, state, publishedAt, number }) => ({
        id,
        monthWords,
        state,
        publishedOn: london.today(new Date(publishedAt)),
        number,
      })),
      holds: (await this.announcedHolds()).map(({ monthWords, hold }) => ({ monthWords, hold })),
      nextOn: await this.nextOn(),
      fingerprint: keys[0] ? fingerprintOf(keys[0].publicKey) : null,
    };
  }

  /** Area of the own seat, on which the page opens. */
  async areaOf(principal: Principal): Promise<{ areaId: string | null; areaName: string | null }> {
    return this.viewOf(principal);
  }

  private async viewOf(principal: Principal) {
    const term = principal.roles.includes('mp-office') ? await this.seats.heldBy(principal) : null;
    if (!term) return { seat: null, areaId: null, areaName: null };
    const area = reportingAreaOf(organisationById(this.config.ORGANISATION_ID), term.seat, this.clock.today());
    return { seat: term.seat, areaId: area.id, areaName: area.name };
  }

  private async announcedHolds() {
    const today = this.clock.today();
    const [holds, publications] = await Promise.all([
      this.store.holds(this.config.ORGANISATION_ID),
      this.store.publications(this.config.ORGANISATION_ID),
    ]);
    return holds
      .filter(
        (each) =>
          holdRunsOn(each, today) &&
          !publications.some((own) => own.month === each.month && own.version === each.version),
      )
      .map((each) => ({
        month: each.month,
        monthWords: periodInWords({ from: each.month, to: each.month }),
        hold: withWords(each),
      }));
  }

  private async nextOn(): Promise<string> {
    const last = await this.store.lastPublishedMonth(this.config.ORGANISATION_ID);
    const next = last ? london.addMonths(last, 1) : firstMonthOf(this.config.ORGANISATION_ID);
    return calendarOf(next, bankHolidays).releaseOn;
  }
}

function summaryOf({
  reportId,
  month,
  version,
  number,
  publishedAt,
  takenDown,
  replacedBy,
  correctedIn,
  headline,
}: Publication): ReportSummary {
  return {
    id: reportId,
    month,
    monthWords: periodInWords({ from: month, to: month }),
    version,
    number,
    state: takenDown ? 'taken-down' : replacedBy ? 'replaced' : 'published',
    publishedAt: publishedAt.toISOString(),
    headline: takenDown ? [] : headline,
    replacedBy,
    correctedIn,
  };
}
