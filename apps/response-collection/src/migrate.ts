import { runMigrations } from '@answerable/persistence';
import { loadConfig } from '@answerable/service';
import { z } from 'zod';
import { migrations } from './migrations.js';

const { MIGRATION_DATABASE_URL, DATABASE_ROLE } = loadConfig(
  z.object({ MIGRATION_DATABASE_URL: z.string(), DATABASE_ROLE: z.string().default('response_collection') }),
);
const done = await runMigrations(MIGRATION_DATABASE_URL, migrations, { roles: { app: DATABASE_ROLE } });
process.stdout.write(done.length === 0 ? 'nothing to migrate\n' : `migrated: ${done.join(', ')}\n`);
