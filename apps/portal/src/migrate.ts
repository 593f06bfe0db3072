import { migrateFromEnvironment } from '@answerable/persistence';
import { migrations } from './migrations.js';

await migrateFromEnvironment('portal', migrations);
