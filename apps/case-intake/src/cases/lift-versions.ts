import { AfterRestore, type Restore } from '@answerable/messaging';
import { Clock, london } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { liftVersions } from './case.store.js';
import { recountAllMonths, startSnapshots } from '../coverage/coverage.store.js';

/**
 * After a restore: what the police send again comes as news downstream, which has seen higher versions than those in the backup. Nothing
 * is told of what the backup holds: downstream knows it, or something newer.
 */
@Injectable()
export class LiftVersions {
  constructor(private readonly clock: Clock) {}

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
