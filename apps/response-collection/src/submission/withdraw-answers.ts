import { Injectable } from '@nestjs/common';
import { withdrawalHashes } from './submission.js';
import { SubmissionStore } from './submission.store.js';

/** Takes answers back by the code in her hand, until their month closes. Nobody learns whether there were any. */
@Injectable()
export class WithdrawAnswers {
  constructor(private readonly submissions: SubmissionStore) {}

  async execute(typed: string): Promise<undefined> {
    await this.submissions.withdraw(withdrawalHashes(typed));
  }
}
