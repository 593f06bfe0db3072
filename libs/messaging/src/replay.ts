import { Command, Logger } from '@answerable/service';
import type { Admin } from 'kafkajs';
import { Injectable, Inject, type INestApplicationContext } from '@nestjs/common';
import { originalOf } from './dead-letters.js';
import { Effects } from './effects.js';
import { connectKafka } from './kafka.js';
import { deadLettersOf, MESSAGING_OPTIONS, type MessagingOptions, groupOf } from './options.js';
import { EventConsumer, toIncoming } from './strategy.js';

/** Handles this service's dead letters again, in place: no other consumer sees them. */
@Injectable()
export class DeadLetterReplay {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly effects: Effects,
    private readonly consumer: EventConsumer,
    private readonly log: Logger,
  ) {}

  /** Goes through the letters there were at the start; those that fail again are dead letters again, behind them. */
  @Command('replay-dead-letters')
  async replay(): Promise<{ replayed: number; deadAgain: number }> {
    const topic = deadLettersOf(this.options);
    const kafka = connectKafka(this.options, this.log);
    const groupId = replayGroup(this.options);
    const subscription = this.consumer.subscription();
    const left = await this.unread();
    const counts = { replayed: 0, deadAgain: 0 };
    if (left.size === 0) return counts;
    const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, allowAutoTopicCreation: false });
    await consumer.connect();
    try {
      await consumer.subscribe({ topic, fromBeginning: true });
      await new Promise<void>((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        void consumer
          .run({
            eachBatchAutoResolve: false,
            eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
              for (const message of batch.messages) {
                if (BigInt(message.offset) >= (left.get(batch.partition) ?? 0n)) break;
                const original = originalOf(toIncoming(batch.topic, batch.partition, message));
                const dead = await this.effects.make([original], {
                  subscription,
                  handle: this.consumer.handle,
                  heartbeat,
                });
                counts.replayed += 1 - dead;
                counts.deadAgain += dead;
                resolveOffset(message.offset);
                await heartbeat();
                if (BigInt(message.offset) + 1n >= left.get(batch.partition)!) left.delete(batch.partition);
              }
              // Leaving waits for this batch, whose end commits the offsets.
              if (left.size === 0) resolve();
            },
          })
          .catch(reject);
      });
    } finally {
      await consumer.disconnect();
    }
    this.log.info(counts, 'dead letters were replayed');
    return counts;
  }

  private async unread(): Promise<Map<number, bigint>> {
    const admin = connectKafka(this.options, this.log).admin();
    await admin.connect();
    const waiting = await lettersWaiting(admin, this.options).finally(() => admin.disconnect());
    return new Map(waiting.map(({ partition, end }) => [partition, end]));
  }
}

const replayGroup = (options: MessagingOptions): string => `${groupOf(options)}-replay`;

/** Of each partition that holds letters not yet replayed, its end and how many they are. */
export async function lettersWaiting(
  admin: Admin,
  options: MessagingOptions,
): Promise<{ partition: number; end: bigint; letters: number }[]> {
  const topic = deadLettersOf(options);
  const ends = await admin.fetchTopicOffsets(topic);
  const [committed] = await admin.fetchOffsets({ groupId: replayGroup(options), topics: [topic] });
  const at = new Map(committed!.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
  return ends.flatMap(({ partition, high, low }) => {
    const read = at.get(partition) ?? -1n;
    const from = read > BigInt(low) ? read : BigInt(low);
    const end = BigInt(high);
    return end > from ? [{ partition, end, letters: Number(end - from) }] : [];
  });
}

/** Handles the dead letters of an application's service again. */
export function replayDeadLetters(app: INestApplicationContext): Promise<{ replayed: number; deadAgain: number }> {
  return app.get(DeadLetterReplay, { strict: false }).replay();
}
