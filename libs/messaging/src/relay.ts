import { Logger, Metrics, IdleChecks } from '@answerable/service';
import { Database } from '@answerable/persistence';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Producer } from 'kafkajs';
import type { QueryRunner } from 'typeorm';
import { connectKafka, idempotentProducer } from './kafka.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './options.js';
import { HEADER } from './wire.js';

interface OutboxRow {
  topic: string;
  key: string;
  type: string;
  event_id: string;
  traceparent: string | null;
  data: string;
}

const BATCH = 1000;
const POLL_MS = 100;
const STANDBY_MS = 1000;
const PAUSE_AFTER_ERROR_MS = 1000;
/** All of a send could go to one partition, and the broker takes 1 MB a batch. */
const SEND_BYTES = 900_000;
/** Session lock of the one relay a database has. */
const LOCK = 7_205_759_405;

/**
 * Sends what the outbox holds, in the order in which it was written: delete, send, commit. A crash between send and
 * commit sends again; the inbox of the consumer makes that one effect. There is no cursor: an id given out earlier may commit later.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopping = false;
  private woken = false;
  private endPause: () => void = () => {};
  private running: Promise<void> = Promise.resolve();
  private producer: Producer | undefined;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly database: Database,
    private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly idle: IdleChecks,
  ) {
    idle.add('outbox', async () => (await this.backlog()).rows);
    metrics.gauge('outbox_rows', 'Events not yet sent', [], async (gauge) => gauge.set((await this.backlog()).rows));
    metrics.gauge('outbox_age_seconds', 'Age of the oldest event not yet sent', [], async (gauge) =>
      gauge.set((await this.backlog()).age),
    );
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.endPause();
    await this.running;
  }

  /** There is something to send. */
  wake(): void {
    this.idle.stir();
    this.woken = true;
    this.endPause();
  }

  private async run(): Promise<void> {
    while (!this.stopping) {
      const runner = this.database.dataSource.createQueryRunner();
      try {
        await this.holdLock(runner);
        while (!this.stopping) {
          this.woken = false;
          const sent = await this.relay(runner);
          if (sent < BATCH) await this.pause(POLL_MS);
        }
      } catch (error) {
        if (!this.stopping) this.log.error({ error }, 'outbox could not be relayed');
        await this.dropProducer();
        this.woken = false;
        await this.pause(PAUSE_AFTER_ERROR_MS);
      } finally {
        await runner.query(`select pg_advisory_unlock_all()`).catch(() => undefined);
        await runner.release();
      }
    }
    await this.dropProducer();
  }

  private async holdLock(runner: QueryRunner): Promise<void> {
    while (!this.stopping) {
      const [row] = (await runner.query(`select pg_try_advisory_lock(${LOCK}) as held`)) as { held: boolean }[];
      if (row?.held) return;
      this.woken = false;
      await this.pause(STANDBY_MS);
    }
  }

  /** Sends up to one batch; returns how many rows it sent. */
  private async relay(runner: QueryRunner): Promise<number> {
    const waiting = (await runner.query('select from outbox order by position limit 1')) as unknown[];
    if (waiting.length === 0) return 0;
    await runner.query('begin');
    try {
      const rows = (await runner.query(
        `with sent as (
           delete from outbox where position = any (array(select position from outbox order by position limit ${BATCH})) returning *
         ) select topic, key, type, event_id, traceparent, data from sent order by position`,
      )) as OutboxRow[];
      for (const part of bySize(rows)) await this.send(part);
      await runner.query('commit');
      const sent = this.metrics.counter('outbox_sent_total', 'Events sent, by type', ['type']);
      for (const [type, ofType] of Map.groupBy(rows, (row) => row.type)) sent.inc({ type }, ofType.length);
      return rows.length;
    } catch (error) {
      await runner.query('rollback').catch(() => undefined);
      throw error;
    }
  }

  private async send(rows: OutboxRow[]): Promise<void> {
    const producer = await this.connected();
    const byTopic = Map.groupBy(rows, (row) => row.topic);
    await producer.sendBatch({
      acks: -1,
      topicMessages: [...byTopic].map(([topic, inTopic]) => ({
        topic: this.options.topicPrefix + topic,
        messages: inTopic.map((row) => ({
          key: row.key,
          value: row.data,
          headers: {
            [HEADER.id]: row.event_id,
            [HEADER.type]: row.type,
            [HEADER.contentType]: 'application/json',
            ...(row.traceparent && { [HEADER.traceparent]: row.traceparent }),
          },
        })),
      })),
    });
  }

  private async connected(): Promise<Producer> {
    if (this.producer) return this.producer;
    const producer = idempotentProducer(connectKafka(this.options, this.log));
    await producer.connect();
    this.producer = producer;
    return producer;
  }

  /** After a failure a new producer: the sequence numbers of the old one are in doubt. */
  private async dropProducer(): Promise<void> {
    await this.producer?.disconnect().catch(() => undefined);
    this.producer = undefined;
  }

  private async backlog(): Promise<{ rows: number; age: number }> {
    const [row] = await this.database.read<{ rows: number; age: number }>(
      `select count(*)::int as rows, coalesce(extract(epoch from clock_timestamp() - min(recorded_at)), 0)::float8 as age from outbox`,
    );
    return row!;
  }

  private pause(ms: number): Promise<void> {
    if (this.stopping || this.woken) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function bySize(rows: OutboxRow[]): OutboxRow[][] {
  const parts: OutboxRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const size = Buffer.byteLength(row.data) + 300;
    if (bytes + size > SEND_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(row);
    bytes += size;
  }
  return parts;
}
