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

  async done(tx: Tx, id: string, by: { subject: string; name: string }, at: Date): Promise<void> {
    await tx.query(
      `update data_requests set state = 'done', handled_by = $2, handled_name = $3, handled_at = $4 where id = $1`,
      [id, by.subject, by.name, at],
    );
  }
}
