import { setTimeout as pause } from 'node:timers/promises';
import { HealthChecks, Logger, Metrics } from '@answerable/service';
import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from './database.js';
import { missingMigrations, type Migration } from './migrate.js';
import { OwnClock } from './own-clock.js';
import { RetryableError, translate } from './sqlstate.js';

export interface PersistenceOptions {
  url: string;
  /** Shown as application_name in PostgreSQL. */
  name: string;
  migrations: readonly Migration[];
  /** False where nothing in it is missed: it has no backup, and nobody is told that it has none. */
  backedUp?: boolean;
  poolSize?: number;
  statementTimeoutMs?: number;
  /**
   * Rows are found by index wherever one serves. A statement is planned once a connection, perhaps while its table is empty: of a
   * table that a migration fills, each batch would else read the whole until it is analysed.
   */
  byIndex?: boolean;
}

/** The service's own database: one pool, no schema change ever; refuses to start where the schema is behind. */
@Module({})
export class PersistenceModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static forRoot(options: PersistenceOptions): DynamicModule {
    return {
      module: PersistenceModule,
      global: true,
      providers: [
        { provide: DataSource, useFactory: () => open(options) },
        {
          provide: Database,
          inject: [DataSource, Logger, HealthChecks, Metrics],
          useFactory: (dataSource: DataSource, log: Logger, health: HealthChecks, metrics: Metrics) => {
            const database = new Database(dataSource, log);
            health.add('database', async () => void (await database.read('select 1')));
            observePool(dataSource, metrics);
            if (options.backedUp ?? true) observeBackup(database, metrics);
            return database;
          },
        },
        OwnClock,
      ],
      exports: [DataSource, Database],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}

/** Where everything starts at once a database may take its time to answer: that ends no service. After a minute it does. */
const TRIES = 10;
const PAUSE_MS = 1000;

async function connect(options: PersistenceOptions): Promise<DataSource> {
  for (let tries = 1; ; tries++)
    try {
      return await dataSourceOf(options).initialize();
    } catch (error) {
      if (tries === TRIES || !(translate(error) instanceof RetryableError)) throw error;
      await pause(PAUSE_MS);
    }
}

const dataSourceOf = (options: PersistenceOptions): DataSource =>
  new DataSource({
    type: 'postgres',
    url: options.url,
    applicationName: options.name,
    synchronize: false,
    logging: false,
    poolSize: options.poolSize ?? 10,
    connectTimeoutMS: 5000,
    poolErrorHandler: () => undefined,
    extra: {
      statement_timeout: options.statementTimeoutMs ?? 30_000,
      lock_timeout: 5000,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
      ...(options.byIndex && { options: '-c enable_seqscan=off' }),
    },
  });

/** A data source with our settings, for services and tests. Throws where a migration is missing, or nothing answers for a minute. */
export async function open(options: PersistenceOptions): Promise<DataSource> {
  const dataSource = await connect(options);
  const missing = await missingMigrations((sql) => dataSource.query(sql), options.migrations).catch(
    async (error: unknown) => {
      await dataSource.destroy();
      throw error;
    },
  );
  if (missing.length === 0) return dataSource;
  await dataSource.destroy();
  throw new Error(`the schema of ${options.name} is behind; not yet run: ${missing.join(', ')}`);
}

/**
 * The nightly job leaves the time of its last success as the database's comment; with continuous archiving the server says when it last
 * put a segment away, and does not where the newest try failed. Nothing else of either is visible from here.
 */
function observeBackup(database: Database, metrics: Metrics): void {
  metrics.gauge(
    'backup_age_seconds',
    'Time since the last backup of this database, or since its server last archived',
    [],
    async (gauge) => {
      const [row] = await database.read<{ age: number | null }>(
        `select extract(epoch from clock_timestamp() - greatest(
                (substring(shobj_description(oid, 'pg_database') from '^backed up (.+)$'))::timestamptz,
                (select last_archived_time from pg_stat_archiver
                  where last_failed_time is null or last_failed_time < last_archived_time)))::float8 as age
         from pg_database where datname = current_database()`,
      );
      gauge.set(row?.age ?? Number.POSITIVE_INFINITY);
    },
  );
}

interface Pool {
  totalCount: number;
  idleCount: number;
  waitingCount: number;
}

function observePool(dataSource: DataSource, metrics: Metrics): void {
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  metrics.gauge(
    'database_connections',
    'Connections of the pool, and requests that wait for one',
    ['state'],
    (gauge) => {
      gauge.set({ state: 'idle' }, pool.idleCount);
      gauge.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      gauge.set({ state: 'waiting' }, pool.waitingCount);
    },
  );
}
