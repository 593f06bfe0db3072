import { HandlesEvents, type ReceivedEvent } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Controller } from '@nestjs/common';
import { ReceiveCaseEvents, type Arrived } from './receive-case-events.js';
import { RegisterCaseEvents } from './register-case-events.js';

/** Kafka edge of case events: the broker vouches for the force, whose topic it is. Receipts go to the force's own topic. */
@Controller()
export class CaseEventsConsumer {
  constructor(
    private readonly receive: ReceiveCaseEvents,
    private readonly register: RegisterCaseEvents,
  ) {}

  @HandlesEvents('police.case-event.received.v1', { unchecked: true })
  async take(events: ReceivedEvent<unknown>[], tx: Tx): Promise<void> {
    for (const [force, run] of Map.groupBy(events, (event) => event.force ?? '')) {
      const arrived = run.map(({ data }): Arrived =>
        data === undefined ? { unread: 'malformed-json' } : { value: data },
      );
      const readings = await this.receive.read(arrived, force);
      await this.register.execute(tx, readings, { force, settledBy: 'resent', receiptsTo: { topicCausedBy: run } });
    }
  }
}
