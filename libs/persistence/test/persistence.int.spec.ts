import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { createLogger } from '@answerable/service';
import { eventually, testDatabase } from '@answerable/stack';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  Database,
  DatabaseProblem,
  openDataSource,
  RetryableError,
  runMigrations,
  type Migration,
} from '../src/index.js';

const migrations: Migration[] = [
  {
    name: '0001-closures',
    up: `
create table closures (
  id uuid primary key,
  reference text not null constraint one_closure_per_reference unique,
  months integer[] not null default '{}',
  version integer not null check (version > 0),
  closed_at timestamptz
);
create table audit_entries (id bigint generated always as identity primary key, what text not null);`,
  },
];
const rights = { appendOnly: ['audit_entries'] };

let created: Awaited<ReturnType<typeof testDatabase>>;
let dataSource: DataSource;
let database: Database;

beforeAll(async () => {
  created = await testDatabase(migrations, 'case_intake', rights);
  dataSource = await openDataSource({ url: created.url, name: 'persistence-test', migrations });
  database = new Database(dataSource, createLogger('test', 'silent'));
}, 60_000);

afterAll(async () => {
  if (dataSource?.isInitialized) await dataSource.destroy();
  await created?.drop();
});

function insert(reference: string, version = 1): [string, unknown[]] {
  return [
    'insert into closures (id, reference, version) values ($1, $2, $3) returning reference',
    [crypto.randomUUID(), reference, version],
  ];
}

test('a transaction commits as a whole and announces after it is committed', async () => {
  const seen: number[] = [];
  await database.transaction(async (tx) => {
    await tx.query(...insert('whole-1'));
    await tx.query(...insert('whole-2'));
    tx.afterCommit(() => seen.push(1));
    expect(seen).toEqual([]);
  });
  expect(seen).toEqual([1]);
  expect(await database.read(`select from closures where reference like 'whole-%'`)).toHaveLength(2);
});

test('a failure leaves nothing behind and announces nothing', async () => {
  const seen: number[] = [];
  const work = database.transaction(async (tx) => {
    tx.afterCommit(() => seen.push(1));
    await tx.query(...insert('half'));
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect(seen).toEqual([]);
  expect(await database.read(`select from closures where reference = 'half'`)).toEqual([]);
});

test('a statement that changes rows gives the rows it returns', async () => {
  await database.transaction((tx) => tx.query(...insert('returned')));
  const rows = await database.transaction((tx) =>
    tx.query<{ version: number }>(`update closures set version = 2 where reference = 'returned' returning version`),
  );
  expect(rows).toEqual([{ version: 2 }]);
});

test('inside a transaction only its own handle may be used', async () => {
  const read = database.transaction(() => database.read('select 1'));
  await expect(read).rejects.toThrow('inside a transaction');
  const nested = database.transaction(() => database.transaction(async () => 1));
  await expect(nested).rejects.toThrow('inside a transaction');
});

test('what a constraint refuses is a problem that names the constraint and no value', async () => {
  await database.transaction((tx) => tx.query(...insert('her reference')));
  const again = await database
    .transaction((tx) => tx.query(...insert('her reference')))
    .catch((error: unknown) => error);
  expect(again).toBeInstanceOf(DatabaseProblem);
  expect(again).toMatchObject({ status: 409, code: 'already-exists', constraint: 'one_closure_per_reference' });
  expect(JSON.stringify(again)).not.toContain('her reference');
  const zero = database.transaction((tx) => tx.query(...insert('zero', 0)));
  await expect(zero).rejects.toMatchObject({ status: 422, code: 'value-not-allowed' });
});

test('a lock that cannot be had may be tried again', async () => {
  await database.transaction((tx) => tx.query(...insert('locked')));
  const held = Promise.withResolvers<void>();
  const enough = Promise.withResolvers<void>();
  const first = database.transaction(async (tx) => {
    await tx.query(`select from closures where reference = 'locked' for update`);
    held.resolve();
    await enough.promise;
  });
  await held.promise;
  const second = database.transaction(async (tx) => {
    await tx.query(`set local lock_timeout = '50ms'`);
    await tx.query(`select from closures where reference = 'locked' for update`);
  });
  await expect(second).rejects.toBeInstanceOf(RetryableError);
  enough.resolve();
  await first;
});

test('a connection that was cut may be tried again, and the next one works', async () => {
  const cut = database.transaction(async (tx) => {
    await tx.query('select pg_terminate_backend(pg_backend_pid())');
    await tx.query('select 1');
  });
  await expect(cut).rejects.toBeInstanceOf(RetryableError);
  await eventually(async () => expect(await database.read('select 1 as one')).toEqual([{ one: 1 }]));
});

test('rows of an append-only table can be added and read, never changed or deleted, by the service', async () => {
  await database.transaction((tx) => tx.query(`insert into audit_entries (what) values ('opened')`));
  expect(await database.read('select what from audit_entries')).toEqual([{ what: 'opened' }]);
  for (const sql of [
    `update audit_entries set what = 'x'`,
    'delete from audit_entries',
    'truncate audit_entries',
    'drop table audit_entries',
  ]) {
    await expect(database.read(sql)).rejects.toThrow(/permission denied|must be owner/);
  }
  await expect(database.read(`delete from schema_migrations`)).rejects.toThrow('permission denied');
  await expect(database.read('create table more (id integer)')).rejects.toThrow('permission denied');
});

test('a service does not start on a schema that is behind', async () => {
  const next: Migration[] = [...migrations, { name: '0002-more', up: 'create table more (id integer)' }];
  const start = openDataSource({ url: created.url, name: 'behind', migrations: next });
  await expect(start).rejects.toThrow('0002-more');
});

test('migrations run once, in order, and one that was changed afterwards is refused', async () => {
  const own = await testDatabase(migrations, 'case_intake', rights);
  expect(await runMigrations(own.ownerUrl, migrations, { roles: { app: 'case_intake', ...rights } })).toEqual([]);
  const broken: Migration[] = [
    ...migrations,
    { name: '0002-fine', up: 'create table fine (id int)' },
    { name: '0003-broken', up: 'create tabel x' },
  ];
  await expect(runMigrations(own.ownerUrl, broken)).rejects.toThrow('0003-broken');
  expect(await runMigrations(own.ownerUrl, broken.slice(0, 2))).toEqual([]);
  const changed = [{ ...migrations[0]!, up: 'select 1' }];
  await expect(runMigrations(own.ownerUrl, changed)).rejects.toThrow('changed after they ran: 0001-closures');
  await own.drop();
});

test('a statement with parameters is parsed once a connection; texts without end do not fill the server', async () => {
  await database.transaction(async (tx) => {
    for (const version of [1, 2, 3]) await tx.query('select from closures where version = $1', [version]);
    const known = await tx.query(
      `select from pg_prepared_statements where statement like 'select from closures where version%'`,
    );
    expect(known).toHaveLength(1);
    for (let n = 0; n < 600; n += 1) await tx.query(`select ${n} where $1`, [true]);
    const [{ all } = { all: 0 }] = await tx.query<{ all: number }>(
      'select count(*)::int as all from pg_prepared_statements',
    );
    expect(all).toBeLessThanOrEqual(500);
  });
});

test('a database that does not answer yet ends no start: it is asked again', async () => {
  const { hostname, port } = new URL(created.url);
  let asked = 0;
  const door = createServer((client) => {
    asked += 1;
    if (asked === 1) return client.destroy();
    const server = connect(Number(port), hostname);
    for (const end of [client, server]) end.on('error', () => undefined);
    client.pipe(server).pipe(client);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const url = new URL(created.url);
  url.port = String((door.address() as AddressInfo).port);
  const late = await openDataSource({ url: url.href, name: 'persistence-test', migrations });
  expect(asked).toBeGreaterThan(1);
  await late.destroy();
  door.close();
  await expect(
    openDataSource({ url: created.url.replace(/:[^:@/]+@/, ':wrong@'), name: 'persistence-test', migrations }),
    'what no waiting mends is told at once',
  ).rejects.toThrow(/password/);
});
