import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordKind } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened, Visitor } from './browser.js';
import { ownClock } from './own-clock.js';
import { closedAgain } from './closed-again.js';
import { forgottenRecords } from './forgotten-records.js';
import { batchOf, closeMonthsUntil, recordsOf } from './released.js';
import { TestSurvey, type IssuedSurvey } from './setup.js';
import { versionsSideBySide } from './versions-side-by-side.js';
import { withdrawnAgain } from './withdrawn-again.js';

let survey: TestSurvey;
const withdrawals = mkdtempSync(join(tmpdir(), 'answerable-'));

beforeAll(async () => {
  survey = await TestSurvey.start('2026-05-10T10:00:00Z', { WITHDRAWALS_DIRECTORY: withdrawals });
  await survey.run('close-month');
});
afterAll(() => survey.close());

/** Answers the three headlines and sends; returns the withdrawal code where one is wanted. */
async function submit(answers: Record<number, string>, code = false): Promise<string | undefined> {
  const visitor = await opened(survey.url, await survey.issued());
  for (const [place, answer] of Object.entries(answers))
    await visitor.post(`/q/${place}`, { action: 'continue', answer });
  await visitor.post('/check', code ? { code: 'yes' } : {});
  expect(visitor.path).toBe('/done');
  return /shown-code" dir="ltr">([^<]+)/.exec(visitor.html)?.[1];
}
const batch = (kind: RecordKind, period: string) => batchOf(survey, kind, period);
const records = (kind: RecordKind, period: string) => recordsOf(survey, kind, period);
const closeUntil = (iso: string) => closeMonthsUntil(survey, iso);
const counted = async (kind: RecordKind, period: string) =>
  (await records(kind, period)).map(({ answers }) => JSON.stringify(answers)).toSorted();
const waiting = async (): Promise<string[]> =>
  (await survey.pool.query('select distinct kind from records order by kind')).rows.map(
    (row: { kind: string }) => row.kind,
  );

describe('the end of a month', () => {
  let goesOn: IssuedSurvey;

  it('releases the headline records of that month with their count, and nothing else', async () => {
    await submit({ 1: 'very-satisfied', 2: 'fairly', 4: 'neither' });
    await submit({ 1: 'very-dissatisfied', 2: 'not-at-all', 4: 'stop' });
    await closeUntil('2026-05-31T22:59:59Z');
    expect(survey.events('responses.batch.closed.v1')).toEqual([]);
    await closeUntil('2026-05-31T23:00:01Z');
    expect(await counted('headline', '2026-05')).toEqual(
      [
        { satisfied: 'very-satisfied' },
        { satisfied: 'very-dissatisfied' },
        { seriously: 'fairly' },
        { seriously: 'not-at-all' },
        { pressure: 'neither' },
        { pressure: 'stop' },
      ]
        .map((answers) => JSON.stringify(answers))
        .toSorted(),
    );
    expect(survey.events('responses.batch.closed.v1').map(({ data }) => data.kind)).toEqual(['headline']);
    expect(await waiting()).toEqual(['area', 'borough', 'characteristic', 'constituency']);
  });

  it('destroys the mixing key; those of the months to come are there', async () => {
    const { rows } = await survey.pool.query('select min(month) as first from mixing_keys');
    expect(rows).toEqual([{ first: '2026-06' }]);
  });

  it('counts how people answered as totals, one thing at a time', async () => {
    const { evidence } = await batch('headline', '2026-05');
    expect(evidence).toEqual({
      modes: { web: 2 },
      languages: { en: 2 },
      sentEarly: { 'how-ended': 2 },
      breakOffs: {},
      straightLined: 0,
      withdrawn: 0,
    });
  });

  it('is closed also where nobody answered, after the service slept for months, each once', async () => {
    await closeUntil('2026-06-15T10:00:00Z');
    await submit({ 1: 'neither' });
    await closeUntil('2026-09-02T10:00:00Z');
    for (const period of ['2026-06', '2026-07', '2026-08'])
      expect((await batch('headline', period)).records).toBe(period === '2026-06' ? 3 : 0);
    const periods = survey.events('responses.batch.closed.v1').map(({ data }) => `${data.kind} ${data.period}`);
    expect(new Set(periods).size).toBe(periods.length);
  });

  it('a half-year end releases the area and borough records of all its months, each with its bundle', async () => {
    const area = await records('area', '2026-H1');
    expect(area).toHaveLength(9);
    for (const { bundle, answers } of area) {
      expect(Object.keys(answers)).toHaveLength(1);
      expect(JSON.parse(await survey.others.open('reporting', bundle!))).toEqual({ kind: 'area', area: 'peckham' });
    }
    const borough = await records('borough', '2026-H1');
    expect(borough).toHaveLength(3);
    expect(borough.map(({ answers }) => answers['listened'])).toEqual(['not-asked', 'not-asked', 'not-asked']);
    expect(JSON.parse(await survey.others.open('reporting', borough[0]!.bundle!))).toMatchObject({
      kind: 'borough',
      recordClass: 'withdrew',
    });
    expect(await waiting()).toEqual(['characteristic', 'constituency']);
  });

  it('the end of the year releases the rest, and nothing is left', async () => {
    await closeUntil('2027-01-03T10:00:00Z');
    expect(await records('constituency', '2026')).toHaveLength(9);
    const characteristic = await records('characteristic', '2026');
    expect(characteristic).toHaveLength(12);
    for (const { bundle, answers } of characteristic) {
      expect(bundle).toBeNull();
      expect(Object.keys(answers)).toHaveLength(2);
    }
    expect(await waiting()).toEqual([]);
  });

  it('a break-off is counted by its page and nothing of it is released; who sent early is none', async () => {
    survey.setClock('2027-01-10T10:00:00Z');
    await submit({ 1: 'neither' });
    const gone = await opened(survey.url, await survey.issued({ expiresAt: '2027-01-25T00:00:00Z' }));
    await gone.post('/q/1', { action: 'continue', answer: 'completely-dissatisfied' });
    await gone.post('/q/2', { action: 'later', answer: 'not-at-all' });
    goesOn = await survey.issued();
    await (await opened(survey.url, goesOn)).post('/q/1', { action: 'later', answer: 'neither' });
    survey.setClock('2027-01-25T00:00:01Z');
    await survey.run('expire-surveys');
    await closeUntil('2027-02-01T10:00:00Z');
    const { evidence } = await batch('headline', '2027-01');
    expect(evidence).toMatchObject({ modes: { web: 2 }, sentEarly: { seriously: 1 }, breakOffs: { 'how-ended': 1 } });
    expect(await counted('headline', '2027-01')).toEqual(
      [{ pressure: 'not-asked' }, { satisfied: 'neither' }, { seriously: 'not-asked' }].map((answers) =>
        JSON.stringify(answers),
      ),
    );
  });

  it('a visit that goes on into the next month is counted in the one in which it ends, and once', async () => {
    const visitor = await opened(survey.url, goesOn);
    await visitor.post('/q/2', { action: 'finish', answer: 'very' });
    await visitor.post('/check');
    await closeUntil('2027-03-01T10:00:00Z');
    const { evidence } = await batch('headline', '2027-02');
    expect(evidence).toMatchObject({ modes: { web: 1 }, sentEarly: { 'how-ended': 1 }, breakOffs: {} });
  });
});

describe('taking answers back', () => {
  it('works by the code in her hand until the month closes, for every record, and tells nobody whether there were any', async () => {
    survey.setClock('2027-03-10T10:00:00Z');
    await closeUntil('2027-03-10T10:00:00Z');
    await submit({ 1: 'fairly-satisfied' });
    const code = (await submit({ 1: 'completely-dissatisfied' }, true))!;
    const before = (await survey.pool.query('select count(*)::int as n from records')).rows[0].n;
    const visitor = await new Visitor(survey.url).get('/withdraw');
    await visitor.post('/withdraw', { code: 'AAAA-BBBB-CCCC-DDDD' });
    const nothing = visitor.text;
    await visitor.get('/withdraw');
    await visitor.post('/withdraw', { code: code.toLowerCase().replaceAll('-', ' ') });
    expect(visitor.text).toBe(nothing);
    expect(before - (await survey.pool.query('select count(*)::int as n from records')).rows[0].n).toBe(16);
    await closeUntil('2027-04-01T10:00:00Z');
    expect((await batch('headline', '2027-03')).evidence?.withdrawn).toBe(1);
    expect(await counted('headline', '2027-03')).toContain(JSON.stringify({ satisfied: 'fairly-satisfied' }));
    expect(await counted('headline', '2027-03')).toHaveLength(3);
  });

  it('ends with the month: what waits for its half-year is no longer hers to find, nor anybody else’s', async () => {
    const code = (await submit({ 1: 'very-satisfied' }, true))!;
    await closeUntil('2027-05-01T10:00:00Z');
    const count = async () => (await survey.pool.query('select count(*)::int as n from records')).rows[0].n;
    const before = await count();
    const visitor = await new Visitor(survey.url).get('/withdraw');
    await visitor.post('/withdraw', { code });
    expect(await count()).toBe(before);
  });
});

describe('messages', () => {
  it('an untied message leaves with the monthly batch, sealed to the vault, without a key that leads anywhere', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/30', { action: 'continue', answer: 'For Victim Support' });
    await visitor.post('/q/1', { action: 'finish', answer: 'completely-dissatisfied' });
    await visitor.post('/check');
    await closeUntil('2027-06-01T10:00:00Z');
    const [message] = await eventually(() => {
      const found = survey.events('responses.message.released.v1');
      if (found.length === 0) throw new Error('no message yet');
      return found;
    });
    expect(JSON.parse(await survey.others.open('vault', message!.data.sealed))).toEqual({ text: 'For Victim Support' });
    expect(Object.keys(message!.data).toSorted()).toEqual(['messageId', 'organisationId', 'sealed']);
    expect(JSON.stringify(message)).not.toContain(issued.state.surveyId);
    expect((await records('headline', '2027-05')).map(({ answers }) => answers)).toContainEqual({
      satisfied: 'completely-dissatisfied',
    });
    for (const canary of ['For Victim Support', 'completely-dissatisfied', 'satisfied'])
      for (const form of [canary, Buffer.from(canary).toString('base64url').slice(0, -3)])
        expect(survey.travelled).not.toContain(form);
  });
});

describe('a submission at the stroke of midnight', () => {
  it('goes into the next month where this one closed under its hands', async () => {
    survey.setClock('2027-06-30T22:59:00Z');
    await survey.run('close-month');
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    survey.setClock('2027-06-30T23:00:30Z');
    await Promise.all([survey.run('close-month'), visitor.post('/check')]);
    expect(visitor.path).toBe('/done');
    await closeUntil('2027-08-01T10:00:00Z');
    const counts = await Promise.all(
      ['2027-06', '2027-07'].map(async (period) => (await batch('headline', period)).records),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});

describe('a month that has closed', () => {
  it('is not opened again by a machine whose clock is behind: what is sent there leaves with the next month', async () => {
    survey.setClock('2027-08-20T10:00:00Z');
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    await closeUntil('2027-08-31T23:00:00Z');
    survey.setClock('2027-08-31T22:59:59Z');
    await visitor.post('/check');
    expect(visitor.path).toBe('/done');
    expect(visitor.status).toBe(200);
    await closeUntil('2027-10-02T09:00:00Z');
    expect((await batch('headline', '2027-09')).records).toBe(3);
    const august = survey.events('responses.batch.closed.v1').filter(({ data }) => data.period === '2027-08');
    expect(august.map(({ data }) => data.records)).toEqual([0]);
  });
});

describe('a record that cannot be opened', () => {
  it('is left out and counted, and everybody else’s leave', async () => {
    const [good, bad] = [await survey.newSurvey(), await survey.newSurvey()];
    const { area } = bad.state.bundles;
    const [header, none, nonce, sealed, tag] = area[0]!.split('.');
    const garbage = [header, none, nonce, [...sealed!].toReversed().join(''), tag].join('.');
    const bundles = { ...bad.state.bundles, area: [garbage, ...area.slice(1)] };
    await survey.issue(good, { state: { ...bad.state, bundles } });
    for (const issued of [good, bad]) {
      const visitor = await opened(survey.url, issued);
      await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
      await visitor.post('/check');
    }
    const areas = async () =>
      (await survey.pool.query("select count(*)::int as n from records where kind = 'area'")).rows[0].n as number;
    const before = await areas();
    await closeUntil('2027-11-01T10:00:00Z');
    expect((await batch('headline', '2027-10')).records).toBe(6);
    expect(await areas()).toBe(before - 1);
    expect(await (await fetch(`${survey.url}/metrics`)).text()).toMatch(/^records_unopenable 1$/m);
    expect(survey.log.join('\n')).toContain('record could not be opened');
  });
});

describe('taking back while the month closes', () => {
  it('waits for the close, and neither stands in the other’s way', async () => {
    const code = (await submit({ 1: 'neither' }, true))!;
    const client = await survey.pool.connect();
    const visitor = await new Visitor(survey.url).get('/withdraw');
    let taken: Promise<unknown> = Promise.resolve();
    try {
      await client.query('begin');
      await client.query("select 1 from mixing_keys where month = '2027-11' for update");
      taken = visitor.post('/withdraw', { code });
      await survey.somebodyWaits();
      await client.query("delete from records where mixing_month = '2027-11'");
    } finally {
      await client.query('rollback');
      client.release();
    }
    await taken;
    expect(visitor.heading).toBe('That is done');
  });
});

describe('what waits', () => {
  it('for its half-year or year is mixed anew every month: one transaction for all, no id, ciphertext or hash as before', async () => {
    await submit({ 1: 'neither' });
    await submit({ 1: 'very-satisfied' });
    const rows = async () =>
      (
        await survey.pool.query<Record<string, string>>(
          "select record_id, sealed, encode(withdrawal_hash, 'hex') as hash, xmin::text as transaction from records where kind <> 'evidence'",
        )
      ).rows;
    const before = new Set((await rows()).flatMap((row) => Object.values(row)));
    await closeUntil('2027-12-02T10:00:00Z');
    const after = await rows();
    expect(after.length).toBeGreaterThan(20);
    expect(new Set(after.map(({ transaction }) => transaction)).size).toBe(1);
    for (const row of after) for (const value of Object.values(row)) expect(before.has(value)).toBe(false);
  });
});

withdrawnAgain(() => survey, submit, withdrawals);
closedAgain(() => survey, submit);
versionsSideBySide(() => survey);
ownClock(() => survey);
forgottenRecords(() => survey, submit);
