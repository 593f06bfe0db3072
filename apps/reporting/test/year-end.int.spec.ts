import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  sealedReport,
  type MonthPreparation,
  type RecordAttributes,
  type ReportTable,
  type SealedReport,
} from '@answerable/contracts';
import {
  call,
  eventually,
  get,
  people,
  sendBatch,
  sendCoverage,
  startReporting,
  type ClearRecord,
  type Reporting,
} from './reporting.js';
import { newQuestion, publishSecondVersion, secondVersion } from '../../../libs/questionnaire/test/second-version.js';

let reporting: Reporting;
let undo: () => void;
beforeAll(async () => {
  undo = publishSecondVersion();
  reporting = await startReporting();
});
afterAll(async () => {
  await reporting?.stop();
  undo();
});

async function publish(month: string, preparedAt: string, releaseAt: string): Promise<SealedReport> {
  await reporting.setClock(preparedAt);
  const digest = await eventually(
    async () => {
      const found = (await get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1')).find(
        (each) => each.month === month,
      );
      expect(found).toMatchObject({ state: 'prepared', missing: [], faults: [] });
      return found!.digest;
    },
    { timeoutMs: 240_000 },
  );
  for (const approver of ['approver-1', 'approver-2'])
    expect(
      (await call(reporting, `/v1/months/${month}/approvals`, approver, { method: 'POST', body: { digest } })).status,
    ).toBe(201);
  await reporting.setClock(releaseAt);
  return eventually(() => get<SealedReport>(reporting, `/v1/reports/southwark-${month}-v1`, 'mp-peckham'));
}

const withAttributes = (records: readonly ClearRecord[], attributes: RecordAttributes): ClearRecord[] =>
  records.map((record) => ({ ...record, attributes }));
const area = (name: string, count: number, shares: Parameters<typeof people>[1]) =>
  withAttributes(people(count, shares), { kind: 'area', area: name });
/** So many say how satisfied they are, and so many answer the other two questions. */
const constituency = (code: string, satisfied: number, others: number, share = 0.4) =>
  withAttributes(
    [
      ...people(satisfied, { satisfied: share }).filter(({ answers }) => 'satisfied' in answers),
      ...people(others).filter(({ answers }) => !('satisfied' in answers)),
    ],
    { kind: 'constituency', constituency: code },
  );

/** Every other person was asked the new version, which has no `believed` any more. */
const ofBothVersions = (records: readonly ClearRecord[]): ClearRecord[] =>
  records.map((record, n) => {
    const { believed: _dropped, ...answers } = record.answers;
    return n % 2 ? { ...record, answers, questionnaireVersion: secondVersion.version } : record;
  });

/** Borough records: everyone answers everything the same way, except as told. */
function boroughRecords(count: number, listenedWell: number, toldPolice: number): ClearRecord[] {
  return Array.from({ length: count }, (_, n): ClearRecord => ({
    answers: {
      satisfied: 'neither',
      pressure: n % 4 === 0 ? 'stop' : 'neither',
      'pressure-how': n % 4 === 0 ? ['kept-waiting'] : 'not-asked',
      'how-ended': 'police-or-prosecutors-stopped',
      'told-police-stop': n < toldPolice ? 'yes' : 'no',
      listened: n < listenedWell ? 'fairly' : 'not-at-all',
      believed: 'skipped',
    },
    attributes: {
      kind: 'borough',
      recordClass: n % 2 === 0 ? 'withdrew' : 'stopped',
      offenceGroup: null,
      age: null,
      closedWithin30Days: n % 3 === 0,
    },
  }));
}

describe('the report at the end of a half-year and a year', () => {
  it(
    'shows areas and how people were treated, from records of their own, of each version of the questionnaire, and the gate let each cell through or says why not',
    { timeout: 400_000 },
    async () => {
      for (const month of ['2025-10', '2025-11', '2025-12']) {
        await sendCoverage(reporting, month, { help: { support: 5, mp: 1 }, answered: 20 });
        await sendBatch(reporting, { kind: 'headline', period: month, records: people(21) });
      }
      await sendBatch(reporting, {
        kind: 'area',
        period: '2025-H2',
        records: [
          ...area('bermondsey', 24, { satisfied: 0.3 }),
          ...area('peckham', 22, { satisfied: 0.6 }),
          ...area('south-west', 17, { satisfied: 0.5 }),
        ],
      });
      await sendBatch(reporting, {
        kind: 'borough',
        period: '2025-H2',
        records: ofBothVersions(boroughRecords(62, 25, 20)),
      });
      await sendBatch(reporting, {
        kind: 'constituency',
        period: '2025',
        records: [
          ...constituency('E14001205', 24, 8, 0.2),
          ...constituency('E14001333', 21, 6, 0.6),
          ...constituency('E14001559', 12, 2, 0.5),
          ...constituency('unknown', 2, 1),
        ],
      });
      const treated = (n: number) => ({ 'treated-worse': n % 4 === 0 || n % 12 === 2 ? 'yes' : 'no' });
      await sendBatch(reporting, {
        kind: 'characteristic',
        period: '2025',
        records: [
          ...ofBothVersions(
            Array.from({ length: 62 }, (_, n) => ({
              answers: { 'about-disability': n % 4 < 2 ? 'yes' : 'no', ...treated(n) },
            })),
          ),
          ...Array.from({ length: 31 }, (_, n) => ({
            answers: { 'about-work': 'yes', ...treated(n) },
            questionnaireVersion: secondVersion.version,
          })),
        ],
      });
      await publish('2025-10', '2025-11-03T10:00:00Z', '2025-11-14T09:30:00Z');
      await publish('2025-11', '2025-12-02T10:00:00Z', '2025-12-12T09:30:00Z');
      const report = sealedReport.parse(await publish('2025-12', '2026-01-05T10:00:00Z', '2026-01-15T09:30:00Z'));
      const table = (id: ReportTable['id']) => report.content.tables.find((each) => each.id === id)!;
      const cell = (id: ReportTable['id'], measure: string, group: string) =>
        table(id).shares.find((share) => share.measure === measure && share.group.id === group);

      // Of 24, 22 and 17 people: 8, 14 and 9 are satisfied, half were taken seriously, 5, 5 and 4 felt pressure.
      const shownBy = (id: ReportTable['id']) =>
        Object.fromEntries(
          table(id).shares.map((share) => [
            `${share.measure} ${share.group.id}`,
            share.shown ? [share.answers, share.words] : share.reason,
          ]),
        );
      expect(shownBy('T3')).toEqual({
        'satisfied bermondsey': [25, 'a quarter to a half'],
        'satisfied peckham': [20, 'a half to three quarters'],
        'satisfied south-west': [15, 'a third to two thirds'],
        'seriously bermondsey': [25, 'a half to three quarters'],
        'seriously peckham': [20, 'a half to three quarters'],
        'seriously south-west': [15, 'a third to two thirds'],
        'pressure bermondsey': [25, 'fewer than a quarter'],
        'pressure peckham': [20, 'fewer than a quarter'],
        'pressure south-west': [15, 'under a third'],
      });
      expect(cell('T5', 'listened', 'borough')).toMatchObject({ shown: true, answers: 60, words: 'about 40%' });
      expect(cell('T5', 'believed', 'borough')).toMatchObject({ shown: false, reason: 'too-few-answers' });
      // Of 31 whose case says that they withdrew, 21 never said so, and all say that others stopped it.
      expect(cell('T5', 'discordance-a', 'withdrew')).toMatchObject({ shown: true, answers: null, words: 'about 70%' });
      expect(cell('T5', 'discordance-b', 'withdrew')).toMatchObject({ shown: true, answers: null, words: 'over 85%' });
      // 16 of 62 felt pressure, and each of them was kept waiting.
      expect(cell('T5', 'pressure-how:kept-waiting', 'borough')).toMatchObject({ answers: 60, words: 'about 25%' });
      // What no table asks for is kept, and not shown.
      // Of 32 with a disability 16 were treated worse, of 30 without one 5.
      expect(shownBy('T7')).toEqual({
        'treated-worse disability:no': [30, 'about 20%'],
        'treated-worse disability:yes': [30, 'about 50%'],
      });
      expect(
        await reporting.query(
          `select sum(records)::int as people from characteristic_counts where characteristic = 'work'`,
        ),
      ).toEqual([{ people: 31 }]);
      expect(report.content.definitions!.find(({ measure }) => measure === 'listened')!.answers).toMatchObject([
        { questionnaire: '2026-1', question: 'How well did the officers listen to you?' },
        { questionnaire: secondVersion.version, question: newQuestion },
      ]);
      // In the two larger constituencies 5 of 24 and 13 of 21 are satisfied; eight and six answered the other questions, and 20 are
      // asked for. The third has no row, ever.
      const few = 'too-few-answers';
      expect(shownBy('T4')).toEqual({
        'satisfied E14001205': [25, 'fewer than a quarter'],
        'satisfied E14001333': [20, 'a half to three quarters'],
        'seriously E14001205': few,
        'seriously E14001333': few,
        'pressure E14001205': few,
        'pressure E14001333': few,
      });
      // Of those whose case was closed fast, 6 of 21, and not of the others: the two together would be the whole.
      expect(
        table('T5').shares.flatMap((share) =>
          share.measure === 'pressure' ? [[share.group.id, share.shown && share.words]] : [],
        ),
      ).toEqual([['closed-within-30-days', 'a quarter to a half']]);
    },
  );

  it('counts help asked for by quarter, small numbers as fewer than ten', async () => {
    const { content } = await get<SealedReport>(reporting, '/v1/reports/southwark-2025-12-v1', 'auditor-1');
    const words = content.tables.find(({ id }) => id === 'T6')!.counts.map(({ label, words: shown }) => [label, shown]);
    expect(words).toContainEqual(['Support', 'about 15']);
    expect(words).toContainEqual(['Their MP', 'fewer than 10']);
  });
});
