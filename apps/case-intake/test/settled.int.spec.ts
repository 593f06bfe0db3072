import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forceTopic, type EventData, type Feed, type Receipt, type Reconciliation } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedTables } from '../src/code-tables/load-code-tables.js';
import { closed, get, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

interface Rejections {
  rejections: { receipt: Receipt; state: string }[];
  open: { code: string; count: number }[];
}
const openOf = async (intake: Intake) => (await get<Rejections>(intake, '/v1/rejections')).open;
const elsewhere = { areaCode: 'E05009317' };

describe('a case that is none of ours', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('is settled as it comes: it waits for nobody, alarms nobody, and no contact of it is kept', async () => {
    const contact = await intake.seal();
    const [place, offence] = await sendLines(intake, [
      closed('S-1', { sequence: 1 }, { ...elsewhere, contact }),
      closed('S-2', { sequence: 2 }, { offenceClass: '88D', contact }),
    ]);
    expect([place, offence]).toMatchObject([
      { status: 'rejected', reasons: [{ code: 'area-out-of-scope' }] },
      { status: 'rejected', reasons: [{ code: 'offence-out-of-scope' }] },
    ]);
    expect(await openOf(intake)).toEqual([]);
    const settled = await get<Rejections>(intake, '/v1/rejections?state=out-of-scope');
    expect(settled.rejections).toHaveLength(2);
    expect(await get(intake, '/v1/reconciliation?month=2026-05')).toMatchObject({ quarantined: 0, unreadable: 0 });
    const metrics = await (await fetch(`${intake.url}/metrics`)).text();
    expect(metrics).toMatch(/case_events_waiting\{force="01",system="connect"\} 0\n/);
    expect(await intake.query('select from rejections where contact is not null')).toEqual([]);
  });

  it('is ours once an event that happened earlier says so: its later events are taken, and its contact asked for again', async () => {
    await sendLines(intake, [closed('S-1', { sequence: 3, caseversion: 1, id: 'first' }, {})]);
    // Of equal versions the sequence decides: what came first here happened later.
    await sendLines(intake, [
      closed(
        'S-3',
        { sequence: 5, caseversion: 2 },
        { ...elsewhere, outcomeCode: 'RECLASSIFIED', contact: await intake.seal() },
      ),
      closed('S-3', { sequence: 4 }),
    ]);
    await intake.run('replay-quarantine');
    const cases = await intake.query(
      `select outcome_code, area_code, classes_seen, contact_given from cases where outcome_code = 'RECLASSIFIED'`,
    );
    expect(cases).toEqual([
      {
        outcome_code: 'RECLASSIFIED',
        area_code: 'E05011110',
        classes_seen: ['NOT_CRIMED', 'WITHDREW'],
        contact_given: true,
      },
    ]);
    expect(await openOf(intake)).toEqual([{ code: 'contact-not-kept', count: 2 }]);
    const again = closed(
      'S-3',
      { sequence: 6, caseversion: 3 },
      { outcomeCode: 'RECLASSIFIED', contact: await intake.seal() },
    );
    await sendLines(intake, [again]);
    await intake.run('replay-quarantine');
    expect(await openOf(intake)).toEqual([{ code: 'contact-not-kept', count: 1 }]);
  });

  it('is forgotten when it would be too old to be asked about', async () => {
    await intake.setClock('2026-08-25T12:00:00Z');
    await intake.run('replay-quarantine');
    expect(await intake.query('select from rejections where event is not null')).toEqual([]);
  });
});

describe('a crime that two systems of a force seem to have sent', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());
  const niche = '/forces/01/systems/niche';
  const twins = async () =>
    (await get<Feed>(intake, '/v1/feed')).sources.map(({ sentByTwoSystems }) => sentByTwoSystems);

  it('is said to the force on its topic as well, and settled when the one record is merged into that of the other system', async () => {
    await sendLines(intake, [closed('T-1', { sequence: 1 })]);
    await sendLines(intake, [closed('T-1', { sequence: 1, source: niche })]);
    expect(await twins()).toEqual([0, 1]);
    await eventually(async () => {
      const receipts = await readTopic(intake, forceTopic('police.receipts', '01'));
      expect(receipts.map(({ data }) => (data as Receipt).reasons[0]?.code)).toEqual(['sent-by-two-systems']);
    });
    const into = { caseReference: 'T-1', intoCaseReference: 'T-1', intoSystem: 'connect' };
    const merged = policeEvent('police.case.merged.v1', into, { sequence: 2, caseversion: 2, source: niche });
    expect(await sendLines(intake, [merged])).toMatchObject([{ status: 'accepted' }, {}]);
    await intake.run('replay-quarantine');
    expect([await openOf(intake), await twins()]).toEqual([[], [0, 0]]);
    expect(await intake.query('select through_nothing from vanished_cases')).toEqual([{ through_nothing: false }]);
  });

  it('is settled where its sender looked and sent the case again: they are two', async () => {
    await sendLines(intake, [closed('T-2', { sequence: 2 })]);
    await sendLines(intake, [closed('T-2', { sequence: 3, source: niche })]);
    await intake.run('replay-quarantine');
    expect(await twins()).toEqual([0, 1]);
    await sendLines(intake, [closed('T-2', { sequence: 4, caseversion: 2, source: niche })]);
    await intake.run('replay-quarantine');
    expect([await openOf(intake), await twins()]).toEqual([[], [0, 0]]);
  });
});

describe('a crime that two systems of a force send at once', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('is flagged whichever of the two is stored first, also when neither system had sent before', async () => {
    const systems = ['connect', 'niche'].map((system) => `/forces/01/systems/${system}`);
    for (let sequence = 1; sequence <= 12; sequence += 1)
      await Promise.all(systems.map((source) => sendLines(intake, [closed(`O-${sequence}`, { sequence, source })])));
    const [flagged] = await intake.query('select count(*)::int as cases from cases where twin_of is not null');
    expect(flagged).toEqual({ cases: 12 });
  });
});

describe('a month after the force has signed it', () => {
  let intake: Intake;
  let folder: string;
  const unit = 'AS team 1';
  const facts = { unit, outcomeCode: '15', closedOn: '2026-05-12' };
  const cell = { unit, offenceGroup: 'rape', outcomeClass: 'NFA_EVIDENCE' };
  const read = () => get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');
  const officer = async (method: string, path: string, body: object) =>
    fetch(`${intake.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${await tokenFor('data-officer-01')}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const explain = (explanation: string, more: object = {}) =>
    officer('PUT', '/v1/reconciliation/explanations', { month: '2026-05', ...cell, explanation, ...more });
  /** What reporting is told of May. The service counts by itself too, and pauses after a long count: what it says in the end counts. */
  async function told(expected: object): Promise<EventData<'coverage.intake.counted.v1'>> {
    return eventually(async () => {
      await intake.run('count-coverage');
      const all = (await readTopic(intake, 'coverage.v1')).map(
        (m) => m.data as EventData<'coverage.intake.counted.v1'>,
      );
      const may = all.filter(({ month }) => month === '2026-05').at(-1)!;
      expect(may).toMatchObject(expected);
      return may;
    });
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'code-tables-'));
    await cp(shippedTables, folder, { recursive: true });
    intake = await startIntake({ CODE_TABLES_DIR: folder });
    await intake.setClock('2026-06-02T09:00:00Z');
    await sendLines(intake, [
      ...[1, 2, 3, 4, 5].map((n) => closed(`L-${n}`, { sequence: n }, facts)),
      closed('L-6', { sequence: 6 }, { ...facts, outcomeCode: '97', contact: await intake.seal() }),
      closed('L-7', { sequence: 7 }, { ...facts, unit: undefined }),
      'no JSON at all',
    ]);
    const totals = [{ ...cell, closures: 6 }];
    const signed = await officer('POST', '/v1/control-totals', { force: '01', month: '2026-05', totals });
    expect(signed.status).toBe(201);
  });
  afterAll(() => intake.stop());

  it('counts what could not be read in the month in which it came, until it is put right', async () => {
    const june = () => get<Reconciliation>(intake, '/v1/reconciliation?month=2026-06');
    expect(await read()).toMatchObject({ quarantined: 1, unreadable: 0 });
    expect(await june()).toMatchObject({ quarantined: 0, unreadable: 2 });
    await sendLines(intake, [closed('L-7', { sequence: 7 }, { ...facts, unit: 'AS team 2', closedOn: '2026-06-01' })]);
    expect(await june()).toMatchObject({ unreadable: 1 });
  });

  it('has its difference explained, and not another difference that comes later', async () => {
    expect((await explain('One case was sent by Kent.', { difference: 2 })).status).toBe(409);
    expect((await explain('One case was sent by Kent.', { difference: 1 })).status).toBe(200);
    expect(await read()).toMatchObject({
      state: 'explained',
      rows: [{ difference: 1, explanation: expect.stringContaining('Kent') }],
    });
    // Revised into another row it is no other difference; one more that the force says it closed is.
    const revised = closed('L-5', { sequence: 8, caseversion: 2 }, { ...facts, outcomeCode: '18', unit: 'AS team 3' });
    await sendLines(intake, [revised]);
    expect(await read()).toMatchObject({
      state: 'explained',
      rows: [{ difference: 1, leftSince: 1 }, { cameSince: 1 }],
    });
    const totals = [
      { ...cell, closures: 6 },
      { ...cell, unit: 'AS team 3', closures: 1 },
    ];
    await intake.setClock('2026-06-02T09:10:00Z');
    await officer('POST', '/v1/control-totals', { force: '01', month: '2026-05', totals });
    const { state, rows } = await read();
    expect(state).toBe('differs');
    expect(rows.find((row) => row.unit === unit)).toMatchObject({ difference: 2, explanation: null });
    expect((await explain('It was never there.', { outcomeClass: 'WITHDREW' })).status).toBe(422);
  });

  it('misses nothing that was reopened, merged or removed since, also in what is published', async () => {
    await told({ leftSince: 0, quarantined: 1 });
    await sendLines(intake, [
      policeEvent(
        'police.case.reopened.v1',
        { caseReference: 'L-1', reopenedOn: '2026-06-02' },
        { sequence: 9, caseversion: 2 },
      ),
      policeEvent(
        'police.case.merged.v1',
        { caseReference: 'L-2', intoCaseReference: 'L-3' },
        { sequence: 10, caseversion: 2 },
      ),
      policeEvent(
        'police.case.removed.v1',
        { caseReference: 'L-4', reason: 'test-record' },
        { sequence: 11, caseversion: 2 },
      ),
    ]);
    const { rows } = await read();
    expect(rows.find((row) => row.unit === unit)).toMatchObject({
      declared: 6,
      received: 1,
      leftSince: 3,
      difference: 2,
    });
    await told({ leftSince: 3 });
    await sendLines(intake, [closed('L-1', { sequence: 12, caseversion: 3 }, { ...facts, closedOn: '2026-06-01' })]);
    expect((await read()).rows.find((row) => row.unit === unit)).toMatchObject({ leftSince: 3, difference: 2 });
  });

  it('is told anew when what waited is registered; that came when it came, and not late', async () => {
    await intake.setClock('2026-07-20T09:00:00Z');
    const file = join(folder, 'outcomes.json');
    const rows = JSON.parse(await readFile(file, 'utf8')) as object[];
    const added = { code: '97', label: 'A new outcome', class: 'NFA_EVIDENCE', from: '2026-05-01', until: null };
    await writeFile(file, JSON.stringify([...rows, added]));
    await intake.run('read-code-tables');
    await intake.run('replay-quarantine');
    expect(await read()).toMatchObject({ quarantined: 0, lateArrivals: 0 });
    const { signals } = await told({ quarantined: 0 });
    // The police gave the contact; that it could not be kept until the code was known is no withholding, and it is asked for again.
    expect(signals.find((one) => one.unit === unit)).toMatchObject({ closures: 2, contactMissing: 1 });
    expect(await openOf(intake)).toEqual([{ code: 'contact-not-kept', count: 1 }]);
  });

  it('is told anew when the force restates it: its totals hold no more', async () => {
    await told({ controlTotals: [{ closures: 6 }, { closures: 1 }] });
    const restated = { month: '2026-05', reason: 'a team was missing' };
    await sendLines(intake, [policeEvent('police.month.restated.v1', restated, { sequence: 13 })]);
    await told({ controlTotals: null });
  });
});
