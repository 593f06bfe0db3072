import { Injectable } from '@nestjs/common';
import type { TaskKind } from '@answerable/contracts';
import { rowsOf, type Database, type Tx } from '@answerable/persistence';
import type { Person } from '../person.js';

export interface NewTask {
  kind: TaskKind;
  organisationId: string;
  episodeId: string | null;
  caseKey?: string | null;
  noteId?: string | null;
  dueAt: Date;
  /** A time of that day which was agreed with her. */
  notBefore?: Date | null;
}
export interface Task {
  id: string;
  kind: TaskKind;
  episodeId: string | null;
  caseKey: string | null;
  noteId: string | null;
  dueAt: Date;
  notBefore: Date | null;
  claimedBy: string | null;
  claimedName: string | null;
  claimedUntil: Date | null;
  doneAt: Date | null;
}

const columns = `id, kind, episode_id as "episodeId", case_key as "caseKey", note_id as "noteId", due_at as "dueAt", not_before as "notBefore",
  claimed_by as "claimedBy", claimed_name as "claimedName", claimed_until as "claimedUntil", done_at as "doneAt"`;

const newTasks = rowsOf<NewTask>([
  ['organisation_id', 'text', 'organisationId'],
  ['kind', 'text', 'kind'],
  ['episode_id', 'uuid', 'episodeId'],
  ['case_key', 'text', 'caseKey'],
  ['note_id', 'uuid', 'noteId'],
  ['due_at', 'timestamptz', 'dueAt'],
  ['not_before', 'timestamptz', 'notBefore'],
]);

@Injectable()
export class TaskStore {
  /** One open task of a kind for an episode: a second one only moves the first to the earlier time. */
  async addMany(tx: Tx, tasks: readonly NewTask[], now: Date): Promise<void> {
    if (tasks.length === 0) return;
    await tx.query(
      `insert into tasks (id, ${newTasks.names}, created_at)
       select uuidv7(), ${newTasks.names}, $${newTasks.count + 1} from ${newTasks.source} as row
       on conflict (kind, coalesce(episode_id::text, case_key), coalesce(note_id::text, '')) where done_at is null
       do update set not_before = case when excluded.due_at < tasks.due_at then excluded.not_before else tasks.not_before end,
                     due_at = least(tasks.due_at, excluded.due_at)`,
      [...newTasks.values(tasks), now],
    );
  }

  /** How much is to be done on each day from that day on: work of every kind, and what is overdue counts as that day's. */
  async loadByDay(tx: Tx, organisationId: string, from: string): Promise<Map<string, number>> {
    const rows = await tx.query<{ day: string; n: number }>(
      `select greatest((due_at at time zone 'Europe/London')::date, $2::date)::text as day, count(*)::int as n from tasks
        where organisation_id = $1 and done_at is null group by 1`,
      [organisationId, from],
    );
    return new Map(rows.map((r) => [r.day, r.n]));
  }

  async backlog(database: Database, now: Date): Promise<{ kind: TaskKind; open: number; overdue: number }[]> {
    return database.read(
      `select kind, count(*)::int as open, greatest(0, extract(epoch from $1::timestamptz - min(due_at)))::float8 as overdue
         from tasks where done_at is null group by kind`,
      [now],
    );
  }

  async callBacksOverdue(database: Database, now: Date): Promise<number> {
    const [row] = await database.read<{ n: number }>(
      `select count(*)::int as n from tasks where done_at is null and kind = 'call-back' and due_at < $1`,
      [now],
    );
    return row!.n;
  }

  async byIdLocked(tx: Tx, id: string): Promise<Task | undefined> {
    return tx.one<Task>(`select ${columns} from tasks where id = $1 for update`, [id]);
  }

  async openOfEpisodeLocked(tx: Tx, episodeId: string): Promise<Task[]> {
    return tx.query<Task>(
      `select ${columns} from tasks where episode_id = $1 and done_at is null order by id for update`,
      [episodeId],
    );
  }

  /** Whether she waits for a call that she asked for, in whichever episode of hers. */
  async hasOpenCallBack(tx: Tx, subjectKey: string): Promise<boolean> {
    return (
      (await tx.one(
        `select 1 from tasks t join episodes e on e.id = t.episode_id
          where e.subject_key = $1 and t.kind = 'call-back' and t.done_at is null limit 1`,
        [subjectKey],
      )) !== undefined
    );
  }

  /** Her details go now: nobody could make the calls she waits for. */
  async finishCallBacks(tx: Tx, subjectKey: string, by: Person | null, at: Date): Promise<void> {
    const open = await tx.query<{ id: string }>(
      `select t.id from tasks t join episodes e on e.id = t.episode_id
        where e.subject_key = $1 and t.kind = 'call-back' and t.done_at is null order by t.id`,
      [subjectKey],
    );
    await this.finish(
      tx,
      open.map((t) => t.id),
      by,
      'details-erased',
      at,
    );
  }

  /** Until when staff hold everything for the people of these episodes: nobody has ended it, and the police's ending of an episode does not. */
  async holdsOf(tx: Tx, episodeIds: readonly string[], now: Date): Promise<Map<string, Date>> {
    if (episodeIds.length === 0) return new Map();
    const rows = await tx.query<{ subjectKey: string; until: Date }>(
      `select e.subject_key as "subjectKey", max(t.due_at) as until from episodes e join tasks t on t.episode_id = e.id
        where t.episode_id = any($1) and t.kind = 'hold-review' and t.due_at > $2
          and (t.done_at is null or t.outcome = 'episode-ended')
        group by 1`,
      [episodeIds, now],
    );
    return new Map(rows.map((r) => [r.subjectKey, r.until]));
  }

  async byNoteLocked(tx: Tx, noteId: string): Promise<Task | undefined> {
    return tx.one<Task>(`select ${columns} from tasks where note_id = $1 for update`, [noteId]);
  }

  /** Ids of open tasks about these notes. */
  async openOfNotes(tx: Tx, noteIds: readonly string[]): Promise<string[]> {
    if (noteIds.length === 0) return [];
    const rows = await tx.query<{ id: string }>(
      `select id from tasks where note_id = any($1) and done_at is null order by id`,
      [noteIds],
    );
    return rows.map((r) => r.id);
  }

  async claim(tx: Tx, id: string, by: { subject: string; name: string }, until: Date): Promise<void> {
    await tx.query(`update tasks set claimed_by = $2, claimed_name = $3, claimed_until = $4 where id = $1`, [
      id,
      by.subject,
      by.name,
      until,
    ]);
  }

  /** Somebody must look before she is rung: a call that was planned becomes that look, by its day and by whoever has it. */
  async lookFirst(tx: Tx, episodeIds: readonly string[]): Promise<void> {
    if (episodeIds.length === 0) return;
    await tx.query(
      `update tasks t set kind = 'safe-contact-check'
        where episode_id = any($1) and kind = 'telephone' and done_at is null
          and not exists (select 1 from tasks c where c.episode_id = t.episode_id and c.kind = 'safe-contact-check' and c.done_at is null)`,
      [episodeIds],
    );
  }

  /** The police said how the proceedings went: nobody has to find out any more. */
  async dropRechecks(tx: Tx, caseKeys: readonly string[], now: Date): Promise<void> {
    if (caseKeys.length === 0) return;
    await tx.query(
      `update tasks set done_at = $2, outcome = 'told-by-police'
        where case_key = any($1) and kind = 'proceedings-recheck' and done_at is null`,
      [caseKeys, now],
    );
  }

  /** She turned out to be no child: nobody has to decide any more. */
  async dropChildDecisions(tx: Tx, episodeIds: readonly string[], now: Date): Promise<void> {
    if (episodeIds.length === 0) return;
    await tx.query(
      `update tasks set done_at = $2, outcome = 'not-under-16'
        where episode_id = any($1) and kind = 'child-decision' and done_at is null`,
      [episodeIds, now],
    );
  }

  /** No case is left in these episodes, where it is so: there is nothing to decide on a child about. */
  async dropDecisionsOfNobody(tx: Tx, episodeIds: readonly string[], now: Date): Promise<void> {
    if (episodeIds.length === 0) return;
    await tx.query(
      `update tasks set done_at = $2, outcome = 'no-case-left'
        where episode_id = any($1) and kind = 'child-decision' and done_at is null
          and not exists (select 1 from closures c where c.episode_id = tasks.episode_id)`,
      [episodeIds, now],
    );
  }

  async release(tx: Tx, id: string): Promise<void> {
    await tx.query(`update tasks set claimed_by = null, claimed_name = null, claimed_until = null where id = $1`, [id]);
  }

  async postpone(tx: Tx, id: string, dueAt: Date, notBefore: Date | null): Promise<void> {
    await tx.query(
      `update tasks set due_at = $2, not_before = $3, claimed_by = null, claimed_name = null, claimed_until = null where id = $1`,
      [id, dueAt, notBefore],
    );
  }

  async finish(tx: Tx, ids: readonly string[], by: Person | null, outcome: string, at: Date): Promise<void> {
    await tx.query(
      `update tasks set done_at = $2, done_by = $3, done_name = $4, outcome = $5 where id = any($1) and done_at is null`,
      [ids, at, by?.subject ?? null, by?.name ?? null, outcome],
    );
  }
}
