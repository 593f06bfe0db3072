import { releasedRecord, type EventData, type RecordKind, type ReleasedRecord } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import type { TestSurvey } from './setup.js';

/** Ends every month that is over by then. */
export async function closeMonthsUntil(survey: TestSurvey, iso: string): Promise<void> {
  survey.setClock(iso);
  while ((await survey.run('close-month')) > 0);
}

/** What reporting hears of a period that closed. */
export function batchOf(
  survey: TestSurvey,
  kind: RecordKind,
  period: string,
): Promise<EventData<'responses.batch.closed.v1'>> {
  return eventually(() => {
    const found = survey
      .events('responses.batch.closed.v1')
      .find(({ data }) => data.kind === kind && data.period === period);
    if (!found) throw new Error(`${kind} ${period} has not been closed`);
    return found.data;
  });
}

/** All records of a batch, as reporting opens them. */
export async function recordsOf(survey: TestSurvey, kind: RecordKind, period: string): Promise<ReleasedRecord[]> {
  const { batchId, records: count } = await batchOf(survey, kind, period);
  const sealed = await eventually(() => {
    const found = survey.events('responses.record.released.v1').filter(({ data }) => data.batchId === batchId);
    if (found.length !== count) throw new Error(`${found.length} of ${count} records`);
    return found.map(({ data }) => data.sealed);
  });
  return Promise.all(
    sealed.map(async (jwe) => releasedRecord.parse(JSON.parse(await survey.others.open('reporting', jwe)))),
  );
}
