import { Logger, Metrics } from '@answerable/service';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Producer } from 'kafkajs';
import { connectKafka, idempotentProducer } from './kafka.js';
import { deadLettersOf, MESSAGING_OPTIONS, type MessagingOptions } from './options.js';
import { deadReasons, headerText, type DeadReason, type Incoming } from './wire.js';

export interface DeadLetter {
  message: Incoming;
  reason: DeadReason;
  /** What was wrong, in words without values. */
  detail: string;
}

const PREFIX = 'dead-letter-';

/** The topic of what could not be handled: as it came, with the reason and where it came from. */
@Injectable()
export class DeadLetters implements OnApplicationShutdown {
  private producer: Promise<Producer> | undefined;
  private readonly given: ReturnType<Metrics['counter']>;

  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.given = metrics.counter('dead_letters_total', 'Events given up, by reason', ['reason']);
    // To Prometheus a counter that is born with its first event has not increased.
    for (const reason of deadReasons) this.given.inc({ reason }, 0);
  }

  async send(letters: readonly DeadLetter[]): Promise<void> {
    if (letters.length === 0) return;
    const producer = await this.connected();
    try {
      await producer.send({
        topic: deadLettersOf(this.options),
        acks: -1,
        messages: letters.map(({ message, reason, detail }) => ({
          key: message.key,
          value: message.value,
          headers: {
            ...(message.headers as Record<string, Buffer>),
            [`${PREFIX}reason`]: reason,
            [`${PREFIX}detail`]: detail.slice(0, 1000),
            [`${PREFIX}topic`]: message.topic,
            [`${PREFIX}partition`]: String(message.partition),
            [`${PREFIX}offset`]: message.offset,
            [`${PREFIX}timestamp`]: message.timestamp,
          },
        })),
      });
    } catch (error) {
      await this.onApplicationShutdown();
      throw error;
    }
    for (const { message, reason, detail } of letters) {
      const type = headerText(message, 'type') ?? 'none';
      this.given.inc({ reason });
      this.log.warn(
        { type, reason, remark: detail, topic: message.topic, partition: message.partition, offset: message.offset },
        'event became a dead letter',
      );
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const producer = await this.producer?.catch(() => undefined);
    this.producer = undefined;
    await producer?.disconnect().catch(() => undefined);
  }

  private connected(): Promise<Producer> {
    this.producer ??= (async () => {
      const producer = idempotentProducer(connectKafka(this.options, this.log));
      await producer.connect();
      return producer;
    })().catch((error: unknown) => {
      this.producer = undefined;
      throw error;
    });
    return this.producer;
  }
}

/** The message a dead letter was made of, at its original coordinates. */
export function originalOf(letter: Incoming): Incoming {
  const text = (name: string): string => headerText(letter, PREFIX + name) ?? '';
  return {
    topic: text('topic') || letter.topic,
    partition: Number(text('partition')),
    offset: text('offset'),
    timestamp: text('timestamp'),
    key: letter.key,
    value: letter.value,
    headers: Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !name.startsWith(PREFIX))),
  };
}
