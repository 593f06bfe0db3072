import type { Reconciliation } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

const sign = async (intake: Intake, totals: readonly object[]) =>
  fetch(`${intake.url}/v1/control-totals`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenFor('data-officer-01')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ force: '01', month: '2026-05', totals }),
  });

describe('a month that was signed and then revised as every month is', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
  });
  afterAll(() => intake.stop());

  it('agrees: whoever was given another outcome, offence or unit since is not missing, in whichever row he stands now', async () => {
    const [unit, other] = ['AS team 1', 'AS team 2'];
    const facts = { unit, outcomeCode: '16', closedOn: '2026-05-12' };
    const said = (n: number, more: object, sequence = n) =>
      closed(`V-${n}`, { sequence, caseversion: sequence }, { ...facts, ...more });
    await sendLines(
      intake,
      [1, 2, 3, 4, 5].map((n) => said(n, {})),
    );
    const totals = [{ unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 5 }];
    expect((await sign(intake, totals)).status).toBe(201);
    await intake.setClock('2026-06-04T09:00:00Z');
    await sendLines(intake, [
      said(1, { outcomeCode: '1' }, 6),
      said(2, { offenceClass: '20A' }, 7),
      said(3, { unit: other }, 8),
      said(4, { closedOn: '2026-06-01' }, 9),
    ]);
    const month = await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
    expect(month).toMatchObject({ state: 'agrees', declared: 5, received: 4, missingSince: null });
    expect(month.rows.map((row) => [row.leftSince, row.cameSince, row.difference])).toEqual([
      [0, 1, 0],
      [0, 1, 0],
      [4, 0, 0],
      [0, 1, 0],
    ]);
    // What never came is missing all the same.
    await sendLines(intake, [said(6, { outcomeCode: '1' }, 10)]);
    const later = await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
    expect(later).toMatchObject({ state: 'differs', missingSince: null });
  });
});

describe('a month that was signed, of which one closure was never sent', () => {
  let intake: Intake;
  const facts = { unit: 'AS team 1', outcomeCode: '16', closedOn: '2026-05-12' };
  let sequence = 0;
  const next = () => ({ sequence: (sequence += 1), caseversion: sequence });
  const said = (reference: string, more: object = {}) => closed(reference, next(), { ...facts, ...more });
  const may = () => get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
    await sendLines(intake, [
      said('in May'),
      said('in April', { closedOn: '2026-04-28' }),
      said('reopened'),
      policeEvent('police.case.reopened.v1', { caseReference: 'reopened', reopenedOn: '2026-05-20' }, next()),
    ]);
    const totals = [{ unit: facts.unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 }];
    expect((await sign(intake, totals)).status).toBe(201);
    await intake.setClock('2026-06-04T09:00:00Z');
  });
  afterAll(() => intake.stop());
  it('misses it all the same when others come into the month that were known to stand elsewhere, or open', async () => {
    expect(await may()).toMatchObject({ received: 1, missingSince: '2026-05-31' });
    await sendLines(intake, [said('in April'), said('reopened', { outcomeCode: '18' })]);
    const month = await may();
    expect(month).toMatchObject({ received: 3, missingSince: '2026-05-31' });
    expect(month.rows.map(({ cameSince, difference }) => [cameSince, difference])).toEqual([
      [1, 0],
      [1, 1],
    ]);
    await sendLines(intake, [said('never sent')]);
    expect(await may()).toMatchObject({ state: 'agrees', received: 4, missingSince: null });
  });
});

describe('a month whose totals counted a closure that was sent with the date of another month', () => {
  let intake: Intake;
  const facts = { unit: 'AS team 1', outcomeCode: '16', closedOn: '2026-05-12' };
  const may = () => get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
  /** What reporting was told last of May. */
  const told = async (expected: object) => {
    await intake.run('count-coverage');
    await eventually(async () => {
      const of = (await readTopic(intake, 'coverage.v1')).filter(({ data }) => data['month'] === '2026-05');
      expect(of.at(-1)!.data).toMatchObject(expected);
    });
  };
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
  });
  afterAll(() => intake.stop());

  it('cannot be told from one of which a closure never came: one is missing, and none is claimed from when it is restated until it is signed again', async () => {
    const totals = [{ unit: facts.unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 2 }];
    const misdated = { ...facts, closedOn: '2026-04-12' };
    await sendLines(intake, [closed('right', { sequence: 1 }, facts), closed('misdated', { sequence: 2 }, misdated)]);
    await sign(intake, totals);
    await intake.setClock('2026-06-03T09:00:00Z');
    await sendLines(intake, [closed('misdated', { sequence: 3, caseversion: 2 }, facts)]);
    expect(await may()).toMatchObject({ state: 'differs', declared: 2, received: 2, missingSince: '2026-05-31' });
    await told({ controlTotals: [{ closures: 2 }], cameSince: 1 });
    await intake.setClock('2026-06-04T09:00:00Z');
    const restated = { month: '2026-05', reason: 'one case had a wrong date' };
    await sendLines(intake, [policeEvent('police.month.restated.v1', restated, { sequence: 4 })]);
    // What was signed first is still there to be seen, by the force and the auditor, and it claims nothing.
    expect(await may()).toMatchObject({ state: 'restated', declared: 2, missingSince: null, missingDays: null });
    await told({ controlTotals: null });
    await intake.setClock('2026-06-05T09:00:00Z');
    await sign(intake, totals);
    expect(await may()).toMatchObject({ state: 'agrees', missingSince: null });
    await told({ controlTotals: [{ closures: 2 }], cameSince: 0 });
  });
});

describe('a closure that comes after its month', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
  });
  afterAll(() => intake.stop());

  it('is late when it comes more than ten days after the month has ended', async () => {
    const closedOn = '2026-05-12';
    await intake.setClock('2026-06-10T22:30:00Z');
    await sendLines(intake, [closed('D-1', { sequence: 1 }, { closedOn })]);
    expect(await get(intake, '/v1/reconciliation?month=2026-05')).toMatchObject({ received: 1, lateArrivals: 0 });
    // Half past midnight in London.
    await intake.setClock('2026-06-10T23:30:00Z');
    await sendLines(intake, [closed('D-2', { sequence: 2 }, { closedOn })]);
    expect(await get(intake, '/v1/reconciliation?month=2026-05')).toMatchObject({ received: 2, lateArrivals: 1 });
  });

  it('stays late whatever is signed or renamed after it', async () => {
    const late = async () => (await get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05')).lateArrivals;
    await intake.setClock('2026-06-12T12:00:00Z');
    await sign(intake, []);
    await intake.setClock('2026-06-13T12:00:00Z');
    const renamed = { caseReference: 'D-2', newCaseReference: 'D-2 new' };
    await sendLines(intake, [
      policeEvent('police.case.reference-changed.v1', renamed, { sequence: 3, caseversion: 2 }),
      closed('D-2 new', { sequence: 4, caseversion: 3 }, { closedOn: '2026-05-12', victimPseudonym: 'V-D-2' }),
    ]);
    expect(await late()).toBe(1);
  });

  it('is signed by whoever signs at the same time, one revision after the other, and holds no more each time it is restated', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => sign(intake, [])));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const restated = { month: '2026-05', reason: 'late corrections' };
    for (const sequence of [5, 6]) {
      await intake.setClock(`2026-06-14T1${sequence}:00:00Z`);
      await sendLines(intake, [policeEvent('police.month.restated.v1', restated, { sequence })]);
      expect(await get(intake, '/v1/control-totals?month=2026-05')).toMatchObject({ restated: true });
      await intake.setClock(`2026-06-14T1${sequence}:30:00Z`);
      await sign(intake, []);
      expect(await get(intake, '/v1/control-totals?month=2026-05')).toMatchObject({ restated: false });
    }
  });
});
