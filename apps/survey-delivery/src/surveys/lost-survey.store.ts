import { Injectable } from '@nestjs/common';
import type { SurveyState } from '@answerable/contracts';
import type { ReceivedEvent } from '@answerable/messaging';
import type { Database, Tx } from '@answerable/persistence';

export interface LostSurvey {
  state: SurveyState;
  /** How many versions of it were told with which a message may have gone. */
  versions: number;
}
export type Progress = ReceivedEvent<{ surveyId: string }>;

/** Surveys that the restored database does not know, by their last state that was told. */
@Injectable()
export class LostSurveyStore {
  async addMany(tx: Tx, lost: readonly LostSurvey[], on: string): Promise<void> {
    await tx.query(
      `insert into lost_surveys (survey_id, state, versions, lost_on)
       select (state->>'surveyId')::uuid, state, versions, $2
         from json_to_recordset($1::json) as row (state jsonb, versions integer)
       on conflict (survey_id) do update
         set state = excluded.state, versions = excluded.versions, lost_on = excluded.lost_on, begun = false`,
      [JSON.stringify(lost), on],
    );
  }

  async isAny(database: Database): Promise<boolean> {
    return (await database.read('select 1 from lost_surveys limit 1')).length > 0;
  }

  /** Keeps what is heard of surveys that are lost; of any other unknown one nothing. */
  async keep(tx: Tx, events: readonly Progress[]): Promise<void> {
    await tx.query(
      `insert into lost_progress (survey_id, event)
       select l.survey_id, row.event from json_array_elements($1::json) with ordinality as row (event, place)
         join lost_surveys l on l.survey_id = (row.event->'data'->>'surveyId')::uuid
        order by row.place`,
      [JSON.stringify(events)],
    );
  }

  /** Those whose episodes have begun again since. */
  async takeBegun(tx: Tx): Promise<LostSurvey[]> {
    return tx.query<LostSurvey>(
      `update lost_surveys l set begun = true from episodes e where e.survey_id = l.survey_id and not l.begun
       returning l.state, l.versions`,
    );
  }

  /** What was kept of surveys whose episodes are there, in the order in which it came. */
  async takeProgress(tx: Tx): Promise<Progress[]> {
    const rows = await tx.query<{ event: Progress }>(
      `with taken as (
         delete from lost_progress p using episodes e where e.survey_id = p.survey_id returning p.position, p.event)
       select event from taken order by position`,
    );
    return rows.map(({ event }) => event);
  }

  /** Those that have not begun again and can be answered still: from now on they are ended. */
  async takeOpen(tx: Tx): Promise<SurveyState[]> {
    const rows = await tx.query<{ state: SurveyState }>(
      `update lost_surveys set state = state || '{"cancelled": true}'::jsonb
        where not begun and not (state->>'cancelled')::boolean returning state`,
    );
    return rows.map(({ state }) => state);
  }

  async forget(tx: Tx, lostBefore: string): Promise<number> {
    const gone = await tx.query('delete from lost_surveys where lost_on < $1 returning survey_id', [lostBefore]);
    return gone.length;
  }
}
