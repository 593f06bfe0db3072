import { Injectable } from '@nestjs/common';
import type { EpisodeState, ownRouteState, possibleCase } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import type { z } from 'zod';

export interface Entry {
  id: string;
  receivedOn: string;
  state: z.infer<typeof ownRouteState>;
  wayHash: string;
  episodeId: string | null;
  /** What it counts in is told already: nothing of it changes any more. */
  told: boolean;
}

/** With its task, while it waits; `day` is the one by which the list is sorted. */
export interface Listed extends Entry {
  candidates: number;
  notReached: number;
  day: string;
  dueAt: Date | null;
  claimedBy: string | null;
  claimedName: string | null;
  claimedUntil: Date | null;
}

/** How a search is written down: nobody says "the police did not tell us" without one. */
export const SEARCH = 'own-route-search';

const columns = `o.id, o.received_on::text as "receivedOn", o.state, o.way_hash as "wayHash", o.episode_id as "episodeId",
  o.state = 'not-told-about' and exists (
    select 1 from coverage_snapshots s
     where s.organisation_id = o.organisation_id and s.month = to_char(o.verified_on, 'YYYY-MM') and s.frozen) as told`;

@Injectable()
export class OwnRouteStore {
  async add(tx: Tx, organisationId: string, e: { id: string; receivedOn: string; wayHash: string }): Promise<void> {
    await tx.query(
      `insert into own_route_entries (id, organisation_id, received_on, state, way_hash) values ($1, $2, $3, 'new', $4)`,
      [e.id, organisationId, e.receivedOn, e.wayHash],
    );
  }

  /** Entries of one number still waiting: a second one from the same number is kept, a flood is not. */
  async waitingFrom(tx: Tx, wayHash: string): Promise<number> {
    const row = await tx.one<{ n: number }>(
      `select count(*)::int as n from own_route_entries where way_hash = $1 and state = 'new'`,
      [wayHash],
    );
    return row!.n;
  }

  /** Who waits, oldest first; or what was dealt with, newest first. */
  async list(
    tx: Tx,
    organisationId: string,
    f: { waiting: boolean; after?: { day: string; id: string }; limit: number },
  ): Promise<Listed[]> {
    const [day, further, order] = f.waiting
      ? ['received_on', '>', 'o.received_on, o.id']
      : ['verified_on', '<', 'o.verified_on desc, o.id desc'];
    return tx.query<Listed>(
      `select ${columns}, o.not_reached as "notReached", o.${day}::text as day, t.due_at as "dueAt", t.claimed_by as "claimedBy",
              t.claimed_name as "claimedName", t.claimed_until as "claimedUntil",
              (select count(*)::int from contact_hashes h join episodes e on e.subject_key = h.subject_key
                where h.way_hash = o.way_hash) as candidates
         from own_route_entries o left join tasks t on t.note_id = o.id and t.done_at is null
        where o.organisation_id = $1 and (o.state = 'new') = $2
          and ($3::date is null or (o.${day}, o.id) ${further} ($3::date, $4::uuid))
        order by ${order} limit $5`,
      [organisationId, f.waiting, f.after?.day ?? null, f.after?.id ?? null, f.limit],
    );
  }

  /** Those of a number, in every state, newest first. */
  async ofWay(tx: Tx, organisationId: string, wayHash: string): Promise<Entry[]> {
    return tx.query<Entry>(
      `select ${columns} from own_route_entries o
        where o.organisation_id = $1 and o.way_hash = $2 and o.way_hash <> '' order by o.received_on desc, o.id desc limit 50`,
      [organisationId, wayHash],
    );
  }

  /** What she wrote goes, and what her number is known by; what was found out still counts. */
  async erase(tx: Tx, ids: readonly string[], v: { on: string; by: string | null }): Promise<void> {
    await tx.query(`delete from sealed_notes where kind = 'own-route' and id = any($1)`, [ids]);
    await tx.query(
      `update own_route_entries
          set way_hash = '', verified_on = case when state = 'new' then $2 else verified_on end,
              verified_by = case when state = 'new' then $3 else verified_by end,
              state = case when state = 'new' then 'withdrawn' else state end
        where id = any($1)`,
      [ids, v.on, v.by],
    );
  }

  async allIds(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`select id from own_route_entries where way_hash <> ''`);
    return rows.map((r) => r.id);
  }

  async locked(tx: Tx, id: string): Promise<Entry | undefined> {
    return tx.one<Entry>(`select ${columns} from own_route_entries o where o.id = $1 for update of o`, [id]);
  }

  async candidates(
    tx: Tx,
    wayHash: string,
  ): Promise<{ episodeId: string; reference: string; state: EpisodeState; cueMonth: string }[]> {
    return tx.query(
      `select e.id as "episodeId", e.reference, e.state, to_char(e.closed_on, 'YYYY-MM') as "cueMonth"
         from contact_hashes h join episodes e on e.subject_key = h.subject_key where h.way_hash = $1 order by e.closed_on desc`,
      [wayHash],
    );
  }

  /** Whether somebody of that number counts already. */
  async isCounted(tx: Tx, wayHash: string): Promise<boolean> {
    return (
      (await tx.one(
        `select 1 from own_route_entries where way_hash = $1 and way_hash <> '' and state = 'not-told-about' limit 1`,
        [wayHash],
      )) !== undefined
    );
  }

  /** Whose they are is known now: the others that wait are hers too, and are not looked at or counted again. */
  async endOthersOf(tx: Tx, { id, wayHash }: Entry, v: { on: string; by: string }): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `update own_route_entries set state = 'same-person', verified_on = $3, verified_by = $4
        where way_hash = $1 and way_hash <> '' and id <> $2 and state = 'new' returning id`,
      [wayHash, id, v.on, v.by],
    );
    return rows.map((r) => r.id);
  }

  async notReached(tx: Tx, id: string): Promise<void> {
    await tx.query(`update own_route_entries set not_reached = not_reached + 1 where id = $1`, [id]);
  }

  async reopen(tx: Tx, id: string): Promise<void> {
    await tx.query(
      `update own_route_entries set state = 'new', episode_id = null, case_key = null, verified_on = null, verified_by = null
        where id = $1`,
      [id],
    );
  }

  async wasSearchedFor(tx: Tx, id: string): Promise<boolean> {
    return (
      (await tx.query(`select 1 from vault_reads where purpose = $2 and reference = $1 limit 1`, [id, SEARCH])).length >
      0
    );
  }

  /** Closures by what she may say, with or without an episode. */
  async cases(tx: Tx, organisationId: string, search: string): Promise<z.infer<typeof possibleCase>[]> {
    return tx.query(
      `select c.case_key as "caseKey", e.reference, c.disposition, c.unit, c.closure_month as "cueMonth"
         from closures c left join episodes e on e.id = c.episode_id
        where c.organisation_id = $1 and c.state = 'closed'
          and (replace(e.reference, '-', '') ilike replace($2, '-', '') || '%' or c.unit ilike '%' || $2 || '%'
               or to_char(c.closed_on, 'FMMonth YYYY') ilike $2 || '%')
        order by c.closed_on desc, c.case_key limit 50`,
      [organisationId, search],
    );
  }

  async verify(
    tx: Tx,
    id: string,
    v: { state: Entry['state']; episodeId: string | null; caseKey: string | null; on: string; by: string },
  ): Promise<void> {
    await tx.query(
      `update own_route_entries set state = $2, episode_id = $3, verified_on = $4, verified_by = $5, case_key = $6
        where id = $1`,
      [id, v.state, v.episodeId, v.on, v.by, v.caseKey],
    );
  }
}
