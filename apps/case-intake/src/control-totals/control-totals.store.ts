import type { Database, Tx } from '@answerable/persistence';
import type { ControlTotals, Explained, SignedControlTotals } from './control-totals.js';

export async function restateMonths(
  tx: Tx,
  force: string,
  restated: readonly { month: string; reason: string }[],
  at: Date,
): Promise<void> {
  if (restated.length === 0) return;
  await tx.query(
    `insert into restatements (force, month, reason, restated_at)
     select $1, r.month, r.reason, $2 from json_to_recordset($3::json) as r (month text, reason text)`,
    [force, at, JSON.stringify(restated)],
  );
}

/** Adds the next revision; the one before stays. Who signs at the same time is the next. */
export async function addControlTotals(tx: Tx, totals: ControlTotals, signedBy: string, at: Date): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('totals of ' || $1 || ' ' || $2, 0))`, [
    totals.force,
    totals.month,
  ]);
  const row = await tx.one<{ revision: number }>(
    `insert into control_totals (force, month, revision, totals, stock, signed_by, signed_at)
     select $1, $2, coalesce(max(revision), 0) + 1, $3::json, $4::json, $5, $6::timestamptz
       from control_totals where force = $1 and month = $2
     returning revision`,
    [
      totals.force,
      totals.month,
      JSON.stringify(totals.totals),
      totals.stock && JSON.stringify(totals.stock),
      signedBy,
      at,
    ],
  );
  return row!.revision;
}

interface SignedRow {
  force: string;
  month: string;
  revision: number;
  totals: ControlTotals['totals'];
  stock: ControlTotals['stock'];
  signed_by: string;
  signed_at: Date;
  restated: boolean;
}

const latestTotals = `
  select distinct on (t.force) t.force, t.month, t.revision, t.totals, t.stock, t.signed_by, t.signed_at,
         exists (select from restatements r
                  where r.force = t.force and r.month = t.month and r.restated_at > t.signed_at) as restated
    from control_totals t
   where t.month = $1 and ($2::text is null or t.force = $2)
   order by t.force, t.revision desc`;

/** The totals in force for a month, one a force that has signed. */
export async function signedTotals(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string | null,
): Promise<SignedControlTotals[]> {
  const read = 'query' in reader ? reader.query.bind(reader) : reader.read.bind(reader);
  const rows = (await read(latestTotals, [month, force])) as SignedRow[];
  return rows.map(({ signed_by: signedBy, signed_at, ...row }) => ({
    ...row,
    signedBy,
    signedAt: signed_at.toISOString(),
  }));
}

export interface Explanation extends Explained {
  readonly force: string;
  readonly month: string;
}

export async function addExplanation(tx: Tx, given: Explanation, by: string, at: Date): Promise<void> {
  await tx.query(
    `insert into explanations (force, month, unit, offence_group, outcome_class, explanation, difference, explained_by,
                               explained_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      given.force,
      given.month,
      given.unit,
      given.offenceGroup,
      given.outcomeClass,
      given.explanation,
      given.difference,
      by,
      at,
    ],
  );
}

export async function explanationsOf(database: Database, force: string, month: string): Promise<Explanation[]> {
  return database.read<Explanation>(
    `select distinct on (unit, offence_group, outcome_class)
            force, month, unit, offence_group as "offenceGroup", outcome_class as "outcomeClass", explanation, difference
       from explanations where force = $1 and month = $2
      order by unit, offence_group, outcome_class, explained_at desc`,
    [force, month],
  );
}
