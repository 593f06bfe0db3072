import type { Database, Tx } from '@answerable/persistence';
import type { Cell, MovedSince } from '../control-totals/control-totals.js';
import { reading } from './coverage.store.js';

/**
 * Closures of a month that had arrived when the force signed its totals, and are told of otherwise since: reopened, merged, removed,
 * closed in another month, or revised into another cell, by the police or by a code table that was put right. They are not missing. Each left the row in which it stood then. And those that
 * were known and stood elsewhere then, or were not closed, and stand in the month now: they are not those that the force counted, and do
 * not make up for one that never came. A case that was closed again before the totals were signed was counted, and came late.
 */
export async function movedSince(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string,
  signedAt: string,
): Promise<MovedSince[]> {
  const rows = (await reading(reader)(movedSinceSigning, [month, force, signedAt])) as MovedRow[];
  return rows.map(({ from_unit, from_group, from_class, unit, offence_group, outcome_class, closures }) => ({
    from: from_unit === null ? null : { unit: from_unit, offenceGroup: from_group, outcomeClass: from_class },
    to: unit === null ? null : { unit, offenceGroup: offence_group, outcomeClass: outcome_class },
    closures,
  }));
}

interface MovedRow {
  from_unit: string | null;
  from_group: Cell['offenceGroup'];
  from_class: Cell['outcomeClass'];
  unit: string | null;
  offence_group: Cell['offenceGroup'];
  outcome_class: Cell['outcomeClass'];
  closures: number;
}

/** $1 month, $2 force, $3 when the totals were signed. What stood then is the last that had been said by then, in the sender's order, as the code tables of then had it. */
const movedSinceSigning = `
  with moves as (
    select coalesce(a.case_key, r.case_key) as case_key, r.kind, r.moved_on, r.unit,
           case when w.event_id is null then r.offence_group else w.offence_group end as offence_group,
           case when w.event_id is null then r.outcome_class else w.outcome_class end as outcome_class,
           r.case_version, r.sequence, r.received_at > $3::timestamptz as later, w.event_id is not null as judged_anew
      from received_events r
      join sources s using (source_id)
      left join case_aliases a on a.alias_key = r.case_key
      left join (select distinct on (source_id, event_id) * from judged_anew where judged_at > $3::timestamptz
                  order by source_id, event_id, judged_at) w using (source_id, event_id)
     where s.force = $2 and r.status = 'accepted'
       and r.kind in ('closed', 'outcome-revised', 'reopened', 'merged', 'removed')),
  stood as (
    select distinct on (case_key) * from moves
     where not later and case_key in (select case_key from moves where later or judged_anew)
     order by case_key, case_version desc, sequence desc),
  moved as (
    select case when stood_here then coalesce(s.unit, c.unit) end as from_unit,
           case when stood_here then coalesce(s.offence_group, c.offence_group) end as from_group,
           case when stood_here then s.outcome_class end as from_class,
           case when stands then c.unit end as unit, case when stands then c.offence_group end as offence_group,
           case when stands then c.outcome_class end as outcome_class
      from stood s
      join cases c using (case_key)
     cross join lateral (
       select c.status = 'closed' and c.closure_month = $1 and not (s.kind = 'reopened' and c.closed_on >= s.moved_on) as stands,
              s.kind in ('closed', 'outcome-revised') and to_char(s.moved_on, 'YYYY-MM') = $1 as stood_here) now
     where c.unit is not null)
  select from_unit, from_group, from_class, unit, offence_group, outcome_class, count(*)::int as closures
    from moved
   where (from_unit, from_group, from_class) is distinct from (unit, offence_group, outcome_class)
   group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`;
