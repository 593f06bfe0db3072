import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forceTopic, type Receipt } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedTables } from '../src/code-tables/load-code-tables.js';
import { closed, get, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { kafkaAs, readTopic } from './topic.js';

interface Rejections {
  rejections: { receipt: Receipt; state: string }[];
  open: { code: string; count: number }[];
}

describe('an event that waits here', () => {
  let intake: Intake;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'code-tables-'));
    await cp(shippedTables, folder, { recursive: true });
    intake = await startIntake({ CODE_TABLES_DIR: folder });
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('keeps its sealed contact, and neither its reference nor its raw text', async () => {
    await sendLines(intake, [closed('W-1', { sequence: 1 }, { outcomeCode: '23', contact: await intake.seal() })]);
    const [row] = await intake.query<{ event: object; contact: string }>('select event, contact from rejections');
    expect(row!.contact).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(JSON.stringify(row!.event)).not.toContain('W-1');
    const feed = await get<Rejections>(intake, '/v1/rejections');
    expect(feed.open).toEqual([{ code: 'unknown-outcome-code', count: 1 }]);
  });

  it('registers by itself when the code comes into the table; the force is told, and the contact is gone from here', async () => {
    const file = join(folder, 'outcomes.json');
    const rows = JSON.parse(await readFile(file, 'utf8')) as object[];
    const added = { code: '23', label: 'A new outcome', class: 'NFA_POLICE', from: '2026-05-01', until: null };
    await writeFile(file, JSON.stringify([...rows, added]));
    await intake.run('read-code-tables');
    await intake.run('replay-quarantine');
    expect(await intake.query('select state, event, contact from rejections')).toEqual([
      { state: 'replayed', event: null, contact: null },
    ]);
    const [closure] = await eventually(async () => {
      const found = (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.closure.recorded.v1');
      expect(found).toHaveLength(1);
      return found;
    });
    expect(closure!.data).toMatchObject({
      outcomeCode: '23',
      outcomeClass: 'NFA_POLICE',
      contact: expect.stringMatching(/^ey/),
    });
    const receipts = await readTopic(intake, forceTopic('police.receipts', '01'));
    expect(receipts.map((m) => m.data['status'])).toEqual(['accepted']);
    expect((await get<Rejections>(intake, '/v1/rejections')).open).toEqual([]);
  });

  it('is settled by its correction, also when the correction comes first', async () => {
    await sendLines(intake, [
      closed('W-2', { sequence: 3, caseversion: 2 }, { outcomeCode: '18' }),
      closed('W-2', { sequence: 2 }, { outcomeCode: '77' }),
    ]);
    const all = await get<Rejections>(intake, '/v1/rejections?state=all');
    expect(all.rejections.map(({ state }) => state)).toEqual(['replayed', 'corrected']);
  });

  it('is settled by its correction under the reference that its case had before, or got since', async () => {
    const same = { victimPseudonym: 'V-R' };
    await sendLines(intake, [
      closed('R-old', { sequence: 60 }, same),
      closed('R-new', { sequence: 61, caseversion: 2, id: 'under the new' }, { ...same, outcomeCode: '77' }),
      policeEvent(
        'police.case.reference-changed.v1',
        { caseReference: 'R-old', newCaseReference: 'R-new' },
        { sequence: 62, caseversion: 3 },
      ),
      closed('R-new', { sequence: 63, caseversion: 4 }, same),
    ]);
    expect(await intake.query(`select state from rejections where event_id = 'under the new'`)).toEqual([
      { state: 'corrected' },
    ]);
    await intake.query(`delete from rejections where event_id = 'under the new'`);
  });

  it('is not settled by a later closure where a change of reference was refused: that says nothing of it', async () => {
    const state = () => intake.query(`select state from rejections where event_id = 'refused change'`);
    const change = (id: string, sequence: number) =>
      policeEvent(
        'police.case.reference-changed.v1',
        { caseReference: 'RC-old', newCaseReference: 'RC-new' },
        { sequence, caseversion: sequence, id },
      );
    await sendLines(intake, [
      closed('RC-old', { sequence: 80 }, { victimPseudonym: 'V-one' }),
      closed('RC-new', { sequence: 81 }, { victimPseudonym: 'V-two' }),
      change('refused change', 82),
      closed('RC-old', { sequence: 83, caseversion: 83 }, { victimPseudonym: 'V-one', outcomeCode: '18' }),
    ]);
    expect(await state()).toEqual([{ state: 'open' }]);
    await sendLines(intake, [
      closed('RC-new', { sequence: 84, caseversion: 84 }, { victimPseudonym: 'V-one' }),
      change('change', 85),
    ]);
    expect(await state()).toEqual([{ state: 'corrected' }]);
  });

  it('is settled when a refused event is sent again, put right, under the same id', async () => {
    const [refused] = await sendLines(intake, [closed('W-3', { sequence: 4 }, { closedOn: '2026-01-01' })]);
    expect(refused).toMatchObject({ status: 'rejected', reasons: [{ code: 'closed-before-reported', kept: false }] });
    expect(await sendLines(intake, [closed('W-3', { sequence: 4 })])).toMatchObject([{ status: 'accepted' }, {}]);
    const all = await get<Rejections>(intake, '/v1/rejections?state=resent');
    expect(all.rejections).toHaveLength(1);
  });

  it('names the field of a contact that could not be read, until one can be', async () => {
    await sendLines(intake, [closed('W-4', { sequence: 5 }, { contact: await intake.seal() })]);
    const [{ case_key: caseKey } = { case_key: '' }] = await intake.query<{ case_key: string }>(
      `select case_key from received_events where event_id = '01-connect-5'`,
    );
    const producer = kafkaAs(intake, 'survey-delivery').producer();
    await producer.connect();
    const check = async (version: number, readable: boolean, malformedFields: string[]): Promise<void> => {
      const value = JSON.stringify({ caseKey, version, readable, malformedFields });
      const headers = { id: crypto.randomUUID(), type: 'delivery.contact.checked.v1' };
      await producer.send({
        topic: `${intake.topics.prefix}contact-checks.v1`,
        messages: [{ key: caseKey, value, headers }],
      });
    };
    await check(1, true, ['telephones.0.number']);
    await eventually(async () => {
      const { rejections } = await get<Rejections>(intake, '/v1/rejections');
      expect(rejections.map(({ receipt }) => receipt)).toMatchObject([
        {
          eventId: '01-connect-5',
          status: 'accepted',
          reasons: [{ code: 'contact-unreadable', field: 'data.contact' }],
        },
      ]);
    });
    await eventually(async () => {
      const receipts = await readTopic(intake, forceTopic('police.receipts', '01'));
      expect(receipts.map(({ data }) => data).filter(({ reasons }) => (reasons as object[]).length > 0)).toMatchObject([
        { eventId: '01-connect-5', status: 'accepted', reasons: [{ code: 'contact-unreadable' }] },
      ]);
    });
    await check(2, true, []);
    await eventually(async () => expect((await get<Rejections>(intake, '/v1/rejections')).open).toEqual([]));
    await producer.disconnect();
  });

  it('is flagged, not dropped, when two systems of the force send the same crime', async () => {
    const twin = closed(
      'W-4',
      { sequence: 1, source: '/forces/01/systems/niche' },
      { victimPseudonym: 'another pseudonym' },
    );
    expect(await sendLines(intake, [twin])).toMatchObject([{ status: 'accepted' }, {}]);
    const { rejections } = await get<Rejections>(intake, '/v1/rejections');
    expect(rejections.map(({ receipt }) => [receipt.source, receipt.reasons[0]!.code])).toEqual([
      ['/forces/01/systems/niche', 'sent-by-two-systems'],
    ]);
  });

  it('is accepted, and its sender told, where a case in scope gets an offence that no table knows, until another is said', async () => {
    const said = (sequence: number, caseversion: number, offenceClass: string) =>
      closed('R-class', { sequence, caseversion }, { offenceClass });
    expect(await sendLines(intake, [said(70, 1, '19C'), said(71, 2, '19z')])).toMatchObject([
      { status: 'accepted' },
      { status: 'accepted' },
      {},
    ]);
    const open = async () => (await get<Rejections>(intake, '/v1/rejections')).open.map(({ code }) => code);
    expect(await open()).toContain('offence-not-in-table');
    await eventually(async () => {
      const receipts = await readTopic(intake, forceTopic('police.receipts', '01'));
      const codes = receipts.flatMap(({ data }) => (data as unknown as Receipt).reasons.map(({ code }) => code));
      expect(codes).toContain('offence-not-in-table');
    });
    await sendLines(intake, [said(72, 3, '20A')]);
    await intake.run('replay-quarantine');
    expect(await open()).not.toContain('offence-not-in-table');
  });

  it('of a class that the table calls none of ours is settled, and registered once the table is put right', async () => {
    const file = join(folder, 'offences.json');
    const rows = JSON.parse(await readFile(file, 'utf8')) as { code: string }[];
    const write = async (inScope: boolean) => {
      const known = rows.find(({ code }) => code === '88D')!;
      await writeFile(file, JSON.stringify([...rows, { ...known, code: '19Z', inScope }]));
      await intake.run('read-code-tables');
      await intake.run('replay-quarantine');
      return intake.query(`select state from rejections where event_id = 'new class'`);
    };
    await sendLines(intake, [closed('W-class', { sequence: 95, id: 'new class' }, { offenceClass: '19Z' })]);
    const unknownNow = async () =>
      (await get<Rejections>(intake, '/v1/rejections')).open.filter(({ code }) => code === 'unknown-offence-class');
    expect(await unknownNow()).toHaveLength(1);
    expect(await write(false)).toEqual([{ state: 'out-of-scope' }]);
    expect(await unknownNow()).toEqual([]);
    expect(await write(true)).toEqual([{ state: 'replayed' }]);
  });
});
