import type { Database, Tx } from '@answerable/persistence';
import type { Cell } from '../control-totals/control-totals.js';
import { reading } from './coverage.store.js';

/**
 * Closures of a month that had arrived when the force signed its totals, and were reopened, merged or removed since: closed no
 * more, and not missing. Each counts in the cell of the outcome it had then.
 */
export async function leftSince(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string,
  signedAt: string,
): Promise<(Cell & { closures: number })[]> {
  return (await reading(reader)(leftSinceSigning, [month, force, signedAt])) as (Cell & { closures: number })[];
}

/** $1 month, $2 force, $3 when the totals were signed. What stood then is the last that had been said by then, in the sender's order. */
const leftSinceSigning = `
  with moves as (
    select coalesce(a.case_key, r.case_key) as case_key, r.kind, r.moved_on, r.outcome_class, r.case_version, r.sequence,
           r.received_at > $3::timestamptz as later
      from received_events r
      join sources s using (source_id)
      left join case_aliases a on a.alias_key = r.case_key
     where s.force = $2 and r.status = 'accepted'
       and r.kind in ('closed', 'outcome-revised', 'reopened', 'merged', 'removed')),
  left_later as (
    select distinct case_key from moves where later and kind in ('reopened', 'merged', 'removed')),
  stood as (
    select distinct on (case_key) * from moves
     where not later and case_key in (select case_key from left_later)
     order by case_key, case_version desc, sequence desc)
  select c.unit, c.offence_group as "offenceGroup", s.outcome_class as "outcomeClass", count(*)::int as closures
    from stood s join cases c using (case_key)
   where s.kind in ('closed', 'outcome-revised') and to_char(s.moved_on, 'YYYY-MM') = $1 and c.unit is not null
     and not (c.status = 'closed' and c.closure_month = $1)
   group by 1, 2, 3 order by 1, 2, 3`;
