import { Injectable } from '@nestjs/common';
import type { EpisodeState, possibleCase } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import type { z } from 'zod';

export interface Entry {
  id: string;
  receivedOn: string;
  state: 'new' | 'matched' | 'not-told-about' | 'not-verified' | 'abuse';
  wayHash: string;
}

/** How a search is written down: nobody says "the police did not tell us" without one. */
export const SEARCH = 'own-route-search';

const columns = `id, received_on::text as "receivedOn", state, way_hash as "wayHash"`;

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

  async list(tx: Tx, organisationId: string, limit: number): Promise<(Entry & { candidates: number })[]> {
    return tx.query(
      `select ${columns}, (select count(*)::int from contact_hashes h join episodes e on e.subject_key = h.subject_key
                            where h.way_hash = o.way_hash) as candidates
         from own_route_entries o where organisation_id = $1 order by state <> 'new', received_on desc, id limit $2`,
      [organisationId, limit],
    );
  }

  async locked(tx: Tx, id: string): Promise<Entry | undefined> {
    return tx.one<Entry>(`select ${columns} from own_route_entries where id = $1 for update`, [id]);
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
