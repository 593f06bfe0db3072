import { organisationById } from '@answerable/contracts';
import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { Command, CONFIG } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { recountAllMonths } from '../coverage/recount.js';
import { caseKeysAfter, loadCases } from './case.store.js';
import { toldAgain } from './told-again.js';

const AT_ONCE = 500;

/**
 * Tells every closure again, at the version it has, for a service that was restored to an earlier time: what it knows already
 * it takes for the same event. Contacts are not kept here and cannot come again. Every month is counted again as well.
 */
@Injectable()
export class RepublishClosures {
  private readonly organisation;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  @Command('republish')
  async execute(): Promise<{ closures: number }> {
    let closures = 0;
    for (let after = ''; ;) {
      const keys = await caseKeysAfter(this.database, after, AT_ONCE);
      const messages = await this.database.transaction(async (tx) => {
        const records = await loadCases(tx, keys);
        const found = toldAgain(records.values(), this.organisation);
        await this.outbox.addMany(tx, found);
        return found.length;
      });
      closures += messages;
      if (keys.length < AT_ONCE) break;
      after = keys.at(-1)!;
    }
    await this.database.transaction(recountAllMonths);
    return { closures };
  }
}
