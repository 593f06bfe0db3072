import type { SealedLink } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import type { KeptRows } from '../rows-told-outside.js';
import { linkHash } from '../seals/seal.js';

/** Writes back what this service told of itself; used once, by its command after a restore. */

/** Puts rows of a table, a JSON array, back where they are not there, or where they are and have not ended yet; returns how many. */
export async function putBack(tx: Tx, { table, key, ends, withIt = [] }: KeptRows, rows: string): Promise<number> {
  const set = ends && [ends, ...withIt].map((column) => `${column} = excluded.${column}`).join(', ');
  const conflict = ends
    ? `(${key.join(', ')}) do update set ${set} where ${table}.${ends} is null and excluded.${ends} is not null`
    : 'do nothing';
  // What has ended comes first: there is one current key at a time.
  const order = ends ? `order by ${ends} nulls last` : '';
  const put = await tx.query(
    `insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb) ${order} on conflict ${conflict} returning 1`,
    [rows],
  );
  return put.length;
}

export async function forgetPrepared(tx: Tx): Promise<void> {
  await tx.query(`delete from preparations where state = 'prepared'`);
}

/** Whether a link does not name the one before it: the backup and what was told are of two chains. */
async function unlinkedIn(tx: Tx): Promise<boolean> {
  const rows = await tx.query<{ sealed: SealedLink }>(
    'select sealed from chain_links order by organisation_id, number',
  );
  return rows.some(({ sealed: { link } }, at) => {
    const before = rows[at - 1]?.sealed.link;
    return link.number > 1 && link.previous !== (before && linkHash(before));
  });
}

/** Links of the chain, compared with those that were told (a JSON array). Throws where it is another chain, or one with gaps. */
export async function checkedChain(tx: Tx, told: string): Promise<number> {
  const chain = await tx.one<{ links: number; others: number }>(
    `select count(*)::int as links,
            count(*) filter (where t.sealed is distinct from c.sealed and t.sealed is not null)::int as others
       from chain_links c left join jsonb_populate_recordset(null::chain_links, $1::jsonb) t using (organisation_id, number)`,
    [told],
  );
  if (chain!.others > 0) throw new Error('this database holds links of the chain other than those that were published');
  const gaps = await tx.query(
    `select organisation_id from chain_links group by organisation_id having max(number) <> count(*)`,
  );
  const unlinked = await unlinkedIn(tx);
  if (gaps.length > 0 || unlinked)
    throw new Error('links of the chain are neither in this backup nor were told: a later backup is needed');
  return chain!.links;
}

/** The last month that is published; '' where none is. */
export async function publishedUntil(tx: Tx, organisationId: string): Promise<string> {
  const row = await tx.one<{ month: string }>(
    `select coalesce(max(month), '') as month from publications where organisation_id = $1`,
    [organisationId],
  );
  return row!.month;
}

export async function batchesKnown(tx: Tx, organisationId: string): Promise<{ kind: string; period: string }[]> {
  return tx.query(`select kind, period from batches where organisation_id = $1 and state <> 'refused'`, [
    organisationId,
  ]);
}
