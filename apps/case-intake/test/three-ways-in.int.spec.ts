import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { forceTopic, type PoliceEventType, type Receipt } from '@answerable/contracts';
import { run } from '@answerable/publish';
import { eventually, readStackEnv } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, policeEvent, send, sendLines, startIntake, type Intake } from './intake.js';
import { kafkaAs, readTopic } from './topic.js';

const referenceKeys = randomBytes(32).toString('base64');

/** A life of several cases with everything a sender does: gaps, repeats, unknown codes, corrections, renames, mergers. */
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
  ];
}

const ways: Record<string, (intake: Intake, events: object[]) => Promise<Receipt[]>> = {
  'one by one': async (intake, events) => {
    const receipts: Receipt[] = [];
    for (const event of events) {
      const body = (await (await send(intake, event)).json()) as Receipt & { receipt?: Receipt };
      receipts.push(body.receipt ?? body);
    }
    return receipts;
  },
  'as a batch': async (intake, events) => {
    const answer = await send(intake, events, { type: 'application/cloudevents-batch+json' });
    return ((await answer.json()) as { receipts: Receipt[] }).receipts;
  },
  'as a stream': async (intake, events) => (await sendLines(intake, events)).slice(0, -1) as Receipt[],
  'over Kafka': async (intake, events) => {
    const producer = kafkaAs(intake, 'police-01').producer();
    await producer.connect();
    const topic = intake.topics.prefix + forceTopic('police.case-events', '01');
    // One key: the order of the file is the order of arrival, as for the other ways.
    await producer.send({ topic, messages: events.map((event) => ({ key: 'file', value: JSON.stringify(event) })) });
    await producer.disconnect();
    return eventually(async () => {
      const receipts = (await readTopic(intake, forceTopic('police.receipts', '01'))).map(
        (m) => m.data as unknown as Receipt,
      );
      expect(receipts).toHaveLength(events.length);
      return receipts;
    });
  },
};

async function stateOf(intake: Intake) {
  const tables = {
    cases: `select case_key, reference_key, victim_key, version, status, merged_into, unit, outcome_code, outcome_class, closure_month,
                   proceedings_live, contact_given, contact_event_id, classes_seen, marks from cases order by case_key`,
    received: `select event_id, sequence, kind, status, reasons, case_key, digest, moved_on from received_events order by event_id`,
    rejections: `select event_id, status, state, reasons, kept, case_key, event, contact is not null as has_contact
                   from rejections order by event_id, status`,
    sources: 'select source, sequences::text, alarms from sources',
    restatements: 'select force, month, reason from restatements',
    aliases: 'select alias_key, case_key from case_aliases order by 1',
  };
  const rows = Object.entries(tables).map(async ([name, sql]) => [name, await intake.query(sql)] as const);
  return Object.fromEntries(await Promise.all(rows));
}

const plain = (receipts: readonly Receipt[]) =>
  receipts
    .map((receipt) => ({ ...receipt, receivedAt: null }))
    .sort((a, b) => `${a.eventId}${a.status}`.localeCompare(`${b.eventId}${b.status}`));

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

describe('an export sent by publish', () => {
  const columns =
    'EVENT_TYPE,EVENT_TS,INVESTIGATION_REF,PERSON_ID,OWNER_TEAM,HO_CODE,REPORTED_DT,WARD_GSS,AGE_BAND,FINALISED_DT,OUTCOME_CODE,' +
    'PREV_OUTCOME_CODE,DECISION_MAKER,SUPV_AUTH,VS_REFERRAL,PROCEEDINGS_LIVE,RELATED_REF,FORENAME,SURNAME,DOB,PHONE_1,PHONE_1_SAFE,' +
    'EMAIL,ADDR_1,POSTCODE,VICTIM_POLICE_EMPLOYEE';
  const facts = (reference: string) => `${reference},P-1,AS Sapphire 1,19C,2026-03-02,E05011113,18-24`;
  const nobody = ',,,,,,,,,';
  const ana = ',Ana,Example,2004-01-20,07700 900125,Y,ana@example.org,,,N';
  const rows = [
    `CREATED,2026-03-02T09:00:00,${facts('R-1')},,,,,,,,${nobody}`,
    `FINALISED,2026-05-06T15:00:00,${facts('R-1')},2026-05-06,16 ,,POLICE,Y,N,N,${ana}`,
    `OUTCOME_CHANGED,2026-05-12T10:30:00,${facts('R-1')},2026-05-06,97,16,POLICE,Y,N,N,${nobody}`,
    `OUTCOME_CHANGED,2026-05-13T10:30:00,${facts('R-1')},2026-05-06,15,16,POLICE,Y,N,N,${nobody}`,
    `FINALISED,2026-05-14T15:00:00,${facts('R-2')},2026-05-14,n1002,,CPS,N,Not asked,N,${ana}`,
    `REOPENED,2026-05-18T08:00:00,R-1${','.repeat(23)}`,
    `MERGED,2026-05-19T08:00:00,R-2${','.repeat(14)}R-1${','.repeat(9)}`,
  ];

  /** What a programmer would send for the same rows. */
  function written(contact: string): object[] {
    const seconds = (iso: string): number => Date.parse(`${iso}Z`) / 1000;
    const base = {
      victimPseudonym: 'P-1',
      unit: 'AS Sapphire 1',
      offenceClass: '19C',
      reportedOn: '2026-03-02',
      areaCode: 'E05011113',
      areaBasis: 'offence-location',
      ageBandAtReport: '18-24',
    };
    const closing = {
      ...base,
      closedOn: '2026-05-06',
      outcomeCode: '16',
      previousOutcomeCode: null as string | null,
      decisionMaker: 'police',
      supervisorAuthorised: true,
      policeReferral: 'refused',
      proceedingsLive: false,
      contact: null as string | null,
    };
    const revised = { ...closing, caseReference: 'R-1', previousOutcomeCode: '16' };
    const happened: [PoliceEventType, string, object][] = [
      ['police.case.reported.v1', '2026-03-02T09:00:00', { ...base, caseReference: 'R-1' }],
      ['police.case.closed.v1', '2026-05-06T15:00:00', { ...closing, caseReference: 'R-1', contact }],
      ['police.case.outcome-revised.v1', '2026-05-12T10:30:00', { ...revised, outcomeCode: '97' }],
      ['police.case.outcome-revised.v1', '2026-05-13T10:30:00', { ...revised, outcomeCode: '15' }],
      [
        'police.case.closed.v1',
        '2026-05-14T15:00:00',
        {
          ...closing,
          caseReference: 'R-2',
          closedOn: '2026-05-14',
          outcomeCode: 'n1002',
          decisionMaker: 'cps',
          supervisorAuthorised: false,
          policeReferral: 'not_asked',
          contact,
        },
      ],
      ['police.case.reopened.v1', '2026-05-18T08:00:00', { caseReference: 'R-1', reopenedOn: '2026-05-18' }],
      ['police.case.merged.v1', '2026-05-19T08:00:00', { caseReference: 'R-2', intoCaseReference: 'R-1' }],
    ];
    return happened.map(([type, changed, data], index) =>
      policeEvent(type, data, { sequence: index + 1, caseversion: seconds(changed) }),
    );
  }

  async function published(intake: Intake): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'three-ways-'));
    const file = join(folder, 'export.csv');
    await writeFile(file, [columns, ...rows].join('\n'));
    const { keycloak, clients } = readStackEnv();
    const env = {
      PUBLISH_URL: intake.url,
      PUBLISH_ISSUER: keycloak.issuer,
      PUBLISH_CLIENT_ID: clients['publisher-01']!.clientId,
      PUBLISH_CLIENT_SECRET: clients['publisher-01']!.clientSecret,
    };
    const args = ['--map', 'connect', '--force', '01', '--state', join(folder, 'state.json'), file];
    const err = new PassThrough();
    err.resume();
    await run(args, env, { out: { write: () => true }, err: err as unknown as NodeJS.WriteStream });
  }

  it('leaves the same state and the same receipts as the events written by hand, over HTTP and over Kafka', async () => {
    const kept = await Promise.all(
      [
        published,
        async (intake: Intake) => ways['as a stream']!(intake, written(await intake.seal())),
        async (intake: Intake) => ways['over Kafka']!(intake, written(await intake.seal())),
      ].map(async (send) => {
        const intake = await startIntake({ REFERENCE_KEYS: referenceKeys });
        // As publish does, on the machine's own clock: an event's time is when it is sent.
        await intake.setClock(new Date().toISOString());
        await send(intake);
        const { receipts } = await get<{ receipts: Receipt[] }>(intake, '/v1/receipts');
        const state = await stateOf(intake);
        await intake.stop();
        return { receipts: plain(receipts), state };
      }),
    );
    const [byPublish, byHttp, byKafka] = kept;
    expect(byPublish!.receipts.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
      'rejected',
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(byPublish).toEqual(byHttp);
    expect(byKafka).toEqual(byHttp);
  });
});
