import { Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { events, type EventData, type EventType } from '@answerable/contracts';
import { connectKafka } from './kafka.js';
import { groupOf, MESSAGING_OPTIONS, type MessagingOptions } from './options.js';
import { headerText } from './wire.js';
import { toIncoming } from './strategy.js';

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
    const ends = await admin.fetchTopicOffsets(topic).finally(() => admin.disconnect());
    const left = new Map(ends.filter(({ high, low }) => high !== low).map((p) => [p.partition, BigInt(p.high)]));
    const found: EventData<T>[] = [];
    if (left.size === 0) return found;
    const groupId = `${groupOf(this.options)}-told`;
    const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, allowAutoTopicCreation: false });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer
          .run({
            autoCommit: false,
            eachBatch: async ({ batch }) => {
              for (const message of batch.messages) {
                const incoming = toIncoming(batch.topic, batch.partition, message);
                if (headerText(incoming, 'type') === type && Number(message.timestamp) >= since.getTime())
                  found.push(events[type].schema.parse(JSON.parse(String(message.value))) as EventData<T>);
              }
              if (BigInt(batch.lastOffset()) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition);
              if (left.size === 0) resolve();
            },
          })
          .catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
    return found;
  }
}
