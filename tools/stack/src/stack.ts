import { rmSync } from 'node:fs';
import { readCompose } from './compose.js';
import { databases, provisionDatabases, provisionKeycloakDatabase, urlOf } from './databases.js';
import type { Progress } from './downloads.js';
import { hasStackEnv, readStackEnv, writeStackEnv, type StackEnv } from './env.js';
import { kafkaAdmin } from './kafka-admin.js';
import { planKafka, principals } from './kafka-access.js';
import { KeycloakAdmin } from './keycloak-admin.js';
import { prepareKeycloak, startKeycloak } from './native-keycloak.js';
import { startKafka } from './native-kafka.js';
import { startPostgres } from './native-postgres.js';
import { stackDirectory } from './paths.js';
import { choosePorts, isFree, type Ports } from './ports.js';
import { preflight } from './preflight.js';
import { end, running } from './processes.js';
import { provisionKafka } from './provision-kafka.js';
import { checkRealm } from './provision-realm.js';
import { demoPeople, desiredRealm, forces, publisherClient, realmName, type RealmMode } from './realm.js';
import { Secrets } from './secrets.js';
import { topicPrefix } from './harness/test-prefix.js';

export interface StartOptions {
  readonly onProgress?: Progress;
  /** Which realm to provision; production has neither demo users nor direct grants. */
  readonly realmMode?: RealmMode;
}

const components = ['postgres', 'kafka', 'keycloak'] as const;

/**
 * Brings up PostgreSQL, Kafka and Keycloak with databases, topics, ACLs and realm, as far as they do not run already, and
 * records addresses and credentials in .stack/env.json. Throws naming everything the machine lacks.
 */
export async function startStack({ onProgress = () => {}, realmMode = 'demo' }: StartOptions = {}): Promise<StackEnv> {
  const lacking = await preflight();
  if (lacking.length > 0) throw new Error(`to start the stack this machine needs\n${lacking.map((s) => ` - ${s}\n`).join('')}`);

  const secrets = Secrets.open();
  const ports = await portsOfThisCheckout();
  const env = describe(ports, secrets);
  // Written first: a start cut short finds its processes on the same ports again.
  writeStackEnv(env);
  const compose = readCompose(composeValues(ports, secrets));

  const keycloak = async (): Promise<void> => {
    const [home] = await Promise.all([prepareKeycloak(compose, onProgress), postgres()]);
    await startKeycloak(compose, ports, home);
    await provisionRealm(env, secrets, realmMode);
    onProgress(`Keycloak answers at ${env.keycloak.url}`);
  };
  const postgres = async (): Promise<void> => {
    await startPostgres(compose, ports.postgres, env.postgres.adminUrl);
    await provisionKeycloakDatabase(env.postgres.adminUrl, secrets.of('role keycloak'));
    await provisionDatabases(env.postgres.adminUrl, (role) => secrets.of(`role ${role}`));
    onProgress(`PostgreSQL answers on port ${ports.postgres}`);
  };
  const kafka = async (): Promise<void> => {
    await startKafka(compose, ports, Object.values(env.kafka.users), onProgress);
    await provisionTopics(env);
    onProgress(`Kafka answers on port ${ports.kafka}`);
  };
  // All are waited for, also when one fails: no half-started process is left unrecorded.
  const ended = await Promise.allSettled([kafka(), keycloak()]);
  const reasons = ended.flatMap((part) => (part.status === 'rejected' ? [String((part.reason as Error).message)] : []));
  if (reasons.length > 0) throw new Error(reasons.join('\n'));
  return env;
}

/** Ends what this checkout's stack runs; data, passwords and ports are kept for the next start. */
export async function stopStack(): Promise<void> {
  await Promise.all([end('kafka', 'SIGTERM'), end('keycloak', 'SIGTERM')]);
  await end('postgres', 'SIGINT');
}

/** Stops and forgets everything, data and passwords included. */
export async function resetStack(): Promise<void> {
  await stopStack();
  rmSync(stackDirectory, { recursive: true, force: true });
}

export const isRunning = (): boolean => components.some((name) => running(name) !== undefined);

export const statusOf = (): Record<string, number | undefined> =>
  Object.fromEntries(components.map((name) => [name, running(name)]));

/** Ports of the last start while something of ours still runs on them or all are free, else a free block. */
async function portsOfThisCheckout(): Promise<Ports> {
  if (!hasStackEnv()) return choosePorts();
  const { postgres, kafka, keycloak } = readStackEnv();
  const recorded: Ports = {
    postgres: postgres.port,
    kafka: Number(kafka.brokers[0]!.split(':')[1]),
    kafkaController: kafka.controllerPort,
    keycloak: Number(new URL(keycloak.url).port),
  };
  if (components.some((name) => running(name) !== undefined)) return recorded;
  const free = await Promise.all(Object.values(recorded).map(isFree));
  return free.every(Boolean) ? recorded : choosePorts();
}

function describe(ports: Ports, secrets: Secrets): StackEnv {
  const adminUrl = `postgresql://admin:${secrets.of('role admin')}@127.0.0.1:${ports.postgres}/postgres`;
  const url = `http://localhost:${ports.keycloak}`;
  const login = (username: string): { username: string; password: string } => ({ username, password: secrets.of(`kafka ${username}`) });
  const database = (name: string, user: string): string => urlOf(adminUrl, { database: name, user, password: secrets.of(`role ${user}`) });
  const clients = ['portal-staff', 'portal-readers', ...forces.map(publisherClient)];
  return {
    mode: 'native',
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
      users: Object.fromEntries(['admin', ...principals(forces)].map((name) => [name, login(name)])),
    },
    keycloak: {
      url,
      realm: realmName,
      issuer: `${url}/realms/${realmName}`,
      adminUser: { username: 'admin', password: secrets.of('keycloak admin') },
    },
    demoUsers: demoPeople.map((person) => ({ ...person, roles: [...person.roles], password: secrets.of(person.username) })),
    clients: Object.fromEntries(clients.map((clientId) => [clientId, { clientId, clientSecret: secrets.of(`client ${clientId}`) }])),
  };
}

/** Values of the variables of docker-compose.yml. */
function composeValues(ports: Ports, secrets: Secrets): Record<string, string> {
  return {
    POSTGRES_PORT: String(ports.postgres),
    KAFKA_PORT: String(ports.kafka),
    KAFKA_CONTROLLER_PORT: String(ports.kafkaController),
    KEYCLOAK_PORT: String(ports.keycloak),
    POSTGRES_ADMIN_PASSWORD: secrets.of('role admin'),
    KEYCLOAK_DB_PASSWORD: secrets.of('role keycloak'),
    KEYCLOAK_ADMIN_PASSWORD: secrets.of('keycloak admin'),
    KAFKA_ADMIN_PASSWORD: secrets.of('kafka admin'),
    KAFKA_SCRAM_USERS: ['admin', ...principals(forces)].map((name) => `${name}:${secrets.of(`kafka ${name}`)}`).join(' '),
  };
}

async function provisionTopics(env: StackEnv): Promise<void> {
  const admin = kafkaAdmin(env.kafka.brokers, env.kafka.users['admin']!, 5);
  await admin.connect();
  try {
    await provisionKafka(admin, planKafka(forces), topicPrefix);
  } finally {
    await admin.disconnect();
  }
}

async function provisionRealm(env: StackEnv, secrets: Secrets, mode: RealmMode): Promise<void> {
  const admin = await KeycloakAdmin.signIn(env.keycloak.url, env.keycloak.adminUser);
  const addresses = {
    portalStaff: process.env['PORTAL_STAFF_URL'] ?? 'http://localhost:4100',
    portalReaders: process.env['PORTAL_READERS_URL'] ?? 'http://localhost:4101',
  };
  await checkRealm(admin, desiredRealm(mode, addresses, (name) => secrets.of(name)), true);
}

