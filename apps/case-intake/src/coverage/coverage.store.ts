import type { Tx } from '@answerable/persistence';

/** Only ever adds rows: a transaction that counts and one that registers never wait for each other. */
export async function touchMonths(tx: Tx, months: readonly string[]): Promise<void> {
  if (months.length === 0) return;
  await tx.query('insert into touched_months (month) select unnest($1::text[])', [months]);
}
