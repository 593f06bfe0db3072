import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  events,
  sealing,
  type EventData,
  type EventType,
  type RecordAttributes,
  type RecordKind,
  type SealingKey,
} from '@answerable/contracts';
import { packageRoot, type RunningService } from '@answerable/service';
import { eventually, serviceEnvironment, testDatabase, testTopics, tokenFor, type TestTopics } from '@answerable/stack';
import { CompactEncrypt, importJWK } from 'jose';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { Pool } from 'pg';
import { SMTPServer } from 'smtp-server';
import { configSchema } from '../src/config.js';
import { appendOnly, migrations } from '../src/migrations.js';
import { PrepareMonth } from '../src/publication/prepare-month.js';
import { start } from '../src/start.js';

interface Mail {
  readonly to: string;
  readonly text: string;
}

export interface Reporting {
  readonly service: RunningService;
  readonly url: string;
  readonly topics: TestTopics;
  readonly query: <T>(sql: string, params?: unknown[]) => Promise<T[]>;
  /** As the service's own role. */
  readonly queryAsService: <T>(sql: string, params?: unknown[]) => Promise<T[]>;
  readonly setClock: (iso: string) => Promise<void>;
  readonly run: (job: string) => Promise<number>;
  /** Returns the ids of the events sent. */
  readonly send: (principal: string, ...messages: { type: EventType; data: unknown }[]) => Promise<string[]>;
  readonly mails: Mail[];
  /** Prepares a report as an instance of its own would, beside what the service itself does. */
  readonly prepare: () => Promise<number>;
  readonly stopService: () => Promise<void>;
  readonly startService: () => Promise<void>;
  /** Keeps a copy of the database, with the service stopped; what it returns puts that back. */
  readonly backUp: () => Promise<() => Promise<void>>;
  /** Runs an operator's command of the built service, to its end. */
  readonly command: (...args: string[]) => Promise<void>;
  readonly stop: () => Promise<void>;
}

async function mailbox(mails: Mail[]) {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData: (stream, session, done) => {
      let text = '';
      stream.on('data', (part: Buffer) => (text += part.toString()));
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, text });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as { port: number }).port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

export async function startReporting(settings: Record<string, string> = {}): Promise<Reporting> {
  const mails: Mail[] = [];
  const [database, topics, smtp] = await Promise.all([
    testDatabase(migrations, 'reporting', { appendOnly }),
    testTopics(),
    mailbox(mails),
  ]);
  const environment = {
    ...serviceEnvironment('reporting', database, topics),
    CLOCK_STARTS_AT: '2025-10-15T10:00:00Z',
    KEY_ENCRYPTION_KEY: randomBytes(32).toString('base64url'),
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    MAIL_FROM: 'reports@victim-support.example',
    READERS_URL: 'https://readers.example',
    ...settings,
  };
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
  const own = new Pool({ connectionString: database.url, max: 1 });
  // A backup and a restore cut their connections off.
  for (const pool of [owner, own]) pool.on('error', () => undefined);
  const producers = new Map<string, Producer>();
  let service: RunningService | undefined = await start(configSchema.parse(environment));
  const post = async (path: string, method: string, body: unknown) => {
    const answer = await fetch(`${service!.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  const producerOf = async (principal: string): Promise<Producer> => {
    const known = producers.get(principal);
    if (known) return known;
    const { username, password } = topics.user(principal);
    const kafka = new Kafka({
      brokers: topics.brokers,
      sasl: { mechanism: 'scram-sha-512', username, password },
      logLevel: logLevel.NOTHING,
    });
    const producer = kafka.producer();
    await producer.connect();
    producers.set(principal, producer);
    return producer;
  };
  return {
    get service() {
      return service!;
    },
    get url() {
      return service!.url;
    },
    topics,
    mails,
    query: async (sql, params) => (await owner.query(sql, params)).rows,
    queryAsService: async (sql, params) => (await own.query(sql, params)).rows,
    setClock: async (now) => void (await post('/_test/clock', 'PUT', { now })),
    run: async (job) => ((await (await post('/_test/run', 'POST', { job })).json()) as { done: number }).done,
    send: async (principal, ...messages) => {
      const producer = await producerOf(principal);
      const withId = messages.map((message) => ({ ...message, id: randomUUID() }));
      const byTopic = Map.groupBy(withId, ({ type }) => events[type].topic);
      for (const [topic, all] of byTopic) {
        await producer.send({
          topic: topics.prefix + topic,
          messages: all.map(({ type, data, id }) => ({
            key: events[type].keyOf(data as never),
            value: JSON.stringify(data),
            headers: { id, type, 'content-type': 'application/json' },
          })),
        });
      }
      return withId.map(({ id }) => id);
    },
    prepare: () => service!.app.get(PrepareMonth).execute(),
    stopService: async () => {
      await service?.close();
      service = undefined;
    },
    startService: async () => {
      service = await start(configSchema.parse(environment));
    },
    backUp: database.backUp,
    command: async (...args) => {
      const main = join(packageRoot(import.meta.url), 'dist/programs/main.js');
      await promisify(execFile)(process.execPath, [main, ...args], { env: { ...process.env, ...environment } });
    },
    stop: async () => {
      await service?.close();
      for (const producer of producers.values()) await producer.disconnect();
      await Promise.all([owner.end(), own.end(), smtp.close()]);
      await database.drop();
      await topics.drop();
    },
  };
}

export async function call(
  reporting: Reporting,
  path: string,
  as: string,
  init: { method?: string; body?: unknown } = {},
): Promise<Response> {
  return fetch(`${reporting.url}${path}`, {
    method: init.method ?? 'GET',
    headers: {
      authorization: `Bearer ${await tokenFor(as)}`,
      ...(init.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
  });
}

export async function get<T>(reporting: Reporting, path: string, as: string): Promise<T> {
  const answer = await call(reporting, path, as);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export interface ClearRecord {
  readonly answers: Record<string, string | string[]>;
  readonly attributes?: RecordAttributes;
  readonly questionnaireVersion?: string;
}

/** Sends a batch as response-collection does: sealed records, shuffled elsewhere, and how many there are. Resolves when all has come in. */
export async function sendBatch(
  reporting: Reporting,
  {
    kind,
    period,
    records,
    announced,
    evidence = null,
    key: given,
  }: {
    kind: RecordKind;
    period: string;
    records: readonly ClearRecord[];
    announced?: number;
    evidence?: EventData<'responses.batch.closed.v1'>['evidence'];
    /** Sealed to this key in place of the newest one. */
    key?: SealingKey;
  },
): Promise<string> {
  const { keys } = (await (await fetch(`${reporting.url}/v1/public/sealing-keys`)).json()) as { keys: SealingKey[] };
  const jwk = given ?? keys[0]!;
  const key = await importJWK(jwk, 'ECDH-ES');
  const seal = (clear: unknown) =>
    new CompactEncrypt(Buffer.from(JSON.stringify(clear)))
      .setProtectedHeader({ ...sealing, kid: jwk.kid })
      .encrypt(key);
  const batchId = randomUUID();
  const sealed = await Promise.all(
    records.map(async ({ answers, attributes, questionnaireVersion = '2026-1' }) =>
      seal({ kind, questionnaireVersion, answers, bundle: attributes ? await seal(attributes) : null, pad: '' }),
    ),
  );
  const sent = await reporting.send(
    'response-collection',
    {
      type: 'responses.batch.closed.v1',
      data: {
        organisationId: 'southwark',
        batchId,
        kind,
        period,
        records: announced ?? records.length,
        evidence,
      },
    },
    ...sealed.map((each) => ({
      type: 'responses.record.released.v1' as const,
      data: { organisationId: 'southwark', recordId: randomUUID(), batchId, sealed: each },
    })),
  );
  // A clock that is set while records are on their way may pass the day on which a report comes out without them.
  await eventually(async () => {
    const handled = await reporting.query('select event_id from inbox where event_id = any($1)', [sent]);
    if (handled.length !== sent.length) throw new Error(`${handled.length} of ${sent.length} events have come in`);
  });
  return batchId;
}

/**
 * Answers of a month that were not in its batch, such as an operator puts back after a fault: a month has one batch, so they come as one
 * of no month, and are moved. Resolves when they are counted with the others.
 */
export async function arriveLate(reporting: Reporting, month: string, records: readonly ClearRecord[]): Promise<void> {
  const held = async (of: string) => {
    const sql = 'select coalesce(sum(records), 0)::int as held from headline_counts where month = $1';
    return (await reporting.query<{ held: number }>(sql, [of]))[0]!.held;
  };
  const none = '2099-01';
  await sendBatch(reporting, { kind: 'headline', period: none, records });
  await eventually(async () => {
    if ((await held(none)) !== records.length) throw new Error('the late answers are not opened yet');
  });
  await reporting.query('update headline_counts set month = $1 where month = $2', [month, none]);
  await reporting.query('delete from batches where period = $1', [none]);
}

/** One person's three headline records. */
export const headlinesOf = (satisfied: string, seriously: string, pressure: string): ClearRecord[] => [
  { answers: { satisfied } },
  { answers: { seriously } },
  { answers: { pressure } },
];

/** `count` people, of whom the given shares are satisfied, were taken seriously and felt pressure. */
export function people(count: number, { satisfied = 0.4, seriously = 0.5, pressure = 0.2 } = {}): ClearRecord[] {
  return Array.from({ length: count }, (_, n) =>
    headlinesOf(
      n < count * satisfied ? 'very-satisfied' : 'very-dissatisfied',
      (n * 7) % count < count * seriously ? 'fairly' : 'not-very',
      (n * 5) % count < count * pressure ? 'stop' : 'neither',
    ),
  ).flat();
}

/** Coverage of a month from both producers, as far as T1 needs it. */
export async function sendCoverage(
  reporting: Reporting,
  month: string,
  {
    closed = 95,
    received = 90,
    asked = 40,
    noContact = 10,
    waiting = 15,
    answered = 12,
    revision = 1,
    signed = true,
    help = {} as Record<string, number>,
    answeredByConstituency = undefined as EventData<'coverage.delivery.counted.v1'>['answeredByConstituency'],
  } = {},
): Promise<void> {
  const unit = { force: '01', unit: 'AS team 2' };
  const takenAt = `${month}-28T12:00:00Z`;
  await reporting.send('case-intake', {
    type: 'coverage.intake.counted.v1',
    data: {
      organisationId: 'southwark',
      month,
      revision,
      takenAt,
      received: [{ ...unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: received }],
      controlTotals: signed ? [{ ...unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: closed }] : null,
      stock: {
        opening: 400,
        reported: 101,
        reopened: 3,
        closed,
        transferredOut: 4,
        closing: 405,
        openOverTwelveMonths: 62,
      },
      quarantined: 0,
      signals: [
        {
          ...unit,
          contactMissing: 20,
          contactUnusable: 3,
          outcome16Within30Days: 30,
          daysToClosureTotal: 2000,
          reclassified: 1,
          openOverTwelveMonths: 40,
          parkedAsLive: 2,
          closures: 45,
        },
        {
          ...unit,
          unit: 'AS team 3',
          contactMissing: 2,
          contactUnusable: 2,
          outcome16Within30Days: 5,
          daysToClosureTotal: 9000,
          reclassified: 1,
          openOverTwelveMonths: 22,
          parkedAsLive: 2,
          closures: 45,
        },
      ],
    },
  });
  const place = (disposition: string, reason: string | null, closures: number) => ({
    ...unit,
    outcomeClass: 'WITHDREW',
    disposition,
    reason,
    closures,
  });
  await reporting.send('survey-delivery', {
    type: 'coverage.delivery.counted.v1',
    data: {
      organisationId: 'southwark',
      month,
      revision,
      takenAt,
      dispositions: [
        place('asked', null, received - noContact - waiting),
        place('excluded', 'no-usable-contact', noContact),
        place('deferred', null, waiting),
      ],
      asked,
      answeredInMonth: answered,
      ...(answeredByConstituency && { answeredByConstituency }),
      notToldAbout: 1,
      helpWishes: help,
      frozen: true,
    },
  });
}

export { eventually };
