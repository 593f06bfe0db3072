import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { organisations } from '@answerable/contracts';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { databases } from './databases.js';
import { planKafka } from './kafka-access.js';
import { kafkaResources } from './kafka-resources.js';
import { checkout } from './paths.js';

interface Resource {
  kind: string;
  metadata: { name: string };
  spec: Record<string, unknown>;
}
const example = (file: string): string => readFileSync(join(checkout, 'deploy/helm/examples', file), 'utf8');
const resources = (file: string): Resource[] =>
  parseAllDocuments(example(file)).map((document) => document.toJS() as Resource);
const forces = organisations.flatMap(({ forces: theirs }) => theirs.map(({ code }) => code));
const ours = databases.filter((name) => name !== 'test');

describe('resources for the operators', () => {
  it('of Kafka are every topic with all its settings, and every principal with what it may do and nothing else', () => {
    const made = kafkaResources(forces, 'answerable') as Resource[];
    const plan = planKafka(forces);
    const topics = made.filter(({ kind }) => kind === 'KafkaTopic');
    expect(topics.map(({ metadata }) => metadata.name)).toEqual(plan.topics.map(({ topic }) => topic));
    const kept = topics.filter(
      ({ spec }) => (spec['config'] as Record<string, unknown>)['cleanup.policy'] === 'delete',
    );
    // Without it a segment of a quiet topic, and every contact in it, lives for up to a week longer than the topic promises.
    expect(kept.filter(({ spec }) => (spec['config'] as Record<string, unknown>)['segment.ms'] !== 3_600_000)).toEqual(
      [],
    );
    const allowed = made
      .filter(({ kind }) => kind === 'KafkaUser')
      .flatMap(({ spec }) => (spec['authorization'] as { acls: unknown[] }).acls);
    expect(allowed).toHaveLength(plan.acls.length);
    expect(JSON.stringify(allowed)).not.toContain('null');
  });

  it('of Kafka that the example shows are as they are made', () => {
    const made = new Map(
      (kafkaResources(forces, 'answerable') as Resource[]).map((r) => [`${r.kind} ${r.metadata.name}`, r]),
    );
    const shown = resources('kafka-strimzi.yaml').filter(({ kind }) => kind === 'KafkaTopic' || kind === 'KafkaUser');
    expect(shown).toHaveLength(2);
    for (const resource of shown) expect(resource).toEqual(made.get(`${resource.kind} ${resource.metadata.name}`));
  });

  it('of PostgreSQL name every database with its owner and role, and Keycloak’s', () => {
    const all = resources('postgres-cloudnative-pg.yaml');
    const cluster = all.find(({ kind }) => kind === 'Cluster')!.spec as {
      managed: { roles: { name: string }[] };
      postgresql: { parameters: Record<string, string> };
    };
    expect(cluster.managed.roles.map(({ name }) => name).toSorted()).toEqual(
      [...ours.flatMap((name) => [name, `${name}_owner`]), 'keycloak'].toSorted(),
    );
    const made = all.filter(({ kind }) => kind === 'Database').map(({ spec }) => [spec['name'], spec['owner']]);
    expect(made.toSorted()).toEqual(
      [...ours.map((name) => [name, `${name}_owner`]), ['keycloak', 'keycloak']].toSorted(),
    );
    // Twelve pods, one more of each while they are replaced, and their jobs, ten connections each.
    expect(Number(cluster.postgresql.parameters['max_connections'])).toBeGreaterThanOrEqual(200);
  });

  it('of PostgreSQL let nobody but its owner and its role into a database', () => {
    const grants = example('grants.sql');
    for (const name of [...ours, 'keycloak']) expect(grants).toContain(`revoke all on database ${name} from public;`);
    for (const name of ours) {
      expect(grants).toContain(`grant connect on database ${name} to ${name};`);
      expect(grants).toContain(`\\connect ${name}\n`);
      expect(grants).toContain(`alter schema public owner to ${name}_owner;`);
      expect(grants).toContain(`grant usage on schema public to ${name};`);
    }
  });

  it('of PostgreSQL archive, and for seven days', () => {
    const all = resources('postgres-cloudnative-pg.yaml');
    const store = all.find(({ kind }) => kind === 'ObjectStore')!;
    expect(store.spec['retentionPolicy']).toBe('7d');
    const { plugins } = all.find(({ kind }) => kind === 'Cluster')!.spec as {
      plugins: { isWALArchiver: boolean; parameters: { barmanObjectName: string } }[];
    };
    expect(plugins).toMatchObject([{ isWALArchiver: true, parameters: { barmanObjectName: store.metadata.name } }]);
    expect(all.some(({ kind }) => kind === 'ScheduledBackup')).toBe(true);
  });
});
