import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { grantConnect, openSchema, urlOf, withClient } from '../databases.js';
import { readStackEnv } from '../env.js';
import { databasePrefix, randomName, templatePrefix } from './test-prefix.js';

export interface TestMigration {
  readonly name: string;
  readonly up: string;
}

export interface TestDatabase {
  /** As the service's own role, with the rights its migrations gave it. */
  readonly url: string;
  /** As the owner, who may do anything in this database. */
  readonly ownerUrl: string;
  /**
   * Keeps a copy of it as it is; what this returns puts that back, with the mark that restore.sh leaves. Whatever is connected is cut off
   * at both: stop the service first.
   */
  readonly backUp: () => Promise<() => Promise<void>>;
  readonly drop: () => Promise<void>;
}

/** What the service's role may do beyond the usual, as `runMigrations` of the persistence library takes it. */
export interface TestRights {
  readonly appendOnly?: readonly string[];
  readonly readOnly?: readonly string[];
}

type RunMigrations = (
  url: string,
  migrations: readonly TestMigration[],
  options: { roles: TestRights & { app: string } },
) => Promise<unknown>;

/**
 * A database of the caller's own with the migrations applied, cloned in a fraction of a second from a template that is kept
 * per content of the migrations. `rights` are those of the app's `migrate.ts`. `name` is the service's database (`case_intake`): its roles are used; else the role `test`.
 */
export async function testDatabase(
  migrations: readonly TestMigration[],
  name: string,
  rights: TestRights = {},
): Promise<TestDatabase> {
  const { adminUrl, databases } = readStackEnv().postgres;
  const role = name in databases ? name : 'test';
  const { url, ownerUrl } = databases[role]!;
  const content = [role, rights, migrations.map((migration) => [migration.name, migration.up])];
  const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const template = `${templatePrefix}${digest.slice(0, 16)}`;
  const database = `${databasePrefix}${randomName()}`;

  await withClient(adminUrl, async (admin) => {
    const exists = async () =>
      (await admin.query('select from pg_database where datname = $1', [template])).rowCount !== 0;
    if (!(await exists())) {
      // Spec files run at once; the first to ask makes the template, the others wait for it.
      await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
      if (!(await exists())) {
        const draft = `${template}_${randomName()}`;
        await admin.query(`create database ${draft} owner ${role}_owner`);
        await withClient(urlOf(adminUrl, { database: draft }), (client) => openSchema(client, role));
        await migrate(urlOf(ownerUrl, { database: draft }), migrations, { app: role, ...rights });
        await admin.query(`alter database ${draft} rename to ${template}`);
      }
      await admin.query('select pg_advisory_unlock(hashtext($1))', [template]);
    }
    await admin.query(`create database ${database} template ${template} owner ${role}_owner`);
    await grantConnect(admin, database, [role]);
  });

  const copies: string[] = [];
  const copy = async (admin: Client, from: string, to: string): Promise<void> => {
    await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [from]);
    await admin.query(`create database ${to} template ${from} owner ${role}_owner`);
  };
  return {
    url: urlOf(url, { database }),
    ownerUrl: urlOf(ownerUrl, { database }),
    backUp: async () => {
      const kept = `${databasePrefix}${randomName()}`;
      copies.push(kept);
      await withClient(adminUrl, (admin) => copy(admin, database, kept));
      return async () => {
        await withClient(adminUrl, async (admin) => {
          await admin.query(`drop database ${database} with (force)`);
          await copy(admin, kept, database);
          await grantConnect(admin, database, [role]);
        });
        await withClient(
          urlOf(ownerUrl, { database }),
          async (owner) => void (await owner.query('insert into restores default values')),
        );
      };
    },
    drop: () =>
      withClient(adminUrl, async (admin) => {
        for (const name of [database, ...copies]) await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

async function migrate(
  ownerUrl: string,
  migrations: readonly TestMigration[],
  roles: TestRights & { app: string },
): Promise<void> {
  // By name at run time: the persistence library tests itself with this harness, so neither can be built before the other.
  const library = '@answerable/persistence';
  const { runMigrations } = (await import(library)) as { runMigrations: RunMigrations };
  await runMigrations(ownerUrl, migrations, { roles });
}
