import { Injectable } from '@nestjs/common';
import type { ExclusionReason } from '@answerable/contracts';
import { rowsOf, type Tx } from '@answerable/persistence';
import type { Closure } from './closure.js';

const columns: readonly (readonly [keyof Closure, string, string])[] = [
  ['caseKey', 'case_key', 'text'],
  ['organisationId', 'organisation_id', 'text'],
  ['subjectKey', 'subject_key', 'text'],
  ['victimKey', 'victim_key', 'text'],
  ['version', 'version', 'integer'],
  ['state', 'state', 'text'],
  ['mergedInto', 'merged_into', 'text'],
  ['force', 'force', 'text'],
  ['sourceSystem', 'source_system', 'text'],
  ['unit', 'unit', 'text'],
  ['offenceGroup', 'offence_group', 'text'],
  ['outcomeClass', 'outcome_class', 'text'],
  ['reportedOn', 'reported_on', 'date'],
  ['closedOn', 'closed_on', 'date'],
  ['closureMonth', 'closure_month', 'text'],
  ['constituency', 'constituency', 'text'],
  ['ageBand', 'age_band', 'text'],
  ['proceedingsLive', 'proceedings_live', 'boolean'],
  ['deadOrIll', 'dead_or_ill', 'boolean'],
  ['withinLookBack', 'within_look_back', 'boolean'],
  ['hasContact', 'has_contact', 'boolean'],
  ['staffReason', 'staff_reason', 'text'],
  ['episodeId', 'episode_id', 'uuid'],
  ['recheckOn', 'recheck_on', 'date'],
  ['disposition', 'disposition', 'text'],
  ['reason', 'reason', 'text'],
];
const read = columns.map(([key, name, type]) => `${name}${type === 'date' ? '::text' : ''} as "${key}"`).join(', ');
const rows = rowsOf<Closure>(columns.map(([key, name, type]) => [name, type, key]));
const changes = rowsOf<Closure>([
  ['case_key', 'text', 'caseKey'],
  ['version', 'integer', 'version'],
  ['disposition', 'text', 'disposition'],
  ['reason', 'text', 'reason'],
]);

@Injectable()
export class ClosureStore {
  /**
   * Closures named, those merged into them, what else is in their episodes, and every other closure of the people named that is in an episode or covered
   * by one; locked in one order.
   */
  async locked(tx: Tx, caseKeys: readonly string[], subjectKeys: readonly string[]): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures
        where case_key in (
          select case_key from closures where case_key = any($1) or merged_into = any($1)
          union
          select beside.case_key from closures c join closures beside on beside.episode_id = c.episode_id
           where c.case_key = any($1)
          union
          select c.case_key from closures c join episodes e on e.id = c.episode_id where e.subject_key = any($2)
          union
          select case_key from closures where subject_key = any($2) and reason = 'invited-within-90-days')
        order by case_key for update`,
      [caseKeys, subjectKeys],
    );
  }

  async ofEpisodeLocked(tx: Tx, episodeId: string): Promise<Closure[]> {
    return tx.query<Closure>(`select ${read} from closures where episode_id = $1 order by case_key for update`, [
      episodeId,
    ]);
  }

  /**
   * Cases of a person that a finding of hers keeps out, and those covered by an invitation; with what staff said of cases that are not
   * closed at the moment. Nobody needs this but a lead who takes a finding back, so that no index is kept for it.
   */
  async keptOutLocked(
    tx: Tx,
    subjectKey: string,
    { reason, episodeIds }: { reason: ExclusionReason; episodeIds: readonly string[] },
  ): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures
        where subject_key = $1
          and (episode_id = any($3) or reason in ($2, 'invited-within-90-days') or staff_reason = $2)
        order by case_key for update`,
      [subjectKey, reason, episodeIds],
    );
  }

  /** Whose these cases are, as far as they are known: the police may give another pseudonym now. */
  async subjectsOf(tx: Tx, caseKeys: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ subjectKey: string }>(
      `select distinct subject_key as "subjectKey" from closures where case_key = any($1)`,
      [caseKeys],
    );
    return rows.map((r) => r.subjectKey);
  }

  async keysOf(tx: Tx, subjectKey: string): Promise<string[]> {
    const rows = await tx.query<{ caseKey: string }>(
      `select case_key as "caseKey" from closures where subject_key = $1`,
      [subjectKey],
    );
    return rows.map((r) => r.caseKey);
  }

  /** Cases of the same person that may begin anew: the police have reopened them, or they wait for the court. */
  async unsettledOfSamePersonLocked(tx: Tx, episodeId: string): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures
        where subject_key = (select subject_key from episodes where id = $1) and (state <> 'closed' or disposition = 'deferred')
        order by case_key for update`,
      [episodeId],
    );
  }

  /**
   * Those of the people named of whom the police say that they died or are too ill, or staff found that they died: in whichever case,
   * however long ago, and whatever has become of it.
   */
  async deathsAmong(tx: Tx, subjectKeys: readonly string[]): Promise<Map<string, 'told' | 'found'>> {
    const rows = await tx.query<{ subjectKey: string; found: boolean }>(
      `select subject_key as "subjectKey", bool_or(found) as found from (
         select subject_key, coalesce(staff_reason = 'deceased', false) as found from closures
          where subject_key = any($1) and (dead_or_ill or staff_reason = 'deceased')
         union all
         select subject_key, coalesce(exclusion = 'deceased', false) from episodes
          where subject_key = any($1) and (dead_or_ill or exclusion = 'deceased')) known
        group by 1`,
      [subjectKeys],
    );
    return new Map(rows.map((r) => [r.subjectKey, r.found ? 'found' : 'told']));
  }

  async ofEpisodes(tx: Tx, episodeIds: readonly string[]): Promise<Closure[]> {
    return tx.query<Closure>(`select ${read} from closures where episode_id = any($1) order by closed_on, case_key`, [
      episodeIds,
    ]);
  }

  /** Writes closures, and a line of history for each whose disposition is new. `before` holds what was read locked. */
  async saveMany(tx: Tx, closures: readonly Closure[], before: ReadonlyMap<string, Closure>, now: Date): Promise<void> {
    if (closures.length === 0) return;
    await tx.query(
      `insert into closures (${rows.names}) select ${rows.names} from ${rows.source} as row
       on conflict (case_key) do update set (${rows.names}) = (select ${columns.map(([, name]) => `excluded.${name}`).join(', ')})`,
      rows.values(closures),
    );
    const changed = closures.filter((c) => {
      const old = before.get(c.caseKey);
      return !old || old.disposition !== c.disposition || old.reason !== c.reason;
    });
    if (changed.length === 0) return;
    await tx.query(
      `insert into disposition_changes (${changes.names}, changed_at)
       select ${changes.names}, $${changes.count + 1} from ${changes.source} as row`,
      [...changes.values(changed), now],
    );
  }

  /** Sources not known so far, as heard on this day. */
  async sourcesMet(tx: Tx, sources: readonly { force: string; sourceSystem: string; on: string }[]): Promise<void> {
    await tx.query(
      `insert into sources (force, source_system, last_heard_on)
       select distinct force, source_system, last_heard_on from json_to_recordset($1::json)
         as row (force text, source_system text, last_heard_on date)
        order by force, source_system
       on conflict (force, source_system) do nothing`,
      [JSON.stringify(sources.map((s) => ({ force: s.force, source_system: s.sourceSystem, last_heard_on: s.on })))],
    );
  }

  async sourcesSeen(tx: Tx, sources: readonly { force: string; sourceSystem: string; on: string }[]): Promise<void> {
    await tx.query(
      `insert into sources (force, source_system, last_heard_on)
       select force, source_system, max(last_heard_on) from json_to_recordset($1::json)
         as row (force text, source_system text, last_heard_on date)
        group by force, source_system order by force, source_system
       on conflict (force, source_system) do update
         set last_heard_on = excluded.last_heard_on where sources.last_heard_on < excluded.last_heard_on`,
      [JSON.stringify(sources.map((s) => ({ force: s.force, source_system: s.sourceSystem, last_heard_on: s.on })))],
    );
  }

  /** Sources from which nothing was heard since that day, as `force/system`. */
  async silentSources(tx: Tx, since: string): Promise<Set<string>> {
    const rows = await tx.query<{ source: string }>(
      `select force || '/' || source_system as source from sources where last_heard_on < $1`,
      [since],
    );
    return new Set(rows.map((r) => r.source));
  }

  /** Cases that wait for the court and of whose person something was kept that nobody has opened. Call it in the vault. */
  async waitingWithNewsLocked(tx: Tx, limit: number): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures,
              lateral (select from contacts k
                        where k.organisation_id = closures.organisation_id and k.subject_key = closures.subject_key
                          and not k.checked and (k.case_key = closures.case_key or k.case_key is null) limit 1) news
        where disposition = 'deferred' order by case_key limit $1 for update of closures`,
      [limit],
    );
  }

  /** Cases of a person that wait for the court: they are in no episode. */
  async waitingOf(tx: Tx, subjectKey: string): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures where subject_key = $1 and disposition = 'deferred' order by closed_on, case_key`,
      [subjectKey],
    );
  }

  async toRecheckLocked(tx: Tx, today: string, limit: number): Promise<Closure[]> {
    return tx.query<Closure>(
      `select ${read} from closures where recheck_on <= $1 order by recheck_on limit $2 for update skip locked`,
      [today, limit],
    );
  }
}
