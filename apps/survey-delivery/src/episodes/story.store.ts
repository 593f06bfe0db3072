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

  async messages(tx: Tx, episodeId: string): Promise<MessageRow[]> {
    return tx.query<MessageRow>(
      `select id as "messageId", channel, template || ' ' || language || ' v' || template_version as template, status,
              created_at as "createdAt", sent_at as "sentAt"
         from messages where episode_id = $1 order by created_at`,
      [episodeId],
    );
  }
}
