import { Injectable } from '@nestjs/common';
import { rowsOf, type Tx } from '@answerable/persistence';
import type { FoundEpisode } from '@answerable/contracts';
import type { Verdict } from './eligibility.js';
import { dispositionOf, hasEnded, type Episode } from './episode.js';
import { untilLooked } from './plan-episode.js';

/** Column, its type, and the property it is read into. */
const columns: readonly (readonly [keyof Episode, string, string])[] = [
  ['id', 'id', 'uuid'],
  ['organisationId', 'organisation_id', 'text'],
  ['subjectKey', 'subject_key', 'text'],
  ['reference', 'reference', 'text'],
  ['state', 'state', 'text'],
  ['heldReason', 'held_reason', 'text'],
  ['heldNote', 'held_note', 'text'],
  ['heldFrom', 'held_from', 'text'],
  ['exclusion', 'exclusion', 'text'],
  ['force', 'force', 'text'],
  ['unit', 'unit', 'text'],
  ['sourceSystem', 'source_system', 'text'],
  ['closedOn', 'closed_on', 'date'],
  ['deadOrIll', 'dead_or_ill', 'boolean'],
  ['ageGroup', 'age_group', 'text'],
  ['childMayBeAsked', 'child_may_be_asked', 'boolean'],
  ['language', 'language', 'text'],
  ['interpreter', 'interpreter', 'boolean'],
  ['reasons', 'reasons', 'text[]'],
  ['checkedOn', 'checked_on', 'date'],
  ['safe', 'safe', 'jsonb'],
  ['preferredChannel', 'preferred_channel', 'text'],
  ['failedChannels', 'failed_channels', 'text[]'],
  ['usedChannels', 'used_channels', 'text[]'],
  ['checkWordHash', 'check_word_hash', 'text'],
  ['surveyId', 'survey_id', 'uuid'],
  ['dueAt', 'due_at', 'timestamptz'],
  ['resumeAt', 'resume_at', 'timestamptz'],
  ['messagesSent', 'messages_sent', 'integer'],
  ['phoneAttempts', 'phone_attempts', 'integer'],
  ['reached', 'reached', 'boolean'],
  ['firstInvitedAt', 'first_invited_at', 'timestamptz'],
  ['openedOn', 'opened_on', 'date'],
  ['answeredOn', 'answered_on', 'date'],
  ['consentVersion', 'consent_version', 'text'],
  ['expiresAt', 'expires_at', 'timestamptz'],
  ['legalHold', 'legal_hold', 'boolean'],
  ['startedAt', 'started_at', 'timestamptz'],
  ['closedAt', 'closed_at', 'timestamptz'],
];
/** What an episode is read with. */
export const read = columns
  .map(([key, name, type]) => `${name}${type === 'date' ? '::text' : ''} as "${key}"`)
  .join(', ');
const rows = rowsOf<Episode>(columns.map(([key, name, type]) => [name, type, key]));

const verdicts = rowsOf<Verdict & { episodeId: string }>([
  ['episode_id', 'uuid', 'episodeId'],
  ['disposition', 'text', 'disposition'],
  ['reason', 'text', 'reason'],
]);
const stories = rowsOf<StoryLine>([
  ['episode_id', 'uuid', 'episodeId'],
  ['at', 'timestamptz', 'at'],
  ['kind', 'text', 'kind'],
  ['detail', 'jsonb', ({ detail }) => detail ?? {}],
  ['by_name', 'text', ({ by }) => by?.name],
  ['by_subject', 'text', ({ by }) => by?.subject],
]);

const found = `e.id as "episodeId", e.reference, e.state, e.exclusion, e.unit, to_char(e.closed_on, 'YYYY-MM') as "cueMonth"`;

@Injectable()
export class EpisodeStore {
  async insertMany(tx: Tx, episodes: readonly Episode[]): Promise<void> {
    if (episodes.length === 0) return;
    await tx.query(
      `insert into episodes (${rows.names}) select ${rows.names} from ${rows.source} as row`,
      rows.values(episodes),
    );
  }

  /** Writes episodes back and moves the dispositions of their closures along, with history. Call it with the rows locked. */
  async saveMany(tx: Tx, episodes: readonly Episode[], now: Date): Promise<void> {
    if (episodes.length === 0) return;
    await tx.query(
      `update episodes set (${rows.names}) = (select ${columns.map(([, name]) => `row.${name}`).join(', ')})
         from ${rows.source} as row
        where episodes.id = row.id`,
      rows.values(episodes),
    );
    await this.alignDispositions(tx, episodes, now);
    await this.dropTasksOfEnded(tx, episodes, now);
  }

  async save(tx: Tx, episode: Episode, now: Date): Promise<void> {
    await this.saveMany(tx, [episode], now);
  }

  private async alignDispositions(tx: Tx, episodes: readonly Episode[], now: Date): Promise<void> {
    const wanted = episodes.flatMap((e) => {
      const verdict = dispositionOf(e);
      return verdict ? [{ episodeId: e.id, ...verdict }] : [];
    });
    await tx.query(
      `with wanted as (
         select * from ${verdicts.source} as row
       ), changed as (
         update closures c set disposition = w.disposition, reason = w.reason
           from wanted w
          where c.episode_id = w.episode_id and c.state = 'closed'
            and (c.disposition, c.reason) is distinct from (w.disposition, w.reason)
         returning c.case_key, c.version, c.disposition, c.reason
       )
       insert into disposition_changes (case_key, version, disposition, reason, changed_at)
       select case_key, version, disposition, reason, $${verdicts.count + 1} from changed`,
      [...verdicts.values(wanted), now],
    );
  }

  /** Nobody is to call for an episode that has ended; wishes of hers and decisions on children stay. */
  private async dropTasksOfEnded(tx: Tx, episodes: readonly Episode[], now: Date): Promise<void> {
    const over = episodes.filter((e) => hasEnded(e.state)).map((e) => e.id);
    if (over.length === 0) return;
    await tx.query(
      `update tasks set done_at = $2, outcome = 'episode-ended'
        where episode_id = any($1) and done_at is null and kind in ('safe-contact-check', 'telephone', 'hold-review')`,
      [over, now],
    );
    await tx.query(
      `update messages set status = 'cancelled', settled_at = $2 where episode_id = any($1) and status = 'created'`,
      [over, now],
    );
  }

  async byIdLocked(tx: Tx, id: string): Promise<Episode | undefined> {
    return tx.one<Episode>(`select ${read} from episodes where id = $1 for update`, [id]);
  }

  /** The episode in which she is being asked now, whichever of hers is named. */
  async openOfSamePersonLocked(tx: Tx, id: string): Promise<Episode | undefined> {
    return tx.one<Episode>(
      `select ${read} from episodes
        where closed_at is null and subject_key = (select subject_key from episodes where id = $1) for update`,
      [id],
    );
  }

  /** Those of the people named whose details a legal hold keeps, on whichever episode of theirs it was set. */
  async underLegalHold(tx: Tx, subjectKeys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select distinct subject_key as "subjectKey" from episodes where subject_key = any($1) and legal_hold`,
      [subjectKeys],
    );
    return new Set(rows.map((r) => r.subjectKey));
  }

  /** Ids of all episodes that these people ever had. */
  async idsOf(tx: Tx, subjectKeys: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }>('select id from episodes where subject_key = any($1)', [subjectKeys]);
    return new Set(rows.map((r) => r.id));
  }

  /** Everybody for whom an episode was ever begun. */
  async subjects(tx: Tx): Promise<string[]> {
    const rows = await tx.query<{ subjectKey: string }>(`select distinct subject_key as "subjectKey" from episodes`);
    return rows.map((r) => r.subjectKey);
  }

  async ofPersonLocked(tx: Tx, subjectKey: string): Promise<Episode[]> {
    return tx.query<Episode>(`select ${read} from episodes where subject_key = $1 order by id for update`, [
      subjectKey,
    ]);
  }

  async ofPerson(tx: Tx, subjectKey: string): Promise<Episode[]> {
    return tx.query<Episode>(`select ${read} from episodes where subject_key = $1 order by started_at desc`, [
      subjectKey,
    ]);
  }

  /** Of each of these people that episode of hers which began last. */
  async newestOf(
    tx: Tx,
    subjectKeys: readonly string[],
  ): Promise<Map<string, { episodeId: string; reference: string }>> {
    const rows = await tx.query<{ subjectKey: string; episodeId: string; reference: string }>(
      `select distinct on (subject_key) subject_key as "subjectKey", id as "episodeId", reference
         from episodes where subject_key = any($1) order by subject_key, started_at desc`,
      [subjectKeys],
    );
    return new Map(rows.map(({ subjectKey, episodeId, reference }) => [subjectKey, { episodeId, reference }]));
  }

  async byReference(tx: Tx, organisationId: string, reference: string): Promise<FoundEpisode[]> {
    return tx.query<FoundEpisode>(
      `select ${found} from episodes e
        where e.organisation_id = $1 and replace(e.reference, '-', '') = upper(replace($2, '-', ''))`,
      [organisationId, reference.trim()],
    );
  }

  /** By the keyed hash of a number or address in the vault; call it there. */
  async byWay(tx: Tx, organisationId: string, wayHash: string): Promise<FoundEpisode[]> {
    return tx.query<FoundEpisode>(
      `select ${found} from contact_hashes h join episodes e on e.subject_key = h.subject_key
        where e.organisation_id = $1 and h.way_hash = $2 order by e.closed_on desc limit 20`,
      [organisationId, wayHash],
    );
  }

  async open(tx: Tx): Promise<{ id: string; subjectKey: string }[]> {
    return tx.query(`select id, subject_key as "subjectKey" from episodes where closed_at is null`);
  }

  async bySurveysLocked(tx: Tx, surveyIds: readonly string[]): Promise<Episode[]> {
    return tx.query<Episode>(`select ${read} from episodes where survey_id = any($1) order by id for update`, [
      surveyIds,
    ]);
  }

  /**
   * Who was written to by that message, or was sent a text to that number; and what is open of the same people. A message in doubt
   * counts before it is made again; where its text went nobody knows any more: to a
   * number of hers. Call it in the vault.
   */
  async writtenToLocked(tx: Tx, by: { messageId?: string; wayHash?: string }): Promise<Episode[]> {
    return tx.query<Episode>(
      `with written as (
         select e.id, e.subject_key from messages m join episodes e on e.id = m.episode_id
          where m.id = $1 or (m.channel = 'sms' and m.way_hash = $2)
         union
         select e.id, e.subject_key from messages_in_doubt d join episodes e on e.id = d.episode_id
          where not exists (select 1 from messages m where m.id = d.id)
            and (d.id = $1 or (d.channel = 'sms' and exists (
              select 1 from contact_hashes h where h.subject_key = e.subject_key and h.way_hash = $2))))
       select ${read} from episodes
        where id in (select id from written)
           or (closed_at is null and subject_key in (select subject_key from written))
        order by id for update`,
      [by.messageId ?? null, by.wayHash ?? null],
    );
  }

  /**
   * Everything that bears on closures of these people: open episodes, those given, those not begun, those that were ended while
   * somebody was to look, and whoever was invited of late.
   */
  async ofSubjectsLocked(
    tx: Tx,
    subjectKeys: readonly string[],
    ids: readonly string[],
    invitedSince: Date,
  ): Promise<Episode[]> {
    return tx.query<Episode>(
      `select ${read} from episodes
        where id in (
          select id from episodes where subject_key = any($1)
             and (closed_at is null or first_invited_at >= $3 or exclusion = 'proceedings-live'
                  or (state = 'superseded' and reasons && $4))
          union select unnest($2::uuid[]))
        order by id for update`,
      [subjectKeys, ids, invitedSince, [...untilLooked]],
    );
  }

  async tell(tx: Tx, entries: readonly StoryLine[]): Promise<void> {
    if (entries.length === 0) return;
    await tx.query(
      `insert into story_entries (${stories.names}) select ${stories.names} from ${stories.source} as row`,
      stories.values(entries),
    );
  }
}

export interface StoryLine {
  episodeId: string;
  at: Date;
  kind: string;
  detail?: Record<string, string | number | boolean | null>;
  by?: { subject: string; name: string };
}
