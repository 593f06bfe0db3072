import { Controller } from '@nestjs/common';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { CoverageStore, type IntakeCoverage } from './coverage.store.js';

/** Keeps how many closures intake has registered, by month: what got lost between there and here has no row to be found by. */
@Controller()
export class HearIntake {
  constructor(private readonly store: CoverageStore) {}

  @HandlesEvents('coverage.intake.counted.v1')
  async counted(events: ReceivedEvent<IntakeCoverage>[], tx: Tx): Promise<void> {
    for (const { data } of events) await this.store.keepIntakeCount(tx, data);
  }
}
