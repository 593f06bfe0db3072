import { Injectable } from '@nestjs/common';
import type { Language } from '@answerable/contracts';
import type { Database, Tx } from '@answerable/persistence';
import { v5 as uuid5 } from 'uuid';
import { messageChannels, type MessageChannel } from './channel.js';
import type { TemplateName } from './languages/texts.js';

export type MessageStatus =
  | 'created'
  | 'sending'
  | 'accepted'
  | 'delivered'
  | 'temporary-failure'
  | 'permanent-failure'
  | 'technical-failure'
  | 'unconfirmed'
  | 'cancelled';

/** What a provider says of a message later. */
export type Receipt = 'delivered' | 'temporary-failure' | 'permanent-failure' | 'technical-failure';

export interface Message {
  id: string;
  episodeId: string;
  channel: MessageChannel;
  step: number;
  template: TemplateName;
  templateVersion: number;
  language: Language;
  status: MessageStatus;
  providerId: string | null;
  attempts: number;
  /** An earlier try was begun and its outcome never written: somebody died between call and commit. */
  cutOff?: boolean;
  nextAttemptAt: Date;
  createdAt: Date;
  sentAt: Date | null;
}

/** Namespace of message ids; changing it makes every message after a restore one that its provider does not know. */
const MESSAGE_IDS = '0b7c4f9e-5d0b-4b53-8f0e-2f4c9b7a6d31';
/**
 * Our reference with the provider: of the nth message of an episode, by that channel. A database that was restored makes the same
 * message under the same reference again, so that its provider can be asked whether it has gone.
 */
export const messageId = (episodeId: string, nth: number, channel: MessageChannel): string =>
  uuid5(`${episodeId} ${nth} ${channel}`, MESSAGE_IDS);

const columns = `id, episode_id as "episodeId", channel, step, template, template_version as "templateVersion", language, status,
  provider_id as "providerId", attempts, next_attempt_at as "nextAttemptAt", created_at as "createdAt", sent_at as "sentAt"`;
/** In `returning` a bare column would be ambiguous beside `old`. */
const returned = columns.replaceAll(/(^|, |\n +)(\w+)/g, '$1new.$2');
/** Which messages (`m`) are to leave at that moment: written, due, their channel open and nothing paused. */
const toSendAt = (moment: string): string => `m.status in ('created', 'sending') and m.next_attempt_at <= ${moment}
             and not exists (select 1 from channel_pauses p where p.channel = m.channel and p.until > ${moment})
             and not exists (select 1 from delivery_states s where s.paused)`;

@Injectable()
export class MessageStore {
  async addMany(tx: Tx, messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    await tx.query(
      `with doubt as (select id from messages_in_doubt where id = any($2))
       insert into messages (id, episode_id, channel, step, template, template_version, language, status, next_attempt_at, created_at,
                             attempts, leased_until)
       select id, "episodeId", channel, step, template, "templateVersion", language, 'created', "nextAttemptAt", "createdAt",
              (doubt.id is not null)::integer, case when doubt.id is not null then clock_timestamp() end
         from json_to_recordset($1::json) as row (id uuid, "episodeId" uuid, channel text, step integer, template text,
              "templateVersion" integer, language text, "nextAttemptAt" timestamptz, "createdAt" timestamptz)
         left join doubt using (id)`,
      [JSON.stringify(messages), messages.map(({ id }) => id)],
    );
  }

  /** How many messages each of these episodes has had. */
  async countsOf(tx: Tx, episodeIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await tx.query<{ id: string; n: number }>(
      `select episode_id as id, count(*)::int as n from messages where episode_id = any($1) group by 1`,
      [episodeIds],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  }

  /** So many messages of each episode may have gone out that are not here, by whichever channel. Gives the number of those in doubt. */
  async doubt(tx: Tx, gone: ReadonlyMap<string, number>): Promise<number> {
    const made = await this.countsOf(tx, [...gone.keys()]);
    const rows = [...gone].flatMap(([episodeId, times]) =>
      Array.from({ length: times }, (_, n) =>
        messageChannels.map((channel) => ({
          id: messageId(episodeId, (made.get(episodeId) ?? 0) + n, channel),
          episodeId,
          channel,
        })),
      ).flat(),
    );
    await tx.query(
      `insert into messages_in_doubt (id, episode_id, channel)
       select id, "episodeId", channel from json_to_recordset($1::json) as row (id uuid, "episodeId" uuid, channel text)
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
    return rows.length;
  }

  /** Of whatever waits to be sent an earlier try was begun, and nobody knows its outcome. */
  async doubtWaiting(tx: Tx): Promise<void> {
    await tx.query(
      `update messages set attempts = greatest(attempts, 1), leased_until = clock_timestamp() where status in ('created', 'sending')`,
    );
  }

  /** A sender that died holds its messages for the length of the lease (machine time). Takes messages to send, committed before any provider is called: whoever comes after a crash knows there was a try. */
  async lease(tx: Tx, now: Date, limit: number, leaseSeconds: number): Promise<Message[]> {
    return tx.query<Message>(
      `update messages set status = 'sending', attempts = attempts + 1, leased_until = clock_timestamp() + make_interval(secs => $3)
        where id in (
          select m.id from messages m
           where ${toSendAt('$1')} and (m.leased_until is null or m.leased_until < clock_timestamp())
           order by m.next_attempt_at limit $2 for update of m skip locked)
       returning ${returned}, old.leased_until is not null as "cutOff"`,
      [now, limit, leaseSeconds],
    );
  }

  /** Written before the provider is called: which text it is, and for a text message the hash of where it goes. */
  async goesOut(tx: Tx, id: string, { wayHash, version }: { wayHash: string | null; version: number }): Promise<void> {
    await tx.query(`update messages set way_hash = $2, template_version = $3 where id = $1`, [id, wayHash, version]);
  }

  /** What its provider says of a message in doubt, before it is made again. False where none is. */
  async receiptInDoubt(tx: Tx, id: string, receipt: Receipt): Promise<boolean> {
    const noted = await tx.query('update messages_in_doubt set receipt = $2 where id = $1 returning id', [id, receipt]);
    return noted.length > 0;
  }

  /** What its provider said of a message while it was in doubt. */
  async earlyReceipt(tx: Tx, id: string): Promise<Receipt | null> {
    const row = await tx.one<{ receipt: Receipt | null }>('select receipt from messages_in_doubt where id = $1', [id]);
    return row?.receipt ?? null;
  }

  async byIdLocked(tx: Tx, id: string): Promise<Message | undefined> {
    return tx.one<Message>(`select ${columns} from messages where id = $1 for update`, [id]);
  }

  async known(tx: Tx, by: { messageId?: string | null; providerId?: string }): Promise<Message | undefined> {
    return tx.one<Message>(
      `select ${columns} from messages where id = $1 or provider_id = $2 order by id = $1 desc nulls last limit 1`,
      [by.messageId ?? null, by.providerId ?? null],
    );
  }

  /** The newest message of that channel that a provider took and of which nothing was heard. */
  async lastTaken(tx: Tx, episodeId: string, channel: MessageChannel): Promise<Message | undefined> {
    return tx.one<Message>(
      `select ${columns} from messages where episode_id = $1 and channel = $2 and status = 'accepted'
        order by created_at desc limit 1 for update`,
      [episodeId, channel],
    );
  }

  async settle(tx: Tx, message: Pick<Message, 'id' | 'status' | 'providerId' | 'sentAt'>, now: Date): Promise<void> {
    await tx.query(
      `update messages set status = $2, provider_id = $3, sent_at = $4, settled_at = $5, leased_until = null where id = $1`,
      [message.id, message.status, message.providerId, message.sentAt, now],
    );
  }

  /** Back to the queue, not before that moment; a later try asks the provider first. */
  async retry(tx: Tx, id: string, at: Date): Promise<void> {
    await tx.query(`update messages set next_attempt_at = $2, leased_until = null where id = $1`, [id, at]);
  }

  async failuresOf(tx: Tx, episodeId: string, channel: MessageChannel, status: MessageStatus): Promise<number> {
    const row = await tx.one<{ n: number }>(
      `select count(*)::int as n from messages where episode_id = $1 and channel = $2 and status = $3`,
      [episodeId, channel, status],
    );
    return row!.n;
  }

  /** Whether a later message of the episode is on its way, or was taken and has not come back. */
  async isFollowed(tx: Tx, { id, episodeId }: Pick<Message, 'id' | 'episodeId'>): Promise<boolean> {
    const row = await tx.one(
      `select 1 from messages where episode_id = $2 and id <> $1
          and created_at >= (select created_at from messages where id = $1)
          and status in ('created', 'sending', 'accepted', 'delivered', 'unconfirmed') limit 1`,
      [id, episodeId],
    );
    return row !== undefined;
  }

  /** Those of the episodes of which such a channel took a message that has not come back. */
  async tookFor(tx: Tx, episodeIds: readonly string[], channels: readonly MessageChannel[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>(
      `select distinct episode_id as id from messages
        where episode_id = any($1) and channel = any($2) and status = 'accepted'`,
      [episodeIds, channels],
    );
    return new Set(rows.map((r) => r.id));
  }

  async closeChannel(tx: Tx, channel: MessageChannel, until: Date, reason: string): Promise<void> {
    await tx.query(
      `insert into channel_pauses (channel, until, reason) values ($1, $2, $3)
       on conflict (channel) do update set until = greatest(channel_pauses.until, excluded.until), reason = excluded.reason`,
      [channel, until, reason],
    );
  }

  async createdSince(tx: Tx, since: Date): Promise<number> {
    const row = await tx.one<{ n: number }>(`select count(*)::int as n from messages where created_at > $1`, [since]);
    return row!.n;
  }

  async sentSince(tx: Tx, since: Date): Promise<number> {
    const row = await tx.one<{ n: number }>(`select count(*)::int as n from messages where sent_at > $1`, [since]);
    return row!.n;
  }

  /**
   * Messages that no provider has taken, and for how many seconds the oldest has been there; none while everything is paused. No
   * failure of a provider puts a message off by more than an hour: what is put off further waits for hours that are safe for her.
   */
  async backlog(database: Database, now: Date): Promise<{ n: number; age: number }> {
    const [row] = await database.read<{ n: number; age: number }>(
      `select count(*)::int as n, coalesce(extract(epoch from $1::timestamptz - min(created_at)), 0)::float8 as age from messages
        where status in ('created', 'sending') and next_attempt_at <= $1::timestamptz + interval '1 hour'
          and not exists (select 1 from delivery_states where paused)`,
      [now],
    );
    return row!;
  }

  async waiting(database: Database, now: Date): Promise<number> {
    const [row] = await database.read<{ n: number }>(
      `select count(*)::int as n from messages m
        where ${toSendAt('$1')}`,
      [now],
    );
    return row!.n;
  }
}
