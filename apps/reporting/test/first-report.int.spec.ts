import { contractedDoors, mountedDoors } from '@answerable/access';
import Ajv2020 from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportingApi, sealedReport, type MonthPreparation, type SealedReport } from '@answerable/contracts';
import { call, eventually, get, people, sendBatch, sendCoverage, startReporting, type Reporting } from './reporting.js';

let reporting: Reporting;
beforeAll(async () => {
  reporting = await startReporting();
  await reporting.setClock('2025-10-15T10:00:00Z');
});
afterAll(() => reporting?.stop());

it('has no door beside those of the contract, and each is open to whom it says', () => {
  expect(mountedDoors(reporting.service.app)).toEqual(contractedDoors(reportingApi));
});

describe('a month of answers', () => {
  it('becomes a sealed report, once two people have approved it and its day has come', async () => {
    await sendCoverage(reporting, '2025-10');
    await sendBatch(reporting, { kind: 'headline', period: '2025-10', records: people(25) });
    await reporting.setClock('2025-11-03T10:00:00Z');
    // Several instances find at the same time that it is complete: one prepares it, and to the others that is no failure.
    // The service itself may be faster than the three; then they race once more.
    await eventually(async () => {
      await reporting.query(`delete from preparations`);
      const prepared = await Promise.all([1, 2, 3].map(() => reporting.prepare()));
      expect(prepared.toSorted()).toEqual([0, 0, 1]);
    });
    const month = await eventually(async () => {
      const [first] = await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');
      expect(first).toMatchObject({ month: '2025-10', state: 'prepared', releaseOn: '2025-11-14' });
      return first!;
    });
    for (const approver of ['approver-1', 'approver-2']) {
      const approved = await call(reporting, '/v1/months/2025-10/approvals', approver, {
        method: 'POST',
        body: { digest: month.digest },
      });
      expect(approved.status).toBe(201);
    }
    await reporting.setClock('2025-11-14T09:29:00Z');
    await reporting.run('release-report');
    expect((await call(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-peckham')).status).toBe(404);
    await reporting.setClock('2025-11-14T09:30:00Z');
    const report = await eventually(() =>
      get<SealedReport>(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-peckham'),
    );
    expect(sealedReport.parse(report).content.headlines[0]!.newest).toMatchObject({
      shown: true,
      words: 'a quarter to a half',
      answers: 25,
    });
  });

  it('is what the published schema describes, which has no place for a figure more exact than the published ones', async () => {
    const schema = (await (await fetch(`${reporting.url}/v1/public/report-schema`)).json()) as object;
    const describes = new (Ajv2020 as unknown as typeof Ajv2020.default)({
      strict: false,
      validateFormats: false,
    }).compile(schema);
    const report = await get<SealedReport>(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-peckham');
    expect(describes(report), JSON.stringify(describes.errors)).toBe(true);
    const [headline, ...others] = report.content.headlines;
    const exact = { ...headline, newest: { ...headline!.newest, count: 10 } };
    expect(describes({ ...report, content: { ...report.content, headlines: [exact, ...others] } })).toBe(false);
  });
});
