import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock, DueWork, london } from '@answerable/service';
import { BatchStore } from './batch.store.js';
import { forgottenIn } from './forgotten.js';

/** Ends the retention of answers, opened or sealed, and of how surveys were answered; what was published stays. */
@Injectable()
export class ForgetAnswers {
  constructor(
    private readonly database: Database,
    private readonly store: BatchStore,
    private readonly clock: Clock,
  ) {}

  @DueWork({ name: 'forget-answers', everyMs: 3_600_000 })
  async execute(): Promise<number> {
    const forgotten = forgottenIn(london.month(this.clock.now()));
    return this.database.transaction((tx) => this.store.forget(tx, forgotten));
  }
}
