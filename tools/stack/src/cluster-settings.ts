import { randomBytes } from 'node:crypto';
import { type ComposeFile, readCompose, readSecretEnvironments } from './compose.js';
import { composeValues, describeElsewhere } from './describe-stack.js';
import { type StackEnv } from './env.js';
import { Secrets } from './secrets.js';

/** Ports in a cluster, where every part has an address of its own. */
export const clusterPorts = { postgres: 5432, kafka: 9092, keycloak: 8080 } as const;

export interface ClusterSettings {
  /** PostgreSQL, Kafka and Keycloak as docker-compose.yml describes them. */
  readonly parts: ComposeFile;
  /** Environments by the name of their secret, as the chart's values name them. */
  readonly secrets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** For whoever deals with the platform from outside: addresses, people and clients. */
  readonly outside: StackEnv;
}

/**
 * What the chart and its parts need in a cluster where nothing is there yet: the settings of docker-compose.yml, with passwords and
 * keys that are made here and kept by nobody but that cluster. Names of parts are those of their services in the namespace.
 */
export function clusterSettings(): ClusterSettings {
  const secrets = Secrets.fresh();
  // 9092 is Kafka's own listener for services; the one for the machine it runs on is not needed in a cluster.
  const values = composeValues(
    'answerable',
    'keycloak',
    { ...clusterPorts, kafka: 9392, kafkaController: 9393 },
    secrets,
  );
  const outside = describeElsewhere(
    {
      postgres: `postgres:${clusterPorts.postgres}`,
      kafka: `kafka:${clusterPorts.kafka}`,
      keycloak: `http://keycloak:${clusterPorts.keycloak}`,
    },
    secrets,
  );
  const ofServices = Object.fromEntries(
    Object.entries(readSecretEnvironments(values))
      .filter(([, environment]) => 'DATABASE_URL' in environment || 'MIGRATION_DATABASE_URL' in environment)
      .map(([service, environment]) => [service.replace(/^migrate-(.+)$/, '$1-migrations'), environment]),
  );
  return {
    parts: readCompose(values),
    secrets: {
      ...ofServices,
      'survey-delivery': { ...ofServices['survey-delivery'], NOTIFY_WEBHOOK_TOKEN: token(), TELEPHONY_TOKEN: token() },
      provision: secrets.variables(),
    },
    outside,
  };
}

const token = (): string => randomBytes(24).toString('base64url');
