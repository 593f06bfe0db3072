import { Injectable } from '@nestjs/common';
import { rowsOf, type Tx } from '@answerable/persistence';
import type { WayUse } from '../episodes/contact-assessment.js';
import type { SealedRow } from './vault-key.store.js';

export interface ContactRow {
  id: string;
  subjectKey: string;
  caseKey: string | null;
  source: 'police' | 'staff';
  kid: string;
  sealed: string;
  receivedOn: string;
  version: number;
  checked: boolean;
}
/** A contact is kept for a case of a person. */
interface Place {
  caseKey: string;
  subjectKey: string;
}
export interface Move {
  from: Place;
  to: Place;
}

const contactColumns = `id, subject_key as "subjectKey", case_key as "caseKey", source, kid, sealed,
  received_on::text as "receivedOn", version, checked`;

const contacts = rowsOf<Omit<ContactRow, 'id' | 'checked'>>([
  ['subject_key', 'text', 'subjectKey'],
  ['case_key', 'text', 'caseKey'],
  ['source', 'text', 'source'],
  ['kid', 'text', 'kid'],
  ['sealed', 'text', 'sealed'],
  ['received_on', 'date', 'receivedOn'],
  ['version', 'integer', 'version'],
]);
export interface WayRow {
  subjectKey: string;
  wayHash: string;
  usedFor: WayUse[];
}
const ways = rowsOf<WayRow>([
  ['subject_key', 'text', 'subjectKey'],
  ['way_hash', 'text', 'wayHash'],
  ['used_for', 'text[]', 'usedFor'],
]);

/** SQL of what the vault holds. `enter` comes first in every transaction: without it row-level security shows no row. */
@Injectable()
export class VaultStore {
  async enter(tx: Tx, organisationId: string): Promise<void> {
    await tx.query(`select set_config('answerable.organisation', $1, true)`, [organisationId]);
  }

  async putContacts(
    tx: Tx,
    organisationId: string,
    rows: readonly Omit<ContactRow, 'id' | 'checked'>[],
  ): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `insert into contacts (id, organisation_id, ${contacts.names})
       select uuidv7(), $${contacts.count + 1}, ${contacts.names} from ${contacts.source} as row
       on conflict (organisation_id, subject_key, case_key) do update
         set kid = excluded.kid, sealed = excluded.sealed, received_on = excluded.received_on, version = excluded.version, checked = false`,
      [...contacts.values(rows), organisationId],
    );
  }

  /** The police say that cases are of somebody else, or part of another: what they gave for them goes along, and is looked at anew. */
  async moveContacts(tx: Tx, cases: readonly Move[]): Promise<void> {
    if (cases.length === 0) return;
    await tx.query(
      `update contacts c set subject_key = row.new_subject, case_key = row.new_case, checked = false
         from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as row (case_key, subject, new_case, new_subject)
        where c.subject_key = row.subject and c.case_key = row.case_key
          and not exists (select from contacts k where k.subject_key = row.new_subject and k.case_key = row.new_case)`,
      [
        cases.map((c) => c.from.caseKey),
        cases.map((c) => c.from.subjectKey),
        cases.map((c) => c.to.caseKey),
        cases.map((c) => c.to.subjectKey),
      ],
    );
  }

  async contactsOf(tx: Tx, subjectKeys: readonly string[]): Promise<ContactRow[]> {
    return tx.query<ContactRow>(
      `select ${contactColumns} from contacts where subject_key = any($1) order by received_on, case_key nulls last`,
      [subjectKeys],
    );
  }

  /** Those of the people named of whom something is kept that they said to staff. */
  async spokenWith(tx: Tx, subjectKeys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select subject_key as "subjectKey" from contacts where subject_key = any($1) and source = 'staff'`,
      [subjectKeys],
    );
    return new Set(rows.map((r) => r.subjectKey));
  }

  async markChecked(tx: Tx, ids: readonly string[]): Promise<void> {
    await tx.query(`update contacts set checked = true where id = any($1)`, [ids]);
  }

  /**
   * Every number and address that is known of these people, and what each would be used for now; each once. What is not among them stays
   * known. Of two people who come at the same moment with one number the second waits for the first, and learns that it is shared.
   */
  async putHashes(tx: Tx, organisationId: string, rows: readonly WayRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `select count(pg_advisory_xact_lock(hashtextextended(way, 0))) from (select distinct way from unnest($1::text[]) as way order by way) as ways`,
      [rows.map((r) => r.wayHash)],
    );
    await tx.query(
      `insert into contact_hashes (organisation_id, ${ways.names})
       select $${ways.count + 1}, ${ways.names} from ${ways.source} as row
       on conflict (organisation_id, subject_key, way_hash) do update set used_for = excluded.used_for
         where contact_hashes.used_for <> excluded.used_for`,
      [...ways.values(rows), organisationId],
    );
    await tx.query(
      `update contact_hashes set used_for = '{}'
        where subject_key = any($1) and used_for <> '{}'
          and (subject_key, way_hash) not in (select * from unnest($2::text[], $3::text[]))`,
      [[...new Set(rows.map((r) => r.subjectKey))], rows.map((r) => r.subjectKey), rows.map((r) => r.wayHash)],
    );
  }

  /**
   * Of the people named, what of theirs that would be used somebody else has too, or had. `limit` makes it one look by index for each of
   * theirs: while a migration fills the table faster than it is analysed, PostgreSQL would else read everybody's for each batch.
   */
  async sharing(tx: Tx, subjectKeys: readonly string[]): Promise<Map<string, ReadonlySet<WayUse>>> {
    const rows = await tx.query<{ subjectKey: string; usedFor: WayUse[] }>(
      `select a.subject_key as "subjectKey", a.used_for as "usedFor"
         from contact_hashes a,
              lateral (select from contact_hashes b
                        where b.way_hash = a.way_hash and b.subject_key <> a.subject_key limit 1) other
        where a.subject_key = any($1) and a.used_for <> '{}'`,
      [subjectKeys],
    );
    const hers = Map.groupBy(rows, (r) => r.subjectKey);
    return new Map([...hers].map(([subject, those]) => [subject, new Set(those.flatMap((r) => r.usedFor))]));
  }

  async subjects(tx: Tx): Promise<{ subjectKey: string; receivedOn: string }[]> {
    return tx.query(
      `select subject_key as "subjectKey", max(received_on)::text as "receivedOn" from contacts group by subject_key`,
    );
  }

  async deleteContacts(tx: Tx, subjectKeys: readonly string[]): Promise<number> {
    await tx.query(`delete from contact_hashes where subject_key = any($1)`, [subjectKeys]);
    await tx.query(
      `update messages set way_hash = null
        where way_hash is not null and episode_id in (select id from episodes where subject_key = any($1))`,
      [subjectKeys],
    );
    const gone = await tx.query(`delete from contacts where subject_key = any($1) returning id`, [subjectKeys]);
    return gone.length;
  }

  async putNote(
    tx: Tx,
    organisationId: string,
    note: { id: string; kind: string; kid: string; sealed: string; receivedOn: string; deleteAfter: string },
  ): Promise<void> {
    await tx.query(
      `insert into sealed_notes (id, organisation_id, kind, kid, sealed, received_on, delete_after)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do nothing`,
      [note.id, organisationId, note.kind, note.kid, note.sealed, note.receivedOn, note.deleteAfter],
    );
  }

  async note(tx: Tx, id: string, kind: string): Promise<SealedRow | undefined> {
    return tx.one<SealedRow>(`select id, kid, sealed from sealed_notes where id = $1 and kind = $2`, [id, kind]);
  }

  async notesOfKind(tx: Tx, kind: string, limit: number): Promise<{ id: string; receivedOn: string }[]> {
    return tx.query(
      `select id, received_on::text as "receivedOn" from sealed_notes where kind = $1 order by received_on desc, id limit $2`,
      [kind, limit],
    );
  }

  /** What was written to the public page is known by nothing afterwards, and nobody has to look at it any more. */
  async deleteOldNotes(tx: Tx, today: string, now: Date): Promise<number> {
    const gone = await tx.query<{ id: string }>(
      `delete from sealed_notes n where delete_after < $1
          and not exists (
            select 1 from episodes e join episodes h on h.subject_key = e.subject_key and h.legal_hold where e.id in (
              select episode_id from tasks where note_id = n.id
              union select episode_id from own_route_entries where id = n.id
              union select episode_id from message_replies where note_id = n.id
              union select episode_id from concerns where note_id = n.id))
       returning id`,
      [today],
    );
    const ids = gone.map(({ id }) => id);
    await tx.query(
      `update own_route_entries
          set way_hash = '', verified_on = coalesce(verified_on, $2),
              state = case when state = 'new' then 'not-verified' else state end where id = any($1)`,
      [ids, today],
    );
    await tx.query(
      `update tasks set done_at = $2, outcome = 'too-old' where note_id = any($1) and kind = 'own-route' and done_at is null`,
      [ids, now],
    );
    return gone.length;
  }

  /**
   * Erasure: what she wrote to us up to that day goes with her details; gives the ids. Notes on a risk to somebody stay until their
   * own retention.
   */
  async deleteNotesOf(tx: Tx, subjectKey: string, upTo: string): Promise<string[]> {
    const ids = (await this.notesOf(tx, subjectKey, upTo)).map((n) => n.id);
    await tx.query(`delete from sealed_notes where id = any($1)`, [ids]);
    await tx.query(`update own_route_entries set way_hash = '' where id = any($1)`, [ids]);
    return ids;
  }

  async notesOf(tx: Tx, subjectKey: string, upTo: string): Promise<SealedRow[]> {
    return tx.query<SealedRow>(
      `with hers as (select id from episodes where subject_key = $1)
       select id, kid, sealed from sealed_notes
        where kind in ('wish', 'own-route', 'reply') and received_on <= $2
          and (id in (select id from own_route_entries
                       where episode_id in (select id from hers)
                          or case_key in (select case_key from closures where closures.subject_key = $1))
            or id in (select note_id from message_replies where episode_id in (select id from hers))
            or id in (select note_id from tasks where episode_id in (select id from hers)))`,
      [subjectKey, upTo],
    );
  }

  async addRefusals(
    tx: Tx,
    organisationId: string,
    ofWhom: string,
    { hashes, on, saidAt }: { hashes: readonly string[]; on: string; saidAt?: Date | string | undefined },
  ): Promise<void> {
    await tx.query(
      `insert into refusals (organisation_id, refusal_hash, of_whom, refused_on, said_at)
       select $2, unnest($1::text[]), $3, $4, coalesce($5, timestamptz '-infinity') on conflict do nothing`,
      [hashes, organisationId, ofWhom, on, saidAt ?? null],
    );
  }

  async refusedSince(tx: Tx, ofWhom: string, subjectKey: string): Promise<boolean> {
    const rows = await tx.query(
      `select 1 from refusals where of_whom = $1
          and refused_on >= (select max(received_on) from contacts where subject_key = $2) limit 1`,
      [ofWhom, subjectKey],
    );
    return rows.length > 0;
  }

  /**
   * All of a person, or what she said at one moment: of what was kept before that was written down, what she said on that day. Of those
   * from before it was written down whose they are, the hashes given.
   */
  async dropRefusals(
    tx: Tx,
    ofWhom: string,
    { hashes, saidAt, on }: { hashes: readonly string[]; saidAt: Date | null; on: string | null },
  ): Promise<void> {
    await tx.query(
      `delete from refusals
        where (of_whom = $1 or (of_whom = '' and refusal_hash = any($2)))
          and ($3::timestamptz is null or said_at = $3 or (said_at = '-infinity' and refused_on = $4))`,
      [ofWhom, hashes, saidAt, on],
    );
  }

  async refusedBy(tx: Tx, ofWhom: string): Promise<boolean> {
    return (await tx.one(`select 1 from refusals where of_whom = $1 limit 1`, [ofWhom])) !== undefined;
  }

  /** Those of the hashes that are remembered, each with whose it is. */
  async refusalsAmong(tx: Tx, hashes: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ h: string; whose: string }>(
      `select refusal_hash as h, of_whom as whose from refusals where refusal_hash = any($1)`,
      [hashes],
    );
    return new Map(rows.map((r) => [r.h, r.whose]));
  }

  /** People whose fieldwork ended before that day and whose contact nothing holds: it is deleted. */
  async beyondRetention(tx: Tx, endedBefore: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select distinct c.subject_key as "subjectKey" from contacts c
        where not exists (select 1 from episodes e where e.subject_key = c.subject_key
                             and (e.closed_at is null or e.closed_at >= $1 or e.legal_hold))
          and not exists (select 1 from closures d where d.subject_key = c.subject_key and d.disposition = 'deferred')
          and c.received_on < $1
        limit $2`,
      [endedBefore, limit],
    );
    return rows.map((r) => r.subjectKey);
  }
}
