import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MonthPreparation, SealedReport } from '@answerable/contracts';
import {
  arriveLate,
  call,
  eventually,
  get,
  people,
  sendBatch,
  sendCoverage,
  startReporting,
  type Reporting,
} from './reporting.js';

let reporting: Reporting;
beforeAll(async () => {
  reporting = await startReporting();
});
afterAll(() => reporting?.stop());

async function prepared(month: string, notDigest = ''): Promise<MonthPreparation> {
  return eventually(
    async () => {
      const months = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
      const found = months.find((each) => each.month === month)!;
      expect(found.digest).toBeTruthy();
      expect(found.digest).not.toBe(notDigest);
      return found;
    },
    { timeoutMs: 60_000 },
  );
}

const approve = (month: string, digest: string, approver: string) =>
  call(reporting, `/v1/months/${month}/approvals`, approver, { method: 'POST', body: { digest } });

async function released(id: string, digest: string, at: string): Promise<SealedReport> {
  const month = id.slice(10, 17);
  for (const approver of ['approver-1', 'approver-2'])
    expect((await approve(month, digest, approver)).status).toBe(201);
  await reporting.setClock(at);
  return eventually(() => get<SealedReport>(reporting, `/v1/reports/${id}`, 'mp-peckham'));
}

const code = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code];
const correct = (month: string, body: object) =>
  call(reporting, `/v1/months/${month}/corrections`, 'vs-lead-1', { method: 'POST', body });

describe('a report that was taken down', () => {
  const figure = 'a quarter to a half';
  const corrected = 'about 60%';
  const note =
    'The report for October 2025 was taken down on 2 December 2025: it could put a person at risk. Its figures are not given again.';

  it(
    'is left out of the next one too, also of one that two people were about to release, and where late answers correct it',
    { timeout: 240_000 },
    async () => {
      await sendCoverage(reporting, '2025-10');
      await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
      await reporting.setClock('2025-11-03T10:00:00Z');
      const october = await released(
        'southwark-2025-10-v1',
        (await prepared('2025-10')).digest!,
        '2025-11-14T09:30:00Z',
      );
      expect(october.content.headlines[0]!.newest).toMatchObject({ words: figure });

      // Late answers to October, enough to give its figure again: ten of 25, and twelve of twelve.
      await arriveLate(reporting, '2025-10', people(12, { satisfied: 1 }));
      await sendCoverage(reporting, '2025-11');
      await sendBatch(reporting, { kind: 'headline', period: '2025-11', records: people(22, { satisfied: 4 }) });
      await reporting.setClock('2025-12-02T10:00:00Z');
      const first = await prepared('2025-11');
      const before = await get<{ content: SealedReport['content'] }>(
        reporting,
        '/v1/months/2025-11/preview',
        'approver-1',
      );
      expect(before.content.headlines[0]!.blocks[0]).toMatchObject({ words: corrected, period: { from: '2025-10' } });
      await approve('2025-11', first.digest!, 'approver-1');
      const down = { method: 'POST', body: { why: 'risk-to-a-person' } };
      expect((await call(reporting, '/v1/reports/southwark-2025-10-v1/takedown', 'safeguarding-1', down)).status).toBe(
        201,
      );

      const second = await prepared('2025-11', first.digest!);
      expect(second.approvals).toEqual([]);
      const { content } = await released('southwark-2025-11-v1', second.digest!, '2025-12-12T09:30:00Z');
      expect(content.notes).toEqual([note]);
      expect(content.headlines.map(({ blocks }) => blocks.map(({ period }) => period.from))).toEqual([
        ['2025-11'],
        ['2025-11'],
        ['2025-11'],
      ]);
      expect(content.correction).toBeNull();
      for (const words of [figure, corrected]) expect(JSON.stringify(content)).not.toContain(words);
    },
  );

  it(
    'can be followed by a version without its figures, which does not name them as what was changed',
    { timeout: 120_000 },
    async () => {
      await sendCoverage(reporting, '2025-10', { received: 71, revision: 2 });
      const body = { why: 'police-restated', answersChanged: 0 };
      expect(await (await correct('2025-10', body)).json()).toEqual({
        outcome: 'prepared',
        reportId: 'southwark-2025-10-v2',
      });
      expect(await code(await correct('2025-11', body))).toEqual([409, 'other-report-open']);
      const { content } = await released(
        'southwark-2025-10-v2',
        (await prepared('2025-10')).digest!,
        '2025-12-17T09:30:00Z',
      );
      expect(content.correction!.changes.map(({ what }) => what)).toContain('T1, Of these, told to Victim Support');
      expect(content.notes).toContain(note);
      expect(content.headlines.every(({ newest }) => !newest.shown)).toBe(true);
      expect(JSON.stringify(content)).not.toContain(figure);
    },
  );

  it(
    'leaves a correction of an earlier month alone, and has one of a later month made anew without being asked',
    { timeout: 240_000 },
    async () => {
      const takeDown = async (id: string) =>
        expect(
          (
            await call(reporting, `/v1/reports/${id}/takedown`, 'safeguarding-1', {
              method: 'POST',
              body: { why: 'risk-to-a-person' },
            })
          ).status,
        ).toBe(201);
      const body = { why: 'police-restated', answersChanged: 0 };
      const open = async () => {
        const months = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
        return months.find(({ state }) => state === 'prepared' || state === 'held');
      };
      await sendCoverage(reporting, '2025-10', { received: 60, revision: 3 });
      await eventually(async () =>
        expect(await (await correct('2025-10', body)).json()).toMatchObject({ reportId: 'southwark-2025-10-v3' }),
      );
      const before = await open();
      await takeDown('southwark-2025-11-v1');
      expect(await open()).toEqual(before);
      await released('southwark-2025-10-v3', before!.digest!, '2025-12-19T09:30:00Z');

      expect(await (await correct('2025-11', body)).json()).toMatchObject({ reportId: 'southwark-2025-11-v2' });
      const discarded = await open();
      await reporting.setClock('2025-12-19T10:00:00Z');
      await takeDown('southwark-2025-10-v3');
      const anew = await eventually(async () => {
        const found = await open();
        expect(found).toMatchObject({ reportId: 'southwark-2025-11-v2', version: 2 });
        expect(found!.preparedAt).not.toBe(discarded!.preparedAt);
        return found!;
      });
      await released('southwark-2025-11-v2', anew.digest!, '2025-12-23T09:30:00Z');
    },
  );
});
