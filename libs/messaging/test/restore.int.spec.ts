import { Database } from '@answerable/persistence';
import { Logger, type RunningService } from '@answerable/service';
import { eventually, testDatabase, testTopics, type TestDatabase } from '@answerable/stack';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConsumeFrom } from '../src/consume-from.js';
import { listening, messaging, migrations, recorded, startAnnouncer, startListener, type Topics } from './services.js';

let topics: Topics;
let intakeDb: TestDatabase;
let deliveryDb: TestDatabase;

beforeAll(async () => {
  [topics, intakeDb, deliveryDb] = await Promise.all([
    testTopics(),
    testDatabase(migrations, 'case_intake'),
    testDatabase(migrations, 'survey_delivery'),
  ]);
});

afterAll(() => Promise.all([topics?.drop(), intakeDb?.drop(), deliveryDb?.drop()]));

async function effects(service: RunningService): Promise<string[]> {
  const rows = await service.app
    .get(Database)
    .read<{ key: string }>('select left(case_key, 2) as key from effects order by 1');
  return rows.map(({ key }) => key);
}

test('a database restored to an earlier time gets what it has lost, and nothing twice', async () => {
  const intake = await startAnnouncer(intakeDb, messaging(topics, 'case-intake'));
  const before = await startListener(deliveryDb, listening(topics));
  // Ready says that partitions are assigned, not merely that the process runs.
  await eventually(async () => expect((await fetch(`${before.url}/health/ready`)).status).toBe(200));
  await intake.announce(recorded('a1'), recorded('a2'));
  await eventually(async () => expect(await effects(before)).toEqual(['a1', 'a2']));
  const restoreTo = new Date();
  await eventually(() => expect(Date.now()).toBeGreaterThan(restoreTo.getTime() + 50));
  await intake.announce(recorded('b1'), recorded('b2'));
  await eventually(async () => expect(await effects(before)).toEqual(['a1', 'a2', 'b1', 'b2']));

  await expect(before.app.get(ConsumeFrom).rewind([restoreTo.toISOString()])).rejects.toThrow(/running|empty|stop/i);
  await before.close();

  const owner = await new DataSource({ type: 'postgres', url: deliveryDb.ownerUrl }).initialize();
  // What a restore to that time leaves: the first two, with the inbox as it was.
  await owner.query(`delete from effects where case_key like 'b%'`);
  await owner.query(`delete from inbox where ctid in (select ctid from inbox order by ctid desc limit 2)`);
  expect(await owner.query('select from inbox')).toHaveLength(2);
  await owner.destroy();

  // As `node dist/programs/main.js consume-from`: nothing is consumed while it runs.
  const command = await startListener(deliveryDb, { ...listening(topics), consumes: [], ignores: [] }, []);
  const rewind = new ConsumeFrom(listening(topics), command.app.get(Logger));
  await expect(rewind.rewind(['yesterday'])).rejects.toThrow('needs an instant');
  expect(await rewind.rewind([new Date(restoreTo.getTime() - 3_600_000).toISOString()])).toEqual({ partitions: 3 });
  await command.close();

  const after = await startListener(deliveryDb, listening(topics));
  await eventually(async () => expect(await effects(after)).toEqual(['a1', 'a2', 'b1', 'b2']));
  await Promise.all([intake.close(), after.close()]);
});
