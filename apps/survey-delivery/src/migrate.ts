import { runMigrations } from '@answerable/persistence';
import { loadConfig } from '@answerable/service';
import { z } from 'zod';
import { appendOnly, migrations } from './migrations.js';

const { MIGRATION_DATABASE_URL, DATABASE_ROLE } = loadConfig(
  z.object({ MIGRATION_DATABASE_URL: z.string(), DATABASE_ROLE: z.string().default('survey_delivery') }),
);
const ran = await runMigrations(MIGRATION_DATABASE_URL, migrations, { roles: { app: DATABASE_ROLE, appendOnly } });
process.stdout.write(ran.length === 0 ? 'nothing to migrate\n' : `migrated: ${ran.join(', ')}\n`);
