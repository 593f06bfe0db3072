import kafkajs, { type Admin, type Kafka } from 'kafkajs';

// kafkajs 2.2 starts a timer with a negative delay; Node 24 would warn of it in every process.
const emitWarning = process.emitWarning.bind(process) as (...args: unknown[]) => void;
process.emitWarning = ((warning: unknown, ...rest: unknown[]) => {
  if (rest[0] !== 'TimeoutNegativeWarning') emitWarning(warning, ...rest);
}) as typeof process.emitWarning;

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** A Kafka client that signs in by SCRAM-SHA-512, as every client must. */
export function kafkaClient(brokers: readonly string[], { username, password }: Login, retries = 0): Kafka {
  return new kafkajs.Kafka({
    clientId: 'stack',
    brokers: [...brokers],
    sasl: { mechanism: 'scram-sha-512', username, password },
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 3000,
    retry: { retries, initialRetryTime: 100 },
  });
}

export const kafkaAdmin = (brokers: readonly string[], login: Login, retries = 0): Admin =>
  kafkaClient(brokers, login, retries).admin();
