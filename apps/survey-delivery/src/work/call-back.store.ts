import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';

export interface CallBackRow {
  callBackId: string;
  taskId: string;
  episodeId: string;
  reference: string;
  createdAt: Date;
  dueAt: Date;
  doneAt: Date | null;
  claimedBy: string | null;
  claimedName: string | null;
  claimedUntil: Date | null;
  saidStop: boolean;
}

@Injectable()
export class CallBackStore {
  async list(tx: Tx, organisationId: string, limit: number): Promise<CallBackRow[]> {
    return tx.query<CallBackRow>(
      `select t.note_id as "callBackId", t.id as "taskId", t.episode_id as "episodeId", e.reference, t.created_at as "createdAt",
              t.due_at as "dueAt", t.done_at as "doneAt", t.claimed_by as "claimedBy", t.claimed_name as "claimedName", t.claimed_until as "claimedUntil",
              exists (select 1 from episodes s where s.subject_key = e.subject_key and 'said-stop' = any(s.reasons)) as "saidStop"
         from tasks t join episodes e on e.id = t.episode_id
        where t.kind = 'call-back' and t.organisation_id = $1
        order by t.done_at is not null, t.due_at limit $2`,
      [organisationId, limit],
    );
  }
}
