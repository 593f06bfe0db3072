export { Database, Tx } from './database.js';
export { migrateFromEnvironment } from './migrate-from-environment.js';
export { runMigrations, type Migration, type Roles } from './migrate.js';
export { open as openDataSource, PersistenceModule, type PersistenceOptions } from './persistence.module.js';
export { DatabaseProblem, RetryableError } from './sqlstate.js';
export { rowsOf, type BulkColumn, type Rows } from './rows-of.js';
