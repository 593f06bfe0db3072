import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { clusterSettings } from './cluster-settings.js';
import { checkout } from './paths.js';

/** What the chart's values say without helm; chart.spec.ts is about what it renders to. */
const chart = join(checkout, 'deploy/helm/answerable');
const read = (file: string): string => readFileSync(join(chart, file), 'utf8');

interface Values {
  services: Record<
    string,
    {
      app: string;
      secret: string;
      migrationSecret: string;
      calls: string[];
      claim?: string;
      kafka: boolean;
      outside?: string[];
      public: boolean;
      env: Record<string, unknown>;
    }
  >;
  backup: { databases: Record<string, { secret: string; claim: string; keepDays: number }> };
  image: { tag: string };
}
const values = parse(read('values.yaml')) as Values;
const tryValues = join(checkout, 'deploy/helm/examples/values-to-try.yaml');
/** As helm merges a file of values with the chart's own: objects by key, everything else replaced. */
const merged = (under: unknown, over: unknown): unknown =>
  isMap(under) && isMap(over)
    ? Object.fromEntries(
        [...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => [
          key,
          key in over ? merged(under[key], over[key]) : under[key],
        ]),
      )
    : over;
const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
const isValid = ajv.compile(JSON.parse(read('values.schema.json')) as object);

describe('values of the chart', () => {
  it('keep to their schema', () => {
    expect(isValid(values) ? [] : isValid.errors).toEqual([]);
  });

  it.each([
    ['an image that changes under its name', (v: Values) => (v.image.tag = 'latest')],
    ['a setting nobody reads', (v: Values) => Object.assign(v, { setings: {} })],
    ['a service without a secret', (v: Values) => Object.assign(v.services['reporting']!, { secret: '' })],
    ['contacts kept for longer than a week', (v: Values) => (v.backup.databases['survey_delivery']!.keepDays = 8)],
    ['answers kept for longer than eight weeks', (v: Values) => (v.backup.databases['reporting']!.keepDays = 57)],
    [
      'a password in the values',
      (v: Values) =>
        (v.services['reporting']!.env['DATABASE_URL'] = 'postgresql://reporting:secret@postgres/reporting'),
    ],
    // A quarantined event waits thirty days with its contact, and so does what is not sent yet.
    ['contacts in quarantine kept for longer', (v: Values) => (v.backup.databases['case_intake']!.keepDays = 8)],
    [
      'a database nobody thought of, kept for longer',
      (v: Values) => (v.backup.databases['another'] = { secret: 'another', claim: 'another', keepDays: 8 }),
    ],
  ])('%s is refused', (_name, spoil) => {
    const spoilt = structuredClone(values);
    spoil(spoilt);
    expect(isValid(spoilt)).toBe(false);
  });

  it('for a cluster to try things on keep to the schema too, and name only secrets that are made there', () => {
    const toTry = merged(values, parse(readFileSync(tryValues, 'utf8')) as object) as Values & {
      provision: { secret: string };
    };
    expect(isValid(toTry) ? [] : isValid.errors).toEqual([]);
    const named = Object.values(toTry.services).flatMap(({ secret, migrationSecret }) => [secret, migrationSecret]);
    const { secrets } = clusterSettings();
    expect(Object.keys(secrets).toSorted()).toEqual([...named, toTry.provision.secret].filter(Boolean).toSorted());
    for (const [name, { app }] of Object.entries(toTry.services))
      expect(Object.keys(secrets[name]!), name).toContain(
        app === 'portal' ? 'KEYCLOAK_CLIENT_SECRET' : 'KAFKA_PASSWORD',
      );
  });

  it('with the operators’ parts keep to the schema, and name pods by labels that operators give', () => {
    const file = join(checkout, 'deploy/helm/examples/values-with-operators.yaml');
    const { network } = merged(values, parse(readFileSync(file, 'utf8')) as object) as Values & {
      network: Record<'postgres' | 'kafka' | 'keycloak', unknown>;
    };
    expect(isValid(merged(values, parse(readFileSync(file, 'utf8')))) ? [] : isValid.errors).toEqual([]);
    expect(JSON.stringify([network.postgres, network.kafka, network.keycloak])).not.toContain('answerable.part');
  });

  it('keep the erasure list and withdrawals on a claim, where all replicas write and no restore of the database reaches', () => {
    const { claim, env } = values.services['survey-delivery']!;
    expect(claim).toBe('erased');
    expect(env['ERASURE_LIST_FILE']).toMatch(/^\/var\/lib\/answerable\//);
    const collection = values.services['response-collection']!;
    expect(collection.claim).toBe('withdrawn');
    expect(collection.env['WITHDRAWALS_DIRECTORY']).toBe('/var/lib/answerable');
  });

  it('let a service call exactly those whose addresses it is given', () => {
    for (const [name, { calls, env }] of Object.entries(values.services)) {
      const addresses = Object.values(env).flatMap((value) => /^http:\/\/([\w-]+):8080/.exec(String(value))?.[1] ?? []);
      expect([...new Set(addresses)].toSorted(), name).toEqual(calls.toSorted());
    }
  });

  it('keep the readers away from Victim Support, and everybody from the outside who has nothing to send', () => {
    expect(values.services['portal-readers']!.calls).toEqual(['case-intake', 'reporting']);
    const outside = Object.entries(values.services).filter(([, { outside }]) => outside);
    // Reporting sends mail and nothing else.
    expect(outside.map(([name, { outside: ports }]) => [name, ports])).toEqual([
      ['survey-delivery', ['proxy', 'smtp']],
      ['reporting', ['smtp']],
    ]);
  });
});
