import { X509Certificate } from 'node:crypto';
import { IdleChecks, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Admin } from 'kafkajs';
import { connectKafka } from './kafka.js';
import { consumedTopics, MESSAGING_OPTIONS, type MessagingOptions, groupOf } from './options.js';
import { lettersWaiting } from './replay.js';
import { EventConsumer } from './strategy.js';

/** How many messages of the consumed topics the group has not handled yet, and how long the broker's certificate is good. */
@Injectable()
export class ConsumerLag implements OnApplicationShutdown {
  private admin: Promise<Admin> | undefined;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly consumer: EventConsumer,
    private readonly log: Logger,
    metrics: Metrics,
    idle: IdleChecks,
  ) {
    const { ca } = options;
    metrics.gauge(
      'kafka_certificate_seconds',
      'Time until the first of the certificates that vouch for the brokers runs out; infinite without TLS of our own',
      [],
      (gauge) => gauge.set((Math.min(...(ca ? ends(ca) : [Number.POSITIVE_INFINITY])) - Date.now()) / 1000),
    );
    metrics.gauge(
      'dead_letters_waiting',
      'Dead letters not yet replayed; they go after seven days',
      [],
      async (gauge) => {
        const waiting = await this.connected()
          .then((admin) => lettersWaiting(admin, options))
          .catch(() => undefined);
        if (waiting) gauge.set(waiting.reduce((sum, { letters }) => sum + letters, 0));
      },
    );
    idle.add('consumer-lag', async () => [...(await this.byTopic()).values()].reduce((sum, lag) => sum + lag, 0), {
      elsewhere: true,
    });
    metrics.gauge('consumer_lag', 'Messages not yet handled, by topic', ['topic'], async (gauge) => {
      for (const [topic, lag] of await this.byTopic().catch(() => new Map<string, number>())) gauge.set({ topic }, lag);
    });
  }

  async byTopic(): Promise<Map<string, number>> {
    const topics = consumedTopics(this.options).map(({ name }) => name);
    if (topics.length === 0) return new Map();
    const admin = await this.connected();
    const committed = await admin.fetchOffsets({ groupId: groupOf(this.options), topics });
    const lags = committed.map(async ({ topic, partitions }) => {
      const ends = await admin.fetchTopicOffsets(topic);
      const at = new Map(partitions.map(({ partition, offset }) => [partition, Number(offset)]));
      // -1 is "nothing committed yet"; what retention has removed is no lag, and what is handled waits for its commit alone.
      const behind = ends.map(({ partition, high, low }) => {
        const done = Math.max(at.get(partition) ?? -1, this.consumer.handledUpTo(topic, partition), Number(low));
        return Math.max(0, Number(high) - done);
      });
      return [topic, behind.reduce((sum, n) => sum + n, 0)] as const;
    });
    return new Map(await Promise.all(lags));
  }

  async onApplicationShutdown(): Promise<void> {
    const admin = await this.admin?.catch(() => undefined);
    await admin?.disconnect().catch(() => undefined);
  }

  private connected(): Promise<Admin> {
    this.admin ??= (async () => {
      const admin = connectKafka(this.options, this.log).admin();
      await admin.connect();
      return admin;
    })().catch((error: unknown) => {
      this.admin = undefined;
      throw error;
    });
    return this.admin;
  }
}

/** When each certificate of a PEM text ends: there are two in it while brokers change from one authority to another. */
const ends = (pem: string): number[] =>
  pem
    .match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)!
    .map((one) => Date.parse(new X509Certificate(one).validTo));
