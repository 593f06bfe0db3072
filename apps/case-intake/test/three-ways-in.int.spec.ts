import { randomBytes } from 'node:crypto';
import type { Receipt } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, policeEvent, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';
import { plain, stateOf, ways } from './ways.js';

const referenceKeys = randomBytes(32).toString('base64');

/** A life of several cases with everything a sender does: gaps, repeats, unknown codes, corrections, renames, mergers, another force's case. */
function month(contact: string): object[] {
  const reference = (name: string, more: object = {}) => ({ caseReference: name, ...more });
  const facts = closed('A', { sequence: 1 }).data;
  const {
    closedOn: _1,
    outcomeCode: _2,
    previousOutcomeCode: _3,
    decisionMaker: _4,
    supervisorAuthorised: _5,
    ...rest
  } = facts;
  const { policeReferral: _6, proceedingsLive: _7, contact: _8, ...reported } = rest;
  return [
    policeEvent('police.case.reported.v1', { ...reported, caseReference: 'A' }, { sequence: 1 }),
    closed('A', { sequence: 2, caseversion: 2 }, { contact }),
    closed('B', { sequence: 3 }, { outcomeCode: '99', contact }),
    closed('B', { sequence: 4, caseversion: 2 }, { outcomeCode: '18', contact }),
    closed('C', { sequence: 5 }, { outcomeCode: 'n1002' }),
    closed('C', { sequence: 5 }, { outcomeCode: 'n1002' }),
    closed('C', { sequence: 6, id: 'the same again' }, { outcomeCode: 'n1002' }),
    policeEvent('police.case.reopened.v1', reference('C', { reopenedOn: '2026-05-20' }), {
      sequence: 7,
      caseversion: 2,
    }),
    closed('D', { sequence: 9 }, { outcomeCode: '1', proceedingsLive: true }),
    policeEvent('police.case.proceedings-ended.v1', reference('D', { endedOn: '2026-05-20' }), {
      sequence: 10,
      caseversion: 2,
    }),
    policeEvent('police.case.reference-changed.v1', reference('D', { newCaseReference: 'D2' }), {
      sequence: 11,
      caseversion: 3,
    }),
    policeEvent(
      'police.case.outcome-revised.v1',
      closed('D2', { sequence: 1 }, { victimPseudonym: 'V-D', outcomeCode: '1A' }).data,
      { sequence: 12, caseversion: 4 },
    ),
    closed('E', { sequence: 13 }, { victimPseudonym: 'V-A' }),
    policeEvent('police.case.merged.v1', reference('E', { intoCaseReference: 'A' }), { sequence: 14, caseversion: 2 }),
    closed('F', { sequence: 15 }, { contact: 'Ana Example, 020 7946 0018' }),
    policeEvent('police.case.removed.v1', reference('C', { reason: 'test-record' }), { sequence: 16, caseversion: 3 }),
    policeEvent('police.month.restated.v1', { month: '2026-04', reason: 'a team was missing' }, { sequence: 17 }),
    closed('A', { sequence: 18, id: '01-connect-2' }, { outcomeCode: '15' }),
    closed('G', { sequence: 1, source: '/forces/48/systems/niche' }),
  ];
}

describe('the ways in', () => {
  const results = new Map<
    string,
    { receipts: Receipt[]; state: object; leaked: unknown[]; closures: Map<string, unknown> }
  >();
  const running: Intake[] = [];
  beforeAll(async () => {
    let contact: string | undefined;
    for (const [name, way] of Object.entries(ways)) {
      const intake = await startIntake({ REFERENCE_KEYS: referenceKeys });
      running.push(intake);
      await intake.setClock('2026-05-21T12:00:00Z');
      contact = await intake.seal();
      const receipts = await way(intake, month(contact));
      const leaked = await intake.query(
        `select * from rejections where rejections::text like '%Ana Example%' or rejections::text like '%7946%'`,
      );
      const last = await eventually(async () => {
        expect(await intake.query('select from outbox')).toHaveLength(0);
        return (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.closure.recorded.v1');
      });
      const closures = new Map<string, unknown>();
      for (const { data } of last.sort((a, b) => Number(a.data['version']) - Number(b.data['version']))) {
        closures.set(data['caseKey'] as string, { ...data, contact: null });
      }
      results.set(name, { receipts, state: await stateOf(intake), leaked, closures });
    }
  });
  afterAll(() => Promise.all(running.map((intake) => intake.stop())));

  it('give the receipts that the events deserve', () => {
    const statuses = results.get('as a stream')!.receipts.map(({ status, reasons }) => reasons[0]?.code ?? status);
    expect(statuses).toEqual([
      'accepted',
      'accepted',
      'unknown-outcome-code',
      'accepted',
      'accepted',
      'duplicate',
      'duplicate',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
      'contact-not-encrypted',
      'accepted',
      'accepted',
      'event-id-reused',
      'force-not-yours',
    ]);
  });

  it.each(['one by one', 'as a batch', 'over Kafka'])(
    '%s: the same receipts and the same state as a stream',
    (name) => {
      const [way, stream] = [results.get(name)!, results.get('as a stream')!];
      expect(plain(way.receipts)).toEqual(plain(stream.receipts));
      expect(way.state).toEqual(stream.state);
      expect([...way.closures.values()].length).toBe(stream.closures.size);
      for (const [key, closure] of stream.closures) expect(way.closures.get(key)).toEqual(closure);
    },
  );

  it('keep no contact in clear anywhere, and none at all of what needs none', () => {
    for (const { leaked, state } of results.values()) {
      expect(leaked).toEqual([]);
      expect((state as { rejections: { has_contact: boolean }[] }).rejections.filter((row) => row.has_contact)).toEqual(
        [],
      );
    }
  });
});
