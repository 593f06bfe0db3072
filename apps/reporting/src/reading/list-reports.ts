import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@answerable/access';
import { organisationById, type ReportSummary } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { CONFIG, Clock, bankHolidays, london } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { calendarOf } from '../publication/calendar.js';
import { withWords } from '../publication/list-months.js';
import { runningHold } from '../publication/publication.js';
import { PublicationStore, type Publication } from '../publication/publication.store.js';
import { firstMonthOf, ownAreaOn } from '../organisation.js';
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
      view: await this.viewOf(principal, this.clock.today()),
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

  /** The area of the own seat on a day, by the boundaries of that day: an old report opens on the area it knew. */
  async viewOf(principal: Principal, on: string) {
    const term = principal.roles.includes('mp-office') ? await this.seats.heldBy(principal) : null;
    if (!term) return { seat: null, areaId: null, areaName: null };
    const area = ownAreaOn(organisationById(this.config.ORGANISATION_ID), term.seat, on);
    return { seat: term.seat, areaId: area?.id ?? null, areaName: area?.name ?? null };
  }

  private async announcedHolds() {
    const today = this.clock.today();
    const [holds, preparations] = await Promise.all([
      this.store.holds(this.config.ORGANISATION_ID),
      this.store.preparations(this.config.ORGANISATION_ID),
    ]);
    const reports = Map.groupBy(holds, ({ month, version }) => `${month}/${version}`);
    return [...reports.values()].flatMap((own) => {
      const { month, version } = own[0]!;
      const preparation = preparations.find((each) => each.month === month && each.version === version);
      const preparedOn = preparation ? london.today(preparation.preparedAt) : null;
      const hold = preparation?.state === 'published' ? null : runningHold(own, preparedOn, today);
      return hold ? [{ month, monthWords: periodInWords({ from: month, to: month }), hold: withWords(hold) }] : [];
    });
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
