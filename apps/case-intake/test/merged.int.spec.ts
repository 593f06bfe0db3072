import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '@answerable/stack';
import { mergedIntoThemselves } from '../src/migrations/0014-merged-into-themselves.js';
import { closed, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

let intake: Intake;
let sequence = 0;
beforeAll(async () => {
  intake = await startIntake();
  await intake.setClock('2026-05-21T12:00:00Z');
});
afterAll(() => intake.stop());

const same = { victimPseudonym: 'V' };
const next = () => ({ sequence: (sequence += 1), caseversion: sequence });
const close = (reference: string) => closed(reference, next(), same);
const merge = (from: string, into: string) =>
  policeEvent('police.case.merged.v1', { caseReference: from, intoCaseReference: into }, next());
const rename = (from: string, to: string) =>
  policeEvent('police.case.reference-changed.v1', { caseReference: from, newCaseReference: to }, next());
/** Each in a request of its own: all that is known of the others comes from the database. */
async function send(...lines: readonly object[]) {
  for (const line of lines) expect(await sendLines(intake, [line])).toMatchObject([{ status: 'accepted' }, {}]);
}
const standing = () => intake.query(`select case_key from cases where status <> 'merged'`);

it('a case is not merged into itself by a change of reference that makes one of two', async () => {
  await send(close('D'), close('E'), merge('E', 'D'), rename('D', 'E'));
  expect(await standing()).toHaveLength(1);
});

it('nor where it was merged into one that never came, and is that one', async () => {
  await send(close('H'), merge('H', 'F'), close('G'), rename('G', 'F'), rename('G', 'H'));
  expect(await standing()).toHaveLength(2);
  expect(await intake.query('select through_nothing from vanished_cases')).toEqual([]);
});

it('one that an earlier release merged into itself stands again as it did, counts, and is told once; another merger is let be', async () => {
  const reopen = (reference: string) =>
    policeEvent('police.case.reopened.v1', { caseReference: reference, reopenedOn: '2026-05-20' }, next());
  await send(close('P'), close('Q'), reopen('Q'), close('R'), merge('R', 'P'));
  await intake.run('count-coverage');
  const of = async (kind: string) => {
    const [row] = await intake.query<{ key: string }>(
      `select case_key as key from received_events where kind = $1 order by sequence desc limit 1`,
      [kind],
    );
    return row!.key;
  };
  const [reopened, other] = [await of('reopened'), await of('merged')];
  const [{ into } = { into: '' }] = await intake.query<{ into: string }>(
    'select merged_into as into from cases where case_key = $1',
    [other],
  );
  // As the release before left them: by its own key, and by an alias of it.
  await intake.query(`insert into case_aliases values ('another name', $1)`, [reopened]);
  const damage = `update cases set status = 'merged', merged_into = $2,
                    marks = jsonb_set(marks::jsonb, '{status}', '[999, 999]') where case_key = $1`;
  await intake.query(damage, [into, into]);
  await intake.query(damage, [reopened, 'another name']);
  const versions = () =>
    intake.query<{ version: string }>(
      'select version from cases where case_key = any($1) order by case_key = $2 desc',
      [[into, reopened], into],
    );
  await intake.query(mergedIntoThemselves.up);
  const once = await versions();
  await intake.query(mergedIntoThemselves.up);
  expect(await versions()).toEqual(once);
  const stands = (key: string) => intake.query('select status, merged_into from cases where case_key = $1', [key]);
  expect(await stands(into)).toEqual([{ status: 'closed', merged_into: null }]);
  expect(await stands(reopened)).toEqual([{ status: 'reopened', merged_into: null }]);
  expect(await stands(other)).toEqual([{ status: 'merged', merged_into: into }]);
  expect(await intake.query('select month from touched_months')).toContainEqual({ month: '2026-05' });
  const told = async () => (await readTopic(intake, 'cases.v1')).filter(({ data }) => data['caseKey'] === into);
  const before = (await told()).length;
  await intake.run('tell-repaired');
  await intake.run('tell-repaired');
  await eventually(async () => {
    const messages = await told();
    expect(messages).toHaveLength(before + 1);
    expect(messages.at(-1)!.data).toMatchObject({
      state: 'closed',
      version: Number(once[0]!.version),
    });
  });
  // And what comes next is taken as if it had never been.
  await send(close('Q'));
  expect(await stands(reopened)).toEqual([{ status: 'closed', merged_into: null }]);
});
