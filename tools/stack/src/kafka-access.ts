import {
  audiences,
  deadLetterTopic,
  forceTopic,
  topics,
  type ServicePrincipal,
  type Topic,
} from '@answerable/contracts';
import kafkajs, { type AclEntry, type ITopicConfig } from 'kafkajs';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

export const servicePrincipals: readonly ServicePrincipal[] = audiences;
const policePrincipal = (force: string): string => `police-${force}`;

/** Every principal but the administrator. */
export const principals = (forces: readonly string[]): string[] => [
  ...servicePrincipals,
  ...forces.map(policePrincipal),
];

export interface KafkaPlan {
  readonly topics: ITopicConfig[];
  readonly acls: AclEntry[];
}

interface Access {
  readonly topic: string;
  readonly producers: readonly string[];
  readonly consumers: readonly string[];
  readonly partitions: number;
  readonly retentionDays: Topic['retentionDays'];
}

const deadLetterDays = 7;
const millisecondsADay = 86_400_000;

/**
 * Topics and ACLs of the contracts' table for the given forces, every name with the prefix. `partitions` overrides the
 * table's number (tests need fewer). Whatever is not listed is denied by the broker.
 */
export function planKafka(forces: readonly string[], prefix = '', partitions?: number): KafkaPlan {
  const accesses = [...contractTopics(forces), ...deadLetters()].map((access) => ({
    ...access,
    topic: prefix + access.topic,
  }));
  return {
    topics: accesses.map((access) => ({
      topic: access.topic,
      numPartitions: partitions ?? access.partitions,
      replicationFactor: -1,
      configEntries: Object.entries(settingsOf(access)).map(([name, value]) => ({ name, value })),
    })),
    acls: [
      ...accesses.flatMap(({ topic, producers, consumers }) => [
        ...producers.flatMap((principal) => allow(principal, AclResourceTypes.TOPIC, topic, [AclOperationTypes.WRITE])),
        ...consumers.flatMap((principal) => allow(principal, AclResourceTypes.TOPIC, topic, [AclOperationTypes.READ])),
      ]),
      // A principal's consumer groups and transactional ids begin with its own name, behind the prefix.
      ...principals(forces).flatMap((principal) => [
        ...allow(
          principal,
          AclResourceTypes.GROUP,
          prefix + principal,
          [AclOperationTypes.READ],
          ResourcePatternTypes.PREFIXED,
        ),
        ...allow(
          principal,
          AclResourceTypes.TRANSACTIONAL_ID,
          prefix + principal,
          [AclOperationTypes.WRITE],
          ResourcePatternTypes.PREFIXED,
        ),
      ]),
    ],
  };
}

function contractTopics(forces: readonly string[]): Access[] {
  return Object.entries(topics).flatMap(([name, topic]) => {
    if (topic.family === undefined) return [{ ...topic, topic: name }] as Access[];
    const inForce = (who: Topic['producers'], force: string): string[] =>
      who.map((principal) => (principal === 'police' ? policePrincipal(force) : principal));
    return forces.map((force) => ({
      ...topic,
      topic: forceTopic(name as Parameters<typeof forceTopic>[0], force),
      producers: inForce(topic.producers, force),
      consumers: inForce(topic.consumers, force),
    }));
  });
}

const deadLetters = (): Access[] =>
  servicePrincipals.map((service) => ({
    topic: deadLetterTopic(service),
    producers: [service],
    consumers: [service],
    partitions: 1,
    retentionDays: deadLetterDays,
  }));

function settingsOf({ retentionDays }: Access): Record<string, string> {
  if (retentionDays === 'compacted') return { 'cleanup.policy': 'compact' };
  // Segments roll hourly: a segment is deleted as a whole, and none may outlive what the table promises by more than that.
  return {
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionDays * millisecondsADay),
    'segment.ms': '3600000',
  };
}

function allow(
  principal: string,
  resourceType: AclEntry['resourceType'],
  resourceName: string,
  operations: readonly AclEntry['operation'][],
  resourcePatternType: AclEntry['resourcePatternType'] = ResourcePatternTypes.LITERAL,
): AclEntry[] {
  return operations.map((operation) => ({
    principal: `User:${principal}`,
    host: '*',
    permissionType: AclPermissionTypes.ALLOW,
    resourceType,
    resourceName,
    resourcePatternType,
    operation,
  }));
}
