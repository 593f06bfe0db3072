import type { unreadSettlement } from '@answerable/contracts';
import type { Database, Tx } from '@answerable/persistence';
import type { z } from 'zod';

export type UnreadSettlement = z.infer<typeof unreadSettlement>;

/** What could not be read, and how much of it is open. */
const unread = `
  select force, day::text, code, events,
         events - (select coalesce(sum(s.events), 0) from unread_settlements s
                    where s.force = r.force and s.day = r.day and s.code = r.code) as open
    from refused_unread r`;

export interface GapRow {
  readonly source: string;
  readonly from: string;
  readonly to: string;
  readonly missing: string;
  readonly noticed_at: Date;
}

const MOST_GAPS = 1000;

/** What the sequence of each source lacks, the oldest thousand of each; noticed when the number after the gap arrived. */
export function gapsOf(database: Database, force: string, source: string | undefined): Promise<GapRow[]> {
  return database.read<GapRow>(
    `select s.source, lower(gap) as "from", upper(gap) - 1 as "to", upper(gap) - lower(gap) as missing,
            coalesce((select min(r.received_at) from received_events r
                       where r.source_id = s.source_id and r.sequence = upper(gap)), s.heard_at) as noticed_at
       from sources s
      cross join lateral (select gap from unnest(int8multirange(int8range(1, upper(s.sequences))) - s.sequences) as gap
                           order by lower(gap) limit ${MOST_GAPS}) gaps
      where s.force = $1 and ($2::text is null or s.source = $2) and not isempty(s.sequences)
      order by s.source, lower(gap)`,
    [force, source ?? null],
  );
}

export interface SequenceRow {
  readonly source: string;
  readonly highest: string;
  readonly gaps: string;
  readonly missing: string;
}

/** Of each source the highest number that arrived, also of events that were refused or known already, and what is missing below it. */
export function sequencesOf(database: Database, force: string, source: string | undefined): Promise<SequenceRow[]> {
  return database.read<SequenceRow>(
    `select source, coalesce(upper(sequences) - 1, 0) as highest, gaps, missing
       from sources s
      cross join lateral (select count(*) as gaps, coalesce(sum(upper(gap) - lower(gap)), 0) as missing
                            from unnest(int8multirange(int8range(1, upper(s.sequences))) - s.sequences) as gap) lacks
      where force = $1 and ($2::text is null or source = $2) order by source`,
    [force, source ?? null],
  );
}

/**
 * A retired source is done with once a system is heard that holds its cases from then on (its silence is that one's), or no case of it
 * is open or was closed after $1. Until then people are held back whom nobody will ask, and its silence must show.
 */
const whetherDone = `
  with recursive follows as (
    select source_id, force, continued_in as system from sources where retired_on is not null and continued_in is not null
    union
    select f.source_id, n.force, n.continued_in
      from follows f join sources n on n.force = f.force and n.system = f.system
     where n.retired_on is not null and n.continued_in is not null),
  standing as (
    select s.source_id,
           s.retired_on is not null
             and (exists (select from follows f join sources n on n.force = f.force and n.system = f.system
                           where f.source_id = s.source_id and n.retired_on is null)
                  or not exists (select from cases c
                                  where c.source_id = s.source_id
                                    and (c.status in ('reported', 'reopened') or (c.status = 'closed' and c.closed_on >= $1::date))))
             as is_done
      from sources s)`;

export interface HealthRow {
  readonly source: string;
  readonly system: string;
  readonly heard_at: Date;
  /** Retired, and nothing depends on it any more. */
  readonly is_done: boolean;
  readonly highest: string;
  readonly alarms: number;
  readonly retired_on: string | null;
  readonly sent_by_two: string;
  readonly without_facts: string;
  readonly contacts_lost: string;
  readonly contact_lost_first: Date | null;
}

export function sourcesOf(database: Database, force: string, closedSince: string): Promise<HealthRow[]> {
  return database.read<HealthRow>(
    `${whetherDone}
     select s.source, s.system, s.heard_at, is_done, coalesce(upper(s.sequences) - 1, 0) as highest, s.alarms, s.retired_on::text,
            (select count(*) from rejections r
              where r.source_id = s.source_id and r.state = 'open' and r.notice = 'sent-by-two-systems') as sent_by_two,
            (select count(*) from cases c
              where c.source_id = s.source_id and c.unit is null and c.status not in ('merged', 'removed')) as without_facts,
            contacts_lost, contact_lost_first
       from sources s join standing using (source_id)
      cross join lateral (select count(*) as contacts_lost, min(received_at) as contact_lost_first from rejections r
                           where r.source_id = s.source_id and r.state = 'open'
                             and (r.contact_lost_at is not null or r.notice = 'contact-not-kept')) lost
      where s.force = $2 order by s.source`,
    [closedSince, force],
  );
}

export interface DayRow {
  readonly source: string;
  readonly day: string;
  readonly accepted: string;
  readonly rejected: string;
}

export function eventsByDay(database: Database, force: string, since: string): Promise<DayRow[]> {
  return database.read<DayRow>(
    `select s.source, (r.received_at at time zone 'Europe/London')::date::text as day,
            count(*) filter (where r.status = 'accepted') as accepted,
            count(*) filter (where r.status = 'rejected') as rejected
       from received_events r join sources s using (source_id)
      where s.force = $1 and r.received_at >= $2::date
      group by 1, 2 order by 1, 2`,
    [force, since],
  );
}

export interface OpenRow {
  readonly source: string;
  readonly code: string;
  readonly count: string;
}

export function openRejectionCounts(database: Database, force: string): Promise<OpenRow[]> {
  return database.read<OpenRow>(
    `select s.source, r.reasons -> 0 ->> 'code' as code, count(*) as count
       from rejections r join sources s using (source_id)
      where s.force = $1 and r.state = 'open' group by 1, 2 order by 1, 2`,
    [force],
  );
}

export interface UnreadRow {
  readonly day: string;
  readonly code: string;
  readonly events: string;
  /** Of these nobody has said yet what was done. */
  readonly open: string;
}

export function unreadByDay(database: Database, force: string, since: string): Promise<UnreadRow[]> {
  return database.read<UnreadRow>(
    `select * from (${unread}) u where force = $1 and (day >= $2 or open > 0) order by day, code`,
    [force, since],
  );
}

/** Of each force how much could not be read and is open. */
export function openUnreadOfForces(database: Database): Promise<{ force: string; open: number }[]> {
  return database.read(`select force, sum(open)::int as open from (${unread}) u group by force`);
}

export async function openUnread(tx: Tx, force: string, day: string, code: string): Promise<number> {
  await tx.query('select from refused_unread where force = $1 and day = $2 and code = $3 for update', [
    force,
    day,
    code,
  ]);
  const row = await tx.one<UnreadRow>(`select * from (${unread}) u where force = $1 and day = $2 and code = $3`, [
    force,
    day,
    code,
  ]);
  return Number(row?.open ?? 0);
}

export async function addUnreadSettlement(
  tx: Tx,
  force: string,
  { day, code, events, done }: UnreadSettlement,
  by: string,
  at: Date,
): Promise<void> {
  await tx.query(
    `insert into unread_settlements (force, day, code, events, done, settled_by, settled_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [force, day, code, events, done, by, at],
  );
}

export interface FigureRow {
  readonly force: string;
  readonly system: string;
  readonly heard_at: Date;
  readonly is_done: boolean;
  readonly alarms: number;
  readonly missing: string;
  readonly waiting: number;
}

export function feedFigures(database: Database, closedSince: string): Promise<FigureRow[]> {
  return database.read<FigureRow>(
    `${whetherDone}
     select s.force, s.system, s.heard_at, is_done, s.alarms,
            coalesce((select sum(upper(gap) - lower(gap))
                        from unnest(int8multirange(int8range(1, upper(s.sequences))) - s.sequences) as gap), 0) as missing,
            (select count(*)::int from rejections r
              where r.source_id = s.source_id and r.state = 'open'
                and (r.status = 'rejected' or r.notice = 'contact-not-kept')) as waiting
       from sources s join standing using (source_id) where not isempty(s.sequences)`,
    [closedSince],
  );
}
