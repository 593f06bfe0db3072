import { createHash } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';

export interface Migration {
  /** Four digits and a noun: '0001-closures'. */
  name: string;
  /** SQL; runs in one transaction. */
  up: string;
}

export interface Roles {
  /** The role the service signs in as: it may read and write rows, and change no schema. */
  app: string;
  /** Tables in which the service may add and read, but never change or delete. */
  appendOnly?: readonly string[];
  /** Tables the service may only read. */
  readOnly?: readonly string[];
}

const OWN_TABLE = `
  create table if not exists schema_migrations (
    name text primary key,
    digest text not null,
    recorded_at timestamptz not null default now()
  )`;
/** One job at a time migrates a database; the number is ours alone. */
const LOCK = 7_205_759_403;

/**
 * Runs what is not yet run, in the order given, each in a transaction, and gives the service's role its rights anew.
 * `url` is the owner's. Returns the names run. Throws where an applied migration's text has changed.
 */
export async function runMigrations(
  url: string,
  migrations: readonly Migration[],
  { roles }: { roles?: Roles } = {},
): Promise<string[]> {
  const client = new Client({ connectionString: url, application_name: 'migrations' });
  await client.connect();
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`);
    await client.query(`set lock_timeout = '10s'`);
    await client.query(OWN_TABLE);
    const applied = await digests((sql) => client.query(sql).then((result) => result.rows));
    const pending = pendingOf(migrations, applied);
    for (const migration of pending) await run(client, migration);
    if (roles) await client.query(grants(roles));
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Names of the migrations that a schema lacks; throws where an applied one has changed. */
export async function missingMigrations(
  read: (sql: string) => Promise<unknown[]>,
  migrations: readonly Migration[],
): Promise<string[]> {
  const [found] = (await read(`select to_regclass('schema_migrations') is not null as found`)) as { found: boolean }[];
  const applied = found?.found ? await digests(read) : new Map<string, string>();
  return pendingOf(migrations, applied).map(({ name }) => name);
}

async function run(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(migration.up);
    await client.query('insert into schema_migrations (name, digest) values ($1, $2)', [
      migration.name,
      digest(migration),
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}

async function digests(read: (sql: string) => Promise<unknown[]>): Promise<Map<string, string>> {
  const rows = (await read('select name, digest from schema_migrations')) as { name: string; digest: string }[];
  return new Map(rows.map((row) => [row.name, row.digest]));
}

function pendingOf(migrations: readonly Migration[], applied: Map<string, string>): Migration[] {
  const names = new Set(migrations.map(({ name }) => name));
  if (names.size !== migrations.length) throw new Error('two migrations have the same name');
  const changed = migrations.filter(
    (migration) => (applied.get(migration.name) ?? digest(migration)) !== digest(migration),
  );
  if (changed.length > 0)
    throw new Error(`migrations were changed after they ran: ${changed.map(({ name }) => name).join(', ')}`);
  return migrations.filter(({ name }) => !applied.has(name));
}

function digest(migration: Migration): string {
  return createHash('sha256').update(migration.up).digest('hex');
}

/** Rights follow the declaration, not history: everything is taken and given again in one transaction. */
function grants({ app, appendOnly = [], readOnly = [] }: Roles): string {
  const role = escapeIdentifier(app);
  const tables = (names: readonly string[]): string => names.map((name) => escapeIdentifier(name)).join(', ');
  return [
    'begin',
    `revoke all on all tables in schema public from public, ${role}`,
    `grant usage on schema public to ${role}`,
    `grant select, insert, update, delete on all tables in schema public to ${role}`,
    `grant usage on all sequences in schema public to ${role}`,
    ...(appendOnly.length > 0 ? [`revoke update, delete on ${tables(appendOnly)} from ${role}`] : []),
    `revoke insert, update, delete on ${tables([...readOnly, 'schema_migrations'])} from ${role}`,
    'commit',
  ].join(';\n');
}
