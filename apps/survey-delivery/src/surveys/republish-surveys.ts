import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { Clock, Command } from '@answerable/service';
import { Vault } from '../vault/vault.js';
import { IssueSurveys } from './issue-surveys.js';
import { SurveyStore } from './survey.store.js';

const AT_ONCE = 500;

/** Tells every survey that can still be answered again, at the version it has: to a response-collection that knows it, the same event. */
@Injectable()
export class RepublishSurveys {
  constructor(
    private readonly database: Database,
    private readonly store: SurveyStore,
    private readonly surveys: IssueSurveys,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  @Command('republish')
  async execute(): Promise<{ surveys: number }> {
    let told = 0;
    for (let after: string | null = null; ;) {
      const found = await this.database.transaction(async (tx) => {
        const some = await this.store.unexpiredAfter(tx, after, this.clock.now(), AT_ONCE);
        await this.surveys.tell(tx, some, this.vault.organisationId);
        return some;
      });
      told += found.length;
      if (found.length < AT_ONCE) return { surveys: told };
      after = found.at(-1)!.surveyId;
    }
  }
}
