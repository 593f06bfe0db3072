import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, Logger, Metrics } from '@answerable/service';
import type { Config } from '../config.js';
import { CoverageStore } from './coverage.store.js';
import { OncePerDay } from '../once-per-day.js';

/** Once a day: the dispositions add up to the closures registered, here and by intake, and history says the same. Shown to the supervisor. */
@Injectable()
export class CheckSum {
  private readonly daily: OncePerDay;

  constructor(
    private readonly database: Database,
    private readonly store: CoverageStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.daily = new OncePerDay(clock);
    // Read from the table: whichever instance checked, and whenever it was started, each says the same.
    metrics.gauge(
      'dispositions_wrong',
      'Closures without a disposition, or whose history differs: must be 0',
      [],
      async (gauge) => {
        const sum = await store.newestSum(database, config.ORGANISATION_ID);
        gauge.set(sum ? sum.closures - sum.withDisposition + sum.historyDiffers : 0);
      },
    );
    metrics.gauge(
      'closures_not_as_registered',
      'Closures by which the months differ from what intake registered, and still do from what it had at the check before: must be 0',
      [],
      async (gauge) => gauge.set((await store.newestSum(database, config.ORGANISATION_ID))?.notAsRegistered ?? 0),
    );
  }

  @DueWork({ name: 'check-sum', everyMs: 5000 })
  async run(): Promise<number> {
    return this.daily.run(() => this.check());
  }

  private async check(): Promise<number> {
    const organisationId = this.config.ORGANISATION_ID;
    return this.database.transaction(async (tx) => {
      const today = this.clock.today();
      if (await this.store.checkedOn(tx, organisationId, today)) return 0;
      const sum = await this.store.sum(tx, organisationId);
      await this.store.saveSum(tx, organisationId, today, this.clock.now(), sum);
      const wrong = sum.closures - sum.withDisposition + sum.historyDiffers;
      if (wrong > 0) this.log.error({ ...sum }, 'dispositions did not add up');
      return 1;
    });
  }
}
