import type { Database, Tx } from '@answerable/persistence';
import type { MovedSince } from '../control-totals/control-totals.js';
import { reading } from './coverage.store.js';

/**
 * Closures of a month that had arrived when the force signed its totals, and are told of otherwise since: reopened, merged, removed,
 * closed in another month, or revised into another cell. They are not missing. Each left the cell in which it stood then.
 */
export async function movedSince(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string,
  signedAt: string,
): Promise<MovedSince[]> {
  return (await reading(reader)(movedSinceSigning, [month, force, signedAt])) as MovedSince[];
}

/** $1 month, $2 force, $3 when the totals were signed. What stood then is the last that had been said by then, in the sender's order. */
const movedSinceSigning = `
  with moves as (
    select coalesce(a.case_key, r.case_key) as case_key, r.kind, r.moved_on, r.unit, r.offence_group, r.outcome_class,
           r.case_version, r.sequence, r.received_at > $3::timestamptz as later
      from received_events r
      join sources s using (source_id)
      left join case_aliases a on a.alias_key = r.case_key
     where s.force = $2 and r.status = 'accepted'
       and r.kind in ('closed', 'outcome-revised', 'reopened', 'merged', 'removed')),
  stood as (
    select distinct on (case_key) * from moves
     where not later and case_key in (select case_key from moves where later)
     order by case_key, case_version desc, sequence desc),
  moved as (
    select coalesce(s.unit, c.unit) as was_unit, coalesce(s.offence_group, c.offence_group) as was_group, s.outcome_class as was_class,
           c.unit, c.offence_group, c.outcome_class, c.status = 'closed' and c.closure_month = $1 as stands
      from stood s join cases c using (case_key)
     where s.kind in ('closed', 'outcome-revised') and to_char(s.moved_on, 'YYYY-MM') = $1 and c.unit is not null),
  cells as (
    select was_unit as unit, was_group as offence_group, was_class as outcome_class, 1 as left_it, 0 as came from moved
     where not stands or (was_unit, was_group, was_class) is distinct from (unit, offence_group, outcome_class)
    union all
    select unit, offence_group, outcome_class, 0, 1 from moved
     where stands and (was_unit, was_group, was_class) is distinct from (unit, offence_group, outcome_class))
  select unit, offence_group as "offenceGroup", outcome_class as "outcomeClass", sum(left_it)::int as left, sum(came)::int as came
    from cells group by 1, 2, 3 order by 1, 2, 3`;
