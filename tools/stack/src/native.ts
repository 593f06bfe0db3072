import { readCompose } from './compose.js';
import { provisionKeycloakDatabase } from './databases.js';
import { startKafka } from './native-kafka.js';
import { startKeycloak } from './native-keycloak.js';
import { removePostgres, startPostgres } from './native-postgres.js';
import { preflight } from './preflight.js';
import { end, endOrphans, running } from './processes.js';
import type { Runtime } from './runtime.js';

const components = ['postgres', 'kafka', 'keycloak'] as const;

/** PostgreSQL from npm, Kafka and Keycloak from Maven Central, as processes of this machine. */
export const native: Runtime = {
  async lacks() {
    return preflight();
  },

  status() {
    return Object.fromEntries(components.map((name) => [name, running(name) !== undefined]));
  },

  clear() {
    components.forEach(endOrphans);
  },

  start({ env, ports, values, onProgress }) {
    const compose = readCompose(values);
    const postgres = startPostgres(compose, ports.postgres, env.postgres.adminUrl);
    const database = postgres.then(() =>
      provisionKeycloakDatabase(env.postgres.adminUrl, values['SECRET_ROLE_KEYCLOAK']!),
    );
    const keycloak = startKeycloak(compose, ports, database, onProgress);
    const kafka = startKafka(compose, ports, Object.values(env.kafka.users), onProgress);
    return { postgres, kafka, keycloak };
  },

  async stop() {
    await Promise.all([end('kafka', 'SIGTERM'), end('keycloak', 'SIGTERM')]);
    await end('postgres', 'SIGINT');
  },

  async remove() {
    await native.stop();
    removePostgres();
  },
};
