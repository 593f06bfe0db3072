import { Kafka, logLevel } from 'kafkajs';
import { Vault } from '../src/vault/vault.js';
import type { Workplace } from './workplace.js';

/** Every row of every table, the vault's among them, every message of every topic, and every line of the log: as one text. */
export async function everythingWritten(place: Workplace): Promise<string> {
  return [...(await tables(place)), ...(await topics(place)), ...place.logs].join('\n');
}

/** Partitions through their table: the service itself may not read one that was made while it ran. */
async function tables(place: Workplace): Promise<string[]> {
  const names = await place.rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  return place.service.app.get(Vault).transaction(async (tx) => {
    const texts = [];
    for (const { name } of names) texts.push(JSON.stringify(await tx.query(`select t::text from "${name}" t`)));
    return texts;
  });
}

async function topics(place: Workplace): Promise<string[]> {
  const kafka = new Kafka({
    brokers: place.topics.brokers,
    sasl: { mechanism: 'scram-sha-512', ...place.topics.user('admin') },
    logLevel: logLevel.NOTHING,
  });
  const admin = kafka.admin();
  await admin.connect();
  const names = (await admin.listTopics()).filter((name) => name.startsWith(place.topics.prefix));
  let left = 0;
  for (const name of names)
    for (const { high, low } of await admin.fetchTopicOffsets(name)) left += Number(high) - Number(low);
  await admin.disconnect();
  const texts: string[] = [];
  if (left === 0) return texts;
  const consumer = kafka.consumer({ groupId: `${place.topics.prefix}search-${crypto.randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topics: names, fromBeginning: true });
  await new Promise<void>((resolve) => {
    void consumer.run({
      eachMessage: async ({ topic, message }) => {
        texts.push(
          `${topic} ${message.key?.toString()} ${JSON.stringify(message.headers)} ${message.value?.toString()}`,
        );
        if (texts.length === left) resolve();
      },
    });
  });
  await consumer.disconnect();
  return texts;
}
