import { Injectable } from '@nestjs/common';
import type { supervisorView } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import type { z } from 'zod';

type View = z.infer<typeof supervisorView>;
type Oldest = View['waiting']['oldest'][number]['what'];
type Work = Omit<View['workload'][number], 'person'> & { subject: string; name: string };

/** What the supervisor sees. Units appear with counts only: never a case, never a person who was asked. */
@Injectable()
export class SupervisorStore {
  async dispositions(tx: Tx, organisationId: string, from: string, to: string): Promise<View['dispositions']> {
    return tx.query(
      `select closure_month as month, force, unit, outcome_class as "outcomeClass", disposition, reason, count(*)::int as closures
         from closures where organisation_id = $1 and closure_month between $2 and $3 and state = 'closed'
        group by 1, 2, 3, 4, 5, 6 order by 1 desc, 2, 3, 4, 5`,
      [organisationId, from, to],
    );
  }

  async waiting(
    tx: Tx,
    organisationId: string,
    now: Date,
  ): Promise<{ messagesDue: number; oldestDueAt: Date | null; tasksOpen: number; tasksOverdue: number }> {
    const row = await tx.one<{
      messagesDue: number;
      oldestDueAt: Date | null;
      tasksOpen: number;
      tasksOverdue: number;
    }>(
      `select due.messages as "messagesDue", due.oldest as "oldestDueAt",
              (select count(*)::int from tasks where organisation_id = $1 and done_at is null) as "tasksOpen",
              (select count(*)::int from tasks where organisation_id = $1 and done_at is null and due_at < $2) as "tasksOverdue"
         from (select count(*)::int as messages, min(due_at) as oldest from episodes
                where organisation_id = $1 and due_at <= $2 and state in ('scheduled', 'inviting')) due`,
      [organisationId, now],
    );
    return row!;
  }

  async heldSources(tx: Tx, since: string): Promise<View['waiting']['heldSources']> {
    return tx.query(
      `select force, source_system as "sourceSystem", last_heard_on::text as "lastHeardOn" from sources where last_heard_on < $1 order by 3`,
      [since],
    );
  }

  async units(tx: Tx, organisationId: string, from: string, to: string): Promise<View['units']> {
    return tx.query(
      `select force, unit, count(*)::int as closures,
              count(*) filter (where reason = 'no-usable-contact')::int as "withoutUsableContact",
              count(*) filter (where exists (
                select 1 from story_entries s where s.episode_id = c.episode_id and s.kind = 'attempt'
                   and s.detail ->> 'outcome' = 'wrong-number'))::int as "wrongNumbers",
              count(*) filter (where exists (
                select 1 from messages m where m.episode_id = c.episode_id and m.status = 'permanent-failure'))::int as bounced,
              count(*) filter (where disposition = 'declined' or reason = 'declined-by-her')::int as declined,
              count(*) filter (where disposition = 'undeliverable')::int as undeliverable
         from closures c where organisation_id = $1 and closure_month between $2 and $3 and state = 'closed'
        group by 1, 2 order by 1, 2`,
      [organisationId, from, to],
    );
  }

  async channels(tx: Tx, since: Date): Promise<View['channels']> {
    return tx.query(
      `select channel, status, count(*)::int as messages from messages where created_at >= $1 group by 1, 2 order by 1, 2`,
      [since],
    );
  }

  /** What waits longest, by kind of task and by what else stops an asking; `since` is when the oldest began. */
  async oldest(tx: Tx, organisationId: string, now: Date): Promise<{ what: Oldest; waiting: number; since: Date }[]> {
    return tx.query(
      `select kind as what, count(*)::int as waiting, min(created_at) as since from tasks
        where organisation_id = $1 and done_at is null group by kind
       union all
       select 'held', count(*)::int, coalesce(min(since), $2) from (
         select (select max(s.at) from story_entries s where s.episode_id = e.id and s.kind = 'held') as since
           from episodes e where organisation_id = $1 and state = 'held') held having count(*) > 0
       union all
       select 'deferred', count(*)::int, coalesce(min(since), $2) from (
         select (select max(d.changed_at) from disposition_changes d where d.case_key = c.case_key and d.disposition = 'deferred') as since
           from closures c where organisation_id = $1 and state = 'closed' and disposition = 'deferred') deferred having count(*) > 0
       order by 3`,
      [organisationId, now],
    );
  }

  /** Who has taken what now, and what each did since then: tasks, taken before or not, and calls, whatever came of them. */
  async workload(tx: Tx, organisationId: string, now: Date, weekStart: Date): Promise<Work[]> {
    return tx.query(
      `with work as (
         select claimed_by as subject, claimed_name as name, 1 as claimed, 0 as done, 0 as calls from tasks
          where organisation_id = $1 and done_at is null and claimed_until > $2
         union all
         select done_by, coalesce(done_name, claimed_name), 0, 1, 0 from tasks
          where organisation_id = $1 and done_at >= $3 and done_by is not null
         union all
         select s.by_subject, s.by_name, 0, 0, 1 from story_entries s join episodes e on e.id = s.episode_id
          where e.organisation_id = $1 and s.kind = 'attempt' and s.at >= $3 and s.by_subject is not null)
       select subject, coalesce(max(name), subject) as name, sum(claimed)::int as claimed, sum(done)::int as "doneThisWeek",
              sum(calls)::int as "callsThisWeek"
         from work group by subject order by 2`,
      [organisationId, now, weekStart],
    );
  }
}
