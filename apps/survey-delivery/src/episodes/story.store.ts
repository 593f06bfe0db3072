import { Injectable } from '@nestjs/common';
import type { DeliveryChannel } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';

export interface StoryRow {
  at: Date;
  kind: string;
  detail: Record<string, string | number | boolean | null>;
  by: string | null;
}
/** A no in the story of an episode; `by` is who wrote it down, null where she said it to the system herself. */
export interface SaidNo {
  episodeId: string;
  at: Date;
  by: string | null;
  never: boolean;
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

  /** Her no's that stand, the first said first; one that ended two episodes is in both at one moment. */
  async noesOf(tx: Tx, subjectKey: string): Promise<SaidNo[]> {
    return tx.query<SaidNo>(
      `select s.episode_id as "episodeId", s.at, s.by_subject as by, coalesce((s.detail ->> 'never')::boolean, false) as never
         from story_entries s join episodes e on e.id = s.episode_id
        where e.subject_key = $1 and s.kind = 'declined'
          and not exists (
            select from story_entries t
             where t.episode_id = s.episode_id and t.position > s.position
               and (t.kind = 'asks-to-be-asked'
                    or (t.kind = 'taken-back' and t.detail ->> 'finding' = 'declined-by-her'
                        and coalesce((t.detail ->> 'saidAt')::timestamptz, s.at) = s.at)))
        order by s.position`,
      [subjectKey],
    );
  }

  /** Whether since that moment a request of hers about her data ended the asking. */
  async objectedSince(tx: Tx, subjectKey: string, since: Date): Promise<boolean> {
    return (
      (await tx.one(
        `select 1 from data_requests r join episodes e on e.id = r.episode_id
          where e.subject_key = $1 and r.kind in ('erasure', 'objection') and r.state = 'done' and r.handled_at >= $2 limit 1`,
        [subjectKey, since],
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
