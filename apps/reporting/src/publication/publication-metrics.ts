import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, Metrics, bankHolidays, london } from '@answerable/service';
import { BatchStore } from '../answers/batch.store.js';
import { calendarOf } from './calendar.js';
import { PrepareMonth } from './prepare-month.js';

/** What the alerts of reporting are about: a batch nobody can open, a report that is late. */
@Injectable()
export class PublicationMetrics implements OnModuleInit {
  constructor(
    private readonly batches: BatchStore,
    private readonly prepareMonth: PrepareMonth,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.metrics.gauge('batches_faulty', 'Batches of answers that cannot be opened', [], async (gauge) =>
      gauge.set(await this.batches.faulty()),
    );
    this.metrics.gauge('report_days_late', 'Days since the next report was due', [], async (gauge) =>
      gauge.set(await this.daysLate()),
    );
  }

  private async daysLate(): Promise<number> {
    const month = await this.prepareMonth.nextMonth();
    return month === null
      ? 0
      : Math.max(0, london.daysBetween(calendarOf(month, bankHolidays).releaseOn, this.clock.today()));
  }
}
