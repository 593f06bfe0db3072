import { Inject, Injectable } from '@nestjs/common';
import type { MonthPreparation } from '@answerable/contracts';
import { periodInWords } from '@answerable/disclosure';
import { CONFIG, Clock, bankHolidays, london } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { ReleaseGate } from '../report/release-gate.js';
import { calendarOf } from './calendar.js';
import { PrepareMonth } from './prepare-month.js';
import { approvalsNeeded, askedFor, holdWords, runningHold, type Hold } from './publication.js';
import { PublicationStore } from './publication.store.js';

/** How far each month is: for those who prepare and approve, and for the auditor. */
@Injectable()
export class ListMonths {
  constructor(
    private readonly store: PublicationStore,
    private readonly prepareMonth: PrepareMonth,
    private readonly gate: ReleaseGate,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(subject: string): Promise<MonthPreparation[]> {
    const organisationId = this.config.ORGANISATION_ID;
    const [preparations, publications, approvals, holds, next] = await Promise.all([
      this.store.preparations(organisationId),
      this.store.publications(organisationId),
      this.store.approvals(organisationId),
      this.store.holds(organisationId),
      this.prepareMonth.nextMonth(),
    ]);
    const today = this.clock.today();
    const holdsOf = (month: string, version: number): Hold[] =>
      holds.filter((each) => each.month === month && each.version === version);
    const months = preparations.map((preparation): MonthPreparation => {
      const { month, version } = preparation;
      const published = publications.find((each) => each.reportId === preparation.reportId);
      const own = approvals.filter((each) => each.month === month && each.digest === preparation.digest);
      const held = holdsOf(month, version);
      const hold = published ? null : runningHold(held, london.today(preparation.preparedAt), today);
      return {
        month,
        monthWords: periodInWords({ from: month, to: month }),
        version,
        state: published
          ? published.takenDown
            ? 'taken-down'
            : published.replacedBy
              ? 'replaced'
              : 'published'
          : hold
            ? 'held'
            : 'prepared',
        reportId: preparation.reportId,
        missing: [],
        faults: [],
        preparedAt: preparation.preparedAt.toISOString(),
        releaseOn: preparation.releaseOn,
        digest: preparation.digest,
        approvals: own.map(({ name, at }) => ({ name, at: at.toISOString() })),
        approvalsNeeded,
        approvedByMe: own.some((each) => each.subject === subject),
        hold: hold && withWords(hold),
        holdUsed: askedFor(held) !== undefined,
      };
    });
    if (next === null || months.some((each) => each.month === next)) return months;
    return [await this.waiting(next, holdsOf(next, 1), today), ...months];
  }

  private attacked(month: string): string[] {
    const progress = this.gate.progressOf(month);
    return progress ? [`the release gate: ${progress.done} of ${progress.of} tables attacked`] : [];
  }

  private async waiting(month: string, held: readonly Hold[], today: string): Promise<MonthPreparation> {
    const { missing, waitedFor, faults } = await this.prepareMonth.needs(month);
    const hold = runningHold(held, null, today);
    return {
      month,
      monthWords: periodInWords({ from: month, to: month }),
      version: 1,
      state: hold ? 'held' : 'waiting',
      reportId: null,
      missing: [...missing.map(({ what, how }) => `${what}: ${how}`), ...waitedFor, ...this.attacked(month)],
      faults,
      preparedAt: null,
      releaseOn: calendarOf(month, bankHolidays).releaseOn,
      digest: null,
      approvals: [],
      approvalsNeeded,
      approvedByMe: false,
      hold: hold && withWords(hold),
      holdUsed: askedFor(held) !== undefined,
    };
  }
}

export function withWords(hold: Hold): NonNullable<MonthPreparation['hold']> {
  return { reason: hold.reason, words: holdWords[hold.reason], from: hold.from, endsOn: hold.endsOn };
}
