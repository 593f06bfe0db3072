import { Injectable } from '@nestjs/common';
import {
  taskKinds,
  type CheckReason,
  type ContactTime,
  type Language,
  type SafeNotes,
  type TaskKind,
} from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { isPlannedCall } from './ringing.js';

export interface WorkRow {
  taskId: string;
  kind: TaskKind;
  episodeId: string | null;
  caseKey: string | null;
  /** An entry of the public page, where that is what is to be looked at. */
  entryId: string | null;
  reference: string | null;
  force: string | null;
  unit: string | null;
  closedOn: string | null;
  language: Language | null;
  interpreter: boolean | null;
  reasons: CheckReason[] | null;
  safe: SafeNotes | null;
  attempts: number | null;
  dueAt: Date;
  notBefore: Date | null;
  claimedBy: string | null;
  claimedName: string | null;
  claimedUntil: Date | null;
  supportedByMe: boolean;
}
export interface WorkFilter {
  kind?: TaskKind;
  mine?: boolean;
  dueBefore?: Date;
  language?: Language;
  search?: string;
  /** Only what may be done at this moment: planned calls of this day and before, within her times; what `notBefore` of a row says. */
  callable?: { today: string; open: readonly ContactTime[] | null };
  after?: { dueAt: string; id: string };
  limit: number;
}

const columns = `t.id as "taskId", t.kind, t.episode_id as "episodeId", t.case_key as "caseKey", case when t.kind = 'own-route' then t.note_id end as "entryId", e.reference,
  coalesce(e.force, c.force) as force, coalesce(e.unit, c.unit) as unit, coalesce(e.closed_on, c.closed_on)::text as "closedOn",
  e.language, e.interpreter, e.reasons, e.safe, e.phone_attempts as attempts, t.due_at as "dueAt", t.not_before as "notBefore",
  t.claimed_by as "claimedBy", t.claimed_name as "claimedName", t.claimed_until as "claimedUntil",
  exists (select 1 from supporters s where s.subject_key = e.subject_key and s.person_subject = $1) as "supportedByMe"`;
/** While she is held only the hold itself is reviewed, and what she asked for is done; a hold of safeguarding ends with its concern. */
const mayBeDone = `(e.state is null or e.state <> 'held' or t.kind = 'call-back' or (t.kind = 'hold-review' and e.held_reason = 'staff'))`;
const tables = `tasks t left join episodes e on e.id = t.episode_id left join closures c on c.case_key = t.case_key`;

@Injectable()
export class WorklistStore {
  async list(tx: Tx, organisationId: string, person: string, now: Date, f: WorkFilter): Promise<WorkRow[]> {
    return tx.query<WorkRow>(
      `select ${columns} from ${tables}
        where t.organisation_id = $2 and t.done_at is null
          and ${mayBeDone}
          and ($3::text is null or t.kind = $3)
          and ($4::boolean is null or $4 = (t.claimed_by = $1 and t.claimed_until > $10) or ($4 = false and t.claimed_by is null))
          and ($5::timestamptz is null or t.due_at < $5)
          and ($6::text is null or e.language = $6)
          and ($7::text is null or replace(e.reference, '-', '') ilike replace($7, '-', '') || '%' or coalesce(e.unit, c.unit) ilike '%' || $7 || '%'
               or to_char(coalesce(e.closed_on, c.closed_on), 'FMMonth YYYY') ilike $7 || '%')
          and ($8::timestamptz is null or (t.due_at, t.id) > ($8::timestamptz, $9::uuid))
          and ($12::date is null or (
            (t.kind <> all($13::text[]) or
              ((t.due_at at time zone 'Europe/London')::date <= $12::date and coalesce(t.not_before <= $10, true)))
            and $14::text[] is not null
            and (coalesce(jsonb_array_length(e.safe -> 'times'), 0) = 0 or e.safe -> 'times' ?| $14::text[])))
        order by t.due_at, t.id limit $11`,
      [
        person,
        organisationId,
        f.kind ?? null,
        f.mine ?? null,
        f.dueBefore ?? null,
        f.language ?? null,
        f.search || null,
        f.after?.dueAt ?? null,
        f.after?.id ?? null,
        now,
        f.limit,
        f.callable?.today ?? null,
        taskKinds.filter((kind) => isPlannedCall({ kind })),
        f.callable?.open ?? null,
      ],
    );
  }

  async one(tx: Tx, person: string, taskId: string): Promise<WorkRow | undefined> {
    return tx.one<WorkRow>(`select ${columns} from ${tables} where t.id = $2`, [person, taskId]);
  }

  async ofEpisode(tx: Tx, person: string, episodeId: string): Promise<WorkRow[]> {
    return tx.query<WorkRow>(
      `select ${columns} from ${tables} where t.episode_id = $2 and t.done_at is null order by t.due_at`,
      [person, episodeId],
    );
  }

  async counts(
    tx: Tx,
    organisationId: string,
    person: string,
    now: Date,
  ): Promise<{ kind: TaskKind; open: number; overdue: number; mine: number }[]> {
    return tx.query(
      `select kind, count(*)::int as open, count(*) filter (where due_at < $3)::int as overdue,
              count(*) filter (where claimed_by = $2 and claimed_until > $3)::int as mine
         from tasks where organisation_id = $1 and done_at is null group by kind order by kind`,
      [organisationId, person, now],
    );
  }

  async addSupporter(tx: Tx, subjectKey: string, person: { subject: string; name: string }, at: Date): Promise<void> {
    await tx.query(
      `insert into supporters (subject_key, person_subject, person_name, since) values ($1, $2, $3, $4) on conflict do nothing`,
      [subjectKey, person.subject, person.name, at],
    );
  }

  async supporters(tx: Tx, subjectKey: string): Promise<{ subject: string; name: string }[]> {
    return tx.query(
      `select person_subject as subject, person_name as name from supporters where subject_key = $1 order by since`,
      [subjectKey],
    );
  }
}
