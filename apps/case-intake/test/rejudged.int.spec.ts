import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventData, Reconciliation } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedTables } from '../src/code-tables/load-code-tables.js';
import { closed, get, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

type Coverage = EventData<'coverage.intake.counted.v1'>;

describe('a code table that was wrong and is put right', () => {
  let intake: Intake;
  let folder: string;
  const unit = 'AS team 1';
  let sequence = 0;
  const next = () => ({ sequence: (sequence += 1), caseversion: sequence });
  const said = (reference: string, outcomeCode: string, more: object = {}) =>
    closed(reference, next(), { unit, outcomeCode, closedOn: '2026-05-12', ...more });
  const may = () => get<Reconciliation>(intake, '/v1/reconciliation?month=2026-05');

  /** The shipped tables with these rows in place of those of their codes. */
  async function correct(file: 'outcomes' | 'offences', rows: readonly { code: string }[]): Promise<void> {
    const shipped = JSON.parse(await readFile(join(shippedTables, `${file}.json`), 'utf8')) as { code: string }[];
    const codes = new Set(rows.map(({ code }) => code));
    await writeFile(
      join(folder, `${file}.json`),
      JSON.stringify([...shipped.filter(({ code }) => !codes.has(code)), ...rows]),
    );
    await intake.run('read-code-tables');
    await intake.run('judge-anew');
  }
  const outcome = (code: string, outcomeClass: string) => ({
    code,
    label: 'x',
    class: outcomeClass,
    from: '2013-04-01',
    until: null,
  });
  const offence = (code: string, group: string) => ({
    code,
    label: 'x',
    group,
    concernsChildren: false,
    inScope: true,
    from: '2013-04-01',
    until: null,
  });
  const told = async () => (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.closure.recorded.v1');

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'code-tables-'));
    await cp(shippedTables, folder, { recursive: true });
    intake = await startIntake({ CODE_TABLES_DIR: folder });
    await intake.setClock('2026-06-02T09:00:00Z');
    await correct('outcomes', [outcome('18', 'WITHDREW'), outcome('21', 'TRANSFER')]);
    await correct('offences', [offence('20A', 'rape')]);
    const { outcomeCode: _, closedOn: __, contact: ___, ...facts } = closed('stock', { sequence: 1 }).data;
    const { unit: of, offenceClass, areaCode, areaBasis, ageBandAtReport, victimPseudonym, reportedOn } = facts;
    await sendLines(intake, [
      said('wrong', '18'),
      said('wrong group', '16', { offenceClass: '20A' }),
      said('revised', '16'),
      said('revised', '18'),
      said('of no table', '16'),
      said('of no table', '16', { offenceClass: '19Z' }),
      policeEvent(
        'police.case.reported.v1',
        {
          unit: of,
          offenceClass,
          areaCode,
          areaBasis,
          ageBandAtReport,
          victimPseudonym,
          reportedOn,
          caseReference: 'stock',
        },
        next(),
      ),
      said('stock', '21', { victimPseudonym }),
      policeEvent('police.case.reopened.v1', { caseReference: 'stock', reopenedOn: '2026-05-20' }, next()),
      said('stock', '16', { victimPseudonym, closedOn: '2026-05-25' }),
    ]);
    const totals = [{ unit, offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 5 }];
    const signed = await fetch(`${intake.url}/v1/control-totals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor('data-officer-01')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ force: '01', month: '2026-05', totals }),
    });
    expect(signed.status).toBe(201);
    await intake.run('count-coverage');
    await eventually(async () => expect(await told()).toHaveLength(5));
    await intake.setClock('2026-06-04T09:00:00Z');
    await correct('outcomes', []);
    await correct('offences', [offence('19Z', 'other')]);
    await intake.run('count-coverage');
  });
  afterAll(() => intake.stop());

  it('gives every closure that was accepted under it its right class and group', async () => {
    const cases = await intake.query(
      `select outcome_code, outcome_class, offence_class, offence_group from cases order by 1, 3`,
    );
    expect(cases.map((row) => Object.values(row as object))).toEqual([
      ['16', 'WITHDREW', '19C', 'rape'],
      ['16', 'WITHDREW', '19Z', 'other'],
      ['16', 'WITHDREW', '20A', 'other'],
      ['18', 'NFA_EVIDENCE', '19C', 'rape'],
      ['18', 'NFA_EVIDENCE', '19C', 'rape'],
    ]);
  });

  it('tells the other services of each that changed, once, under a higher version and with no contact', async () => {
    const before = await eventually(async () => {
      const messages = await told();
      expect(messages).toHaveLength(9);
      return messages;
    });
    const latest = new Map(before.map(({ data }) => [data['caseKey'], data]));
    expect([...latest.values()].filter((data) => data['outcomeClass'] === 'NFA_EVIDENCE')).toHaveLength(2);
    await intake.restart();
    await intake.run('judge-anew');
    await sendLines(intake, [said('marker', '16', { unit: 'another', closedOn: '2026-06-01' })]);
    const after = await eventually(async () => {
      const messages = await told();
      expect(messages.at(-1)!.data).toMatchObject({ unit: 'another' });
      return messages;
    });
    expect(after).toHaveLength(10);
  });

  it('is no reclassification by the police: only what they revised counts as one, beside what the table did', async () => {
    const [signals] = await eventually(async () => {
      const messages = (await readTopic(intake, 'coverage.v1')).filter(({ data }) => data['month'] === '2026-05');
      const { signals: found } = messages.at(-1)!.data as unknown as Coverage;
      expect(found[0]).toMatchObject({ reclassifiedByTable: 4 });
      return found;
    });
    // One was revised from 16 to 18 by the police, and one to an offence that is another group by the table as it is now.
    expect(signals).toMatchObject({ closures: 5, reclassified: 3 });
  });

  it('moves them within the month that was signed, and none is missing', async () => {
    const month = await may();
    expect(month).toMatchObject({ state: 'agrees', rejudged: 4, missingSince: null });
    expect(
      month.rows
        .filter((row) => row.unit === unit)
        .map((row) => [row.outcomeClass, row.offenceGroup, row.leftSince, row.cameSince, row.difference]),
    ).toEqual([
      ['WITHDREW', 'other', 0, 2, 0],
      ['NFA_EVIDENCE', 'rape', 0, 2, 0],
      ['WITHDREW', 'rape', 4, 0, 0],
    ]);
    expect(month.stock.counted).toMatchObject({ closed: 6, transferredOut: 0 });
  });

  it('settles what was said of a class that no table knew', async () => {
    expect(await intake.query(`select state from rejections where notice = 'offence-not-in-table'`)).toEqual([
      { state: 'corrected' },
    ]);
  });
});
