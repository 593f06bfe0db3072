import { events } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { createLogger } from '@answerable/service';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@answerable/stack';
import { Controller } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HandlesEvents, type ReceivedEvent } from '../src/index.js';
import { connectKafka, idempotentProducer } from '../src/kafka.js';
import {
  ClosureController,
  closure,
  listening,
  messaging,
  migrations,
  startListener,
  type Topics,
} from './services.js';

let topics: Topics;
let database: TestDatabase;

beforeAll(async () => {
  [topics, database] = await Promise.all([testTopics(), testDatabase(migrations, 'survey_delivery')]);
}, 60_000);

afterAll(() => Promise.all([topics?.drop(), database?.drop()]), 60_000);

@Controller()
class SecondHandler {
  @HandlesEvents('cases.closure.recorded.v1')
  async again(): Promise<void> {}
}

@Controller()
class HandlerOfUnconsumedTopic {
  @HandlesEvents('surveys.survey.issued.v1')
  async issued(): Promise<void> {}
}

test('a service does not start with two handlers of one type', async () => {
  await expect(startListener(database, listening(topics), [ClosureController, SecondHandler])).rejects.toThrow(
    'two handlers are declared',
  );
});

test('a service does not start where a consumed type is neither handled nor ignored', async () => {
  const options = { ...listening(topics), ignores: ['cases.source.heard.v1'] as const };
  await expect(startListener(database, options)).rejects.toThrow('cases.proceedings.changed.v1 is neither handled');
});

test('a service does not start where a handled type is on a topic that it does not consume', async () => {
  const controllers = [ClosureController, HandlerOfUnconsumedTopic];
  await expect(startListener(database, listening(topics), controllers)).rejects.toThrow('its topic is not consumed');
});

test('a type both handled and ignored is a contradiction that stops the start', async () => {
  const options = listening(topics);
  const ignores = [...options.ignores!, 'cases.closure.recorded.v1'] as const;
  await expect(startListener(database, { ...options, ignores })).rejects.toThrow('both handled and ignored');
});

const heard: ReceivedEvent[] = [];

@Controller()
class PoliceController {
  @HandlesEvents('police.case-event.received.v1', { unchecked: true })
  async received(run: ReceivedEvent[]): Promise<void> {
    heard.push(...run);
  }
}

@Controller()
class ContactCheckController {
  @HandlesEvents('delivery.contact.checked.v1')
  async checked(): Promise<void> {}
}

test('the topic says which force sent an event, whatever the headers claim, and its mistakes reach the handler', async () => {
  const intakeDb = await testDatabase(migrations, 'case_intake');
  const options = messaging(topics, 'case-intake', {
    consumes: ['police.case-events', 'contact-checks.v1'],
    forces: ['01', '48'],
  });
  const service = await startListener(intakeDb, options, [PoliceController, ContactCheckController]);
  const police = topics.user('police-48');
  const producer = idempotentProducer(connectKafka({ ...options, ...police }, createLogger('test', 'silent')));
  await producer.connect();
  const example = events['police.case-event.received.v1'].example;
  const id = crypto.randomUUID();
  await producer.send({
    topic: `${topics.prefix}police.case-events.48`,
    messages: [
      { key: 'one', value: JSON.stringify(example), headers: { id, type: 'cases.closure.recorded.v1' } },
      { key: 'two', value: JSON.stringify(example), headers: { id } },
      { key: 'three', value: '{"specversion": 1' },
    ],
  });
  await producer.disconnect();
  await eventually(() => expect(heard).toHaveLength(3));
  expect(new Set(heard.map(({ force }) => force))).toEqual(new Set(['48']));
  expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(['police.case-event.received.v1']));
  expect(new Set(heard.map((event) => event.id)).size).toBe(3);
  expect(heard.map((event) => event.id)).not.toContain(id);
  expect(heard.filter(({ data }) => data === undefined)).toHaveLength(1);
  await service.close();
  await intakeDb.drop();
}, 60_000);

test('a force cannot write to the topic of another force', async () => {
  const options = messaging(topics, 'case-intake');
  const producer = idempotentProducer(
    connectKafka({ ...options, ...topics.user('police-48') }, createLogger('test', 'silent')),
  );
  await producer.connect();
  const send = producer.send({ topic: `${topics.prefix}police.case-events.01`, messages: [{ key: 'k', value: '{}' }] });
  await expect(send).rejects.toThrow(/authorized/i);
  await producer.disconnect();
});

test('the inbox knows an event on a later day, and forgets it with the day after thirty days', async () => {
  const owned = await testDatabase(migrations, 'survey_delivery');
  const service = await startListener(owned, listening(topics));
  const db = service.app.get(Database);
  const { DataSource } = await import('typeorm');
  const owner = await new DataSource({ type: 'postgres', url: owned.ownerUrl }).initialize();
  const id = crypto.randomUUID();
  await owner.query(`insert into inbox (event_id, recorded_on) values ($1, (now() at time zone 'utc')::date - 1)`, [
    id,
  ]);
  const producer = idempotentProducer(connectKafka(messaging(topics, 'case-intake'), createLogger('test', 'silent')));
  await producer.connect();
  const type = 'cases.closure.recorded.v1';
  const message = (key: string, eventId: string) => ({
    key: 'same',
    value: JSON.stringify(closure(key)),
    headers: { type, id: eventId },
  });
  await producer.send({
    topic: `${topics.prefix}cases.v1`,
    messages: [message('ab1', id), message('ab2', crypto.randomUUID())],
  });
  await producer.disconnect();
  await eventually(async () => expect(await db.read(`select from effects where case_key like 'ab2%'`)).toHaveLength(1));
  expect(await db.read(`select from effects where case_key like 'ab1%'`)).toEqual([]);

  await owner.query(`create table inbox_20250101 partition of inbox for values from ('2025-01-01') to ('2025-01-02')`);
  await fetch(`${service.url}/_test/run`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"job":"inbox-partitions"}',
  });
  const parts = await db.read<{ name: string }>(
    `select relname as name from pg_class where relname like 'inbox_2%' and relkind = 'r' order by 1`,
  );
  expect(parts.map(({ name }) => name)).not.toContain('inbox_20250101');
  expect(parts.length).toBeGreaterThanOrEqual(9);
  await owner.destroy();
  await service.close();
  await owned.drop();
}, 60_000);
