import { databases, urlOf } from './databases.js';
import type { StackEnv } from './env.js';
import { principals } from './kafka-access.js';
import type { Ports } from './ports.js';
import { demoPeople, forces, publisherClient, realmName } from './realm.js';
import type { Secrets } from './secrets.js';

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

/** Values of the variables of docker-compose.yml. */
export function composeValues(project: string, ports: Ports, secrets: Secrets): Record<string, string> {
  return {
    STACK_PROJECT: project,
    POSTGRES_PORT: String(ports.postgres),
    KAFKA_PORT: String(ports.kafka),
    KAFKA_CONTROLLER_PORT: String(ports.kafkaController),
    KEYCLOAK_PORT: String(ports.keycloak),
    POSTGRES_ADMIN_PASSWORD: secrets.of('role admin'),
    KEYCLOAK_DB_PASSWORD: secrets.of('role keycloak'),
    KEYCLOAK_ADMIN_PASSWORD: secrets.of('keycloak admin'),
    KAFKA_ADMIN_PASSWORD: secrets.of('kafka admin'),
    KAFKA_SCRAM_USERS: ['admin', ...principals(forces)]
      .map((name) => `${name}:${secrets.of(`kafka ${name}`)}`)
      .join(' '),
  };
}

/** Ports of a stack described before. */
export const portsOf = ({ postgres, kafka, keycloak }: StackEnv): Ports => ({
  postgres: postgres.port,
  kafka: Number(kafka.brokers[0]!.split(':')[1]),
  kafkaController: kafka.controllerPort,
  keycloak: Number(new URL(keycloak.url).port),
});
