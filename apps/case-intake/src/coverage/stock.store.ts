import type { Database, Tx } from '@answerable/persistence';
import { london } from '@answerable/service';
import type { Stock } from '../control-totals/control-totals.js';
import { reading } from './coverage.store.js';

/**
 * The stock equation of a force's month, counted from its events: opening + reported + reopened - closed - transferred out =
 * closing. Each case takes part from its report on; a closing counts once until the case is reopened, so the two sides agree by
 * construction. null where the force sends no report events: then only the force can say what is open.
 */
export async function stockOf(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string,
): Promise<Stock | null> {
  const first = `${month}-01`;
  const [row] = (await reading(reader)(
    `with life as (
       select c.case_key, c.reported_on from cases c
        where c.force = $1 and c.unit is not null and c.status not in ('merged', 'removed') and c.reported_on <= $3::date),
     moves as (
       select l.case_key, greatest(r.moved_on, l.reported_on) as on_day, r.kind = 'reopened' as reopens,
              r.outcome_class = 'TRANSFER' as transfers, r.case_version, r.sequence
         from received_events r
         join sources s using (source_id)
         left join case_aliases a on a.alias_key = r.case_key
         join life l on l.case_key = coalesce(a.case_key, r.case_key)
        where s.force = $1 and r.status = 'accepted' and r.moved_on is not null and r.moved_on <= $3::date),
     turns as (
       select *, lag(reopens, 1, true) over (partition by case_key order by on_day, case_version, sequence) as was_open
         from moves),
     steps as (select * from turns where reopens <> was_open),
     ends as (
       select l.case_key, l.reported_on,
              coalesce(sum(case when s.reopens then -1 else 1 end) filter (where s.on_day < $2::date), 0) = 0 as open_before,
              coalesce(sum(case when s.reopens then -1 else 1 end) filter (where s.on_day <= $3::date), 0) = 0 as open_after
         from life l left join steps s using (case_key) group by 1, 2)
     select (select count(*) from ends where reported_on < $2::date and open_before)::int as opening,
            (select count(*) from ends where reported_on >= $2::date)::int as reported,
            (select count(*) from steps where reopens and on_day >= $2::date)::int as reopened,
            (select count(*) from steps where not reopens and transfers is not true and on_day >= $2::date)::int as closed,
            (select count(*) from steps where not reopens and transfers and on_day >= $2::date)::int as "transferredOut",
            (select count(*) from ends where open_after)::int as closing,
            (select count(*) from ends where open_after
               and reported_on <= $3::date - interval '12 months')::int as "openOverTwelveMonths",
            exists (select from received_events r join sources s using (source_id)
                     where s.force = $1 and r.kind = 'reported' and r.status = 'accepted') as counts`,
    [force, first, london.endOfMonth(month)],
  )) as (Stock & { counts: boolean })[];
  const { counts, ...stock } = row!;
  return counts ? stock : null;
}
