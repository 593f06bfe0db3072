import { loadConfig } from '@answerable/service';
import { runMigrations } from '@answerable/persistence';
import { migrationConfig } from './config.js';
import { appendOnlyTables, migrations } from './migrations.js';

const { MIGRATION_DATABASE_URL, DATABASE_ROLE } = loadConfig(migrationConfig);
const ran = await runMigrations(MIGRATION_DATABASE_URL, migrations, {
  roles: { app: DATABASE_ROLE, appendOnly: appendOnlyTables },
});
process.stdout.write(`${ran.length === 0 ? 'nothing to run' : ran.join('\n')}\n`);
