import { loadConfig } from '@answerable/service';
import { runMigrations } from '@answerable/persistence';
import { migrationConfig } from './config.js';
import { appendOnlyTables, migrations } from './migrations.js';

const { MIGRATION_DATABASE_URL } = loadConfig(migrationConfig);
const ran = await runMigrations(MIGRATION_DATABASE_URL, migrations, {
  roles: { app: 'case_intake', appendOnly: appendOnlyTables },
});
process.stdout.write(`${ran.length === 0 ? 'nothing to run' : ran.join('\n')}\n`);
