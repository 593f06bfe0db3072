import { ANSWERS_KEPT_MONTHS, recordCloses, recordKinds } from '@answerable/contracts';
import { Clock, DueWork, london, Logger } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { lastMonthOf } from '../submission/submission.js';
import { MixingKeyStore } from './mixing-key.store.js';

/** Ends the retention of what could not leave: a month that nobody manages to close keeps no answer for longer than she was told. */
@Injectable()
export class ForgetRecords {
  constructor(
    private readonly store: MixingKeyStore,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  @DueWork({ name: 'forget-records', everyMs: 3_600_000 })
  async run(): Promise<number> {
    const last = london.addMonths(london.month(this.clock.now()), -ANSWERS_KEPT_MONTHS);
    const kinds = [...recordKinds, 'message', 'evidence'] as const;
    const periods = kinds.map((kind) => (kind === 'message' || kind === 'evidence' ? 'month' : recordCloses[kind]));
    const through = periods.map((period) => lastMonthOf(period, last));
    const forgotten = await this.store.forget(kinds, through);
    if (forgotten > 0) this.log.error({ records: forgotten }, 'records of a month that was never closed were deleted');
    return forgotten;
  }
}
