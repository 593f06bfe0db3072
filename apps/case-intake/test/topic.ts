import { Kafka, logLevel } from 'kafkajs';
import type { Intake } from './intake.js';

export interface Message {
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly key: string;
  readonly data: Record<string, unknown>;
}

export function kafkaAs(intake: Intake, principal: string): Kafka {
  const { username, password } = intake.topics.user(principal);
  return new Kafka({
    brokers: intake.topics.brokers,
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: logLevel.NOTHING,
  });
}

/** Everything that stands in a topic now, oldest first within each partition. */
export async function readTopic(intake: Intake, name: string): Promise<Message[]> {
  const topic = intake.topics.prefix + name;
  const kafka = kafkaAs(intake, 'admin');
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  let left = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  if (left === 0) return [];
  const consumer = kafka.consumer({ groupId: `${intake.topics.prefix}reader-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const messages: Message[] = [];
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        const data = JSON.parse(message.value!.toString()) as Record<string, unknown>;
        const [id, type] = [message.headers?.['id']?.toString(), message.headers?.['type']?.toString()];
        messages.push({ id, type, key: message.key?.toString() ?? '', data });
        if (--left === 0) resolve();
      },
    });
  });
  await consumer.disconnect();
  return messages;
}
