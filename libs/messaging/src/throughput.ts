import { events } from '@answerable/contracts';
import { Database, PersistenceModule } from '@answerable/persistence';
import { bootstrap, type RunningService } from '@answerable/service';
import { Controller, Module } from '@nestjs/common';
import { HandlesEvents } from './handles-events.js';
import { MessagingModule } from './messaging.module.js';
import { messagingMigrations } from './migrations.js';
import type { MessagingOptions } from './options.js';
import { Outbox, type OutboxMessage } from './outbox.js';
import type { ReceivedEvent } from './wire.js';

export interface ThroughputSetting {
  /** Migrated with `messagingMigrations`; emptied by nobody. */
  intakeDatabaseUrl: string;
  deliveryDatabaseUrl: string;
  /** As case-intake and as survey-delivery, without `consumes`. */
  intake: MessagingOptions;
  delivery: MessagingOptions;
  /** How many events, in transactions of 500. */
  count: number;
}

export interface Throughput {
  eventsPerSecond: number;
  /** From the commit of one event to its effect, the middle of 20, in milliseconds. */
  latencyMs: number;
}

/** Measures the whole way of an event on the machine at hand: outbox, relay, Kafka, inbox and an empty handler. */
export async function measureThroughput(setting: ThroughputSetting): Promise<Throughput> {
  let handled = 0;
  let goal = 0;
  let reached: () => void = () => {};

  @Controller()
  class Listener {
    @HandlesEvents('cases.closure.recorded.v1')
    async recorded(run: ReceivedEvent[]): Promise<void> {
      handled += run.length;
      if (handled >= goal) reached();
    }
  }

  const until = (count: number): Promise<void> => {
    handled = 0;
    goal = count;
    return new Promise((resolve) => (reached = resolve));
  };
  const delivery = await start(setting.deliveryDatabaseUrl, [Listener], {
    ...setting.delivery,
    consumes: ['cases.v1'],
    ignores: ['cases.proceedings.changed.v1', 'cases.source.heard.v1'],
  });
  const intake = await start(setting.intakeDatabaseUrl, [], { ...setting.intake, consumes: [] });
  try {
    await timed(intake, until(1), [closure(0)]);
    const whole = until(setting.count);
    const ms = await timed(
      intake,
      whole,
      Array.from({ length: setting.count }, (_, index) => closure(index + 1)),
    );
    const latencies: number[] = [];
    for (let index = 0; index < 20; index += 1)
      latencies.push(await timed(intake, until(1), [closure(setting.count + 1 + index)]));
    return { eventsPerSecond: (setting.count / ms) * 1000, latencyMs: latencies.sort((a, b) => a - b)[10]! };
  } finally {
    await Promise.all([intake.close(), delivery.close()]);
  }
}

async function timed(intake: RunningService, done: Promise<void>, messages: OutboxMessage[]): Promise<number> {
  const outbox = intake.app.get(Outbox);
  const database = intake.app.get(Database);
  const started = performance.now();
  for (let at = 0; at < messages.length; at += 500) {
    await database.transaction((tx) => outbox.addMany(tx, messages.slice(at, at + 500)));
  }
  await done;
  return performance.now() - started;
}

function start(url: string, controllers: (new () => object)[], options: MessagingOptions): Promise<RunningService> {
  @Module({
    imports: [
      PersistenceModule.forRoot({ url, name: options.service, migrations: messagingMigrations, entities: [] }),
      MessagingModule.forRoot(options),
    ],
    controllers,
  })
  class Measured {}
  const config = { MODE: 'test', PORT: 0, LOG_LEVEL: 'warn', METRICS_PORT: undefined } as const;
  return bootstrap({ name: options.service, module: Measured, config });
}

function closure(index: number): OutboxMessage {
  const caseKey = crypto.randomUUID().replaceAll('-', '').repeat(2);
  const example = events['cases.closure.recorded.v1'].example;
  return { type: 'cases.closure.recorded.v1', data: { ...example, caseKey, victimKey: caseKey, version: index + 1 } };
}
