import { Problem } from '@answerable/service';

interface DriverError {
  code?: string;
  severity?: string;
  constraint?: string;
  table?: string;
  message?: string;
}

/** A failure of the database that a client can be told of; keeps the names a store needs to say it better. */
export class DatabaseProblem extends Problem {
  override readonly name = 'DatabaseProblem';
  readonly sqlstate: string;
  readonly constraint: string | undefined;
  readonly table: string | undefined;

  constructor(row: SqlState, driver: DriverError, cause: unknown) {
    super({ code: row.code, status: row.status, title: row.title }, { cause });
    this.sqlstate = driver.code ?? '';
    this.constraint = driver.constraint;
    this.table = driver.table;
  }
}

/** The same work may succeed when tried again: connection lost, lock not had, serialisation failure. */
export class RetryableError extends Problem {
  override readonly name = 'RetryableError';

  constructor(cause: unknown) {
    super({ code: 'try-again', status: 503, title: 'The service is not available at the moment' }, { cause });
  }
}

interface SqlState {
  code: string;
  status: number;
  title: string;
}

/** What a client is told; any other SQLSTATE is our mistake and stays unexpected. https://www.postgresql.org/docs/18/errcodes-appendix.html */
const PROBLEMS: Record<string, SqlState> = {
  '23505': { code: 'already-exists', status: 409, title: 'This exists already' },
  '23P01': { code: 'already-exists', status: 409, title: 'This exists already' },
  '23503': {
    code: 'reference-missing',
    status: 409,
    title: 'Something this refers to is not there, or something refers to this',
  },
  '23514': { code: 'value-not-allowed', status: 422, title: 'A value is not allowed' },
  '23502': { code: 'value-missing', status: 422, title: 'A value is missing' },
  '22001': { code: 'value-too-long', status: 422, title: 'A value is too long' },
  '22003': { code: 'value-out-of-range', status: 422, title: 'A value is out of range' },
  '22P02': { code: 'value-malformed', status: 422, title: 'A value is malformed' },
  '22021': { code: 'value-malformed', status: 422, title: 'A value is malformed' },
};

/** Serialisation failure, deadlock, lock timeout, a server that only reads; then errors of the socket. */
const RETRYABLE = new Set(
  '40001 40P01 55P03 25006 ECONNREFUSED ECONNRESET EPIPE ETIMEDOUT ENOTFOUND EAI_AGAIN'.split(' '),
);
/** Connection, resources, operator intervention (not 57014: a statement that took too long takes too long again), system. */
const RETRYABLE_CLASS = /^(08|53|57P|58)/;
const CONNECTION_LOST =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** What an error of the driver or of TypeORM means; anything else comes back as it is. */
export function translate(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof Problem) return error;
  const driver = ((error as { driverError?: DriverError }).driverError ?? error) as DriverError;
  const code = driver.code ?? '';
  if (RETRYABLE.has(code) || RETRYABLE_CLASS.test(code) || CONNECTION_LOST.test(driver.message ?? ''))
    return new RetryableError(error);
  const row = driver.severity === undefined ? undefined : PROBLEMS[code];
  return row ? new DatabaseProblem(row, driver, error) : error;
}
