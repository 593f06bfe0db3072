import type { Tx } from '@answerable/persistence';

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
