import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';

export interface DataRequest {
  id: string;
  episodeId: string;
  reference: string;
  kind: 'access' | 'erasure' | 'objection' | 'rectification';
  receivedOn: string;
  dueOn: string;
  state: 'open' | 'done' | 'refused';
  handledBy: string | null;
  handledName: string | null;
}

const columns = `r.id, r.episode_id as "episodeId", e.reference, r.kind, r.received_on::text as "receivedOn", r.due_on::text as "dueOn",
  r.state, r.handled_by as "handledBy", r.handled_name as "handledName"`;

@Injectable()
export class DataRequestStore {
  async add(
    tx: Tx,
    organisationId: string,
    r: Pick<DataRequest, 'id' | 'episodeId' | 'kind' | 'receivedOn' | 'dueOn'>,
  ): Promise<void> {
    await tx.query(
      `insert into data_requests (id, organisation_id, episode_id, kind, received_on, due_on, state) values ($1, $2, $3, $4, $5, $6, 'open')`,
      [r.id, organisationId, r.episodeId, r.kind, r.receivedOn, r.dueOn],
    );
  }

  async list(tx: Tx, organisationId: string): Promise<DataRequest[]> {
    return tx.query<DataRequest>(
      `select ${columns} from data_requests r join episodes e on e.id = r.episode_id
        where r.organisation_id = $1 order by r.state <> 'open', r.due_on limit 200`,
      [organisationId],
    );
  }

  async locked(tx: Tx, id: string): Promise<DataRequest | undefined> {
    return tx.one<DataRequest>(
      `select ${columns} from data_requests r join episodes e on e.id = r.episode_id where r.id = $1 for update of r`,
      [id],
    );
  }

  async close(
    tx: Tx,
    id: string,
    state: 'done' | 'refused',
    by: { subject: string; name: string },
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update data_requests set state = $5, handled_by = $2, handled_name = $3, handled_at = $4 where id = $1`,
      [id, by.subject, by.name, at, state],
    );
  }

  /** Whether she waits for something to be put right in what is kept of her. */
  async asksToPutRight(tx: Tx, episodeId: string): Promise<boolean> {
    return (
      (await tx.one(
        `select 1 from data_requests where episode_id = $1 and kind = 'rectification' and state = 'open' limit 1`,
        [episodeId],
      )) !== undefined
    );
  }

  /** Whether what is kept of her was changed since she asked. */
  async putRightSince(tx: Tx, { id, episodeId }: DataRequest): Promise<boolean> {
    return (
      (await tx.one(
        // Of a request from before its story was told only the day is known.
        `select 1 from story_entries u join data_requests r on r.id = $2
          where u.episode_id = $1 and u.kind = 'safe-contact-updated'
            and coalesce(
                  u.position > (select position from story_entries
                                 where episode_id = $1 and kind = 'request-received' and detail ->> 'requestId' = r.id::text),
                  u.at >= r.received_on)
          limit 1`,
        [episodeId, id],
      )) !== undefined
    );
  }
}
