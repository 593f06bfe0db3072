import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import type { Combination } from './coarsening.js';
import type { Survey } from './survey.js';

const columns = `survey_id as "surveyId", episode_id as "episodeId", version, epoch, cancelled, with_link as "withLink",
  with_code as "withCode", check_word_hash as "checkWordHash", language, cue_month as "cueMonth",
  questionnaire_version as "questionnaireVersion", opens_at as "opensAt", expires_at as "expiresAt", bundles`;

@Injectable()
export class SurveyStore {
  async locked(tx: Tx, surveyIds: readonly string[]): Promise<Map<string, Survey>> {
    const rows = await tx.query<Survey>(
      `select ${columns} from surveys where survey_id = any($1) order by survey_id for update`,
      [surveyIds],
    );
    return new Map(rows.map((r) => [r.surveyId, r]));
  }

  async saveMany(tx: Tx, surveys: readonly Survey[]): Promise<void> {
    if (surveys.length === 0) return;
    await tx.query(
      `insert into surveys (survey_id, episode_id, version, epoch, cancelled, with_link, with_code, check_word_hash, language,
                            cue_month, questionnaire_version, opens_at, expires_at, bundles)
       select "surveyId", "episodeId", version, epoch, cancelled, "withLink", "withCode", "checkWordHash", language,
              "cueMonth", "questionnaireVersion", "opensAt", "expiresAt", bundles
         from json_to_recordset($1::json) as row ("surveyId" uuid, "episodeId" uuid, version integer, epoch integer,
              cancelled boolean, "withLink" boolean, "withCode" boolean, "checkWordHash" text, language text, "cueMonth" text,
              "questionnaireVersion" text, "opensAt" timestamptz, "expiresAt" timestamptz, bundles jsonb)
       on conflict (survey_id) do update set version = excluded.version, epoch = excluded.epoch, cancelled = excluded.cancelled,
              with_link = excluded.with_link, with_code = excluded.with_code, check_word_hash = excluded.check_word_hash,
              language = excluded.language, expires_at = excluded.expires_at, bundles = excluded.bundles`,
      [JSON.stringify(surveys)],
    );
  }

  /** Those with bundles that have not ended, by id. */
  async unexpiredAfter(tx: Tx, after: string | null, now: Date, limit: number): Promise<Survey[]> {
    return tx.query<Survey>(
      `select ${columns} from surveys
        where ($1::uuid is null or survey_id > $1) and bundles is not null and expires_at > $2
        order by survey_id limit $3 for update`,
      [after, now, limit],
    );
  }

  async liftVersions(tx: Tx, lift: number): Promise<void> {
    await tx.query('update surveys set version = $1 where version < $1', [lift]);
  }

  async dropBundles(tx: Tx, surveyIds: readonly string[]): Promise<void> {
    await tx.query(`update surveys set bundles = null where survey_id = any($1)`, [surveyIds]);
  }

  /** Combinations of attributes among the closures of the twelve months before that day, with how often each occurs. */
  async combinations(tx: Tx, organisationId: string, from: string, to: string): Promise<Combination[]> {
    return tx.query<Combination>(
      `select case when outcome_class = 'WITHDREW' then 'withdrew'
                   when outcome_class in ('NFA_EVIDENCE', 'NFA_POLICE', 'PREVENTED') then 'stopped'
                   when outcome_class in ('NOT_CRIMED', 'CANCELLED') then 'not-crimed'
                   else 'other' end as "recordClass",
              offence_group as "offenceGroup",
              case when age_band in ('under-16', '16-17', '18-24') then '16-24'
                   when age_band = 'unknown' then null
                   else '25-plus' end as age,
              closed_on - reported_on <= 30 as "closedWithin30Days",
              count(*)::int as closures
         from closures
        where organisation_id = $1 and state = 'closed' and closed_on between $2 and $3
        group by 1, 2, 3, 4`,
      [organisationId, from, to],
    );
  }
}
