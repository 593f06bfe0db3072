import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork } from '@answerable/service';
import type { Config } from '../config.js';
import { CoverageStore } from './coverage.store.js';

const LOOK_EVERY_MS = 1000;
/** The running month is shown to reporting at most this often (machine time); a month that ended is frozen at once. */
const RUNNING_MONTH_EVERY_MS = 60_000;

/** Tells reporting where the closures of each month stand: the running month as it changes, a month that ended once, frozen. */
@Injectable()
export class CountCoverage {
  private lastRunningMonth = Number.NEGATIVE_INFINITY;
  private lastMonth = '';

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
    const runningMonth = this.runningMonthIsDue();
    if (!runningMonth && current === this.lastMonth) return 0;
    const told = await this.count(current, runningMonth);
    if (told === 0) this.lastMonth = current;
    return told;
  }

  private count(current: string, runningMonth: boolean): Promise<number> {
    return this.database.transaction(async (tx) => {
      const months = await this.store.unfrozenMonths(tx, this.config.ORGANISATION_ID, current);
      let told = 0;
      for (const known of months) {
        if (known.month >= current && !runningMonth) continue;
        if (await this.tell(tx, known, known.month < current)) told += 1;
      }
      return told;
    });
  }

  private runningMonthIsDue(): boolean {
    const now = performance.now();
    if (now - this.lastRunningMonth < RUNNING_MONTH_EVERY_MS) return false;
    this.lastRunningMonth = now;
    return true;
  }

  private async tell(
    tx: Tx,
    known: { month: string; revision: number; digest: string | null },
    frozen: boolean,
  ): Promise<boolean> {
    const organisationId = this.config.ORGANISATION_ID;
    const counts = {
      dispositions: await this.store.dispositions(tx, organisationId, known.month),
      ...(await this.store.happened(tx, organisationId, known.month)),
      // Not while the month runs: whoever compares one snapshot with the next would learn what the person asked for who just did.
      helpWishes: frozen ? await this.store.helpWishes(tx, organisationId, known.month) : {},
      frozen,
    };
    const digest = createHash('sha256').update(JSON.stringify(counts)).digest('hex');
    if (digest === known.digest) return false;
    const revision = known.revision + 1;
    const at = this.clock.now();
    await this.store.save(tx, organisationId, { month: known.month, revision, digest, frozen }, at);
    await this.outbox.add(tx, {
      type: 'coverage.delivery.counted.v1',
      data: { organisationId, month: known.month, revision, takenAt: at.toISOString(), ...counts },
    });
    return true;
  }
}
