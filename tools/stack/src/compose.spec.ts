import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { interpolate, readCompose, readProperties, versionOf, writeProperties } from './compose.js';
import { composeValues } from './describe-stack.js';
import { nativeProperties } from './native-kafka.js';
import { nativeEnvironment } from './native-keycloak.js';
import { nativePostgresVersion } from './native-postgres.js';
import { checkout } from './paths.js';
import { Secrets } from './secrets.js';

const ports = { postgres: 1, kafka: 2, kafkaController: 3, keycloak: 4 };
const secrets = Secrets.ofEnvironment(new Proxy({}, { get: (_, name) => `value-of-${String(name)}` }));
const compose = readCompose(composeValues('answerable', 'localhost', ports, secrets));

const changedNames = (from: ReadonlyMap<string, string>, to: ReadonlyMap<string, string>): string[] =>
  [...new Set([...from.keys(), ...to.keys()])].filter((name) => from.get(name) !== to.get(name)).sort();

describe('a native start and docker-compose.yml', () => {
  it('run the same version of PostgreSQL', async () => {
    const version = await nativePostgresVersion();
    expect(`${version}.`.startsWith(`${versionOf(compose.services.postgres.image)}.`)).toBe(true);
  });

  it('give Kafka the same settings, addresses and directory apart', () => {
    const inContainer = readProperties(compose.configs.kafka.content);
    expect(changedNames(inContainer, nativeProperties(compose, ports))).toEqual([
      'advertised.listeners',
      'listeners',
      'log.dirs',
    ]);
  });

  it('give Keycloak the same settings, addresses and directory apart', () => {
    const inContainer = new Map(Object.entries(compose.services.keycloak.environment));
    const native = new Map(Object.entries(nativeEnvironment(compose, ports)));
    expect(changedNames(inContainer, native)).toEqual(['KC_DB_URL', 'KC_HTTP_HOST', 'KC_SPI_THEME__FOLDER__DIR']);
  });

  it('let nobody connect to Kafka without signing in, and allow only what an ACL allows', () => {
    const kafka = nativeProperties(compose, ports);
    const protocols = kafka
      .get('listener.security.protocol.map')!
      .split(',')
      .map((entry) => entry.split(':')[1]);
    expect(new Set(protocols)).toEqual(new Set(['SASL_PLAINTEXT']));
    expect(kafka.get('authorizer.class.name')).toMatch(/StandardAuthorizer$/);
    expect(kafka.get('allow.everyone.if.no.acl.found')).toBe('false');
    expect(kafka.get('super.users')).toBe('User:admin');
  });
});

describe('what must not leave by the way', () => {
  // A key that is taken twice is named with its value in the detail of the error, which only this keeps out of the log.
  it('PostgreSQL logs no value: neither of a statement nor of the row that an error is about, here or in a cluster', () => {
    const values = [
      ['log_parameter_max_length', '0'],
      ['log_parameter_max_length_on_error', '0'],
      ['log_min_error_statement', 'panic'],
      ['log_error_verbosity', 'terse'],
    ] as const;
    const [operator] = parseAllDocuments(
      readFileSync(join(checkout, 'deploy/helm/examples/postgres-cloudnative-pg.yaml'), 'utf8'),
    );
    const { parameters } = (operator!.toJS() as { spec: { postgresql: { parameters: Record<string, string> } } }).spec
      .postgresql;
    for (const [name, value] of values) {
      expect(compose.services.postgres.command).toContain(`${name}=${value}`);
      expect(parameters[name]).toBe(value);
    }
  });

  it('.env, with every password, is in no context of an image', () => {
    expect(readFileSync(join(checkout, '.dockerignore'), 'utf8').split('\n')).toContain('**/.env*');
  });
});

describe('variables of docker-compose.yml', () => {
  it('without a default are all written to .env', () => {
    const text = readFileSync(join(checkout, 'docker-compose.yml'), 'utf8');
    const needed = [...text.matchAll(/(?<!\$)\$\{(\w+)(:-)?/g)].filter((found) => !found[2]).map((found) => found[1]!);
    const written = composeValues('answerable', 'keycloak.localhost', ports, secrets);
    expect(needed.filter((name) => !(name in written))).toEqual([]);
    expect(needed.length).toBeGreaterThan(20);
  });

  it.each([
    ['port ${PORT}', 'port 5'],
    ['port ${PORT:-6}', 'port 5'],
    ['port ${OTHER:-6}', 'port 6'],
    ['port ${EMPTY:-6}', 'port 6'],
    ['port ${PORT:?is needed}', 'port 5'],
    ['a $$HOME of the container', 'a $HOME of the container'],
  ])('%s becomes %s, as with Compose', (text, expected) => {
    expect(interpolate(text, { PORT: '5', EMPTY: '' })).toBe(expected);
  });

  it('without value and default stop the start, with the reason', () => {
    expect(() => interpolate('${PASSWORD:?run the stack tool once}', {})).toThrow('PASSWORD: run the stack tool once');
  });
});

describe('a properties text', () => {
  it('keeps everything behind the first equals sign', () => {
    const properties = readProperties('# a comment\n\nsasl.jaas.config=Module required username="a" password="b=c";\n');
    expect(properties.get('sasl.jaas.config')).toBe('Module required username="a" password="b=c";');
    expect(readProperties(writeProperties(properties))).toEqual(properties);
  });
});
