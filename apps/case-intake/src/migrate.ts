import { migrateFromEnvironment } from '@answerable/persistence';
import { appendOnly, migrations } from './migrations.js';

await migrateFromEnvironment('case_intake', migrations, { appendOnly });
