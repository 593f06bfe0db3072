import { runMigrations } from '@answerable/persistence';
import { loadConfig } from '@answerable/service';
import { z } from 'zod';
import { migrations } from './migrations.js';

const { MIGRATION_DATABASE_URL } = loadConfig(
  z.object({ MIGRATION_DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//) }),
);
await runMigrations(MIGRATION_DATABASE_URL, migrations, { roles: { app: 'portal' } });
