import type { intakeCoverage, Reconciliation } from '@answerable/contracts';
import type { Database, Tx } from '@answerable/persistence';
import { london } from '@answerable/service';
import type { z } from 'zod';

type IntakeCoverage = z.infer<typeof intakeCoverage>;
type Reader = Pick<Tx, 'query'> | Pick<Database, 'read'>;

export function reading(reader: Reader) {
  return 'query' in reader ? reader.query.bind(reader) : reader.read.bind(reader);
}

/** Only ever adds rows: a transaction that counts and one that registers never wait for each other. */
export async function touchMonths(tx: Tx, months: readonly string[]): Promise<void> {
  if (months.length === 0) return;
  await tx.query('insert into touched_months (month) select unnest($1::text[])', [months]);
}

/** Takes the months to be counted again; what is touched from here on comes next time. */
export async function takeTouchedMonths(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ month: string }>(
    `with taken as (delete from touched_months returning month) select distinct month from taken order by month`,
  );
  return rows.map((row) => row.month);
}

/** A month that ended since it was last counted is counted once more: stock and ages depend on the calendar. */
export async function touchEndedMonth(tx: Tx, month: string, today: string): Promise<void> {
  await tx.query(
    `insert into touched_months (month)
     select $1 where not exists (select from coverage_snapshots where month = $1 and taken_on >= date_trunc('month', $2::date))
                 and exists (select from sources)`,
    [month, today],
  );
}

export async function forcesThatSend(tx: Tx): Promise<string[]> {
  // Its first case tells: to read every case for the few forces there are would take as long as the counting.
  const rows = await tx.query<{ force: string }>(
    `select force from (select distinct force from sources) s,
            lateral (select from cases c where c.force = s.force limit 1) one order by force`,
  );
  return rows.map(({ force }) => force);
}

export async function touchedCount(database: Database): Promise<number> {
  const [row] = await database.read<{ count: number }>(
    'select count(distinct month)::int as count from touched_months',
  );
  return row!.count;
}

/** Closures of a month that stand: closed, not reopened, merged or removed since. */
export async function receivedOf(
  reader: Reader,
  month: string,
  force: string | null,
): Promise<IntakeCoverage['received']> {
  return (await reading(reader)(
    `select force, unit, offence_group as "offenceGroup", outcome_class as "outcomeClass", count(*)::int as closures
       from cases
      where closure_month = $1 and status = 'closed' and unit is not null and ($2::text is null or force = $2)
      group by 1, 2, 3, 4 order by 1, 2, 3, 4`,
    [month, force],
  )) as IntakeCoverage['received'];
}

export async function quarantinedOf(reader: Reader, month: string, force: string | null): Promise<number> {
  const [row] = (await reading(reader)(
    `select count(*)::int as count from rejections r join sources s using (source_id)
      where r.state = 'open' and r.status = 'rejected' and r.closure_month = $1 and ($2::text is null or s.force = $2)`,
    [month, force],
  )) as { count: number }[];
  return row!.count;
}

/** Events that came in this calendar month and were refused before their closure month could be read; each may be a closure. */
export async function unreadableOf(reader: Reader, month: string, force: string | null): Promise<number> {
  const [row] = (await reading(reader)(
    `select ((select count(*) from rejections r join sources s using (source_id)
               where r.state = 'open' and r.status = 'rejected' and r.closure_month is null
                 and (r.kind is null or r.kind in ('closed', 'outcome-revised'))
                 and to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM') = $1
                 and ($2::text is null or s.force = $2))
             + (select coalesce(sum(events), 0) from refused_unread u
                 where to_char(u.day, 'YYYY-MM') = $1 and ($2::text is null or u.force = $2))
             - (select coalesce(sum(events), 0) from unread_settlements d
                 where to_char(d.day, 'YYYY-MM') = $1 and ($2::text is null or d.force = $2)))::int as count`,
    [month, force],
  )) as { count: number }[];
  return row!.count;
}

/** What the force says it did about what could not be read, oldest first. */
export function unreadSettledOf(
  database: Database,
  month: string,
  force: string,
): Promise<Reconciliation['unreadSettled'][number][]> {
  return database.read(
    `select day::text, code, events::int, done, settled_by as "settledBy",
            to_char(settled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "settledAt"
       from unread_settlements where to_char(day, 'YYYY-MM') = $1 and force = $2 order by settled_at`,
    [month, force],
  );
}

/** Closures of a month that stand in another row because a code table was put right. */
export async function judgedAnewOf(database: Database, month: string, force: string): Promise<number> {
  const [row] = await database.read<{ count: number }>(
    `select count(*)::int as count from cases
      where closure_month = $1 and force = $2 and status = 'closed' and judged_anew_at is not null`,
    [month, force],
  );
  return row!.count;
}

const LATE_AFTER_DAYS = 10;

/** Closures that first arrived after the totals were first signed, or more than ten days after the end of the month. */
export async function lateArrivals(database: Database, month: string, force: string): Promise<number> {
  const [row] = await database.read<{ count: number }>(
    `select count(*)::int as count
       from (select min(r.received_at) as first
               from received_events r
               join sources s using (source_id)
               left join case_aliases a on a.alias_key = r.case_key
               join cases c on c.case_key = coalesce(a.case_key, r.case_key)
              where s.force = $2 and c.closure_month = $1 and c.force = $2 and c.status = 'closed' and r.status = 'accepted'
                and r.kind in ('closed', 'outcome-revised')
              group by c.case_key) arrival
      where first > (select min(signed_at) from control_totals where month = $1 and force = $2)
         or (first at time zone 'Europe/London')::date > $3::date`,
    [month, force, london.addDays(london.endOfMonth(month), LATE_AFTER_DAYS)],
  );
  return row!.count;
}

/**
 * What betrays gaming, by unit; `lastDay` of the month, or `today` in the one that runs. Days to closure count for a year at most: one
 * absurd date would hide how fast all the others were closed. For reporting's signals, never for the police.
 */
export async function signalsOf(
  tx: Tx,
  month: string,
  lastDay: string,
  today: string,
): Promise<IntakeCoverage['signals']> {
  return tx.query<IntakeCoverage['signals'][number]>(
    `with closures as (
       select force, unit,
              count(*) filter (where not contact_given) as missing,
              count(*) filter (where contact_given and contact_malformed <> '{}') as unusable,
              count(*) filter (where outcome_code = '16' and closed_on - reported_on <= 30) as sixteen,
              sum(least(closed_on - reported_on, 365)) as days,
              count(*) filter (where cardinality(classes_seen) > 1 or cardinality(groups_seen) > 1) as reclassified,
              count(*) filter (where judged_anew_at is not null) as by_table,
              count(*) filter (where cardinality(victims_seen) > 1) as victim_changed,
              count(*) filter (where not within_look_back) as too_old,
              count(*) filter (where proceedings_live and outcome_class <> 'CHARGED') as parked,
              count(*) as closures
         from cases where closure_month = $1 and status = 'closed' and unit is not null group by 1, 2),
     open_cases as (
       select force, unit, count(*) as open,
              count(*) filter (where reported_on <= $2::date - interval '12 months') as long_open
         from cases
        where unit is not null and reported_on <= $2::date
          and (status in ('reported', 'reopened') or (status = 'closed' and closed_on > $2::date))
        group by 1, 2),
     waiting as (
       select force, unit, count(*) as awaiting,
              count(*) filter (where closed_on < least($2::date, $3::date) - interval '12 months') as long_awaiting
         from cases
        where unit is not null and status = 'closed' and proceedings_live and outcome_class = 'CHARGED' and closed_on <= $2::date
        group by 1, 2),
     vanished as (
       select force, unit, count(*) filter (where status = 'removed') as removed,
              count(*) filter (where status <> 'removed') as merged,
              count(*) filter (where status <> 'closed') as gone,
              count(*) filter (where through_nothing) as through_nothing
         from vanished_cases where month = $1 group by 1, 2)
     select force, unit, coalesce(missing, 0)::int as "contactMissing", coalesce(unusable, 0)::int as "contactUnusable",
            coalesce(sixteen, 0)::int as "outcome16Within30Days", coalesce(days, 0)::int as "daysToClosureTotal",
            coalesce(reclassified, 0)::int as reclassified, coalesce(by_table, 0)::int as "reclassifiedByTable", coalesce(victim_changed, 0)::int as "victimChanged",
            coalesce(too_old, 0)::int as "olderThanLookBack", coalesce(open, 0)::int as "openCases",
            coalesce(long_open, 0)::int as "openOverTwelveMonths",
            coalesce(parked, 0)::int as "parkedAsLive", coalesce(awaiting, 0)::int as "awaitingCourt",
            coalesce(long_awaiting, 0)::int as "awaitingCourtOverTwelveMonths", coalesce(closures, 0)::int as closures,
            (coalesce(closures, 0) + coalesce(gone, 0))::int as recorded, coalesce(removed, 0)::int as removed,
            coalesce(merged, 0)::int as "mergedAway", coalesce(through_nothing, 0)::int as "surveyedThroughNothing"
       from closures full join open_cases using (force, unit) full join waiting using (force, unit)
       full join vanished using (force, unit)
      order by force, unit`,
    [month, lastDay, today],
  );
}

/** Months in which cases have come to lead nowhere, or somewhere, since they were counted: by what became of another case. */
export async function monthsLedElsewhere(tx: Tx): Promise<string[]> {
  const rows = await tx.query<{ month: string }>(
    `select month from coverage_snapshots s
       left join (select month, count(*) as cases from vanished_cases where through_nothing group by month) v using (month)
      where s.through_nothing <> coalesce(v.cases, 0) order by month`,
  );
  return rows.map((row) => row.month);
}

export interface Snapshot {
  readonly revision: number;
  readonly digest: string;
}

export function lastSnapshot(tx: Tx, month: string): Promise<Snapshot | undefined> {
  return tx.one<Snapshot>('select revision, digest from coverage_snapshots where month = $1 for update', [month]);
}

export async function saveSnapshot(
  tx: Tx,
  month: string,
  { revision, digest, throughNothing, takenOn }: Snapshot & { throughNothing: number; takenOn: string },
): Promise<void> {
  await tx.query(
    `insert into coverage_snapshots (month, revision, digest, through_nothing, taken_on) values ($1, $2, $3, $4, $5)
     on conflict (month) do update set revision = excluded.revision, digest = excluded.digest,
        through_nothing = excluded.through_nothing, taken_on = excluded.taken_on`,
    [month, revision, digest, throughNothing, takenOn],
  );
}

/** No month has a lower revision from now on, nor has one of these that is told for the first time. */
export async function startSnapshots(
  tx: Tx,
  { from, until, revision }: { from: string; until: string; revision: number },
): Promise<void> {
  await tx.query(
    `insert into coverage_snapshots (month, revision, digest, through_nothing, taken_on)
     select to_char(day, 'YYYY-MM'), $3, '', 0, day
       from generate_series(($1 || '-01')::date, ($2 || '-01')::date, interval '1 month') as day
     on conflict (month) do nothing`,
    [from, until, revision],
  );
  await tx.query('update coverage_snapshots set revision = $1 where revision < $1', [revision]);
}

/** As if nothing had been told: the next count announces every month under its next revision. */
export async function recountAllMonths(tx: Tx): Promise<void> {
  await tx.query(`with forgotten as (update coverage_snapshots set digest = '' returning month)
                  insert into touched_months (month) select month from forgotten`);
}
