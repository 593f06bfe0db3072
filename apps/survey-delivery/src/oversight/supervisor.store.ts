import { Injectable } from '@nestjs/common';
import type { supervisorView } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import type { z } from 'zod';

type View = z.infer<typeof supervisorView>;

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

  async workload(
    tx: Tx,
    organisationId: string,
    now: Date,
    weekStart: Date,
  ): Promise<{ subject: string; name: string; claimed: number; doneThisWeek: number }[]> {
    return tx.query(
      `select claimed_by as subject, max(claimed_name) as name,
              count(*) filter (where done_at is null and claimed_until > $2)::int as claimed,
              count(*) filter (where done_at >= $3 and done_by = claimed_by)::int as "doneThisWeek"
         from tasks where organisation_id = $1 and claimed_by is not null and (done_at is null or done_at >= $3)
        group by claimed_by order by name`,
      [organisationId, now, weekStart],
    );
  }
}
