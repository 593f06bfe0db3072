import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@answerable/service';
import type { ClientBase, Pool, QueryConfig } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { arrayText } from './array-text.js';
import { translate } from './sqlstate.js';

const inTransaction = new AsyncLocalStorage<true>();

/** The database outside a transaction. */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    private readonly log: Logger,
  ) {}

  /** Rows of one statement, on a connection of the pool. Throws inside a transaction: there only `tx` sees its own writes. */
  async read<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    refuseInTransaction('read');
    // Straight on the pool: TypeORM's runner around a single statement costs a fifth of it.
    return rows<T>((this.dataSource.driver as unknown as { master: Pool }).master, sql, params);
  }

  /**
   * Commits what `work` did, or nothing where it throws; the answer leaves after the commit.
   * Throws RetryableError for lost connections, locks and serialisation failures, DatabaseProblem for violated constraints.
   */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    refuseInTransaction('transaction');
    const runner = this.dataSource.createQueryRunner();
    const tx = new Tx(runner);
    let result: T;
    try {
      await runner.query('begin');
      result = await inTransaction.run(true, () => work(tx));
      await runner.query('commit');
    } catch (error) {
      await runner.query('rollback').catch(() => undefined);
      throw translate(error);
    } finally {
      await runner.release();
    }
    for (const announce of tx.announcements) {
      try {
        announce();
      } catch (error) {
        this.log.error({ error }, 'announcement after a commit failed');
      }
    }
    return result;
  }
}

/** One transaction; while it runs, nothing else may touch the database on its behalf. */
export class Tx {
  readonly announcements: (() => void)[] = [];

  constructor(private readonly runner: QueryRunner) {}

  async query<T>(sql: string, params: readonly unknown[] = []): Promise<T[]> {
    return rows<T>(await connectionOf(this.runner), sql, params);
  }

  /** The first row, or undefined. */
  async one<T>(sql: string, params: readonly unknown[] = []): Promise<T | undefined> {
    return (await this.query<T>(sql, params))[0];
  }

  /** Runs `announce` once the transaction is committed, never where it is rolled back. */
  afterCommit(announce: () => void): void {
    this.announcements.push(announce);
  }
}

/** Statements are constant texts; should one not be, it is planned each time instead of filling the server's memory. */
const MOST_PREPARED = 500;
const prepared = new Map<string, string>();

/**
 * A statement with parameters is parsed and planned once a connection and not each time, which costs more than most of ours take.
 * It names its columns: `*` of a table that a migration widens would fail on connections opened before.
 */
function nameOf(sql: string): string | undefined {
  const known = prepared.get(sql);
  if (known || prepared.size >= MOST_PREPARED) return known;
  const name = `s${prepared.size}`;
  prepared.set(sql, name);
  return name;
}

/** TypeORM has no prepared statements: its connection's own driver does. */
const connectionOf = (runner: QueryRunner): Promise<ClientBase> => runner.connect() as Promise<ClientBase>;

async function rows<T>(on: Pool | ClientBase, sql: string, params: readonly unknown[]): Promise<T[]> {
  try {
    const values = params.map((value) => (Array.isArray(value) ? arrayText(value) : value));
    const statement: QueryConfig = values.length > 0 ? { name: nameOf(sql), text: sql, values } : { text: sql };
    const result = await on.query(statement);
    return (result.rows ?? []) as T[];
  } catch (error) {
    throw translate(error);
  }
}

function refuseInTransaction(what: string): void {
  if (inTransaction.getStore()) throw new Error(`database.${what} was called inside a transaction: use its tx`);
}
