import type { SurveyState } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';
import type { Survey } from './survey.js';

const columns = `
  survey_id as "surveyId", state, link_hash as "linkHash", code_hash as "codeHash", check_word_hash as "checkWordHash", language, cue_month as "cueMonth", questionnaire,
  opens_at as "opensAt", expires_at as "expiresAt", opened`;
export const forgotten = `
  link_hash = null, code_hash = null, check_word_hash = null, language = null, cue_month = null, questionnaire = null,
  opens_at = null, expires_at = null, bundles = null`;

@Injectable()
export class SurveyStore {
  constructor(private readonly database: Database) {}

  /**
   * The newest state of each survey. A closed survey stays closed, an older version changes nothing, and where a way in was
   * changed or withdrawn, or the survey cancelled (one by telephone alone has no way to withdraw), drafts go: their key was made from the old one. A way that is added (a letter after a link) takes nothing.
   */
  async receive(tx: Tx, states: readonly SurveyState[]): Promise<void> {
    const newest = new Map<string, SurveyState>();
    for (const state of states)
      if ((newest.get(state.surveyId)?.version ?? 0) < state.version) newest.set(state.surveyId, state);
    const rows = [...newest.values()].map((state) => ({
      survey_id: state.surveyId,
      version: state.version,
      state: state.cancelled ? 'cancelled' : 'open',
      link_hash: state.cancelled ? null : state.linkHash,
      code_hash: state.cancelled ? null : state.codeHash,
      check_word_hash: state.checkWordHash,
      language: state.language,
      cue_month: state.cueMonth,
      questionnaire: state.questionnaireVersion,
      opens_at: state.opensAt,
      expires_at: state.expiresAt,
      bundles: state.bundles,
    }));
    await tx.query(
      `with given as (
         select survey_id, version, state, decode(link_hash, 'hex') as link_hash, decode(code_hash, 'hex') as code_hash,
                decode(check_word_hash, 'hex') as check_word_hash, language, cue_month, questionnaire, opens_at, expires_at, bundles
           from jsonb_to_recordset($1::jsonb) as g (survey_id uuid, version integer, state text, link_hash text, code_hash text,
                check_word_hash text, language text, cue_month text, questionnaire text, opens_at timestamptz, expires_at timestamptz, bundles jsonb)
          order by survey_id
       ), revoked as (
         delete from drafts d using surveys s, given g
          where s.survey_id = d.survey_id and g.survey_id = s.survey_id and g.version > s.version
            and (g.state = 'cancelled'
              or s.link_hash is not null and s.link_hash is distinct from g.link_hash
              or s.code_hash is not null and s.code_hash is distinct from g.code_hash)
       )
       insert into surveys (survey_id, version, state, link_hash, code_hash, check_word_hash, language, cue_month, questionnaire, opens_at, expires_at, bundles)
       select survey_id, version, state, link_hash, code_hash, check_word_hash, language, cue_month, questionnaire, opens_at, expires_at, bundles from given
       on conflict (survey_id) do update
          set version = excluded.version, state = excluded.state, link_hash = excluded.link_hash, code_hash = excluded.code_hash,
              check_word_hash = excluded.check_word_hash, language = excluded.language, cue_month = excluded.cue_month,
              questionnaire = excluded.questionnaire, opens_at = excluded.opens_at, expires_at = excluded.expires_at, bundles = excluded.bundles
        where surveys.version < excluded.version and surveys.state <> 'closed'`,
      [JSON.stringify(rows)],
    );
  }

  async byLink(linkHash: Buffer): Promise<Survey | undefined> {
    const [row] = await this.database.read<Survey>(`select ${columns} from surveys where link_hash = $1`, [linkHash]);
    return row;
  }

  async byCode(codeHash: Buffer): Promise<Survey | undefined> {
    const [row] = await this.database.read<Survey>(`select ${columns} from surveys where code_hash = $1`, [codeHash]);
    return row;
  }

  async byId(surveyId: string): Promise<Survey | undefined> {
    const [row] = await this.database.read<Survey>(`select ${columns} from surveys where survey_id = $1`, [surveyId]);
    return row;
  }

  /** Keeps the id and forgets the rest, drafts included; false where it was closed before. */
  async close(tx: Tx, surveyId: string): Promise<boolean> {
    const closed = await tx.query(
      `with gone as (delete from drafts where survey_id = $1)
       update surveys set state = 'closed', ${forgotten} where survey_id = $1 and state = 'open' returning 1`,
      [surveyId],
    );
    return closed.length === 1;
  }

  /** Closes some of the surveys that have expired; returns how many. */
  async closeExpired(now: Date, atMost: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const closed = await tx.query(
        `with due as (
           select survey_id from surveys where expires_at <= $1 order by expires_at limit $2 for update skip locked
         ), gone as (
           delete from drafts where survey_id in (select survey_id from due)
         )
         update surveys set state = 'closed', ${forgotten} where survey_id in (select survey_id from due) returning 1`,
        [now, atMost],
      );
      await tx.query('delete from used_handovers where expires_at <= $1', [now]);
      // Begun in one tab in the moment in which another ended the survey: the statement that closed it could not see it.
      await tx.query(`delete from drafts d using surveys s where s.survey_id = d.survey_id and s.state = 'closed'`);
      return closed.length;
    });
  }

  /** True the first time only. */
  async useHandover(handoverId: string, expiresAt: Date): Promise<boolean> {
    const used = await this.database.read(
      'insert into used_handovers (handover_id, expires_at) values ($1, $2) on conflict do nothing returning 1',
      [handoverId, expiresAt],
    );
    return used.length === 1;
  }
}
