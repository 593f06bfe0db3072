import { Client, escapeLiteral } from 'pg';
import { databasePrefix, templatePrefix } from './harness/test-prefix.js';

/** Databases by name: one a service, the portal's sessions, and `test`, whose roles tests of the libraries use. */
export const databases = [
  'case_intake',
  'survey_delivery',
  'response_collection',
  'reporting',
  'portal',
  'test',
] as const;

/**
 * Creates, where they are missing, per database a role `<name>` that may only connect to it and a role `<name>_owner` that
 * owns it and runs its migrations; nobody else may connect. `passwordOf` gives a role's password. Databases that killed tests
 * left behind are dropped on request.
 */
export async function provisionDatabases(
  adminUrl: string,
  passwordOf: (role: string) => string,
  dropThoseOfTests: boolean,
): Promise<void> {
  await withClient(adminUrl, async (client) => {
    if (dropThoseOfTests) await dropTestDatabases(client);
    for (const name of databases) {
      await createRole(client, name, passwordOf(name));
      await createRole(client, `${name}_owner`, passwordOf(`${name}_owner`));
      await createDatabase(client, name, `${name}_owner`, [name]);
    }
    // A role may not look for the others' databases through the one everybody has.
    for (const name of ['postgres', 'template1']) await client.query(`revoke all on database ${name} from public`);
  });
  for (const name of databases)
    await withClient(urlOf(adminUrl, { database: name }), (client) => openSchema(client, name));
}

/**
 * Whether PostgreSQL waits until the disk has what is committed. Without that nothing is lost when a process of it is killed, all is
 * when the machine is: right for a server whose databases are dropped at the end of each run, and for no other.
 */
export async function waitForDisk(adminUrl: string, wait: boolean): Promise<void> {
  await withClient(adminUrl, async (client) => {
    for (const setting of ['fsync', 'full_page_writes'])
      await client.query(`alter system set ${setting} = ${wait ? 'on' : 'off'}`);
    await client.query('select pg_reload_conf()');
  });
}

/** Keycloak keeps its realm in a database of its own. */
export async function provisionKeycloakDatabase(adminUrl: string, password: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await createRole(client, 'keycloak', password);
    await createDatabase(client, 'keycloak', 'keycloak', []);
  });
}

async function dropTestDatabases(client: Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1) or starts_with(datname, $2)',
    [databasePrefix, templatePrefix],
  );
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
}

async function createRole(client: Client, role: string, password: string): Promise<void> {
  const known = await client.query('select from pg_roles where rolname = $1', [role]);
  const secret = escapeLiteral(password);
  const verb = known.rowCount ? 'alter' : 'create';
  await client.query(`${verb} role ${role} login nosuperuser nocreatedb nocreaterole noreplication password ${secret}`);
}

/** A database of its owner, with `connect` for the given roles and nobody else. */
async function createDatabase(client: Client, name: string, owner: string, roles: readonly string[]): Promise<void> {
  const known = await client.query('select from pg_database where datname = $1', [name]);
  if (!known.rowCount) await client.query(`create database ${name} owner ${owner}`);
  await grantConnect(client, name, roles);
}

export async function grantConnect(client: Client, database: string, roles: readonly string[]): Promise<void> {
  await client.query(`revoke all on database ${database} from public`);
  for (const role of roles) await client.query(`grant connect on database ${database} to ${role}`);
}

/** The schema belongs to the owner; the service's role may use it, and gets rights on tables from the migrations alone. */
export async function openSchema(client: Client, role: string): Promise<void> {
  await client.query(`alter schema public owner to ${role}_owner`);
  await client.query('revoke all on schema public from public');
  await client.query(`grant usage on schema public to ${role}`);
}

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, with another database, user or password. */
export function urlOf(url: string, change: { database?: string; user?: string; password?: string }): string {
  const changed = new URL(url);
  if (change.database !== undefined) changed.pathname = `/${change.database}`;
  if (change.user !== undefined) changed.username = change.user;
  if (change.password !== undefined) changed.password = change.password;
  return changed.href;
}
