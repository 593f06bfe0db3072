import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { southwark, type RecordAttributes, type ReportTable, type SealedReport } from '@answerable/contracts';
import { monthsOf, type LedgerEntry } from '@answerable/disclosure';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSolver } from '../../../libs/disclosure/src/attack/solver.js';
import { attackYear } from '../../../libs/disclosure/src/red-team/attack-year.js';
import { peopleOf } from '../../../libs/disclosure/src/red-team/population.js';
import { releaseConfigsOf } from '../src/organisation.js';
import { approveAndPublish } from './publish.js';
import {
  bermondsey,
  changesOn,
  dulwich,
  headlineRecords,
  lewisham,
  nunhead,
  peckham,
  redrawSouthwark,
  settled,
  sydenham,
  vauxhall,
  type Answering,
} from './redrawn.js';
import { call, get, sendBatch, sendCoverage, startReporting, type ClearRecord, type Reporting } from './reporting.js';

const year = { from: '2026-05', to: '2026-12' };
const folder = mkdtempSync(join(tmpdir(), 'redrawn-'));
let undo: () => void;
let reporting: Reporting;
let people: readonly Answering[];

beforeAll(async () => {
  undo = redrawSouthwark();
  const file = join(folder, 'seats.json');
  const term = (seat: string, from: string, until: string | null) => ({
    seat,
    office: `Office of ${seat}`,
    email: `${seat.toLowerCase()}@mp.example`,
    from,
    until,
  });
  const terms = [
    term(bermondsey, '2024-07-04', null),
    term(peckham, '2024-07-04', '2026-06-30'),
    term(nunhead, changesOn, null),
  ];
  writeFileSync(file, JSON.stringify(terms));
  const [config] = releaseConfigsOf(southwark);
  const shape = { perMonth: [14, 16], weights: [8, 7, 3, 3, 2] } as const;
  // The first half-year in two months: that spares the test four reports.
  const inTwo = (month: string) => (month < '2026-04' ? '2026-05' : month < changesOn ? '2026-06' : month);
  const drawn = peopleOf(config!, { from: '2026-01', to: year.to }, shape, 5);
  people = settled(drawn.map((who) => ({ ...who, month: inTwo(who.month) })));
  reporting = await startReporting({ SEATS_FILE: file, CLOCK_STARTS_AT: '2026-05-15T10:00:00Z' });
});
afterAll(async () => {
  await reporting?.stop();
  undo();
  rmSync(folder, { recursive: true });
});

const areaOf = ({ recorded, month }: Answering): string => {
  const since = recorded === nunhead || recorded === sydenham || month > '2026-08' ? 1 : 0;
  const { areas } = southwark.reportingAreas[since]!;
  return areas.find(({ constituencies }) => constituencies.includes(recorded))?.id ?? 'south-west';
};
const withAttributes = (of: (who: Answering) => RecordAttributes, who: readonly Answering[]): ClearRecord[] =>
  who.flatMap((each) => headlineRecords([each]).map((record) => ({ ...record, attributes: of(each) })));

/** Everything that comes in when a month has ended, and its report two weeks later. */
async function live(month: string): Promise<SealedReport> {
  const answering = people.filter((who) => who.month === month);
  const counted = Map.groupBy(answering, ({ recorded }) => recorded);
  await sendCoverage(reporting, month, {
    answered: answering.length,
    answeredByConstituency: [...counted].map(([constituency, { length }]) => ({ constituency, answers: length })),
  });
  await sendBatch(reporting, { kind: 'headline', period: month, records: headlineRecords(answering) });
  const half = { '2026-06': '2026-H1', '2026-12': '2026-H2' }[month];
  if (half) {
    const ofHalf = people.filter((who) => (half === '2026-H1') === who.month < changesOn);
    const records = withAttributes((who) => ({ kind: 'area', area: areaOf(who) }), ofHalf);
    await sendBatch(reporting, { kind: 'area', period: half, records });
    await sendBatch(reporting, { kind: 'borough', period: half, records: [] });
  }
  if (month === year.to) {
    const pooled = people.filter(({ recorded }) =>
      [dulwich, lewisham, sydenham, vauxhall, 'unknown'].includes(recorded),
    );
    const records = withAttributes((who) => ({ kind: 'constituency', constituency: who.recorded }), pooled);
    await sendBatch(reporting, { kind: 'constituency', period: '2026', records });
    await sendBatch(reporting, { kind: 'characteristic', period: '2026', records: [] });
  }
  const next = month === year.to ? '2027-01' : `2026-${String(Number(month.slice(5)) + 1).padStart(2, '0')}`;
  await reporting.setClock(`${next}-03T10:00:00Z`);
  return approveAndPublish(reporting, month, `${next}-17T10:00:00Z`);
}

const table = ({ content }: SealedReport, id: ReportTable['id']) => content.tables.find((each) => each.id === id)!;
const areasIn = (report: SealedReport): string[] =>
  [...new Set(table(report, 'T3').shares.map(({ group }) => group.id))].toSorted();
const pageOf = async (id: string, who: string) => (await call(reporting, `/v1/reports/${id}/html`, who)).text();
const yourArea = /<strong>\(your area\)<\/strong>/;

describe('boundaries that change in the middle of a year', () => {
  let june: SealedReport;
  let december: SealedReport;

  it(
    'give each half-year the areas that were in force in it: the new one starts afresh',
    { timeout: 600_000 },
    async () => {
      await live('2026-05');
      expect(await pageOf('southwark-2026-05-v1', 'mp-peckham')).toContain('<html');
      june = await live('2026-06');
      for (const month of monthsOf({ from: '2026-07', to: '2026-11' })) await live(month);
      december = await live('2026-12');

      expect(areasIn(june)).toEqual(['bermondsey', 'peckham', 'south-west']);
      expect(areasIn(december)).toEqual(['bermondsey', 'peckham-nunhead', 'south-west']);
      const ofNew = people.filter((who) => who.month >= changesOn && areaOf(who) === 'peckham-nunhead');
      const satisfied = table(december, 'T3').shares.find(
        ({ measure, group }) => measure === 'satisfied' && group.id === 'peckham-nunhead',
      )!;
      const base = ofNew.filter(({ answers }) => answers.has('satisfied')).length;
      // Nobody who answered under a name that is gone is in it, and nobody of the half-year before.
      expect(satisfied).toMatchObject({ shown: true, answers: 5 * Math.round(base / 5), period: { from: '2026-07' } });
      // Of the pooled constituencies those of today, the third never.
      const ofYear = new Set(table(december, 'T4').shares.map(({ group }) => group.id));
      expect(ofYear).toEqual(new Set([dulwich, vauxhall]));
    },
  );

  it('leave what was published what it was, to the byte', async () => {
    expect(await get<SealedReport>(reporting, '/v1/reports/southwark-2026-06-v1', 'auditor-1')).toEqual(june);
    expect(areasIn(june)).toContain('peckham');
  });

  it('end the reading of an office whose seat is gone, and give the archive to the successor', async () => {
    expect((await call(reporting, '/v1/reports/southwark-2026-05-v1', 'mp-peckham')).status).toBe(404);
    expect(await get(reporting, '/v1/reports', 'mp-peckham')).toMatchObject({ reports: [] });
    await reporting.query(
      `insert into delegates (id, seat, username, name, added_on, added_by) values (gen_random_uuid(), $1, 'mp-vauxhall', 'Of the new office', $2, 'x')`,
      [nunhead, changesOn],
    );
    const seen = await get<{ view: object; reports: object[] }>(reporting, '/v1/reports', 'mp-vauxhall');
    expect(seen.view).toEqual({ seat: nunhead, areaId: 'peckham-nunhead', areaName: 'Peckham and Nunhead' });
    expect(seen.reports).toHaveLength(8);
    // An old report knows no area of the new seat, and says of none that it is hers.
    expect(await pageOf('southwark-2026-06-v1', 'mp-vauxhall')).not.toMatch(yourArea);
    expect(await pageOf('southwark-2026-12-v1', 'mp-vauxhall')).toMatch(yourArea);
    for (const id of ['southwark-2026-06-v1', 'southwark-2026-12-v1'])
      expect(await pageOf(id, 'mp-bermondsey')).toMatch(yourArea);
  });

  it(
    'give nothing away to somebody who knows where everybody lived by either geography',
    { timeout: 300_000 },
    async () => {
      const rows = await reporting.query<{ entry: LedgerEntry }>('select entry from release_ledger order by sequence');
      const ledger = rows.map(({ entry }) => entry);
      const configs = releaseConfigsOf(southwark) as Parameters<typeof attackYear>[0]['configs'];
      const { cells, coalitions, findings } = await attackYear({ configs, people, ledger }, 2, await loadSolver());
      expect(cells).toBeGreaterThan(300);
      expect(coalitions).toBeGreaterThan(1000);
      expect(findings).toEqual([]);
    },
  );
});
