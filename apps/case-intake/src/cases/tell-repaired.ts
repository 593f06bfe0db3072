import { organisationById } from '@answerable/contracts';
import { Outbox } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { CONFIG, DueWork } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { loadCases, takeCasesToTell } from './case.store.js';
import { toldAgain } from './told-again.js';

const AT_ONCE = 500;

/** Tells the other services of cases that a migration put right: it can change rows, and cannot write what is told of them. */
@Injectable()
export class TellRepaired {
  private readonly organisation;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  @DueWork({ name: 'tell-repaired', everyMs: 60_000 })
  run(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const keys = await takeCasesToTell(tx, AT_ONCE);
      const records = await loadCases(tx, keys);
      await this.outbox.addMany(tx, toldAgain(records.values(), this.organisation));
      return keys.length;
    });
  }
}
