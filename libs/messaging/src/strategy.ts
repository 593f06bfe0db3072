import { events, type EventType } from '@answerable/contracts';
import { Database, RetryableError } from '@answerable/persistence';
import { HealthChecks, IdleChecks, Logger, Metrics } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import kafkajs, { type Consumer, type EachBatchPayload, type KafkaMessage } from 'kafkajs';
import { isObservable, lastValueFrom } from 'rxjs';
import { Effects, type Handle } from './effects.js';
import { EVENTS } from './handles-events.js';
import { connectKafka } from './kafka.js';
import { consumedTopics, MESSAGING_OPTIONS, typesOn, type MessagingOptions, groupOf } from './options.js';
import type { Incoming, Subscription } from './wire.js';

const CHUNK = 1000;
/** Whole chunks: a closure takes two thousand bytes. */
const BYTES_AT_ONCE = 2_500_000;
const PAUSE_MS = 500;
const PARTITIONS_AT_ONCE = 3;

/** Nest's microservice strategy for our events: nothing is committed that has neither its effect nor a dead letter. */
@Injectable()
export class EventConsumer extends Server implements CustomTransportStrategy {
  override readonly transportId = EVENTS;
  override readonly propagatesEventHandlerErrors = true;
  private consumer: Consumer | undefined;
  /** Why nothing is consumed; undefined once partitions are assigned. */
  private waiting: string | undefined = 'no partitions are assigned yet';
  private readonly handled = new Map<string, number>();
  private readonly sessionTimeout: number;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly effects: Effects,
    private readonly database: Database,
    private readonly log: Logger,
    private readonly metrics: Metrics,
    private readonly idle: IdleChecks,
    health: HealthChecks,
  ) {
    super();
    this.sessionTimeout = options.sessionTimeoutMs ?? 10_000;
    health.add('event-consumer', async () => {
      if (this.waiting) throw new Error(this.waiting);
    });
  }

  override addHandler(
    pattern: string,
    callback: MessageHandler,
    isEventHandler = false,
    extras: Record<string, unknown> = {},
  ): void {
    if (this.messageHandlers.has(pattern)) throw new Error(`two handlers are declared for ${pattern}`);
    super.addHandler(pattern, callback, isEventHandler, extras);
  }

  /** What is consumed and how; throws where a type is unknown, handled in vain, or neither handled nor ignored. */
  subscription(): Subscription {
    const { consumes, ignores = [] } = this.options;
    const handled = [...this.messageHandlers.keys()] as EventType[];
    const carried = consumes.flatMap(typesOn);
    const complaints = [
      ...handled
        .filter((type) => !(type in events))
        .map((type) => `${type} is handled, but the contracts have no such type`),
      ...handled
        .filter((type) => type in events && !carried.includes(type))
        .map((type) => `${type} is handled, but its topic is not consumed`),
      ...ignores.filter((type) => handled.includes(type)).map((type) => `${type} is both handled and ignored`),
      ...ignores
        .filter((type) => !carried.includes(type))
        .map((type) => `${type} is ignored, but its topic is not consumed`),
      ...carried
        .filter((type) => !handled.includes(type) && !ignores.includes(type))
        .map((type) => `${type} is neither handled (@HandlesEvents on a @Controller) nor ignored`),
    ];
    if (complaints.length > 0)
      throw new Error(`event handlers of ${this.options.service} are not complete: ${complaints.join('; ')}`);
    return {
      topics: consumedTopics(this.options),
      ignores: new Set(ignores),
      unchecked: new Set(handled.filter((type) => this.messageHandlers.get(type)?.extras?.unchecked)),
    };
  }

  override async listen(started: (error?: unknown) => void): Promise<void> {
    const failure = await this.start().catch((error: unknown) => error);
    started(failure);
  }

  override async close(): Promise<void> {
    await this.consumer?.disconnect().catch(() => undefined);
    this.consumer = undefined;
  }

  override on(): never {
    throw new Error('the event consumer has no events of its own');
  }

  override unwrap<T>(): T {
    return this.consumer as T;
  }

  /** The offset after the last message that has its effect, since this process started; its commit may still be on the way. */
  handledUpTo(topic: string, partition: number): number {
    return this.handled.get(`${topic} ${partition}`) ?? -1;
  }

  readonly handle: Handle = async (run, tx) => {
    const handler = this.messageHandlers.get(run[0]!.type)!;
    const result: unknown = await handler(run, tx);
    if (isObservable(result)) await lastValueFrom(result, { defaultValue: undefined });
  };

  private async start(): Promise<void> {
    const subscription = this.subscription();
    await this.database.read('select inbox_maintain()');
    if (subscription.topics.length === 0) {
      this.waiting = undefined;
      return;
    }
    const { sessionTimeout } = this;
    const consumer = connectKafka(this.options, this.log).consumer({
      groupId: groupOf(this.options),
      sessionTimeout,
      heartbeatInterval: Math.floor(sessionTimeout / 4),
      rebalanceTimeout: 30_000,
      maxWaitTimeInMs: 250,
      maxBytesPerPartition: BYTES_AT_ONCE,
      allowAutoTopicCreation: false,
      retry: { initialRetryTime: 200, maxRetryTime: 2000, retries: 10, restartOnFailure: async () => true },
    });
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      this.waiting = 'the consumer crashed';
      this.log.error({ error: payload.error, restarts: payload.restart }, 'event consumer crashed');
    });
    consumer.on(consumer.events.GROUP_JOIN, () => (this.waiting = undefined));
    this.consumer = consumer;
    await consumer.connect();
    await consumer.subscribe({ topics: subscription.topics.map(({ name }) => name), fromBeginning: true });
    await consumer.run({
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
      eachBatch: (payload) => this.takeBatch(payload, subscription),
    });
  }

  private async takeBatch(payload: EachBatchPayload, subscription: Subscription): Promise<void> {
    const { batch, heartbeat, resolveOffset } = payload;
    for (let at = 0; at < batch.messages.length; at += CHUNK) {
      const chunk = batch.messages.slice(at, at + CHUNK);
      const incoming = chunk.map((message) => toIncoming(batch.topic, batch.partition, message));
      if (!(await this.makeEffects(incoming, subscription, payload))) return;
      resolveOffset(chunk.at(-1)!.offset);
      this.idle.stir();
      this.handled.set(`${batch.topic} ${batch.partition}`, Number(chunk.at(-1)!.offset) + 1);
      await heartbeat();
    }
  }

  /** False where the partition is no longer ours. */
  private async makeEffects(
    incoming: Incoming[],
    subscription: Subscription,
    payload: EachBatchPayload,
  ): Promise<boolean> {
    // A chunk that takes long, on a machine that has much to do, must not cost the membership: all of it would begin again.
    const beat = (): void => void payload.heartbeat().catch(() => undefined);
    const beating = setInterval(beat, this.sessionTimeout / 4);
    try {
      return await this.tryUntilDone(incoming, subscription, payload);
    } finally {
      clearInterval(beating);
    }
  }

  private async tryUntilDone(
    incoming: Incoming[],
    subscription: Subscription,
    payload: EachBatchPayload,
  ): Promise<boolean> {
    while (payload.isRunning() && !payload.isStale()) {
      try {
        await this.effects.make(incoming, { subscription, handle: this.handle, heartbeat: payload.heartbeat });
        return true;
      } catch (error) {
        if (!(error instanceof RetryableError) && !(error instanceof kafkajs.KafkaJSError)) throw error;
        this.metrics
          .counter('events_delayed_total', 'Chunks that have to wait for a lock, the database or the broker')
          .inc();
        this.log.warn({ error, topic: payload.batch.topic, partition: payload.batch.partition }, 'chunk has to wait');
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        await payload.heartbeat();
      }
    }
    return false;
  }
}

export function toIncoming(topic: string, partition: number, message: KafkaMessage): Incoming {
  const { offset, timestamp, key, value, headers } = message;
  return { topic, partition, offset, timestamp, key, value, headers: headers ?? {} };
}
