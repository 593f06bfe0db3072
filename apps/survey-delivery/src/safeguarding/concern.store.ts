import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import type { Person } from '../person.js';
import type { Risk } from './concern.js';

export interface Concern {
  id: string;
  episodeId: string | null;
  reference: string | null;
  noteId: string;
  risk: Risk;
  raisedBy: string;
  raisedName: string;
  raisedAt: Date;
  dueAt: Date;
  leadSubject: string | null;
  leadName: string | null;
  escalatedAt: Date | null;
  closedAt: Date | null;
  /** How it ended, sealed as the concern itself is. */
  outcomeNoteId: string | null;
}

const columns = `c.id, c.episode_id as "episodeId", e.reference, c.note_id as "noteId", c.risk, c.raised_by as "raisedBy",
  c.raised_name as "raisedName", c.raised_at as "raisedAt", c.due_at as "dueAt", c.lead_subject as "leadSubject",
  c.lead_name as "leadName", c.escalated_at as "escalatedAt", c.closed_at as "closedAt", c.outcome_note_id as "outcomeNoteId"`;

@Injectable()
export class ConcernStore {
  async add(
    tx: Tx,
    organisationId: string,
    c: Pick<Concern, 'id' | 'episodeId' | 'noteId' | 'risk' | 'raisedAt' | 'dueAt'>,
    by: Person,
  ): Promise<void> {
    await tx.query(
      `insert into concerns (id, organisation_id, episode_id, note_id, risk, raised_by, raised_name, raised_at, due_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [c.id, organisationId, c.episodeId, c.noteId, c.risk, by.subject, by.name, c.raisedAt, c.dueAt],
    );
  }

  async list(tx: Tx, organisationId: string, state: 'open' | 'taken' | 'closed' | null): Promise<Concern[]> {
    return tx.query<Concern>(
      `select ${columns} from concerns c left join episodes e on e.id = c.episode_id
        where c.organisation_id = $1
          and ($2::text is null or $2 = case when c.closed_at is not null then 'closed' when c.lead_subject is not null then 'taken' else 'open' end)
        order by c.closed_at is not null, c.due_at limit 200`,
      [organisationId, state],
    );
  }

  async locked(tx: Tx, id: string): Promise<Concern | undefined> {
    return tx.one<Concern>(
      `select ${columns} from concerns c left join episodes e on e.id = c.episode_id where c.id = $1 for update of c`,
      [id],
    );
  }

  async take(tx: Tx, id: string, by: Person, at: Date): Promise<void> {
    await tx.query(`update concerns set lead_subject = $2, lead_name = $3, taken_at = $4 where id = $1`, [
      id,
      by.subject,
      by.name,
      at,
    ]);
  }

  async close(tx: Tx, id: string, end: { outcomeNoteId: string; leftAlone: boolean; at: Date }): Promise<void> {
    await tx.query(`update concerns set closed_at = $2, outcome_note_id = $3, left_alone = $4 where id = $1`, [
      id,
      end.at,
      end.outcomeNoteId,
      end.leftAlone,
    ]);
  }

  /** Those of the people named of whom a lead said that they may not be contacted again, in whichever episode of theirs. */
  async leftAlone(tx: Tx, subjectKeys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select e.subject_key as "subjectKey" from concerns c join episodes e on e.id = c.episode_id
        where c.left_alone and e.subject_key = any($1)`,
      [subjectKeys],
    );
    return new Set(rows.map((r) => r.subjectKey));
  }

  /** A lead lets her be contacted again. */
  async leaveAloneNoMore(tx: Tx, subjectKey: string): Promise<void> {
    await tx.query(
      `update concerns set left_alone = false
        where left_alone and episode_id in (select id from episodes where subject_key = $1)`,
      [subjectKey],
    );
  }

  /** Those of the people named of whom a concern is open, in whichever episode of theirs it was raised. */
  async concerned(tx: Tx, subjectKeys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select e.subject_key as "subjectKey" from concerns c join episodes e on e.id = c.episode_id
        where c.closed_at is null and e.subject_key = any($1)`,
      [subjectKeys],
    );
    return new Set(rows.map((r) => r.subjectKey));
  }

  /** Past their time, taken or not: escalated to every lead, and again each time as long has passed until it ends. */
  async escalate(tx: Tx, now: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `update concerns set escalated_at = $1
        where closed_at is null and due_at <= $1
          and (escalated_at is null or escalated_at + (due_at - raised_at) <= $1) returning id`,
      [now],
    );
    return rows.map((r) => r.id);
  }

  async overdue(tx: Tx, now: Date): Promise<number> {
    const row = await tx.one<{ n: number }>(
      `select count(*)::int as n from concerns where closed_at is null and due_at <= $1`,
      [now],
    );
    return row!.n;
  }
}
