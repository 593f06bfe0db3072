import { deadLetterTopic, forceTopic, topics, type TopicName } from '@answerable/contracts';
import kafkajs, { type Kafka } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kafkaClient } from '../src/kafka-admin.js';
import { principals, servicePrincipals } from '../src/kafka-access.js';
import { eventually, readStackEnv, testTopics, type TestTopics } from '../src/index.js';
import { forces } from '../src/realm.js';

/** Who may, said by the contracts' table and worked out here without the code under test. */
type Rule = { topic: string; writers: string[]; readers: string[] };
const rules: Rule[] = [
  ...Object.entries(topics).flatMap(([name, { family, producers, consumers }]): Rule[] => {
    if (!family) return [{ topic: name, writers: [...producers], readers: [...consumers] }];
    const of = (who: readonly string[], force: string) =>
      who.map((principal) => principal.replace(/^police$/, `police-${force}`));
    return forces.map((force) => ({
      topic: forceTopic(name as Extract<TopicName, `police.${string}`>, force),
      writers: of(producers, force),
      readers: of(consumers, force),
    }));
  }),
  ...servicePrincipals.map((service) => ({ topic: deadLetterTopic(service), writers: [service], readers: [service] })),
];

const unauthorised = /not authorized|TOPIC_AUTHORIZATION_FAILED/i;
let mine: TestTopics;
const clientOf = (principal: string): Kafka => kafkaClient(mine.brokers, mine.user(principal), 8);

beforeAll(async () => {
  mine = await testTopics();
  const producer = clientOf('admin').producer();
  await producer.connect();
  const messages = [{ key: 'k', value: 'v' }];
  await producer.sendBatch({ topicMessages: rules.map(({ topic }) => ({ topic: mine.prefix + topic, messages })) });
  await producer.disconnect();
  // The first group of a new broker waits for the topic that remembers groups.
  await eventually(() => read(clientOf('admin'), mine.prefix + rules[0]!.topic, `${mine.prefix}first`));
});
afterAll(() => mine.drop());

/** Names of the topics that let this principal write. */
async function writableBy(principal: string): Promise<string[]> {
  const producer = clientOf(principal).producer();
  await producer.connect();
  const writable: string[] = [];
  for (const { topic } of rules) {
    try {
      await producer.send({ topic: mine.prefix + topic, messages: [{ key: 'k', value: 'v' }] });
      writable.push(topic);
    } catch (error) {
      expect(String(error)).toMatch(unauthorised);
    }
  }
  await producer.disconnect();
  return writable;
}

/** Resolves when a message of the topic was read; rejects when the broker refuses. */
async function read(kafka: Kafka, topic: string, groupId: string): Promise<void> {
  const consumer = kafka.consumer({ groupId, sessionTimeout: 6000, retry: { retries: 0 } });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer.run({ eachMessage: async () => resolve() }).catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
}

async function readableBy(principal: string): Promise<string[]> {
  const kafka = clientOf(principal);
  const readable: string[] = [];
  for (const { topic } of rules) {
    try {
      await read(kafka, mine.prefix + topic, `${mine.prefix}${principal}.${topic}`);
      readable.push(topic);
    } catch (error) {
      expect(String(error)).toMatch(unauthorised);
    }
  }
  return readable;
}

describe('Kafka', () => {
  it.concurrent.each(principals(forces))(
    'lets %s write to the topics it produces and to no other',
    async (principal) => {
      expect(await writableBy(principal)).toEqual(
        rules.filter((r) => r.writers.includes(principal)).map((r) => r.topic),
      );
    },
  );

  it.concurrent.each(principals(forces))('lets %s read the topics it consumes and no other', async (principal) => {
    expect(await readableBy(principal)).toEqual(rules.filter((r) => r.readers.includes(principal)).map((r) => r.topic));
  });

  it('keeps consumer groups apart: none joins a group that bears the name of another', async () => {
    const topic = mine.prefix + forceTopic('police.receipts', '01');
    await expect(read(clientOf('police-01'), topic, `${mine.prefix}case-intake`)).rejects.toThrow(
      /group|not authorized/i,
    );
  });

  it('lets nobody in with a wrong password or as nobody', async () => {
    const { brokers } = readStackEnv().kafka;
    const wrong = kafkaClient(brokers, { username: 'admin', password: 'wrong' }).admin();
    await expect(wrong.connect()).rejects.toThrow(/authentication/i);
    const nobody = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 0 } }).admin();
    await expect(nobody.connect().then(() => nobody.listTopics())).rejects.toThrow();
    await nobody.disconnect();
  });

  it('gives no service a right to create topics or to see the rights of others', async () => {
    const admin = clientOf('reporting').admin();
    await admin.connect();
    await expect(admin.createTopics({ topics: [{ topic: `${mine.prefix}own` }] })).rejects.toThrow();
    expect((await admin.listTopics()).filter((topic) => topic.startsWith(mine.prefix)).sort()).toEqual(
      rules
        .filter((r) => [...r.readers, ...r.writers].includes('reporting'))
        .map((r) => mine.prefix + r.topic)
        .sort(),
    );
    await admin.disconnect();
  });
});
