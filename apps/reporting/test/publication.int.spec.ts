import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyReport } from '@answerable/verify';
import type { MonthPreparation, PoliceResponse, ReportSummary, SealedReport } from '@answerable/contracts';
import { call, eventually, get, people, sendBatch, sendCoverage, startReporting, type Reporting } from './reporting.js';

let reporting: Reporting;
beforeAll(async () => {
  reporting = await startReporting();
});
afterAll(() => reporting?.stop());

const october = 'southwark-2025-10-v1';
const prepared = (month: string) =>
  eventually(async () => {
    const months = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
    const found = months.find((each) => each.month === month);
    expect(found?.digest).toBeTruthy();
    return found!;
  });
const approve = (month: string, as: string, digest: string | null) =>
  call(reporting, `/v1/months/${month}/approvals`, as, { method: 'POST', body: { digest } });
const code = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const list = (as: string) =>
  get<{ reports: ReportSummary[]; holds: { month: string }[]; nextOn: string }>(reporting, '/v1/reports', as);

describe('a report', () => {
  it('is frozen when its parts are there, and nobody but those who approve sees it before its day', async () => {
    await sendCoverage(reporting, '2025-10');
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
    await reporting.setClock('2025-11-03T10:00:00Z');
    const month = await prepared('2025-10');
    expect(month).toMatchObject({ state: 'prepared', releaseOn: '2025-11-14', approvals: [], missing: [] });
    for (const reader of ['mp-peckham', 'police-lead-01', 'auditor-1']) {
      expect((await list(reader)).reports).toEqual([]);
      expect((await call(reporting, `/v1/reports/${october}`, reader)).status).toBe(404);
    }
    expect((await call(reporting, '/v1/months/2025-10/preview', 'mp-peckham')).status).toBe(403);
    const preview = await get<{ digest: string; html: string }>(reporting, '/v1/months/2025-10/preview', 'approver-1');
    expect(preview.digest).toBe(month.digest);
    expect(preview.html).toContain('not published: for approval');
  });

  it('is approved by two different people who name what they read', async () => {
    const { digest } = await prepared('2025-10');
    const other = await approve('2025-10', 'approver-1', '0'.repeat(64));
    expect([other.status, await other.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'other-version', fix: expect.stringContaining('Read the report again') }),
    ]);
    expect((await approve('2025-10', 'approver-1', digest)).status).toBe(201);
    expect(await code(await approve('2025-10', 'approver-1', digest))).toEqual([409, 'already-approved']);
    expect((await approve('2025-10', 'mp-peckham', digest)).status).toBe(403);
    expect((await approve('2025-10', 'vs-lead-1', digest)).status).toBe(403);
    expect((await approve('2025-10', 'approver-2', digest)).status).toBe(201);
  });

  it('goes to every reader in the same minute, and not before half past nine', async () => {
    await reporting.setClock('2025-11-14T09:28:00Z');
    expect(await reporting.run('release-report')).toBe(0);
    await reporting.setClock('2025-11-14T09:30:00Z');
    await eventually(async () => expect((await list('mp-peckham')).reports).toHaveLength(1));
    const copies = await Promise.all(
      ['mp-peckham', 'mp-dulwich', 'police-lead-01', 'police-lead-48', 'auditor-1', 'vs-lead-1'].map(async (reader) =>
        (await call(reporting, `/v1/reports/${october}`, reader)).text(),
      ),
    );
    expect(new Set(copies).size).toBe(1);
  });

  it('verifies offline against the published key and chain', async () => {
    const report = await (await call(reporting, `/v1/reports/${october}`, 'mp-peckham')).text();
    const { keys } = (await (await fetch(`${reporting.url}/v1/public/report-keys`)).json()) as {
      keys: { publicKey: string; keyId: string }[];
    };
    const chain = await (await fetch(`${reporting.url}/v1/public/chain`)).text();
    expect(chain).not.toContain('headlines');
    expect(verifyReport({ report, keys, chain })).toMatchObject({ genuine: true, notes: [] });
    const forged = report.replace('about 95', 'about 90');
    expect(verifyReport({ report: forged, keys, chain }).faults).toMatchObject([{ what: 'content-changed' }]);
  });

  it('comes as page, PDF, CSV and metadata too', async () => {
    for (const [format, type] of [
      ['html', 'text/html'],
      ['html?part=fragment', 'text/html'],
      ['pdf', 'application/pdf'],
      ['csv', 'text/csv'],
      ['csv-metadata', 'application/csvm+json'],
    ]) {
      const answer = await call(reporting, `/v1/reports/${october}/${format}`, 'mp-peckham');
      expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, type]);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(500);
    }
  });

  it('is announced to offices by mail without a figure', async () => {
    const mails = await eventually(() => {
      expect(reporting.mails.length).toBeGreaterThanOrEqual(5);
      return reporting.mails;
    });
    expect(mails.map(({ to }) => to)).toContain('peckham@mp.example');
    for (const { text } of mails) {
      const [head, ...parts] = text.split('\r\n\r\n');
      expect(head).toContain('Subject: The report for October 2025 is published');
      // Every number in it is that of the year, every link that of the sign-in.
      expect(parts.join(' ').replace(/\s+/g, ' ').trim()).toBe(
        'The report for October 2025 is published. Sign in to read it: https://readers.example Victim Support, on behalf of the people who answered',
      );
    }
  });

  it('has a place for the police’s public answer, given once, and says when it was asked', async () => {
    const path = `/v1/reports/${october}/police-responses`;
    expect(await get<PoliceResponse[]>(reporting, path, 'mp-peckham')).toEqual([
      { force: '01', forceName: 'Metropolitan Police', askedOn: '2025-11-14', answeredOn: null, text: null },
      { force: '48', forceName: 'City of London Police', askedOn: '2025-11-14', answeredOn: null, text: null },
    ]);
    const answer = { method: 'POST', body: { text: 'We are looking into it.' } };
    expect((await call(reporting, path, 'mp-peckham', answer)).status).toBe(403);
    expect((await call(reporting, path, 'police-lead-01', answer)).status).toBe(201);
    expect(await code(await call(reporting, path, 'police-lead-01', answer))).toEqual([409, 'already-answered']);
    expect(await get<PoliceResponse[]>(reporting, path, 'mp-peckham')).toMatchObject([
      { text: 'We are looking into it.' },
      { text: null },
    ]);
  });

  it('takes that answer down alone, says so in its place, and does not take another', async () => {
    const path = `/v1/reports/${october}/police-responses`;
    const down = { method: 'POST', body: { why: 'risk-to-a-person' } };
    expect((await call(reporting, `${path}/01/takedown`, 'police-lead-01', down)).status).toBe(403);
    expect((await call(reporting, `${path}/01/takedown`, 'approver-1', down)).status).toBe(403);
    const wrong = { method: 'POST', body: { why: 'wrong-figures' } };
    expect((await call(reporting, `${path}/01/takedown`, 'vs-lead-1', wrong)).status).toBe(400);
    expect(await code(await call(reporting, `${path}/48/takedown`, 'vs-lead-1', down))).toEqual([
      404,
      'response-not-found',
    ]);
    expect((await call(reporting, `${path}/01/takedown`, 'safeguarding-1', down)).status).toBe(201);
    expect((await get<PoliceResponse[]>(reporting, path, 'mp-peckham'))[0]).toMatchObject({
      answeredOn: '2025-11-14',
      text: null,
      takenDown: { on: '2025-11-14', why: 'It could put a person at risk.' },
    });
    expect(await code(await call(reporting, `${path}/01/takedown`, 'vs-lead-1', down))).toEqual([
      404,
      'response-not-found',
    ]);
    const again = { method: 'POST', body: { text: 'We say it again.' } };
    expect(await code(await call(reporting, path, 'police-lead-01', again))).toEqual([409, 'already-answered']);
    expect((await call(reporting, `/v1/reports/${october}`, 'mp-peckham')).status).toBe(200);
  });
});

describe('a correction', () => {
  it('of fewer than ten answers is noted, not republished', async () => {
    const answer = await call(reporting, '/v1/months/2025-10/corrections', 'vs-lead-1', {
      method: 'POST',
      body: { why: 'answers-wrong', answersChanged: 9 },
    });
    expect(await answer.json()).toEqual({ outcome: 'noted', reportId: null });
  });

  it('of restated totals is a new version that says what changed; the old one stays, marked', async () => {
    await sendCoverage(reporting, '2025-10', { closed: 120, revision: 2 });
    await eventually(async () =>
      expect(await reporting.query(`select 1 from intake_coverage where revision = 2`)).toHaveLength(1),
    );
    const answer = await call(reporting, '/v1/months/2025-10/corrections', 'vs-lead-1', {
      method: 'POST',
      body: { why: 'police-restated', answersChanged: 0 },
    });
    expect(await answer.json()).toEqual({ outcome: 'prepared', reportId: 'southwark-2025-10-v2' });
    const { digest, version } = await prepared('2025-10');
    expect(version).toBe(2);
    for (const approver of ['approver-1', 'approver-2'])
      expect((await approve('2025-10', approver, digest)).status).toBe(201);
    await reporting.setClock('2025-11-18T09:30:00Z');
    const corrected = await eventually(() =>
      get<SealedReport>(reporting, '/v1/reports/southwark-2025-10-v2', 'mp-peckham'),
    );
    expect(corrected.content.correction).toMatchObject({
      replaces: october,
      why: 'The police restated what they had sent.',
    });
    expect(corrected.content.correction!.changes).toContainEqual({
      what: 'T1, Cases of this kind the police say they closed',
      before: 'about 95',
      after: 'about 120',
    });
    const before = await get<SealedReport>(reporting, `/v1/reports/${october}`, 'mp-peckham');
    expect(corrected.content.headlines).toEqual(before.content.headlines);
    expect((await list('mp-peckham')).reports.map(({ id, state }) => [id, state])).toEqual([
      ['southwark-2025-10-v2', 'published'],
      [october, 'replaced'],
    ]);
  });
});

describe('a correction that nobody approves', () => {
  it('does not hide the month after it: that is announced as held; approved, it is out, and replaces the correction before', async () => {
    await sendCoverage(reporting, '2025-10', { closed: 130, revision: 3 });
    await eventually(async () =>
      expect(await reporting.query(`select 1 from intake_coverage where revision = 3`)).toHaveLength(1),
    );
    const body = { why: 'police-restated', answersChanged: 0 };
    const answer = await call(reporting, '/v1/months/2025-10/corrections', 'vs-lead-1', { method: 'POST', body });
    expect(await answer.json()).toEqual({ outcome: 'prepared', reportId: 'southwark-2025-10-v3' });
    await reporting.setClock('2025-12-12T10:00:00Z');
    await eventually(async () =>
      expect((await list('mp-peckham')).holds).toMatchObject([
        { month: '2025-11', hold: { reason: 'other-report-first', from: '2025-12-12', endsOn: '2025-12-30' } },
        { month: '2025-10', hold: { reason: 'not-yet-approved', from: '2025-12-12', endsOn: '2025-12-30' } },
      ]),
    );
    const { digest } = await prepared('2025-10');
    for (const approver of ['approver-1', 'approver-2'])
      expect((await approve('2025-10', approver, digest)).status).toBe(201);
    const third = await eventually(() =>
      get<SealedReport>(reporting, '/v1/reports/southwark-2025-10-v3', 'mp-peckham'),
    );
    expect(third.content.correction).toMatchObject({ replaces: 'southwark-2025-10-v2' });
    expect(third.content.correction!.changes).toContainEqual({
      what: 'T1, Cases of this kind the police say they closed',
      before: 'about 120',
      after: 'about 130',
    });
    expect((await list('mp-peckham')).reports.map(({ id, state, replacedBy }) => [id, state, replacedBy])).toEqual([
      ['southwark-2025-10-v3', 'published', null],
      ['southwark-2025-10-v2', 'replaced', 'southwark-2025-10-v3'],
      [october, 'replaced', 'southwark-2025-10-v2'],
    ]);
  });
});

describe('a hold', () => {
  it('is announced to all readers, can be made once by people, also of what holds itself, and ends by itself', async () => {
    await sendCoverage(reporting, '2025-11');
    await sendBatch(reporting, { kind: 'headline', period: '2025-11', records: people(22) });
    expect(await prepared('2025-11')).toMatchObject({ state: 'held', holdUsed: false });
    const hold = { method: 'POST', body: { reason: 'figures-checked' } };
    expect((await call(reporting, '/v1/months/2025-11/holds', 'vs-lead-1', hold)).status).toBe(403);
    expect((await call(reporting, '/v1/months/2025-11/holds', 'approver-1', hold)).status).toBe(201);
    expect(await code(await call(reporting, '/v1/months/2025-11/holds', 'approver-2', hold))).toEqual([
      409,
      'hold-used',
    ]);
    await reporting.setClock('2025-12-15T10:00:00Z');
    expect((await list('mp-peckham')).holds).toMatchObject([
      { month: '2025-11', hold: { reason: 'figures-checked', endsOn: '2025-12-30' } },
    ]);
    const open = (await (await fetch(`${reporting.url}/v1/public/page`)).json()) as { holds: unknown[] };
    expect(open.holds).toHaveLength(1);
    expect(await reporting.run('release-report')).toBe(0);
    await reporting.setClock('2025-12-30T09:30:00Z');
    const { content } = await eventually(() =>
      get<SealedReport>(reporting, '/v1/reports/southwark-2025-11-v1', 'police-lead-01'),
    );
    expect(content.notes).toEqual([
      'Fewer than 10 answers of October 2025 were corrected; that is too few to publish the figure again.',
    ]);
    expect((await list('mp-peckham')).holds).toEqual([]);
  });
});

describe('a takedown', () => {
  it('ends access at once and leaves a tombstone in the chain, which stays whole', async () => {
    const report = await (await call(reporting, '/v1/reports/southwark-2025-11-v1', 'mp-peckham')).text();
    const down = { method: 'POST', body: { why: 'risk-to-a-person' } };
    expect((await call(reporting, '/v1/reports/southwark-2025-11-v1/takedown', 'approver-1', down)).status).toBe(403);
    expect((await call(reporting, '/v1/reports/southwark-2025-11-v1/takedown', 'safeguarding-1', down)).status).toBe(
      201,
    );
    for (const format of ['', '/html', '/pdf', '/csv', '/csv-metadata', '/police-responses'])
      expect(await code(await call(reporting, `/v1/reports/southwark-2025-11-v1${format}`, 'mp-peckham'))).toEqual([
        410,
        'report-taken-down',
      ]);
    expect((await call(reporting, '/v1/reports/southwark-2025-11-v1/seal', 'mp-peckham')).status).toBe(200);
    const { keys } = (await (await fetch(`${reporting.url}/v1/public/report-keys`)).json()) as {
      keys: { publicKey: string; keyId: string }[];
    };
    const chain = await (await fetch(`${reporting.url}/v1/public/chain`)).text();
    expect(verifyReport({ report, keys, chain })).toMatchObject({ genuine: true, notes: [{ what: 'taken-down' }] });
    expect((await list('mp-peckham')).reports[0]).toMatchObject({ state: 'taken-down', headline: [] });
  });
});

describe('rotation of the signing key', () => {
  it('happens each year, the new key signed by the old; old reports still verify, also after two', async () => {
    for (const at of ['2026-10-20T10:00:00Z', '2027-10-21T10:00:00Z']) {
      await reporting.setClock(at);
      await reporting.run('rotate-report-key');
    }
    const { keys } = (await (await fetch(`${reporting.url}/v1/public/report-keys`)).json()) as {
      keys: { publicKey: string; keyId: string; until: string | null }[];
    };
    expect(keys.map(({ until }) => until)).toEqual([null, '2027-10-21', '2026-10-20']);
    const report = await (await call(reporting, '/v1/reports/southwark-2025-10-v2', 'mp-peckham')).text();
    const chain = await (await fetch(`${reporting.url}/v1/public/chain`)).text();
    const [fresh, between, old] = keys;
    // The one that sealed it, and the one that sealed nothing but the introduction of the third.
    for (const key of [old!, between!])
      expect(verifyReport({ report, keys: [key], chain })).toMatchObject({ genuine: true });
    // Anybody could introduce a public key into a chain of his own: until it has sealed something, it vouches for nothing.
    const refused = verifyReport({ report, keys: [fresh!], chain });
    expect(refused.genuine).toBe(false);
    expect(refused.faults.map(({ what }) => what)).toEqual(['wrong-key', 'wrong-key']);
  });
});

describe('wrong answers', () => {
  const wrong = (month: string, answersChanged: number) =>
    call(reporting, `/v1/months/${month}/corrections`, 'vs-lead-1', {
      method: 'POST',
      body: { why: 'answers-wrong', answersChanged },
    });

  it('go through the gate with the next report once they are ten; of none there is nothing to correct', async () => {
    expect(await (await wrong('2025-11', 12)).json()).toEqual({ outcome: 'with-next-report', reportId: null });
    expect((await wrong('2025-11', 0)).status).toBe(400);
  });

  it('of a year whose answers no report can count again are refused, not dropped without a word', async () => {
    // As if the reports had gone on until June.
    await reporting.query(
      `insert into publications (report_id, organisation_id, month, version, chain_number, ledger_entries, published_at)
       select 'southwark-2026-06-v1', organisation_id, '2026-06', 1, chain_number, ledger_entries, published_at
         from publications where report_id = 'southwark-2025-10-v1'`,
    );
    expect(await code(await wrong('2025-11', 12))).toEqual([409, 'correction-too-late']);
    expect(await reporting.query(`select 1 from corrections where month = '2025-11'`)).toHaveLength(1);
  });
});
