import { Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { events, type EventData, type EventType } from '@answerable/contracts';
import { connectKafka } from './kafka.js';
import { groupOf, MESSAGING_OPTIONS, type MessagingOptions } from './options.js';
import { readToEnd } from './read-to-end.js';
import { headerText } from './wire.js';

/** What this service itself has told: the one memory of it that a restore of its database does not touch. */
@Injectable()
export class Told {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly log: Logger,
  ) {}

  /**
   * The events of one type that its topic still holds, told at or after an instant (the broker's time); of one key in the order
   * in which they were told. The service must be among the topic's consumers. Leaves the service's own place in it alone.
   */
  async since<T extends EventType>(type: T, since: Date): Promise<EventData<T>[]> {
    const topic = this.options.topicPrefix + events[type].topic;
    const kafka = connectKafka(this.options, this.log);
    const admin = kafka.admin();
    await admin.connect();
    const partitions = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
    const ends = new Map(
      partitions.filter(({ high, low }) => high !== low).map((p) => [p.partition, BigInt(p.high)] as const),
    );
    const found: EventData<T>[] = [];
    const groupId = `${groupOf(this.options)}-told`;
    await readToEnd(kafka, { topic, groupId, ends, commits: false }, async (message) => {
      if (headerText(message, 'type') === type && Number(message.timestamp) >= since.getTime())
        found.push(events[type].schema.parse(JSON.parse(String(message.value))) as EventData<T>);
    });
    return found;
  }
}
