import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock, DueWork, london } from '@answerable/service';
import { BatchStore } from './batch.store.js';

const KEPT_MONTHS = 24;

/** Ends the retention of answers; what was published stays. */
@Injectable()
export class ForgetAnswers {
  constructor(
    private readonly database: Database,
    private readonly store: BatchStore,
    private readonly clock: Clock,
  ) {}

  @DueWork({ name: 'forget-answers', everyMs: 3_600_000 })
  async execute(): Promise<number> {
    const month = london.addMonths(london.month(this.clock.now()), -KEPT_MONTHS);
    return this.database.transaction((tx) => this.store.forgetBefore(tx, month));
  }
}
