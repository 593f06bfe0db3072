import { provisionDatabases } from './databases.js';
import type { StackEnv } from './env.js';
import { topicPrefix } from './harness/test-prefix.js';
import { kafkaAdmin } from './kafka-admin.js';
import { planKafka } from './kafka-access.js';
import { KeycloakAdmin } from './keycloak-admin.js';
import { provisionKafka } from './provision-kafka.js';
import { checkRealm } from './provision-realm.js';
import { desiredRealm, forces } from './realm.js';
import type { Secrets } from './secrets.js';

/** Databases and roles; with `fresh`, what killed tests left behind is dropped. */
export async function provisionPostgres(env: StackEnv, secrets: Secrets, fresh: boolean): Promise<void> {
  await provisionDatabases(env.postgres.adminUrl, (role) => secrets.of(`role ${role}`), fresh);
}

/** Topics and ACLs of the contracts; with `fresh`, those of killed tests are removed. */
export async function provisionTopics(env: StackEnv, fresh: boolean): Promise<void> {
  const admin = kafkaAdmin(env.kafka.brokers, env.kafka.users['admin']!, 5);
  await admin.connect();
  try {
    await provisionKafka(admin, planKafka(forces), fresh ? undefined : topicPrefix);
  } finally {
    await admin.disconnect();
  }
}

/** The realm for practice; gives what differed, one sentence each. With `repair` it is put right, else only told. */
export async function provisionRealm(env: StackEnv, secrets: Secrets, repair: boolean): Promise<string[]> {
  const admin = await KeycloakAdmin.signIn(env.keycloak.url, env.keycloak.adminUser);
  const addresses = {
    portalStaff: process.env['PORTAL_STAFF_URL'] ?? 'http://localhost:4100',
    portalReaders: process.env['PORTAL_READERS_URL'] ?? 'http://localhost:4101',
    portalStaffInside: process.env['PORTAL_STAFF_INSIDE_URL'],
    portalReadersInside: process.env['PORTAL_READERS_INSIDE_URL'],
  };
  return checkRealm(
    admin,
    desiredRealm('demo', addresses, (name) => secrets.of(name)),
    repair,
  );
}
