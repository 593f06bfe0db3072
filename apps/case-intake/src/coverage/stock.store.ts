import type { Database, Tx } from '@answerable/persistence';
import { london } from '@answerable/service';
import type { Stock } from '../control-totals/control-totals.js';
import { reading } from './coverage.store.js';

/**
 * The stock equation of a force's month, counted from its events: opening + reported + reopened - closed - transferred out =
 * closing. Each case takes part from its report on. Its moves are read in the sender's order: of closings that follow each other
 * without a reopening between them the last one stands, with its date and its class, so that a corrected date moves the case to
 * the month to which the register moved it. Each turn counts once, and the two sides agree by construction.
 * null where the force sends no report events: then only the force can say what is open.
 */
export async function stockOf(
  reader: Pick<Tx, 'query'> | Pick<Database, 'read'>,
  month: string,
  force: string,
): Promise<Stock | null> {
  const read = reading(reader);
  const [reports] = (await read(
    `select exists (select from received_events r join sources s using (source_id)
                     where s.force = $1 and r.kind = 'reported' and r.status = 'accepted') as sent`,
    [force],
  )) as { sent: boolean }[];
  if (!reports!.sent) return null;
  const [stock] = (await read(stockOfMonth, [force, `${month}-01`, london.endOfMonth(month)])) as Stock[];
  return stock!;
}

/** $1 force, $2 first and $3 last day of the month. A case turns where a move says the opposite of the one before. */
const stockOfMonth = `
  with life as (
    select c.case_key, c.reported_on from cases c
     where c.force = $1 and c.unit is not null and c.status not in ('merged', 'removed') and c.reported_on <= $3::date),
  moves as (
    select l.case_key, l.reported_on, r.moved_on, r.kind = 'reopened' as reopens, r.outcome_class = 'TRANSFER' as transfers,
           r.case_version, r.sequence
      from received_events r
      join sources s using (source_id)
      left join case_aliases a on a.alias_key = r.case_key
      join life l on l.case_key = coalesce(a.case_key, r.case_key)
     where s.force = $1 and r.status = 'accepted' and r.moved_on is not null),
  marked as (
    select *, reopens is distinct from lag(reopens, 1, true) over sent as turns from moves
    window sent as (partition by case_key order by case_version, sequence)),
  numbered as (
    select *, count(*) filter (where turns) over (partition by case_key order by case_version, sequence) as turn from marked),
  last_said as (
    select distinct on (case_key, turn) * from numbered where turn > 0 order by case_key, turn, case_version desc, sequence desc),
  steps as (
    select case_key, reopens, transfers is true as transfers,
           greatest(reported_on, max(moved_on) over (partition by case_key order by turn)) as on_day
      from last_said),
  ends as (
    select l.case_key, l.reported_on,
           coalesce(sum(case when s.reopens then -1 else 1 end) filter (where s.on_day < $2::date), 0) = 0 as open_before,
           coalesce(sum(case when s.reopens then -1 else 1 end) filter (where s.on_day <= $3::date), 0) = 0 as open_after
      from life l left join steps s using (case_key) group by 1, 2),
  moved as (select * from steps where on_day between $2::date and $3::date)
  select (select count(*) from ends where reported_on < $2::date and open_before)::int as opening,
         (select count(*) from ends where reported_on >= $2::date)::int as reported,
         (select count(*) from moved where reopens)::int as reopened,
         (select count(*) from moved where not reopens and not transfers)::int as closed,
         (select count(*) from moved where not reopens and transfers)::int as "transferredOut",
         (select count(*) from ends where open_after)::int as closing,
         (select count(*) from ends where open_after
            and reported_on <= $3::date - interval '12 months')::int as "openOverTwelveMonths"`;
