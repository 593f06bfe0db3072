import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chained, type LedgerEntry, type LedgerRecord } from '@answerable/disclosure';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AnsweringMonth, MonthPreparation, SealedReport, SeatView, UnitSignal } from '@answerable/contracts';
import { approveAndPublish, prepared } from './publish.js';
import {
  call,
  eventually,
  get,
  headlinesOf,
  people,
  sendBatch,
  sendCoverage,
  startReporting,
  type Reporting,
} from './reporting.js';

const months = (reporting: Reporting) => get<MonthPreparation[]>(reporting, '/v1/months', 'vs-lead-1');

describe('a batch', () => {
  let reporting: Reporting;
  beforeAll(async () => {
    reporting = await startReporting();
    await sendCoverage(reporting, '2025-10');
  });
  beforeEach(async () => {
    // What the test before set going is not to be found in this one.
    await eventually(async () =>
      expect(await (await fetch(`${reporting.url}/_test/idle`)).json()).toMatchObject({ idle: true }),
    );
    await reporting.setClock('2025-11-05T10:00:00Z');
    for (const table of ['preparations', 'batches', 'sealed_records', 'headline_counts'])
      await reporting.query(`delete from ${table}`);
  });
  afterAll(() => reporting?.stop());

  it('with a record too many is refused by name', async () => {
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(5), announced: 14 });
    await eventually(async () =>
      expect((await months(reporting))[0]!.faults).toEqual([
        'answers to the headlines of October 2025: 15 records arrived, 14 were announced',
      ]),
    );
  });

  it('of which a record too many comes after it was opened is named too, and its month is not made into a report', async () => {
    const batch = { kind: 'headline', period: '2025-10', records: people(25) } as const;
    const batchId = await sendBatch(reporting, { ...batch, announced: 76 });
    const opened = () =>
      eventually(async () =>
        expect(await reporting.query(`select 1 from batches where state = 'opened'`)).toHaveLength(1),
      );
    const [one] = await reporting.query<{ sealed: string }>('select sealed from sealed_records limit 1');
    const another = () =>
      reporting.send('response-collection', {
        type: 'responses.record.released.v1',
        data: { organisationId: 'southwark', recordId: crypto.randomUUID(), batchId, sealed: one!.sealed },
      });
    // The clock stands before the month's end, so that nothing is prepared between the two.
    await reporting.setClock('2025-10-20T10:00:00Z');
    await another();
    await opened();
    await another();
    await eventually(async () =>
      expect(await (await fetch(`${reporting.url}/metrics`)).text()).toMatch(/^batches_faulty(\{[^}]*\})? 1$/m),
    );
    await reporting.setClock('2025-11-05T10:00:00Z');
    expect((await months(reporting))[0]).toMatchObject({
      state: 'waiting',
      faults: [
        'answers to the headlines of October 2025: 77 records arrived, 76 were announced; the last came when it was open',
      ],
    });
    expect(await reporting.run('prepare-report')).toBe(0);
  });

  it('with an answer to a questionnaire nobody knows is refused whole, by name, and opened after an update', async () => {
    const records = [...people(25), { answers: { pressure: 'stop' }, questionnaireVersion: '2031-9' }];
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records });
    await eventually(async () =>
      expect((await months(reporting))[0]!.faults).toEqual([
        'answers to the headlines of October 2025: questionnaire version 2031-9 is unknown',
      ]),
    );
    expect(await reporting.query('select 1 from headline_counts')).toEqual([]);
    expect(await reporting.query('select 1 from sealed_records')).toHaveLength(76);
    expect(await (await fetch(`${reporting.url}/metrics`)).text()).toMatch(/^batches_faulty(\{[^}]*\})? 1$/m);
  });

  it('of a period that its sender closed twice is counted once: the first that is whole', async () => {
    const batch = { kind: 'headline', period: '2025-10', records: people(25) } as const;
    const counted = async () =>
      (await reporting.query<{ n: number }>('select coalesce(sum(records), 0)::int as n from headline_counts'))[0]!.n;
    // Its sender's database was put back before all had left, and closed the month again.
    await sendBatch(reporting, { ...batch, announced: 78 });
    await sendBatch(reporting, { ...batch, records: people(24) });
    await eventually(async () => expect(await counted()).toBe(72));
    // And once more, after it had left as a whole.
    await sendBatch(reporting, batch);
    await eventually(async () => expect(await reporting.query('select 1 from sealed_records')).toEqual([]));
    expect(await reporting.run('open-batches')).toBe(0);
    expect(await counted()).toBe(72);
    expect((await months(reporting))[0]).toMatchObject({ faults: [] });
    expect(await (await fetch(`${reporting.url}/metrics`)).text()).toMatch(/^batches_faulty(\{[^}]*\})? 0$/m);
  });

  it('of nobody gives a report that shows nothing, and says so', async () => {
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: [] });
    const preview = await eventually(() =>
      get<{ content: SealedReport['content'] }>(reporting, '/v1/months/2025-10/preview', 'approver-1'),
    );
    expect(preview.content.nextFigure).toBe(
      'None or almost none have answered so far; the first figure comes at 20, or at the end of December.',
    );
  });

  it('of one person is nowhere in the report', async () => {
    await sendBatch(reporting, {
      kind: 'headline',
      period: '2025-10',
      records: headlinesOf('completely-dissatisfied', 'not-at-all', 'both'),
    });
    const { content } = await eventually(() =>
      get<{ content: SealedReport['content'] }>(reporting, '/v1/months/2025-10/preview', 'approver-1'),
    );
    expect(content.headlines.every(({ newest, blocks }) => !newest.shown && blocks.length === 0)).toBe(true);
    expect(content.nextFigure).toContain('None or almost none');
  });

  it('in which all gave the same answer leaves a band, and the gate proves that nobody is certain', async () => {
    await sendBatch(reporting, {
      kind: 'headline',
      period: '2025-10',
      records: people(25, { satisfied: 0, seriously: 0, pressure: 1 }),
    });
    const { content } = await eventually(() =>
      get<{ content: SealedReport['content'] }>(reporting, '/v1/months/2025-10/preview', 'approver-1'),
    );
    expect(content.headlines.map(({ newest }) => newest.shown && newest.words)).toEqual([
      'fewer than a quarter',
      'fewer than a quarter',
      'more than three quarters',
    ]);
  });

  it('brings with its headlines how people answered, for Victim Support and the auditor', async () => {
    const evidence = {
      modes: { web: 4, telephone: 3 },
      languages: { en: 6, so: 1 },
      sentEarly: { pressure: 2, 'pressure-how': 5 },
      breakOffs: { listened: 5 },
      straightLined: 0,
      withdrawn: 1,
    };
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(5), evidence });
    const answering = await get<AnsweringMonth[]>(reporting, '/v1/answering', 'vs-lead-1');
    expect(answering).toMatchObject([{ month: '2025-10', sent: 5, modes: evidence.modes, straightLined: 0 }]);
    expect(answering[0]).toMatchObject({ sentEarly: [], neverSent: [{ item: 'listened', people: 5 }] });
    expect(await get(reporting, '/v1/answering', 'auditor-1')).toEqual(answering);
  });

  it('opened leaves facts and nothing that joins them: no sealed record, no id, no time', async () => {
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
    await eventually(async () => expect(await reporting.query('select 1 from headline_counts')).not.toEqual([]));
    // Three headlines of 25 people, but no row for each: equal answers are one row with their number.
    expect(await reporting.query('select sum(records)::int as records from headline_counts')).toEqual([
      { records: 75 },
    ]);
    expect(
      await reporting.query(
        'select 1 from headline_counts group by item, answer, questionnaire, month having count(*) > 1',
      ),
    ).toEqual([]);
    expect(await reporting.query('select 1 from sealed_records')).toEqual([]);
    const columns = await reporting.query<{ name: string }>(
      `select distinct column_name as name from information_schema.columns where (table_name like '%\\_facts' or table_name like '%\\_counts') and (data_type like 'timestamp%' or data_type in ('uuid', 'bigint', 'date') or column_name like '%id')`,
    );
    expect(columns).toEqual([{ name: 'organisation_id' }]);
    expect(await reporting.query('select distinct xmin::text from headline_counts')).toHaveLength(1);
  });

  it('whose count does not match is not opened, and the report waits, is announced as held, and says what was missing', async () => {
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25), announced: 80 });
    await eventually(async () =>
      expect((await months(reporting))[0]).toMatchObject({
        state: 'waiting',
        missing: ['answers to the headlines of October 2025: 75 of 80 records have arrived'],
      }),
    );
    await reporting.setClock('2025-11-14T10:00:00Z');
    await eventually(async () => {
      const { holds } = await get<{ holds: { hold: object }[] }>(reporting, '/v1/reports', 'mp-peckham');
      expect(holds).toMatchObject([{ month: '2025-10', hold: { reason: 'not-complete', endsOn: '2025-11-28' } }]);
    });
    // People may hold also what held itself; here nobody does, and nobody approves.
    await reporting.setClock('2025-11-25T10:00:00Z');
    expect(await reporting.run('prepare-report')).toBe(0);
    await reporting.setClock('2025-11-26T10:00:00Z');
    await prepared(reporting, '2025-10');
    await reporting.setClock('2025-11-28T09:29:00Z');
    expect(await reporting.run('release-report')).toBe(0);
    await reporting.setClock('2025-11-28T09:30:00Z');
    const report = await eventually(() =>
      get<SealedReport>(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-peckham'),
    );
    expect(report.content.notes).toEqual(['Not complete: answers to the headlines of October 2025.']);
    expect(report.content.headlines.every(({ newest }) => !newest.shown)).toBe(true);
    expect(await reporting.query('select 1 from headline_counts')).toEqual([]);
  });
});

describe('the ledger', () => {
  it('cannot be changed by the service, and a service does not start on one that somebody else changed', async () => {
    const reporting = await startReporting();
    await sendCoverage(reporting, '2025-10');
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
    await reporting.setClock('2025-11-13T10:00:00Z');
    await approveAndPublish(reporting, '2025-10', '2025-11-14T09:30:00Z');
    for (const statement of [
      `update release_ledger set entry = '{}'`,
      'delete from release_ledger',
      'delete from publications',
      'update chain_links set content = $$$$',
      'truncate release_ledger',
    ])
      await expect(reporting.queryAsService(statement)).rejects.toThrow(/permission denied/);
    await expect(reporting.query(`update release_ledger set entry = '{}'`)).rejects.toThrow(
      'release_ledger is append-only',
    );

    await reporting.stopService();
    await reporting.query('alter table release_ledger disable trigger all');
    await reporting.query(`update release_ledger set entry = jsonb_set(entry, '{base}', '99') where sequence = 2`);
    await expect(reporting.startService()).rejects.toThrow(
      'the release ledger was tampered with at entry 2: its content does not match its hash',
    );
    await reporting.query(`update release_ledger set entry = jsonb_set(entry, '{base}', '25') where sequence = 2`);
    const [last] = await reporting.query<{ sequence: number; entry: LedgerEntry }>(
      'select sequence, entry from release_ledger order by sequence desc limit 1',
    );
    const { hash: _, ...copied } = last!.entry;
    const [extra] = chained([last!.entry], [copied as LedgerRecord]);
    await reporting.query('insert into release_ledger (organisation_id, sequence, entry) values ($1, $2, $3)', [
      'southwark',
      extra!.sequence,
      extra,
    ]);
    // Properly chained, and the service's own role may insert: but no report put it there.
    await expect(reporting.startService()).rejects.toThrow(
      `entry ${extra!.sequence}: no published report put it there`,
    );
    await reporting.query('delete from release_ledger where sequence >= $1', [last!.sequence]);
    await expect(reporting.startService()).rejects.toThrow('entries are missing at the end');
    await reporting.stop();
  });
});

describe('a seat', () => {
  const file = join(tmpdir(), `seats-${crypto.randomUUID()}.json`);
  const term = (seat: string, from: string, until: string | null) => ({
    seat,
    office: `Office of ${seat}`,
    email: `${seat.toLowerCase()}@mp.example`,
    from,
    until,
  });
  let reporting: Reporting;
  afterAll(() => reporting?.stop());

  it('opens the report on its own area while it is held, and nothing when the term has ended', async () => {
    writeFileSync(
      file,
      JSON.stringify([
        term('E14001421', '2024-07-04', '2025-11-20'),
        term('E14001421', '2025-11-24', null),
        term('E14001559', '2024-07-04', '2025-09-30'),
        term('E14001205', '2019-12-12', '2024-05-30'),
        term('E14001205', '2024-07-04', null),
      ]),
    );
    reporting = await startReporting({ SEATS_FILE: file });
    await sendCoverage(reporting, '2025-10');
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
    await reporting.setClock('2025-11-13T10:00:00Z');
    await approveAndPublish(reporting, '2025-10', '2025-11-14T09:30:00Z');
    expect(await get(reporting, '/v1/reports', 'mp-peckham')).toMatchObject({
      view: { areaId: 'peckham', areaName: 'Peckham' },
    });
    expect(await get(reporting, '/v1/reports', 'mp-vauxhall')).toMatchObject({
      view: { areaId: null },
      reports: [],
      holds: [],
    });
    // The page itself, and not just the list, begins with the office's own area; one that spans two, and the police, have none.
    const page = async (reader: string) =>
      (await call(reporting, '/v1/reports/southwark-2025-10-v1/html?part=fragment', reader)).text();
    for (const [reader, own] of [
      ['mp-peckham', 'Peckham'],
      ['mp-dulwich', 'South and West'],
    ] as const)
      expect(/Your area: [^<]*/.exec(await page(reader))?.[0].trim()).toBe(`Your area: ${own}`);
    expect(await page('police-lead-01')).not.toContain('Your area');
    for (const path of [
      '/v1/reports/southwark-2025-10-v1',
      '/v1/reports/southwark-2025-10-v1/pdf',
      '/v1/reports/southwark-2025-10-v1/seal',
      '/v1/seats/mine',
    ])
      expect((await call(reporting, path, 'mp-vauxhall')).status).toBe(404);
  });

  it('has delegates that its office names and ends; a delegate names nobody', async () => {
    const added = await call(reporting, '/v1/seats/mine/delegates', 'mp-peckham', {
      method: 'POST',
      body: { username: 'mp-vauxhall', name: 'A colleague' },
    });
    const { delegates } = (await added.json()) as SeatView;
    expect(delegates).toMatchObject([{ username: 'mp-vauxhall', addedOn: '2025-11-14', endedOn: null }]);
    await get(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-vauxhall');
    expect(
      (
        await call(reporting, '/v1/seats/mine/delegates', 'mp-vauxhall', {
          method: 'POST',
          body: { username: 'x', name: 'x' },
        })
      ).status,
    ).toBe(404);
    expect(
      (await call(reporting, `/v1/seats/mine/delegates/${delegates[0]!.id}`, 'mp-dulwich', { method: 'DELETE' }))
        .status,
    ).toBe(404);
    expect(
      (await call(reporting, `/v1/seats/mine/delegates/${delegates[0]!.id}`, 'mp-peckham', { method: 'DELETE' }))
        .status,
    ).toBe(200);
    expect((await call(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-vauxhall')).status).toBe(404);
  });

  it('is sent a notice only while it is held', async () => {
    await eventually(() =>
      expect(reporting.mails.map(({ to }) => to).toSorted()).toEqual(['e14001205@mp.example', 'e14001421@mp.example']),
    );
  });

  it('passes to the successor with the whole archive and without the office before, or anybody whom that named', async () => {
    const named = { method: 'POST', body: { username: 'mp-lewisham', name: 'A colleague' } };
    expect((await call(reporting, '/v1/seats/mine/delegates', 'mp-peckham', named)).status).toBe(201);
    await reporting.query(
      `insert into delegates (id, seat, username, name, added_on, added_by) values (gen_random_uuid(), 'E14001205', 'mp-vauxhall', 'Of the office before', '2024-03-01', 'x')`,
    );
    const october = '/v1/reports/southwark-2025-10-v1';
    await get(reporting, october, 'mp-lewisham');
    await reporting.setClock('2025-11-24T10:00:00Z');
    // A seat in its second term: its office has what was published before, and sees none of the first one's people.
    await get(reporting, october, 'mp-dulwich');
    expect(await get(reporting, '/v1/seats/mine', 'mp-dulwich')).toMatchObject({ from: '2024-07-04', delegates: [] });
    // A seat whose second term has begun: the account was made in the first, and nobody wrote an end into it.
    for (const reader of ['mp-peckham', 'mp-lewisham', 'mp-vauxhall'])
      for (const path of [october, `${october}/pdf`, '/v1/seats/mine'])
        expect([reader, path, (await call(reporting, path, reader)).status]).toEqual([reader, path, 404]);
    expect((await call(reporting, '/v1/seats/mine/delegates', 'mp-peckham', named)).status).toBe(404);
    expect(await get(reporting, '/v1/reports', 'mp-peckham')).toMatchObject({ reports: [], holds: [] });
  });

  it('never shows signs of gaming by unit: those are for Victim Support and the auditor', async () => {
    for (const reader of ['mp-peckham', 'police-lead-01', 'approver-1'])
      for (const path of ['/v1/signals', '/v1/answering'])
        expect((await call(reporting, path, reader)).status, path).toBe(403);
    const [first] = await get<UnitSignal[]>(reporting, '/v1/signals?months=3', 'auditor-1');
    expect(first).toMatchObject({ unit: 'AS team 2', closures: 45 });
    expect(first!.stands).toHaveLength(3);
  });

  it('gets a clear answer to garbage, and nothing without a token', async () => {
    expect((await fetch(`${reporting.url}/v1/reports`)).status).toBe(401);
    for (const [path, body] of [
      ['/v1/months/2025-13/approvals', { digest: 'x' }],
      ['/v1/months/2025-10/approvals', { digest: 'x' }],
      ['/v1/months/2025-10/holds', { reason: 'no reason' }],
    ] as const) {
      const answer = await call(reporting, path, 'approver-1', { method: 'POST', body });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        400,
        expect.stringContaining('application/problem+json'),
      ]);
    }
    expect((await call(reporting, '/v1/reports/..%2f..%2fetc', 'mp-peckham')).status).toBe(400);
  });
});
