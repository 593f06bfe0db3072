import { Injectable } from '@nestjs/common';
import type { DeliveryChannel } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';

export interface StoryRow {
  at: Date;
  kind: string;
  detail: Record<string, string | number | boolean | null>;
  by: string | null;
}
export interface MessageRow {
  messageId: string;
  channel: DeliveryChannel;
  template: string;
  status: string;
  createdAt: Date;
  sentAt: Date | null;
}

@Injectable()
export class StoryStore {
  async story(tx: Tx, episodeId: string): Promise<StoryRow[]> {
    return tx.query<StoryRow>(
      `select at, kind, detail, by_name as by from story_entries where episode_id = $1
       union all
       select d.changed_at, 'disposition-changed', jsonb_build_object('disposition', d.disposition, 'reason', d.reason), null
         from disposition_changes d join closures c on c.case_key = d.case_key where c.episode_id = $1
        order by at limit 500`,
      [episodeId],
    );
  }

  /** Whether a no of hers came from herself: by a message, on the survey, or as a request about her data. */
  async saidNoHerself(tx: Tx, subjectKey: string): Promise<boolean> {
    return (
      (await tx.one(
        `with hers as (select id from episodes where subject_key = $1)
         select 1 from story_entries where episode_id in (select id from hers) and kind = 'declined' and by_subject is null
         union all
         select 1 from data_requests
          where episode_id in (select id from hers) and kind in ('erasure', 'objection') and state = 'done'
         limit 1`,
        [subjectKey],
      )) !== undefined
    );
  }

  /** Who was left out because she is known again as somebody who said never; the hash of whose word that is, as refusals have it. */
  async knownAgainAs(tx: Tx, ofWhom: string): Promise<string[]> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select distinct e.subject_key as "subjectKey" from episodes e join story_entries s on s.episode_id = e.id
        where e.exclusion = 'declined-by-her' and s.kind = 'said-never-elsewhere' and s.detail ->> 'of' = $1`,
      [ofWhom],
    );
    return rows.map((r) => r.subjectKey);
  }

  async messages(tx: Tx, episodeId: string): Promise<MessageRow[]> {
    return tx.query<MessageRow>(
      `select id as "messageId", channel, template || ' ' || language || ' v' || template_version as template, status,
              created_at as "createdAt", sent_at as "sentAt"
         from messages where episode_id = $1 order by created_at`,
      [episodeId],
    );
  }
}
