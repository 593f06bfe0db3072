import { readStackEnv } from '../env.js';
import type { TestDatabase } from './test-database.js';
import type { TestTopics } from './test-topics.js';

/** The settings that every service has, for one of a test: its own database and topics, the stack's realm, any free port. */
export function serviceEnvironment(
  principal: string,
  database: Pick<TestDatabase, 'url'>,
  topics: Pick<TestTopics, 'prefix' | 'brokers' | 'user'>,
): Record<string, string> {
  const { username, password } = topics.user(principal);
  return {
    MODE: 'test',
    PORT: '0',
    PUBLIC_URL: 'http://localhost',
    DATABASE_URL: database.url,
    KAFKA_BROKERS: topics.brokers.join(','),
    KAFKA_USERNAME: username,
    KAFKA_PASSWORD: password,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    KAFKA_SESSION_TIMEOUT_MS: '6000',
    KEYCLOAK_ISSUER: readStackEnv().keycloak.issuer,
    ORGANISATION_ID: 'southwark',
    LOG_LEVEL: 'error',
  };
}
