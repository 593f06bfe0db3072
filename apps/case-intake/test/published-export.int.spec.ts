import { randomBytes } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { PoliceEventType, Receipt } from '@answerable/contracts';
import { run } from '@answerable/publish';
import { readStackEnv } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { get, policeEvent, startIntake, type Intake } from './intake.js';
import { plain, stateOf, ways } from './ways.js';

const referenceKeys = randomBytes(32).toString('base64');

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
    // By the clocks of summer all the year, as the command does: London has put its own forward since 29 March.
    const seconds = (iso: string): number => Date.parse(`${iso}${iso < '2026-03-29' ? 'Z' : '+01:00'}`) / 1000 + 3600;
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
