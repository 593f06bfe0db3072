import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { databases, urlOf } from '../src/databases.js';
import { readStackEnv, testDatabase } from '../src/index.js';

const { postgres } = readStackEnv();
const pairs = databases.flatMap((role) =>
  databases.filter((other) => other !== role).map((other) => [role, other] as const),
);

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const denied = { code: '42501' };

describe("a service's database role", () => {
  it.each(pairs)('%s cannot connect to the database %s, nor can its owner role', async (role, other) => {
    const { url, ownerUrl } = postgres.databases[role]!;
    await expect(query(urlOf(url, { database: other }), 'select 1')).rejects.toMatchObject(denied);
    await expect(query(urlOf(ownerUrl, { database: other }), 'select 1')).rejects.toMatchObject(denied);
  });

  it.each([...databases])('%s reaches its own database and no common one', async (role) => {
    const { url } = postgres.databases[role]!;
    expect(await query(url, 'select current_user as role, current_database() as database')).toEqual([
      { role, database: role },
    ]);
    for (const common of ['postgres', 'template1', 'keycloak']) {
      await expect(query(urlOf(url, { database: common }), 'select 1')).rejects.toMatchObject(denied);
    }
  });

  it('may not create tables, databases or roles', async () => {
    const { url } = postgres.databases['reporting']!;
    for (const sql of [
      'create table t ()',
      'create database d',
      'create role r',
      'create schema s',
      'create temp table t ()',
    ]) {
      await expect(query(url, sql)).rejects.toMatchObject(denied);
    }
  });
});

describe('the server', () => {
  it('waits for the disk where its data may be kept, and not where they are dropped at the end of a run', async () => {
    const waits = readStackEnv().mode === 'docker' ? 'on' : 'off';
    expect(await query(postgres.adminUrl, 'show fsync')).toEqual([{ fsync: waits }]);
  });
});

describe('a database of a test', () => {
  const migrations = [{ name: '0001-words', up: 'create table words (word text primary key)' }];

  it('is a clone of its own with the migrations applied and the rights of the service', async () => {
    const [one, two] = await Promise.all([
      testDatabase(migrations, 'reporting'),
      testDatabase(migrations, 'reporting'),
    ]);
    await query(one.url, `insert into words values ('mine')`);
    expect(await query(one.url, 'select * from words')).toEqual([{ word: 'mine' }]);
    expect(await query(two.url, 'select * from words')).toEqual([]);
    await expect(query(one.url, 'drop table words')).rejects.toMatchObject(denied);
    await Promise.all([one.drop(), two.drop()]);
    await expect(query(one.url, 'select 1')).rejects.toMatchObject({ code: '3D000' });
  });

  it('whose table is append-only for the service can be added to and read, not changed', async () => {
    const database = await testDatabase(migrations, 'reporting', { appendOnly: ['words'] });
    await query(database.url, `insert into words values ('stays')`);
    await expect(query(database.url, 'delete from words')).rejects.toMatchObject(denied);
    await expect(query(database.url, `update words set word = 'other'`)).rejects.toMatchObject(denied);
    await database.drop();
  });

  it('cannot be reached by another service', async () => {
    const database = await testDatabase(migrations, 'reporting');
    const intruder = postgres.databases['case_intake']!.url;
    const name = new URL(database.url).pathname.slice(1);
    await expect(query(urlOf(intruder, { database: name }), 'select * from words')).rejects.toMatchObject(denied);
    await database.drop();
  });
});
