import { Controller } from '@nestjs/common';
import type { EventData } from '@answerable/contracts';
import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Clock, london } from '@answerable/service';
import { BatchStore } from './batch.store.js';

/**
 * Kafka edge of responses.v1: keeps what arrives, sealed, until its batch is whole. Messages to Victim Support travel on the
 * same topic, sealed to a key this service does not have; they are ignored.
 */
@Controller()
export class ReceiveRecords {
  constructor(
    private readonly store: BatchStore,
    private readonly clock: Clock,
  ) {}

  @HandlesEvents('responses.batch.closed.v1')
  async batches(events: ReceivedEvent<EventData<'responses.batch.closed.v1'>>[], tx: Tx): Promise<void> {
    await this.store.announce(
      tx,
      events.map(({ data }) => data),
    );
  }

  @HandlesEvents('responses.record.released.v1')
  async records(events: ReceivedEvent<EventData<'responses.record.released.v1'>>[], tx: Tx): Promise<void> {
    await this.store.keep(
      tx,
      events.map(({ data }) => data),
      london.month(this.clock.now()),
    );
  }
}
