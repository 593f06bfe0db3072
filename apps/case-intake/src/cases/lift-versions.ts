import { AfterRestore, type Restore } from '@answerable/messaging';
import { Clock, london } from '@answerable/service';
import { Database } from '@answerable/persistence';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { liftVersions, settledAtMinute } from './case.store.js';
import { recountAllMonths, startSnapshots } from '../coverage/recount.js';

/**
 * After a restore: what the police send again comes as news downstream, which has seen higher versions than those in the backup. Nothing
 * is told of what the backup holds: downstream knows it, or something newer. Cases that the backup does not know count on from there too.
 */
@Injectable()
export class LiftVersions implements OnModuleInit {
  /** The version from which cases count that begin now; 0 where the register was never put back. */
  countedFrom = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    this.countedFrom = await settledAtMinute(this.database);
  }

  @AfterRestore()
  async execute({ tx, since, lift }: Restore): Promise<{ cases: number }> {
    const cases = await liftVersions(tx, lift);
    // Months of which it had told nothing yet when it was backed up have been told since.
    const until = london.month(this.clock.now());
    await startSnapshots(tx, { from: london.addMonths(london.month(since), -1), until, revision: lift });
    await recountAllMonths(tx);
    return { cases };
  }
}
