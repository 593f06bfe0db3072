import { Database } from '@answerable/persistence';
import { createLogger, currentTrace, runWithTrace, type RunningService } from '@answerable/service';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@answerable/stack';
import type { KafkaMessage } from 'kafkajs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { EventRejected, Outbox, replayDeadLetters } from '../src/index.js';
import { connectKafka, idempotentProducer } from '../src/kafka.js';
import {
  behaviour,
  closure,
  listening,
  messaging,
  migrations,
  recorded,
  startAnnouncer,
  startListener,
  type Topics,
} from './services.js';

let topics: Topics;
let intakeDb: TestDatabase;
let deliveryDb: TestDatabase;
let intake: Awaited<ReturnType<typeof startAnnouncer>>;
let delivery: RunningService;
let letters: { reason: string; detail: string; message: KafkaMessage }[];
let closeLetters: () => Promise<void>;

beforeAll(async () => {
  [topics, intakeDb, deliveryDb] = await Promise.all([
    testTopics(),
    testDatabase(migrations, 'case_intake'),
    testDatabase(migrations, 'survey_delivery'),
  ]);
  intake = await startAnnouncer(intakeDb, messaging(topics, 'case-intake'));
  delivery = await startListener(deliveryDb, listening(topics));
  ({ letters, close: closeLetters } = await readDeadLetters());
}, 60_000);

afterAll(async () => {
  await Promise.all([intake?.close(), delivery?.close(), closeLetters?.()]);
  await Promise.all([topics?.drop(), intakeDb?.drop(), deliveryDb?.drop()]);
}, 60_000);

beforeEach(() => {
  behaviour.onRun = async () => {};
});

interface Effect {
  case_key: string;
  version: number;
  trace_id: string | null;
}

function effects(prefix: string): Promise<Effect[]> {
  return delivery.app
    .get(Database)
    .read<Effect>(`select case_key, version, trace_id from effects where case_key like $1 || '%' order by place`, [
      prefix,
    ]);
}

async function metric(service: { url: string }, name: string): Promise<number> {
  const text = await (await fetch(`${service.url}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:{.*})? (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}

/** Everything announced has been sent and handled. */
async function quiet(): Promise<void> {
  await eventually(async () => {
    for (const { url } of [intake, delivery]) {
      const { idle, pending } = (await (await fetch(`${url}/_test/idle`)).json()) as {
        idle: boolean;
        pending: unknown;
      };
      expect(idle, JSON.stringify(pending)).toBe(true);
    }
  });
}

async function readDeadLetters() {
  const kafka = connectKafka(messaging(topics, 'survey-delivery'), createLogger('test', 'silent'));
  const consumer = kafka.consumer({ groupId: `${topics.prefix}survey-delivery-test` });
  await consumer.connect();
  await consumer.subscribe({ topic: `${topics.prefix}survey-delivery.dead-letters.v1`, fromBeginning: true });
  const found: typeof letters = [];
  await consumer.run({
    eachMessage: async ({ message }) => {
      const text = (name: string): string => String(message.headers?.[`dead-letter-${name}`]);
      found.push({ reason: text('reason'), detail: text('detail'), message });
    },
  });
  return { letters: found, close: () => consumer.disconnect() };
}

async function sendRaw(value: string, type: string): Promise<void> {
  const producer = idempotentProducer(connectKafka(messaging(topics, 'case-intake'), createLogger('test', 'silent')));
  await producer.connect();
  await producer.send({
    topic: `${topics.prefix}cases.v1`,
    messages: [{ key: 'raw', value, headers: { type, id: crypto.randomUUID() } }],
  });
  await producer.disconnect();
}

test('an event takes effect once, with the trace of the request that caused it', async () => {
  const traceId = await runWithTrace(undefined, async () => {
    await intake.announce(recorded('a1'));
    return currentTrace()!.traceId;
  });
  await eventually(async () => expect(await effects('a1')).toHaveLength(1));
  expect((await effects('a1'))[0]).toMatchObject({ version: 1, trace_id: traceId });
});

test('what is rolled back is never announced', async () => {
  const database = intake.app.get(Database);
  const undone = database.transaction(async (tx) => {
    await intake.app.get(Outbox).add(tx, recorded('a2'));
    throw new Error('changed our mind');
  });
  await expect(undone).rejects.toThrow('changed our mind');
  await intake.announce(recorded('a3'));
  await quiet();
  expect(await effects('a2')).toEqual([]);
  expect(await effects('a3')).toHaveLength(1);
});

test('what breaks its contract cannot be announced, and the error names the field, never the value', async () => {
  const type = 'cases.closure.recorded.v1';
  const wrong = intake.announce({ type, data: { ...closure('a5'), unit: 7 as never, closedOn: 'her secret' } });
  await expect(wrong).rejects.toThrow(/^(?!.*her secret).*unit.*closedOn/);
  await expect(intake.announce({ type, data: { ...closure('a5'), unit: 'x'.repeat(1_000_000) } })).rejects.toThrow();
  await quiet();
  expect(await effects('a5')).toEqual([]);
});

test('announcing the same state again changes nothing', async () => {
  await intake.announce(recorded('a4', 7));
  await intake.announce(recorded('a4', 7), recorded('a4', 7));
  await intake.announce(recorded('a4', 8));
  await quiet();
  expect((await effects('a4')).map(({ version }) => version)).toEqual([7, 8]);
});

test('events of one key arrive in the order in which they were written, over many batches', async () => {
  const versions = Array.from({ length: 400 }, (_, index) => index + 1);
  const keys = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8'];
  for (let at = 0; at < versions.length; at += 50) {
    await intake.announce(
      ...versions.slice(at, at + 50).flatMap((version) => keys.map((key) => recorded(key, version))),
    );
  }
  await quiet();
  for (const key of keys) expect((await effects(key)).map(({ version }) => version)).toEqual(versions);
});

test('an event that breaks its contract becomes a dead letter that names the field and keeps the message', async () => {
  await sendRaw(JSON.stringify({ ...closure('c1'), closedOn: 'her secret' }), 'cases.closure.recorded.v1');
  await eventually(() => expect(letters.filter(({ reason }) => reason === 'schema')).toHaveLength(1));
  const letter = letters.find(({ reason }) => reason === 'schema')!;
  expect(letter.detail).toContain('closedOn');
  expect(letter.detail).not.toContain('her secret');
  expect(letter.message.value?.toString()).toContain('her secret');
  expect(String(letter.message.headers?.['dead-letter-topic'])).toBe(`${topics.prefix}cases.v1`);
});

test('what is not JSON and what the contracts do not know become dead letters, and block nobody', async () => {
  await sendRaw('{not json', 'cases.closure.recorded.v1');
  await sendRaw('{}', 'cases.closure.invented.v1');
  await intake.announce(recorded('c2'));
  await eventually(() =>
    expect(letters.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['malformed', 'unknown-type'])),
  );
  await eventually(async () => expect(await effects('c2')).toHaveLength(1));
});

test('an event its handler rejects becomes a dead letter with the reason; its neighbours take effect', async () => {
  behaviour.onRun = async (run) => {
    if (run.some(({ data }) => data.caseKey.startsWith('d5'))) throw new EventRejected('no closure without a case');
  };
  await intake.announce(...['d1', 'd2', 'd3', 'd4', 'd5', 'd6'].map((key) => recorded(key)));
  await eventually(() => expect(letters.map(({ detail }) => detail)).toContain('no closure without a case'));
  await quiet();
  for (const key of ['d1', 'd2', 'd3', 'd4', 'd6']) expect(await effects(key)).toHaveLength(1);
  expect(await effects('d5')).toEqual([]);
});

test('a handler that fails is tried three times, then the event is a dead letter, until it is replayed', async () => {
  let tries = 0;
  behaviour.onRun = async (run) => {
    if (!run.some(({ data }) => data.caseKey.startsWith('e1'))) return;
    if (run.length === 1) tries += 1;
    throw new TypeError('cannot read her name');
  };
  await intake.announce(recorded('e0'), recorded('e1'), recorded('e2'));
  await eventually(() => expect(letters.map(({ detail }) => detail)).toContain('TypeError'));
  await quiet();
  expect(tries).toBeGreaterThanOrEqual(3);
  expect(await effects('e1')).toEqual([]);

  behaviour.onRun = async () => {};
  // Counted where they lie: a service that starts anew sees them as well.
  expect(await metric(delivery, 'dead_letters_waiting')).toBe(letters.length);
  const first = await replayDeadLetters(delivery.app);
  expect(first.replayed).toBeGreaterThan(0);
  expect(await effects('e1')).toHaveLength(1);
  // What was never readable is a dead letter still; what was handled is not there again.
  expect(await metric(delivery, 'dead_letters_waiting')).toBe(first.deadAgain);
  expect(await replayDeadLetters(delivery.app)).toEqual({ replayed: 0, deadAgain: first.deadAgain });
  expect(await effects('e1')).toHaveLength(1);
}, 60_000);

test('a consumer that needs longer than its session to give up a chunk keeps its place', async () => {
  behaviour.onRun = async (run, tx) => {
    if (run.length > 1) throw new EventRejected('not together');
    await tx.query('select pg_sleep(0.16)');
    throw new EventRejected('a slow no');
  };
  const before = letters.length;
  const delayed = await metric(delivery, 'events_delayed_total');
  const versions = Array.from({ length: 45 }, (_, index) => index + 1);
  await intake.announce(...versions.map((version) => recorded('e9', version)));
  await eventually(() => expect(letters.length).toBeGreaterThanOrEqual(before + 45));
  await quiet();
  expect(letters).toHaveLength(before + 45);
  expect(await metric(delivery, 'events_delayed_total')).toBe(delayed);
}, 60_000);

test('a relay that dies between sending and committing sends again, and the effect is made once', async () => {
  const owner = await asOwner(intakeDb);
  // The session is cut while it commits: Kafka has the events, the outbox still has the rows.
  await owner.query(`
    create sequence deaths;
    create function die_once() returns trigger language plpgsql security definer as $$
    begin
      if nextval('deaths') = 1 then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(0.01); end if;
      return null;
    end $$;
    create constraint trigger die_once after delete on outbox deferrable initially deferred for each row execute function die_once();`);
  const repeatedBefore = await metric(delivery, 'events_repeated_total');
  await intake.announce(recorded('f1'), recorded('f2'), recorded('f3'));
  await quiet();
  const [{ last_value: deaths }] = (await owner.query('select last_value::int from deaths')) as [
    { last_value: number },
  ];
  await owner.query('drop trigger die_once on outbox; drop function die_once; drop sequence deaths');
  await owner.destroy();
  expect(deaths).toBeGreaterThan(1);
  expect(await metric(delivery, 'events_repeated_total')).toBe(repeatedBefore + 3);
  expect(await effects('f')).toHaveLength(3);
}, 60_000);

test('a handler that cannot have its lock waits for it, and no event is lost or given up', async () => {
  const owner = await asOwner(deliveryDb);
  const blocker = owner.createQueryRunner();
  const before = letters.length;
  behaviour.onRun = async (_run, tx) => void (await tx.query(`set local lock_timeout = '50ms'`));
  await blocker.query('begin');
  await blocker.query('lock table effects in access exclusive mode');
  await intake.announce(recorded('91'));
  await eventually(async () => expect(await metric(delivery, 'events_delayed_total')).toBeGreaterThan(0));
  await blocker.query('commit');
  await blocker.release();
  await owner.destroy();
  await eventually(async () => expect(await effects('91')).toHaveLength(1));
  expect(letters).toHaveLength(before);
}, 60_000);

test('a day for which the inbox has no partition delays events and condemns none', async () => {
  const owner = await asOwner(deliveryDb);
  const before = letters.length;
  const delayed = await metric(delivery, 'events_delayed_total');
  await owner.query('alter table inbox rename to inbox_hidden');
  await owner.query(
    `create table inbox (event_id uuid, recorded_on date default current_date) partition by range (recorded_on);
     grant select, insert on inbox to survey_delivery`,
  );
  await intake.announce(recorded('92'));
  await eventually(async () => expect(await metric(delivery, 'events_delayed_total')).toBeGreaterThan(delayed));
  await owner.query('drop table inbox; alter table inbox_hidden rename to inbox');
  await owner.destroy();
  await eventually(async () => expect(await effects('92')).toHaveLength(1));
  expect(letters).toHaveLength(before);
}, 60_000);

test('a second instance takes over nothing while the first relays, and events are sent once', async () => {
  const second = await startAnnouncer(intakeDb, messaging(topics, 'case-intake'));
  await Promise.all([
    intake.announce(...Array.from({ length: 50 }, (_, index) => recorded('1a', index + 1))),
    second.announce(...Array.from({ length: 50 }, (_, index) => recorded('1b', index + 1))),
  ]);
  await quiet();
  expect(await effects('1a')).toHaveLength(50);
  expect(await effects('1b')).toHaveLength(50);
  const sentBySecond = await metric(second, 'outbox_sent_total');
  await second.close();
  expect(sentBySecond).toBe(0);
}, 60_000);

async function asOwner(database: TestDatabase) {
  const { DataSource } = await import('typeorm');
  return new DataSource({ type: 'postgres', url: database.ownerUrl }).initialize();
}
