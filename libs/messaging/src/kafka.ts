import { Logger } from '@answerable/service';
import kafkajs, { type Kafka, type LogEntry, type Producer } from 'kafkajs';
import type { MessagingOptions } from './options.js';

// kafkajs is CommonJS: Node finds only some of its names as named exports.
const { logLevel, Partitioners } = kafkajs;

/** kafkajs computes negative timers, which Node 24 remarks on each time (tulios/kafkajs#1751); the timers do no harm. */
function silenceNegativeTimers(): void {
  const emit = process.emitWarning.bind(process) as (...args: unknown[]) => void;
  process.emitWarning = ((...args: unknown[]) => {
    if (!args.includes('TimeoutNegativeWarning')) emit(...args);
  }) as typeof process.emitWarning;
}
silenceNegativeTimers();

/** kafkajs warns that limited retries can lose a message; here the outbox sends it again. */
const LIMITED_RETRIES = 'Limiting retries for the idempotent producer';

export function connectKafka(options: MessagingOptions, log: Logger): Kafka {
  const levels = new Map([
    [logLevel.ERROR, 'error'],
    [logLevel.WARN, 'warn'],
    [logLevel.INFO, 'debug'],
    [logLevel.DEBUG, 'debug'],
  ] as const);
  return new kafkajs.Kafka({
    clientId: options.service,
    brokers: options.brokers,
    ssl: options.ca === undefined ? false : { ca: [options.ca] },
    sasl: { mechanism: 'scram-sha-512', username: options.username, password: options.password },
    connectionTimeout: 5000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 200, maxRetryTime: 2000, retries: 5 },
    logLevel: logLevel.INFO,
    logCreator: () => (entry: LogEntry) => {
      if (entry.log.message.startsWith(LIMITED_RETRIES)) return;
      // An answer of the broker that the client tries again is no error yet.
      const level = entry.log.message.startsWith('Response ') ? 'debug' : (levels.get(entry.level as never) ?? 'debug');
      const { message, error, groupId, topic, partition } = entry.log as Record<string, unknown>;
      log[level](
        { client: entry.namespace, remark: message, cause: error, groupId, topic, partition },
        'kafka client remarked',
      );
    },
  });
}

/** A producer whose retries cannot write a message twice; acknowledged by all replicas in sync. */
export function idempotentProducer(kafka: Kafka): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
    retry: { retries: 5, initialRetryTime: 200, maxRetryTime: 2000 },
  });
}
