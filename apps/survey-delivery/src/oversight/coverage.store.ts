import { Injectable } from '@nestjs/common';
import type { EventData } from '@answerable/contracts';
import type { Database, Tx } from '@answerable/persistence';

type Coverage = EventData<'coverage.delivery.counted.v1'>;
export type IntakeCoverage = EventData<'coverage.intake.counted.v1'>;

export interface Sum {
  closures: number;
  withDisposition: number;
  historyDiffers: number;
  /** By how many closures the months differ from what intake says it registered, and still do from what it said at the check before. */
  notAsRegistered: number;
}
interface CheckedSum extends Sum {
  checkedAt: Date;
}

const lastSum = `select checked_at as "checkedAt", closures, with_disposition as "withDisposition", history_differs as "historyDiffers",
    not_as_registered as "notAsRegistered"
   from sum_checks where organisation_id = $1 order by checked_on desc limit 1`;

/** Instants fall into a calendar month of London. */
const inMonth = (column: string): string => `to_char(${column} at time zone 'Europe/London', 'YYYY-MM') = $2`;

type Happened = Pick<Coverage, 'asked' | 'answeredInMonth' | 'notToldAbout' | 'toldTooLate'>;

@Injectable()
export class CoverageStore {
  /**
   * Months before the given one that have not been told. Those of a backlog, closed before we heard of any case, come with the
   * month in which we first did: before that they are still arriving.
   */
  async endedMonths(tx: Tx, organisationId: string, current: string): Promise<string[]> {
    const rows = await tx.query<{ month: string }>(
      `with first as (
         select min(closure_month) as month,
                (select to_char(min(changed_at) at time zone 'Europe/London', 'YYYY-MM') from disposition_changes) as heard
           from closures where organisation_id = $1)
       select to_char(d, 'YYYY-MM') as month
         from first, generate_series((first.month || '-01')::date, ($2 || '-01')::date - 1, interval '1 month') d
        where first.heard < $2
          and not exists (select 1 from coverage_snapshots s
                           where s.organisation_id = $1 and s.month = to_char(d, 'YYYY-MM') and s.frozen)
        order by 1`,
      [organisationId, current],
    );
    return rows.map((r) => r.month);
  }

  async dispositions(tx: Tx, organisationId: string, month: string): Promise<Coverage['dispositions']> {
    return tx.query(
      `select force, unit, outcome_class as "outcomeClass", disposition, reason, count(*)::int as closures
         from closures where organisation_id = $1 and closure_month = $2 and state = 'closed'
        group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 nulls first`,
      [organisationId, month],
    );
  }

  /** What happened in that calendar month, to people and not to closures. */
  async happened(tx: Tx, organisationId: string, month: string): Promise<Happened> {
    const row = await tx.one<Happened>(
      `select (select count(*)::int from episodes where organisation_id = $1 and ${inMonth('first_invited_at')}) as asked,
              (select count(*)::int from episodes where organisation_id = $1 and to_char(answered_on, 'YYYY-MM') = $2) as "answeredInMonth",
              (select count(*)::int from own_route_entries
                where organisation_id = $1 and state = 'not-told-about' and to_char(verified_on, 'YYYY-MM') = $2) as "notToldAbout",
              (select count(*)::int from closures c
                 join coverage_snapshots s on s.organisation_id = c.organisation_id and s.month = c.closure_month
                cross join lateral (select min(changed_at) as at from disposition_changes d
                                     where d.case_key = c.case_key and d.reason = 'older-than-look-back') came
                where c.organisation_id = $1 and c.reason = 'older-than-look-back' and s.taken_at < came.at
                  and ${inMonth('came.at')}) as "toldTooLate"`,
      [organisationId, month],
    );
    return row!;
  }

  /** Submissions of a month by the constituency their records carry: that of the episode's last closure. */
  async answeredByConstituency(
    tx: Tx,
    organisationId: string,
    month: string,
  ): Promise<{ constituency: string; answers: number }[]> {
    return tx.query(
      `select coalesce(last.constituency, 'unknown') as constituency, count(*)::int as answers
         from episodes e,
              lateral (select constituency from closures c where c.episode_id = e.id
                        order by closed_on desc, case_key desc limit 1) last
        where e.organisation_id = $1 and to_char(e.answered_on, 'YYYY-MM') = $2
        group by 1 order by 1`,
      [organisationId, month],
    );
  }

  async helpWishes(tx: Tx, organisationId: string, month: string): Promise<Record<string, number>> {
    const rows = await tx.query<{ wish: string; wishes: number }>(
      `select wish, wishes from help_wishes where organisation_id = $1 and month = $2 order by wish`,
      [organisationId, month],
    );
    return Object.fromEntries(rows.map((r) => [r.wish, r.wishes]));
  }

  async countWishes(tx: Tx, organisationId: string, month: string, wishes: readonly string[]): Promise<void> {
    await tx.query(
      `insert into help_wishes (organisation_id, month, wish, wishes) select $1, $2, unnest($3::text[]), 1
       on conflict (organisation_id, month, wish) do update set wishes = help_wishes.wishes + 1`,
      [organisationId, month, [...new Set(wishes)].sort()],
    );
  }

  /** Notes that a month is told: its revision, 1 unless an earlier release told it while it ran; null where another replica was first. */
  async save(tx: Tx, organisationId: string, month: string, digest: string, at: Date): Promise<number | null> {
    const row = await tx.one<{ revision: number }>(
      `insert into coverage_snapshots (organisation_id, month, revision, digest, frozen, taken_at) values ($1, $2, 1, $3, true, $4)
       on conflict (organisation_id, month) do update set revision = coverage_snapshots.revision + 1, digest = excluded.digest,
         frozen = true, taken_at = excluded.taken_at
         where not coverage_snapshots.frozen
       returning revision`,
      [organisationId, month, digest, at],
    );
    return row?.revision ?? null;
  }

  /** After a restore; what this service said of a month that it forgot has the first revision, and stands. */
  async liftRevisions(tx: Tx, lift: number): Promise<void> {
    await tx.query('update coverage_snapshots set revision = greatest(revision, $1)', [lift]);
  }

  /**
   * Invariant 1, looked at from outside: closures, dispositions, whether history tells the same, and whether intake does. What was
   * on its way at one check has come by the next, however much more has been registered meanwhile; what was lost never comes.
   */
  async sum(tx: Tx, organisationId: string): Promise<Sum> {
    const row = await tx.one<Sum>(
      `select count(*)::int as closures, count(c.disposition)::int as "withDisposition",
              count(*) filter (where (h.disposition, h.reason) is distinct from (c.disposition, c.reason))::int as "historyDiffers",
              (select coalesce(sum(least(abs(here.n - i.closures), abs(here.n - i.closures_at_check))), 0)::int
                 from intake_counts i
                cross join lateral (select count(*) as n from closures m
                                     where m.organisation_id = $1 and m.closure_month = i.month and m.state = 'closed') here
                where i.organisation_id = $1 and sign(here.n - i.closures) = sign(here.n - i.closures_at_check)) as "notAsRegistered"
         from closures c
         left join lateral (select disposition, reason from disposition_changes d where d.case_key = c.case_key
                             order by position desc limit 1) h on true
        where c.organisation_id = $1 and c.state = 'closed'`,
      [organisationId],
    );
    return row!;
  }

  async keepIntakeCount(tx: Tx, { organisationId, month, revision, received }: IntakeCoverage): Promise<void> {
    const closures = received.reduce((sum, row) => sum + row.closures, 0);
    await tx.query(
      `insert into intake_counts (organisation_id, month, revision, closures) values ($1, $2, $3, $4)
       on conflict (organisation_id, month) do update set revision = excluded.revision, closures = excluded.closures
         where intake_counts.revision < excluded.revision`,
      [organisationId, month, revision, closures],
    );
  }

  /** The last check, read outside any transaction: for the metrics. */
  async newestSum(database: Database, organisationId: string): Promise<CheckedSum | undefined> {
    const [row] = await database.read<CheckedSum>(lastSum, [organisationId]);
    return row;
  }

  async saveSum(tx: Tx, organisationId: string, on: string, at: Date, sum: Sum): Promise<void> {
    await tx.query(
      `insert into sum_checks (organisation_id, checked_on, checked_at, closures, with_disposition, history_differs, not_as_registered)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (organisation_id, checked_on) do update set checked_at = excluded.checked_at, closures = excluded.closures,
         with_disposition = excluded.with_disposition, history_differs = excluded.history_differs,
         not_as_registered = excluded.not_as_registered`,
      [organisationId, on, at, sum.closures, sum.withDisposition, sum.historyDiffers, sum.notAsRegistered],
    );
    await tx.query(
      `update intake_counts set closures_at_check = closures
        where organisation_id = $1 and closures_at_check is distinct from closures`,
      [organisationId],
    );
  }

  async lastSum(tx: Tx, organisationId: string): Promise<CheckedSum | undefined> {
    return tx.one<CheckedSum>(lastSum, [organisationId]);
  }

  async checkedOn(tx: Tx, organisationId: string, day: string): Promise<boolean> {
    return (
      (await tx.one(`select 1 from sum_checks where organisation_id = $1 and checked_on = $2`, [
        organisationId,
        day,
      ])) !== undefined
    );
  }
}
