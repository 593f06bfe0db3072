import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork } from '@answerable/service';
import type { Config } from '../config.js';
import { CoverageStore } from './coverage.store.js';

const LOOK_EVERY_MS = 1000;

/**
 * Tells reporting once, when a month has ended, where the closures of that month stand and what happened in it: the figures of
 * T1. Never of a running month: whoever compared one snapshot with the next, or watched when it came, would see that somebody
 * of a unit and an outcome had just answered, and what help she had asked for.
 */
@Injectable()
export class CountCoverage {
  private toldBefore = '';

  constructor(
    private readonly database: Database,
    private readonly store: CoverageStore,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @DueWork({ name: 'count-coverage', everyMs: LOOK_EVERY_MS })
  async run(): Promise<number> {
    const current = this.clock.today().slice(0, 7);
    if (current === this.toldBefore) return 0;
    const told = await this.database.transaction(async (tx) => {
      const months = await this.store.endedMonths(tx, this.config.ORGANISATION_ID, current);
      for (const month of months) await this.tell(tx, month);
      return months.length;
    });
    this.toldBefore = current;
    return told;
  }

  private async tell(tx: Tx, month: string): Promise<void> {
    const organisationId = this.config.ORGANISATION_ID;
    const counts = {
      dispositions: await this.store.dispositions(tx, organisationId, month),
      ...(await this.store.happened(tx, organisationId, month)),
      answeredByConstituency: await this.store.answeredByConstituency(tx, organisationId, month),
      helpWishes: await this.store.helpWishes(tx, organisationId, month),
      frozen: true,
    };
    const digest = createHash('sha256').update(JSON.stringify(counts)).digest('hex');
    const at = this.clock.now();
    const revision = await this.store.save(tx, organisationId, month, digest, at);
    if (revision === null) return;
    await this.outbox.add(tx, {
      type: 'coverage.delivery.counted.v1',
      data: { organisationId, month, revision, takenAt: at.toISOString(), ...counts },
    });
  }
}
