import { Clock, CONFIG, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { MixingKeyStore } from './mixing-key.store.js';

const MOST_SECONDS = 5 * 60;

/**
 * What ends for good is ended by no clock alone: a pod whose clock is ahead would close a month in which people still answer, and
 * destroy its key. In production, where nobody sets the clock, it must agree with the database's.
 */
@Injectable()
export class OwnClock {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly store: MixingKeyStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge('clock_ahead_seconds', "How far the clock is ahead of the database's", [], async (gauge) => {
      gauge.set(await this.secondsAhead());
    });
  }

  /** Throws where the two differ by more than minutes. */
  async mustAgree(): Promise<void> {
    if (this.config.MODE !== 'production') return;
    const seconds = await this.secondsAhead();
    if (Math.abs(seconds) <= MOST_SECONDS) return;
    this.log.error({ seconds }, 'clock differs from that of the database: nothing was closed');
    throw new Error("the clock differs from the database's");
  }

  private async secondsAhead(): Promise<number> {
    return Math.round((this.clock.now().getTime() - (await this.store.time()).getTime()) / 1000);
  }
}
