import { Injectable } from '@nestjs/common';
import { Clock } from '@answerable/service';
import { hashesOf, isWithdrawalCode, withdrawalKey } from './submission.js';
import { SubmissionStore } from './submission.store.js';
import { WithdrawalList } from './withdrawal-list.js';

/** Takes answers back by the code in her hand, until their month closes. Nobody learns whether there were any. */
@Injectable()
export class WithdrawAnswers {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly list: WithdrawalList,
    private readonly clock: Clock,
  ) {}

  async execute(typed: string): Promise<undefined> {
    const key = withdrawalKey(typed);
    const month = await this.submissions.monthOf(hashesOf(key));
    // Also where nothing is found: another backup may bring back what this code leads to.
    this.list.add(month ?? this.clock.today().slice(0, 7), isWithdrawalCode(typed) ? key : undefined);
    await this.submissions.withdraw(hashesOf(key));
  }
}
