import kafkajs, { type AclEntry } from 'kafkajs';
import { planKafka, principals } from './kafka-access.js';

const { AclOperationTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const apiVersion = 'kafka.strimzi.io/v1';

/**
 * The table of topics as resources of the Strimzi operator, for these forces: a KafkaTopic each, and a KafkaUser for every principal with
 * what it may do. `cluster` is the name of the Kafka resource. The same plan makes them where there is no operator.
 */
export function kafkaResources(forces: readonly string[], cluster: string): object[] {
  const { topics, acls } = planKafka(forces);
  const labels = { 'strimzi.io/cluster': cluster };
  return [
    ...topics.map(({ topic, numPartitions, configEntries = [] }) => ({
      apiVersion,
      kind: 'KafkaTopic',
      metadata: { name: topic, labels },
      spec: {
        partitions: numPartitions,
        replicas: 3,
        config: Object.fromEntries(configEntries.map(({ name, value }) => [name, Number(value) || value])),
      },
    })),
    ...principals(forces).map((principal) => ({
      apiVersion,
      kind: 'KafkaUser',
      metadata: { name: principal, labels },
      spec: {
        authentication: { type: 'scram-sha-512' },
        authorization: {
          type: 'simple',
          acls: acls.filter((entry) => entry.principal === `User:${principal}`).map(asStrimzi),
        },
      },
    })),
  ];
}

const types = new Map<number, string>([
  [AclResourceTypes.TOPIC, 'topic'],
  [AclResourceTypes.GROUP, 'group'],
  [AclResourceTypes.TRANSACTIONAL_ID, 'transactionalId'],
]);
const operations = new Map<number, string>([
  [AclOperationTypes.READ, 'Read'],
  [AclOperationTypes.WRITE, 'Write'],
]);

function asStrimzi({ resourceType, resourceName, resourcePatternType, operation }: AclEntry): object {
  const patternType = resourcePatternType === ResourcePatternTypes.PREFIXED ? 'prefix' : 'literal';
  return {
    resource: { type: types.get(resourceType)!, name: resourceName, patternType },
    operations: [operations.get(operation)!],
  };
}
