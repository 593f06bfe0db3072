import { demoPeople } from './demo-people.js';
import { databases, urlOf } from './databases.js';
import type { StackEnv } from './env.js';
import { principals } from './kafka-access.js';
import type { Ports } from './ports.js';
import { forces, publisherClient, realmName } from './realm.js';
import { type Secrets, variableOf } from './secrets.js';

/** Addresses and credentials of a stack on the given ports. */
export function describeStack(mode: StackEnv['mode'], ports: Ports, secrets: Secrets): StackEnv {
  const adminUrl = `postgresql://admin:${secrets.of('role admin')}@127.0.0.1:${ports.postgres}/postgres`;
  const url = `http://localhost:${ports.keycloak}`;
  const database = (name: string, user: string): string =>
    urlOf(adminUrl, { database: name, user, password: secrets.of(`role ${user}`) });
  const users = ['admin', ...principals(forces)];
  const clients = ['portal-staff', 'portal-readers', ...forces.map(publisherClient)];
  return {
    mode,
    postgres: {
      host: '127.0.0.1',
      port: ports.postgres,
      adminUrl,
      databases: Object.fromEntries(
        databases.map((name) => [name, { url: database(name, name), ownerUrl: database(name, `${name}_owner`) }]),
      ),
    },
    kafka: {
      brokers: [`127.0.0.1:${ports.kafka}`],
      controllerPort: ports.kafkaController,
      users: Object.fromEntries(users.map((name) => [name, { username: name, password: secrets.of(`kafka ${name}`) }])),
    },
    keycloak: {
      url,
      realm: realmName,
      issuer: `${url}/realms/${realmName}`,
      adminUser: { username: 'admin', password: secrets.of('keycloak admin') },
    },
    demoUsers: demoPeople.map((person) => ({
      ...person,
      roles: [...person.roles],
      password: secrets.of(person.username),
    })),
    clients: Object.fromEntries(
      clients.map((clientId) => [clientId, { clientId, clientSecret: secrets.of(`client ${clientId}`) }]),
    ),
  };
}

/** Addresses and credentials of parts that run elsewhere: `postgres` and `kafka` as host:port, `keycloak` as a URL. */
export function describeElsewhere(
  at: { readonly postgres: string; readonly kafka: string; readonly keycloak: string },
  secrets: Secrets,
): StackEnv {
  const env = describeStack('docker', { postgres: 5432, kafka: 0, kafkaController: 0, keycloak: 0 }, secrets);
  const there = (url: string): string => url.replace('@127.0.0.1:5432/', `@${at.postgres}/`);
  const [host, port] = at.postgres.split(':');
  return {
    ...env,
    postgres: {
      host: host!,
      port: Number(port),
      adminUrl: there(env.postgres.adminUrl),
      databases: Object.fromEntries(
        Object.entries(env.postgres.databases).map(([name, { url, ownerUrl }]) => [
          name,
          { url: there(url), ownerUrl: there(ownerUrl) },
        ]),
      ),
    },
    kafka: { ...env.kafka, brokers: [at.kafka] },
    keycloak: { ...env.keycloak, url: at.keycloak, issuer: `${at.keycloak}/realms/${realmName}` },
  };
}

/**
 * Values of the variables of docker-compose.yml. `keycloakHost` is the name by which browsers and services alike reach
 * Keycloak: `localhost` where the services run on this machine, `keycloak.localhost` where they are containers, `keycloak` in a
 * cluster.
 */
export function composeValues(
  project: string,
  keycloakHost: 'localhost' | 'keycloak.localhost' | 'keycloak',
  ports: Ports,
  secrets: Secrets,
): Record<string, string> {
  // For the secrets that it asks for: each has a variable below.
  describeStack('docker', ports, secrets);
  secrets.of('role keycloak');
  const keys = [
    'case-intake references',
    'survey-delivery vault',
    'survey-delivery hash',
    'survey-delivery link',
    'survey-delivery handover',
    'survey-delivery form',
    'survey code',
    'response-collection session',
    'response-collection mixing',
    'response-collection draft',
    'reporting encryption',
    'portal-staff session',
    'portal-staff form',
    'portal-readers session',
    'portal-readers form',
  ];
  return {
    STACK_PROJECT: project,
    POSTGRES_PORT: String(ports.postgres),
    KAFKA_PORT: String(ports.kafka),
    KAFKA_CONTROLLER_PORT: String(ports.kafkaController),
    KEYCLOAK_PORT: String(ports.keycloak),
    KEYCLOAK_HOST: keycloakHost,
    KAFKA_SCRAM_USERS: ['admin', ...principals(forces)]
      .map((name) => `${name}:${secrets.of(`kafka ${name}`)}`)
      .join(' '),
    NOTIFY_API_KEY: `demo-${secrets.uuid('notify service')}-${secrets.uuid('notify key')}`,
    ...Object.fromEntries(keys.map((name) => [variableOf('KEY', name), secrets.key(`key ${name}`)])),
    ...secrets.variables(),
  };
}

/** Ports of a stack described before. */
export const portsOf = ({ postgres, kafka, keycloak }: StackEnv): Ports => ({
  postgres: postgres.port,
  kafka: Number(kafka.brokers[0]!.split(':')[1]),
  kafkaController: kafka.controllerPort,
  keycloak: Number(new URL(keycloak.url).port),
});
