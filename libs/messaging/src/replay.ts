import { Command, Logger } from '@answerable/service';
import type { Admin } from 'kafkajs';
import { Injectable, Inject, type INestApplicationContext } from '@nestjs/common';
import { originalOf } from './dead-letters.js';
import { Effects } from './effects.js';
import { connectKafka } from './kafka.js';
import { deadLettersOf, MESSAGING_OPTIONS, type MessagingOptions, groupOf } from './options.js';
import { readToEnd } from './read-to-end.js';
import { EventConsumer } from './strategy.js';

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
    const ends = await this.unread();
    const counts = { replayed: 0, deadAgain: 0 };
    await readToEnd(kafka, { topic, groupId, ends, commits: true }, async (letter, heartbeat) => {
      const dead = await this.effects.make([originalOf(letter)], {
        subscription,
        handle: this.consumer.handle,
        heartbeat,
      });
      counts.replayed += 1 - dead;
      counts.deadAgain += dead;
    });
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
