import { Injectable } from '@nestjs/common';
import type { Database, Tx } from '@answerable/persistence';
import type { Episode } from './episode.js';
import { read } from './episode.store.js';

/** Episodes for which something is due by a moment: claimed by one instance at a time, oldest first. */
@Injectable()
export class DueEpisodeStore {
  /** How many contacts wait to be opened. */
  async toOpen(database: Database, now: Date): Promise<number> {
    const [row] = await database.read<{ n: number }>(
      `select count(*)::int as n from episodes where state = 'opening' and due_at <= $1`,
      [now],
    );
    return row!.n;
  }

  /** Left out as under 16, and 16 by now; of a case that still counts, with her details still there, and asked in no other. */
  async sixteenLocked(tx: Tx, now: Date, limit: number): Promise<Episode[]> {
    return tx.query<Episode>(
      `select ${read} from episodes
        where state = 'excluded' and exclusion = 'under-16' and due_at <= $1
          and exists (select 1 from closures c where c.episode_id = episodes.id)
          and exists (select 1 from contacts k where k.subject_key = episodes.subject_key)
          and not exists (select 1 from episodes o where o.subject_key = episodes.subject_key and o.closed_at is null)
        order by id limit $2 for update skip locked`,
      [now, limit],
    );
  }

  async claimOpening(tx: Tx, now: Date, limit: number): Promise<Episode[]> {
    return tx.query<Episode>(
      `select ${read} from episodes where due_at <= $1 and state = 'opening' order by due_at limit $2 for update skip locked`,
      [now, limit],
    );
  }

  /** How many messages, or ends, are due, and for how many seconds the oldest has been; none while everything is paused. */
  async due(database: Database, now: Date): Promise<{ n: number; age: number }> {
    const [row] = await database.read<{ n: number; age: number }>(
      `select count(*)::int as n, coalesce(extract(epoch from $1::timestamptz - min(due_at)), 0)::float8 as age from episodes
        where ${dueBy('$1')} and not exists (select 1 from delivery_states where paused)`,
      [now],
    );
    return row!;
  }

  async isAnyDue(database: Database, now: Date): Promise<boolean> {
    return (await database.read(`select 1 from episodes where ${dueBy('$1')} limit 1`, [now])).length > 0;
  }

  async claimDue(tx: Tx, organisationId: string, now: Date, limit: number): Promise<Episode[]> {
    return tx.query<Episode>(
      `select ${read} from episodes
        where ${dueBy('$2')} and organisation_id = $1
        order by due_at limit $3 for update skip locked`,
      [organisationId, now, limit],
    );
  }

  /** Ids of those to whom something was due by that moment. */
  async dueSince(tx: Tx, now: Date): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from episodes where due_at <= $1 and state in ('scheduled', 'inviting') order by id`,
      [now],
    );
    return rows.map(({ id }) => id);
  }
}

/**
 * Whose next message, or end, is due at that moment. While a message is on its way no other is made: what was asked for meanwhile
 * goes with it, or after it was taken back.
 */
const dueBy = (moment: string): string => `due_at <= ${moment} and state in ('scheduled', 'inviting')
          and (expires_at <= ${moment} or not exists (
            select 1 from messages m where m.episode_id = episodes.id and m.status in ('created', 'sending')))`;
