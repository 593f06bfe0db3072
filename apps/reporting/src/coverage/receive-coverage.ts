import { Controller } from '@nestjs/common';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { CoverageStore, type DeliveryCoverage, type IntakeCoverage } from './coverage.store.js';

/** Kafka edge of coverage.v1. */
@Controller()
export class ReceiveCoverage {
  constructor(private readonly store: CoverageStore) {}

  @HandlesEvents('coverage.intake.counted.v1')
  async intake(events: ReceivedEvent<IntakeCoverage>[], tx: Tx): Promise<void> {
    for (const { data } of events) await this.store.keepIntake(tx, data);
  }

  @HandlesEvents('coverage.delivery.counted.v1')
  async delivery(events: ReceivedEvent<DeliveryCoverage>[], tx: Tx): Promise<void> {
    for (const { data } of events) await this.store.keepDelivery(tx, data);
  }
}
