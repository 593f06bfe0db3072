import { events, type EventData } from '@answerable/contracts';
import { Database, PersistenceModule, type Migration, type Tx } from '@answerable/persistence';
import { bootstrap, type RunningService } from '@answerable/service';
import type { testDatabase, testTopics } from '@answerable/stack';
import { Controller, Module } from '@nestjs/common';
import {
  HandlesEvents,
  MessagingModule,
  messagingMigrations,
  Outbox,
  type MessagingOptions,
  type OutboxMessage,
  type ReceivedEvent,
} from '../src/index.js';

export type Closure = EventData<'cases.closure.recorded.v1'>;
export type Topics = Awaited<ReturnType<typeof testTopics>>;
export type TestDb = Pick<Awaited<ReturnType<typeof testDatabase>>, 'url'>;

export const effectsTable: Migration = {
  name: '0001-effects',
  up: `create table effects (place bigint generated always as identity, case_key text not null, version integer not null, trace_id text)`,
};
export const migrations = [...messagingMigrations, effectsTable];

export function closure(caseKey: string, version = 1): Closure {
  const key = caseKey.padEnd(64, '0');
  return { ...events['cases.closure.recorded.v1'].example, caseKey: key, victimKey: key, version } as Closure;
}

export function recorded(caseKey: string, version = 1): OutboxMessage {
  return { type: 'cases.closure.recorded.v1', data: closure(caseKey, version) };
}

/** What the handler does to a run; tests change it. */
export type OnRun = (run: ReceivedEvent<Closure>[], tx: Tx) => Promise<void>;
export const behaviour: { onRun: OnRun } = { onRun: async () => {} };

@Controller()
export class ClosureController {
  @HandlesEvents('cases.closure.recorded.v1')
  async recorded(run: ReceivedEvent<Closure>[], tx: Tx): Promise<void> {
    await behaviour.onRun(run, tx);
    await tx.query(
      `insert into effects (case_key, version, trace_id)
       select * from unnest($1::text[], $2::int[], $3::text[])`,
      [
        run.map(({ data }) => data.caseKey),
        run.map(({ data }) => data.version),
        run.map(({ traceparent }) => traceparent?.slice(3, 35) ?? null),
      ],
    );
  }
}

const config = { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined } as const;

export function messaging(
  topics: Topics,
  service: MessagingOptions['service'],
  rest: Partial<MessagingOptions> = {},
): MessagingOptions {
  const { username, password } = topics.user(service);
  return {
    service,
    brokers: topics.brokers,
    username,
    password,
    topicPrefix: topics.prefix,
    consumes: [],
    sessionTimeoutMs: 6000,
    ...rest,
  };
}

/** A service like case-intake: announces closures, consumes nothing. */
export async function startAnnouncer(
  database: TestDb,
  options: MessagingOptions,
): Promise<RunningService & { announce: (...messages: OutboxMessage[]) => Promise<void> }> {
  @Module({
    imports: [
      PersistenceModule.forRoot({ url: database.url, name: 'announcer', migrations }),
      MessagingModule.forRoot(options),
    ],
  })
  class Announcer {}
  const service = await bootstrap({ name: 'announcer', module: Announcer, config });
  const outbox = service.app.get(Outbox);
  const db = service.app.get(Database);
  return { ...service, announce: (...messages) => db.transaction((tx) => outbox.addMany(tx, messages)) };
}

/** A service like survey-delivery: makes a row of every closure it hears of. */
export async function startListener(
  database: TestDb,
  options: MessagingOptions,
  controllers = [ClosureController] as (new () => object)[],
): Promise<RunningService> {
  @Module({
    imports: [
      PersistenceModule.forRoot({ url: database.url, name: 'listener', migrations }),
      MessagingModule.forRoot(options),
    ],
    controllers,
  })
  class Listener {}
  return bootstrap({ name: 'listener', module: Listener, config });
}

export function listening(topics: Topics): MessagingOptions {
  return messaging(topics, 'survey-delivery', {
    consumes: ['cases.v1'],
    ignores: ['cases.proceedings.changed.v1', 'cases.source.heard.v1'],
  });
}
