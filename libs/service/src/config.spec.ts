import { expect, test } from 'vitest';
import { z } from 'zod';
import { baseConfig, kafkaConfig, loadConfig } from './config.js';

const schema = z.object({ ...baseConfig, ...kafkaConfig });
const complete = {
  MODE: 'test',
  PORT: '4103',
  PUBLIC_URL: 'http://localhost:4103',
  DATABASE_URL: 'postgresql://app:pw@localhost/case_intake',
  KAFKA_BROKERS: 'one:9092, two:9092',
  KAFKA_USERNAME: 'case-intake',
  KAFKA_PASSWORD: 'pw',
  KEYCLOAK_ISSUER: 'http://localhost:8380/realms/answerable',
  ORGANISATION_ID: 'southwark',
};

test('a complete environment is parsed, with defaults', () => {
  expect(loadConfig(schema, complete)).toMatchObject({
    PORT: 4103,
    KAFKA_BROKERS: ['one:9092', 'two:9092'],
    KAFKA_TOPIC_PREFIX: '',
    LOG_LEVEL: 'info',
  });
});

test('all missing and invalid settings are named at once, and no value is shown', () => {
  const { DATABASE_URL: _, KAFKA_PASSWORD: __, ...rest } = complete;
  const env = { ...rest, KAFKA_USERNAME: '', PORT: 'secret-port', MODE: 'secret-mode' };
  const load = (): unknown => loadConfig(schema, env);
  expect(load).toThrow('missing: DATABASE_URL, KAFKA_USERNAME, KAFKA_PASSWORD; invalid: MODE, PORT');
  expect(load).not.toThrow(/secret/);
});

test('production starts with no realm of demo or test: their people and secrets open nothing there', () => {
  const load = (KEYCLOAK_ISSUER: string): unknown =>
    loadConfig(schema, { ...complete, MODE: 'production', KEYCLOAK_ISSUER });
  expect(() => load(complete.KEYCLOAK_ISSUER)).toThrow('invalid: KEYCLOAK_ISSUER');
  expect(() => load('HTTP://sign-in.example/realms/answerable')).toThrow('invalid: KEYCLOAK_ISSUER');
  expect(load('https://sign-in.example/realms/answerable')).toMatchObject({ MODE: 'production' });
});
