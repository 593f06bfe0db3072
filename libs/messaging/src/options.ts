import {
  deadLetterTopic,
  events,
  forceTopic,
  topics,
  type EventType,
  type ServicePrincipal,
  type TopicName,
} from '@answerable/contracts';

export interface MessagingOptions {
  service: ServicePrincipal;
  brokers: string[];
  username: string;
  password: string;
  /** PEM of the authority that signed the brokers' certificates; its presence turns TLS on. */
  ca?: string;
  topicPrefix: string;
  /** Consumer group, without the prefix; the broker only lets it begin with the service's name. */
  group: string;
  consumes: readonly TopicName[];
  /** Forces whose topics are consumed, where `consumes` names a family of one topic a force. */
  forces?: readonly string[];
  /** Types on consumed topics that this service has no use for: said aloud, so that nothing is lost by oversight. */
  ignores?: readonly EventType[];
  sessionTimeoutMs?: number;
}

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
