import type { Kafka } from 'kafkajs';
import { toIncoming } from './strategy.js';
import type { Incoming } from './wire.js';

export interface Reading {
  topic: string;
  groupId: string;
  /** Of each partition that is to be read, the offset behind its last message. */
  ends: ReadonlyMap<number, bigint>;
  /** Whether the group remembers how far it came; else each reading begins at the first message. */
  commits: boolean;
}

/** Reads a topic up to where it ended, each partition in its order; then its group is left. Fails with what `each` fails with, or Kafka. */
export async function readToEnd(
  kafka: Kafka,
  { topic, groupId, ends, commits }: Reading,
  each: (message: Incoming, heartbeat: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const left = new Map(ends);
  if (left.size === 0) return;
  const consumer = kafka.consumer({ groupId, sessionTimeout: 10_000, allowAutoTopicCreation: false });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      void consumer
        .run({
          autoCommit: commits,
          eachBatchAutoResolve: false,
          eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
            const end = ends.get(batch.partition) ?? 0n;
            for (const message of batch.messages) {
              if (BigInt(message.offset) >= end) break;
              await each(toIncoming(batch.topic, batch.partition, message), heartbeat);
              resolveOffset(message.offset);
              await heartbeat();
            }
            // Compaction may have taken the last message: where the batch ends counts.
            if (BigInt(batch.lastOffset()) + 1n >= end) left.delete(batch.partition);
            // Leaving waits for this batch, whose end commits the offsets.
            if (left.size === 0) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}
