import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@answerable/stack';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ProcessTask } from './service-process.js';
import { listening, messaging, migrations, type Topics } from './services.js';

let topics: Topics;
let intakeDb: TestDatabase;
let deliveryDb: TestDatabase;
let intake: DataSource;
let delivery: DataSource;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  [topics, intakeDb, deliveryDb] = await Promise.all([
    testTopics(),
    testDatabase(migrations, 'case_intake'),
    testDatabase(migrations, 'survey_delivery'),
  ]);
  intake = await new DataSource({ type: 'postgres', url: intakeDb.ownerUrl }).initialize();
  delivery = await new DataSource({ type: 'postgres', url: deliveryDb.ownerUrl }).initialize();
});

afterAll(async () => {
  for (const child of processes) child.kill('SIGKILL');
  await Promise.all([intake?.destroy(), delivery?.destroy()]);
  await Promise.all([topics?.drop(), intakeDb?.drop(), deliveryDb?.drop()]);
});

/** Runs the built file: a process that is killed must be one of its own. */
function start(task: ProcessTask): ChildProcess {
  const file = join(packageRoot(import.meta.url), 'dist', 'test', 'service-process.js');
  const child = spawn(process.execPath, [file, JSON.stringify(task)], { stdio: ['ignore', 'ignore', 'inherit'] });
  processes.push(child);
  return child;
}

async function count(dataSource: DataSource, table: 'effects' | 'outbox'): Promise<number> {
  const [row] = await dataSource.query<{ n: number }[]>(`select count(*)::int as n from ${table}`);
  return row!.n;
}

async function effects(dataSource: DataSource): Promise<string[]> {
  const rows = await dataSource.query<{ effect: string }[]>(
    `select case_key || '/' || version as effect from effects order by case_key, version`,
  );
  return rows.map(({ effect }) => effect);
}

test('killing both sides at any moment loses and doubles nothing', async () => {
  const announcer: ProcessTask = {
    role: 'announcer',
    databaseUrl: intakeDb.url,
    options: messaging(topics, 'case-intake'),
  };
  const listener: ProcessTask = { role: 'listener', databaseUrl: deliveryDb.url, options: listening(topics) };
  for (let round = 0; round < 2; round += 1) {
    const children = [start(announcer), start(listener)];
    const before = await count(delivery, 'effects');
    await eventually(async () => expect(await count(delivery, 'effects')).toBeGreaterThan(before + 500), {
      timeoutMs: 40_000,
    });
    for (const child of children) child.kill('SIGKILL');
  }
  // The last announcer is dead: what it committed and did not send is sent by the next relay, which announces no more.
  start({ ...announcer, role: 'relay' });
  start(listener);
  await eventually(
    async () => {
      expect(await count(intake, 'outbox')).toBe(0);
      expect(await count(delivery, 'effects')).toBeGreaterThanOrEqual(await count(intake, 'effects'));
    },
    { timeoutMs: 40_000 },
  );
  expect(await effects(delivery)).toEqual(await effects(intake));
}, 120_000);
