import { Inject, Injectable } from '@nestjs/common';
import type { ReportHoldReason } from '@answerable/contracts';
import type { Principal } from '@answerable/access';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock, bankHolidays } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { calendarOf, holdEnd } from './calendar.js';
import { PrepareMonth } from './prepare-month.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore } from './publication.store.js';

/** Holds a report, once, also one that holds itself. All readers are told; it ends by itself ten working days later. */
@Injectable()
export class HoldMonth {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly prepareMonth: PrepareMonth,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(month: string, reason: ReportHoldReason, by: Principal): Promise<void> {
    const organisationId = this.config.ORGANISATION_ID;
    const next = await this.prepareMonth.nextMonth();
    const open = await this.store.openPreparation(organisationId);
    const version = open?.month === month ? open.version : 1;
    if (open?.month !== month && next !== month)
      throw reportingProblem(next !== null && month < next ? 'already-published' : 'month-not-found');
    const releaseOn = open?.month === month ? open.releaseOn : calendarOf(month, bankHolidays).releaseOn;
    const today = this.clock.today();
    const from = today > releaseOn ? today : releaseOn;
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      const held = await this.store.hold(
        tx,
        { organisationId, month, version },
        { reason, from, endsOn: holdEnd(from, bankHolidays) },
        by.subject,
      );
      if (!held) throw reportingProblem('hold-used', undefined, { month });
    });
  }
}
