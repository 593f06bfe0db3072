import { Clock, CONFIG, DueWorks, Metrics, type BaseConfig } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from './database.js';

const MOST_SECONDS = 5 * 60;
/** The two clocks are compared again this often (machine time); in between the database's is reckoned on. */
const COMPARED_EVERY_MS = 60_000;

/**
 * What is due by the clock is done by no clock alone: a pod whose clock is ahead would close a month in which people still answer,
 * destroy keys, delete what is kept, and write to people at night. In production, where nobody sets the clock, no due work runs
 * while it differs from the database's by more than minutes.
 */
@Injectable()
export class OwnClock {
  private compared: { readonly database: number; readonly at: number } | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: BaseConfig,
    private readonly database: Database,
    private readonly clock: Clock,
    works: DueWorks,
    metrics: Metrics,
  ) {
    works.runOnlyIf(() => this.mustAgree());
    metrics.gauge('clock_ahead_seconds', "How far the clock is ahead of the database's", [], async (gauge) => {
      gauge.set(await this.secondsAhead());
    });
  }

  /** Throws where the two differ by more than minutes. */
  private async mustAgree(): Promise<void> {
    if (this.config.MODE !== 'production') return;
    const seconds = await this.secondsAhead();
    if (Math.abs(seconds) > MOST_SECONDS)
      throw new Error(`the clock differs from that of the database by ${seconds} s: nothing is done that it makes due`);
  }

  private async secondsAhead(): Promise<number> {
    if (!this.compared || performance.now() - this.compared.at > COMPARED_EVERY_MS)
      this.compared = { database: (await this.databaseTime()).getTime(), at: performance.now() };
    const { database, at } = this.compared;
    return Math.round((this.clock.now().getTime() - database - (performance.now() - at)) / 1000);
  }

  private async databaseTime(): Promise<Date> {
    const [row] = await this.database.read<{ time: Date }>('select clock_timestamp() as time');
    return row!.time;
  }
}
