import { afterAll, beforeAll, expect, it } from 'vitest';
import { closed, policeEvent, sendLines, startIntake, type Intake } from './intake.js';

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
