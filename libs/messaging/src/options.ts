import { readFileSync } from 'node:fs';
import {
  deadLetterTopic,
  events,
  forceTopic,
  topics,
  type EventType,
  type ServicePrincipal,
  type TopicName,
} from '@answerable/contracts';
import type { KafkaConfig } from '@answerable/service';

export interface MessagingOptions {
  service: ServicePrincipal;
  brokers: string[];
  username: string;
  password: string;
  /** PEM of the authority that signed the brokers' certificates; its presence turns TLS on. */
  ca?: string;
  topicPrefix: string;
  consumes: readonly TopicName[];
  /** Forces whose topics are consumed, where `consumes` names a family of one topic a force. */
  forces?: readonly string[];
  /** Types on consumed topics that this service has no use for: said aloud, so that nothing is lost by oversight. */
  ignores?: readonly EventType[];
  sessionTimeoutMs?: number;
}

/** What a service's settings say of Kafka: `MessagingModule.forRoot({ service, ...kafkaOf(config), consumes })`. */
export function kafkaOf(
  config: KafkaConfig,
): Pick<MessagingOptions, 'brokers' | 'username' | 'password' | 'ca' | 'topicPrefix' | 'sessionTimeoutMs'> {
  return {
    brokers: config.KAFKA_BROKERS,
    username: config.KAFKA_USERNAME,
    password: config.KAFKA_PASSWORD,
    ...(config.KAFKA_CA_FILE && { ca: readFileSync(config.KAFKA_CA_FILE, 'utf8') }),
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    sessionTimeoutMs: config.KAFKA_SESSION_TIMEOUT_MS,
  };
}

/** The consumer group of a service, on its topics. */
export const groupOf = ({ service, topicPrefix }: MessagingOptions): string => topicPrefix + service;

export const MESSAGING_OPTIONS = Symbol('messaging-options');

/** A topic on the broker and what the contracts call it. */
export interface PhysicalTopic {
  name: string;
  contract: TopicName;
  force?: string;
}

/** The broker's names of everything the service consumes. */
export function consumedTopics({ consumes, topicPrefix, forces = [] }: MessagingOptions): PhysicalTopic[] {
  return consumes.flatMap((contract): PhysicalTopic[] => {
    if (topics[contract].family === undefined) return [{ name: topicPrefix + contract, contract }];
    return forces.map((force) => ({
      name: topicPrefix + forceTopic(contract as 'police.receipts', force),
      contract,
      force,
    }));
  });
}

export function deadLettersOf({ service, topicPrefix }: MessagingOptions): string {
  return topicPrefix + deadLetterTopic(service);
}

export const eventTypes = Object.keys(events) as EventType[];

const typesByTopic = Map.groupBy(eventTypes, (type) => events[type].topic);

export function typesOn(topic: TopicName): readonly EventType[] {
  return typesByTopic.get(topic) ?? [];
}
