import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MonthPreparation, ReportSummary, SealedReport } from '@answerable/contracts';
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

async function publish(month: string, preparedAt: string, releaseAt: string): Promise<SealedReport> {
  await reporting.setClock(preparedAt);
  const digest = await eventually(
    async () => {
      const months = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
      const found = months.find((each) => each.month === month);
      expect(found?.digest).toBeTruthy();
      return found!.digest;
    },
    { timeoutMs: 120_000 },
  );
  for (const approver of ['approver-1', 'approver-2'])
    await call(reporting, `/v1/months/${month}/approvals`, approver, { method: 'POST', body: { digest } });
  await reporting.setClock(releaseAt);
  return eventually(() => get<SealedReport>(reporting, `/v1/reports/southwark-${month}-v1`, 'mp-peckham'));
}

const october = { from: '2025-10', to: '2025-10', words: 'October 2025' };

describe('answers that arrive after their figure was published', () => {
  it(
    'are a new version of the figure once they are ten or more, which says what it was and what it is',
    { timeout: 240_000 },
    async () => {
      await sendCoverage(reporting, '2025-10');
      await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
      const before = await publish('2025-10', '2025-11-03T10:00:00Z', '2025-11-14T09:30:00Z');
      expect(before.content.headlines[0]!.newest).toMatchObject({ period: october, words: 'a quarter to a half' });

      await arriveLate(reporting, '2025-10', people(12, { satisfied: 1 }));
      await sendCoverage(reporting, '2025-11');
      await sendBatch(reporting, { kind: 'headline', period: '2025-11', records: people(22) });
      const after = await publish('2025-11', '2025-12-02T10:00:00Z', '2025-12-12T09:30:00Z');

      // Ten of 25 and twelve of twelve: 22 of 37.
      expect(after.content.headlines[0]!.blocks[0]).toMatchObject({ period: october, words: 'about 60%', answers: 35 });
      expect(after.content.correction).toMatchObject({ why: 'Answers were corrected after publication.' });
      expect(after.content.correction!.changes).toContainEqual({
        what: 'T2, Satisfied with how the police handled the case, October 2025',
        before: 'a quarter to a half',
        after: 'about 60%',
      });
    },
  );

  it('are what a new version is for: one in which nothing that is shown would change is refused', async () => {
    for (const why of ['police-restated', 'words-wrong'] as const) {
      const answer = await call(reporting, '/v1/months/2025-11/corrections', 'vs-lead-1', {
        method: 'POST',
        body: { why, answersChanged: 0 },
      });
      expect(answer.status).toBe(409);
      expect(await answer.json()).toMatchObject({ code: 'correction-too-small' });
    }
    expect(await reporting.query(`select 1 from corrections where month = '2025-11'`)).toEqual([]);
  });

  it('leave the report that showed the old figure as it was, marked, and both in the ledger', async () => {
    const { reports } = await get<{ reports: ReportSummary[] }>(reporting, '/v1/reports', 'mp-peckham');
    expect(reports.map(({ id, state, correctedIn }) => [id, state, correctedIn])).toEqual([
      ['southwark-2025-11-v1', 'published', null],
      ['southwark-2025-10-v1', 'published', 'southwark-2025-11-v1'],
    ]);
    const { entries } = await get<{
      entries: { entry: { kind: string; measure?: string; from?: string; version?: number } }[];
    }>(reporting, '/v1/ledger', 'auditor-1');
    const versions = entries
      .filter(({ entry }) => entry.kind === 'published' && entry.measure === 'satisfied' && entry.from === '2025-10')
      .map(({ entry }) => entry.version);
    expect(versions).toEqual([1, 2]);
    await reporting.stopService();
    await reporting.startService();
    // It starts on the first day again, on which no key is in use yet.
    await reporting.setClock('2025-12-12T10:00:00Z');
  });

  it('are noted and change nothing while they are fewer than ten', { timeout: 240_000 }, async () => {
    await arriveLate(reporting, '2025-11', people(5, { satisfied: 1 }));
    await sendCoverage(reporting, '2025-12');
    for (const [kind, period] of [
      ['headline', '2025-12'],
      ['area', '2025-H2'],
      ['borough', '2025-H2'],
      ['constituency', '2025'],
      ['characteristic', '2025'],
    ] as const)
      await sendBatch(reporting, { kind, period, records: kind === 'headline' ? people(21) : [] });
    const { content } = await publish('2025-12', '2026-01-05T10:00:00Z', '2026-01-15T09:30:00Z');
    expect(content.notes).toEqual([
      'Fewer than 10 answers of November 2025 were corrected; that is too few to publish the figure again.',
    ]);
    expect(content.correction).toBeNull();
    const november = content.headlines[0]!.blocks.find(({ period }) => period.from === '2025-11');
    expect(november).toMatchObject({ words: 'a quarter to a half', answers: 20 });
  });

  it('of the year before are corrected too: December is published in January', { timeout: 240_000 }, async () => {
    await arriveLate(reporting, '2025-12', people(14, { satisfied: 1 }));
    await sendCoverage(reporting, '2026-01');
    await sendBatch(reporting, { kind: 'headline', period: '2026-01', records: people(8) });
    const { content } = await publish('2026-01', '2026-02-03T10:00:00Z', '2026-02-13T09:30:00Z');
    const december = (headline: number) =>
      content.headlines[headline]!.blocks.find(({ period }) => period.from === '2025-12');
    // Taken seriously: fourteen of 21 and seven of fourteen.
    expect(december(1)).toMatchObject({ words: 'about 60%', answers: 35 });
    expect(content.correction!.changes).toContainEqual({
      what: 'T2, Taken seriously, December 2025',
      before: 'a half to three quarters',
      after: 'about 60%',
    });
    // Satisfied: nine of 21, then 23 of 35. The two together would tell that at least thirteen of the fourteen are.
    expect(december(0)).toMatchObject({ words: 'a quarter to a half', answers: 20 });
    expect(content.notes).toEqual([
      'Answers of December 2025 were corrected, and not every figure is given again: with the earlier one it could tell what particular people answered.',
    ]);
  });

  it(
    'are looked for in the newest version that is still up of the report that gave them again',
    { timeout: 120_000 },
    async () => {
      const correctedIn = async (id: string) =>
        (await get<{ reports: ReportSummary[] }>(reporting, '/v1/reports', 'mp-peckham')).reports.find(
          (each) => each.id === id,
        )!.correctedIn;
      expect(await correctedIn('southwark-2025-12-v1')).toBe('southwark-2026-01-v1');
      await sendCoverage(reporting, '2026-01', { closed: 120, revision: 2 });
      const correction = { method: 'POST', body: { why: 'police-restated', answersChanged: 0 } };
      await eventually(async () =>
        expect((await call(reporting, '/v1/months/2026-01/corrections', 'vs-lead-1', correction)).status).toBe(201),
      );
      const [open] = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
      for (const approver of ['approver-1', 'approver-2'])
        await call(reporting, '/v1/months/2026-01/approvals', approver, {
          method: 'POST',
          body: { digest: open!.digest },
        });
      await reporting.setClock('2026-02-17T09:30:00Z');
      await eventually(async () => expect(await correctedIn('southwark-2025-12-v1')).toBe('southwark-2026-01-v2'));
      const down = { method: 'POST', body: { why: 'court-order' } };
      for (const [version, left] of [
        [2, 'southwark-2026-01-v1'],
        [1, null],
      ] as const) {
        const path = `/v1/reports/southwark-2026-01-v${version}/takedown`;
        expect((await call(reporting, path, 'vs-lead-1', down)).status).toBe(201);
        expect(await correctedIn('southwark-2025-12-v1')).toBe(left);
      }
    },
  );
});
