import { migrateFromEnvironment } from '@answerable/persistence';
import { appendOnly, migrations } from './migrations.js';

await migrateFromEnvironment('survey_delivery', migrations, { appendOnly });
