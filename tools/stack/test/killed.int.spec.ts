import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';

// A second stack beside the one of the test run, as a second checkout would have.
const directory = mkdtempSync(join(tmpdir(), 'stack-'));
chmodSync(directory, 0o755);
vi.stubEnv('STACK_DIRECTORY', directory);
const { readCompose } = await import('../src/compose.js');
const { composeValues, describeStack } = await import('../src/describe-stack.js');
const { eventually } = await import('../src/harness/eventually.js');
const { kafkaAdmin } = await import('../src/kafka-admin.js');
const { native } = await import('../src/native.js');
const { preflight } = await import('../src/preflight.js');
const { startKafka } = await import('../src/native-kafka.js');
const { startPostgres } = await import('../src/native-postgres.js');
const { holdPorts } = await import('../src/ports.js');
const { running } = await import('../src/processes.js');
const { Secrets } = await import('../src/secrets.js');

const secrets = Secrets.open();
const { ports, letGo } = await holdPorts();
const env = describeStack('native', ports, secrets);
const compose = readCompose(composeValues('test', 'localhost', ports, secrets));
const startBoth = () =>
  Promise.all([
    startPostgres(compose, ports.postgres, env.postgres.adminUrl),
    startKafka(compose, ports, Object.values(env.kafka.users), () => {}),
  ]);
const topics = async (): Promise<string[]> => {
  const admin = kafkaAdmin(env.kafka.brokers, env.kafka.users['admin']!, 5);
  await admin.connect();
  const listed = await admin.listTopics();
  if (listed.length === 0) await admin.createTopics({ topics: [{ topic: 'kept' }] });
  await admin.disconnect();
  return listed;
};
const rows = async (sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: env.postgres.adminUrl });
  await client.connect();
  const result = await client.query(sql);
  await client.end();
  return result.rows;
};

const lacking = await preflight();
if (lacking.length > 0)
  process.stderr.write(`left out, because this machine has containers alone: ${lacking.join('; ')}\n`);

beforeAll(async () => {
  if (lacking.length === 0) await startBoth();
  await letGo();
}, 120_000);
afterAll(async () => {
  if (lacking.length === 0) await native.remove();
  rmSync(directory, { recursive: true });
});

it.skipIf(lacking.length > 0)(
  'PostgreSQL and Kafka killed at once start again with what they held',
  { timeout: 120_000 },
  async () => {
    await rows('create table kept as select 1 as one');
    await topics();
    for (const name of ['postgres', 'kafka']) process.kill(running(name)!, 'SIGKILL');
    await eventually(() => expect([running('postgres'), running('kafka')]).toEqual([undefined, undefined]));
    await startBoth();
    expect(await rows('select one from kept')).toEqual([{ one: 1 }]);
    expect(await topics()).toEqual(['kept']);
  },
);
