import { loadConfig } from '@answerable/service';
import { z } from 'zod';
import { runMigrations, type Migration, type Roles } from './migrate.js';

/**
 * What an app's `migrate.ts` does: migrates as the owner (MIGRATION_DATABASE_URL), gives the service's role its rights and says what
 * ran. `role` is what the service signs in as, unless DATABASE_ROLE names another.
 */
export async function migrateFromEnvironment(
  role: string,
  migrations: readonly Migration[],
  rights: Omit<Roles, 'app'> = {},
): Promise<void> {
  const { MIGRATION_DATABASE_URL, DATABASE_ROLE } = loadConfig(
    z.object({
      MIGRATION_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//),
      DATABASE_ROLE: z.string().default(role),
    }),
  );
  const ran = await runMigrations(MIGRATION_DATABASE_URL, migrations, { roles: { app: DATABASE_ROLE, ...rights } });
  process.stdout.write(ran.length === 0 ? 'nothing to migrate\n' : `migrated: ${ran.join(', ')}\n`);
}
