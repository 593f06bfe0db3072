import { KeyObject } from 'node:crypto';
import {
  mixingKid,
  type ClosureState,
  type ContactBlock,
  type SafeContactUpdate,
  type SurveyState,
} from '@answerable/contracts';
import { runWithTrace } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kidOf, openText } from '../src/vault/sealing.js';
import { announceHer, call, hearPoliceAt, startTelephony, stateOf, taskOf, unitOf } from './staff.js';
import { agreeWith, closure, contact, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
let telephony: Awaited<ReturnType<typeof startTelephony>>;
beforeAll(async () => {
  telephony = await startTelephony();
  // Monday 11 May 2026, half past nine in London.
  place = await openWorkplace({
    now: '2026-05-11T08:30:00Z',
    hears: { surveys: true, checks: true },
    env: { TELEPHONY_URL: telephony.url },
  });
}, 120_000);
afterAll(async () => {
  await place?.close();
  await telephony?.close();
});

test('a person whose case ended gets one neutral e-mail after the waiting time, and her answer ends the asking', async () => {
  await eventually(async () => expect((await fetch(`${place.service.url}/v1/public/vault-keys`)).status).toBe(200));
  const sealed = await place.sealContact(contact('ana', '2026-05-09'));
  const ana = closure('ana', { closedOn: '2026-05-08', reportedOn: '2026-04-20', contact: sealed });
  const traceId = '5e'.repeat(16);
  await runWithTrace(`00-${traceId}-${'1f'.repeat(8)}-01`, () => place.intake.announce(recorded(ana)));
  await agreeWith(place.service.url, ana.unit, mailboxOf('ana'));

  expect(await place.rows('select state, due_at from episodes')).toEqual([
    { state: 'scheduled', due_at: new Date('2026-05-22T08:00:00Z') },
  ]);
  expect(await place.rows('select disposition from closures')).toEqual([{ disposition: 'to-check' }]);
  expect(place.mail.mails).toHaveLength(0);

  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-05-21' },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from sources where last_heard_on = '2026-05-21'`)).toHaveLength(1),
  );
  place.setClock('2026-05-22T09:00:00Z');
  await eventually(() => expect(place.mail.mails).toHaveLength(1));
  const [mail] = place.mail.mails;
  expect(mail!.text).not.toMatch(/police|case|victim/i);
  const [, token] = /\/l\/([\w-]{22})/.exec(mail!.text!) ?? [];
  expect(token).toBeDefined();
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where disposition = 'asked'`)).toHaveLength(1),
  );

  const survey = await eventually(() => {
    expect(place.collection.heard).toHaveLength(1);
    return place.collection.heard[0]!.data as SurveyState;
  });
  const sizes = new Set(
    [...survey.bundles.area, survey.bundles.borough, ...survey.bundles.constituency].map((b) => b.length),
  );
  expect(sizes.size, 'every bundle is of one size').toBe(1);
  expect(kidOf(survey.bundles.area[0]!), 'the outer seal ends with the survey').toBe(
    mixingKid(survey.expiresAt.slice(0, 7)),
  );
  const outer = openText(survey.bundles.area[0]!, KeyObject.from(place.reporting.privateKey));
  expect(kidOf(outer)).toBe('reporting-test');
  expect(JSON.parse(openText(outer, KeyObject.from(place.reporting.privateKey)))).toEqual({
    kind: 'area',
    area: 'peckham',
  });
  expect(survey.checkWordHash).toMatch(/^[0-9a-f]{64}$/);

  // The trace of what the police sent leads to where it was handled and her contact opened, and neither to her invitation nor to her survey.
  const traced = place.logs.filter((line) => line.includes(traceId)).map((line) => JSON.parse(line) as object);
  expect(traced).toMatchObject([{ message: 'events were handled' }]);
  expect(place.collection.heard[0]!.traceparent).toBeUndefined();

  place.setClock('2026-05-23T14:07:31Z');
  await place.collection.announce({
    type: 'responses.survey.submitted.v1',
    data: { surveyId: survey.surveyId, on: '2026-05-23', consentVersion: '2026-1' },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where disposition = 'answered'`)).toHaveLength(1),
  );
  expect(await place.rows('select consent_version from episodes'), 'what she agreed to').toEqual([
    { consent_version: '2026-1' },
  ]);
  // When she answered is kept by its day alone, in whatever column.
  const times = await place.rows<{ name: string; type: string }>(
    `select quote_ident(table_name) || '.' || quote_ident(column_name) as name, data_type as type from information_schema.columns
      where table_schema = 'public' and data_type like 'timestamp%' and table_name not in ('inbox', 'outbox')`,
  );
  expect(times.length).toBeGreaterThan(10);
  expect(times.map(({ name }) => name)).not.toContain('disposition_changes.recorded_at');
  for (const { name } of times)
    expect(
      await place.rows(
        `select 1 from ${name.split('.')[0]} where ${name.split('.')[1]} > '2026-05-23T00:00:00Z' and ${name.split('.')[1]} < '2026-05-24T00:00:00Z'`,
      ),
      name,
    ).toEqual([]);

  place.setClock('2026-06-30T09:00:00Z');
  await place.settled();
  expect(place.mail.mails, 'no reminder after an answer').toHaveLength(1);
  expect(place.intake.heard, 'that her contact can be read is no news to intake').toEqual([]);
});

/** The police are heard on that day, and it is that moment. */
const heard = (now: string) => hearPoliceAt(place, now);
const ended = { closedOn: '2026-05-20', reportedOn: '2026-05-01' };
const episodeOf = (name: string) => stateOf(place, name);

test('held for safeguarding: no road leads to her before her lead has decided, and none ends or replaces the hold', async () => {
  await heard('2026-06-30T10:00:00Z');
  await announceHer(place, 'hea', {}, ended);
  const { taskId, episodeId } = await taskOf(place, 'hea');
  await call(place, 'caseworker-1', 'POST', '/v1/safeguarding', { episodeId, risk: 'child', note: 'he is back' });
  const attempts = ['interviewed', 'call-later', 'not-safe', 'too-ill', 'wrong-number', 'deceased', 'agreed-to-link'];
  const said = { taskId, linksSafe: true, identity: 'known-to-us', ...mailboxOf('hea'), checkWord: 'bluebell' };
  const roads: [string, string, object?][] = [
    ['vs-lead-1', 'dial'],
    ['vs-lead-1', 'handover'],
    ['caseworker-1', 'contact/reveal', { purpose: 'telephone-call' }],
    ['caseworker-1', 'safe-contact', said],
    ['caseworker-1', 'hold', { reason: 'abroad', reviewOn: '2026-07-30' }],
    ['caseworker-1', 'release-hold'],
    ['caseworker-1', 'exclude', { reason: 'no-usable-contact' }],
    ...attempts.map((outcome): [string, string, object] => ['caseworker-1', 'attempts', { outcome }]),
  ];
  for (const [who, road, body] of roads) {
    const answer = await call(place, who, 'POST', `/v1/episodes/${episodeId}/${road}`, body);
    expect(answer, road).toMatchObject({ status: 409, body: { code: 'not-possible-now' } });
    expect(await episodeOf('hea'), road).toMatchObject({ state: 'held', held_reason: 'safeguarding' });
  }
  expect(telephony.dialled).toEqual([]);
  expect(
    (await call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/decline`, { never: false })).status,
  ).toBe(204);
});

test('whoever is held by staff is not rung, unless she asked for the call; whom her lead left alone is rung by nobody', async () => {
  await announceHer(place, 'hyd', {}, ended);
  const { episodeId } = await taskOf(place, 'hyd');
  const dial = async () => (await call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/dial`)).status;
  expect(await dial()).toBe(200);
  await call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/hold`, {
    reason: 'away',
    reviewOn: '2026-07-30',
  });
  expect(await dial()).toBe(409);
  const [survey] = await place.rows<{ id: string }>('select survey_id as id from episodes where id = $1', [episodeId]);
  await place.collection.announce({
    type: 'responses.contact.wanted.v1',
    data: {
      surveyId: survey!.id,
      on: '2026-06-30',
      sealed: await place.sealContact({ wishes: ['support'], message: null, notSafeNow: false }),
    },
  });
  const wish = await eventually(async () => {
    const { callBacks } = (
      await call<{ callBacks: { taskId: string; episodeId: string }[] }>(place, 'caseworker-1', 'GET', '/v1/call-backs')
    ).body;
    return callBacks.find((c) => c.episodeId === episodeId) ?? Promise.reject(new Error('no wish yet'));
  });
  expect(await dial()).toBe(409);
  await call(place, 'caseworker-1', 'POST', `/v1/tasks/${wish.taskId}/claim`);
  expect(await dial()).toBe(200);
  const raised = await call<{ concernId: string }>(place, 'caseworker-1', 'POST', '/v1/safeguarding', {
    episodeId,
    risk: 'domestic',
    note: 'he listens',
  });
  expect(await dial()).toBe(409);
  const concern = `/v1/safeguarding/${raised.body.concernId}`;
  await call(place, 'safeguarding-1', 'POST', `${concern}/take`);
  await call(place, 'safeguarding-1', 'POST', `${concern}/close`, { outcome: 'leave her alone', contactAgain: false });
  expect(await dial()).toBe(409);
  expect(telephony.dialled).toHaveLength(2);
});

const sentTo = (name: string) =>
  place.mail.mails.filter((m) => JSON.stringify(m.to).includes(`${name}@canary.example`)).length;
const next = (name: string, over: Partial<ClosureState> = {}) =>
  place.intake.announce(recorded(closure(name, { unit: unitOf(name), ...ended, contact: null, version: 2, ...over })));
/** Spoken with, her mailbox and a link safe: what is sent goes there. */
const agree = (name: string, said: SafeContactUpdate = {}) =>
  agreeWith(place.service.url, unitOf(name), { ...mailboxOf(name), ...said });

test.each([
  ['before her invitation', 'ida', '2026-06-25', 'scheduled'],
  ['between her messages', 'ilo', '2026-05-20', 'inviting'],
] as const)(
  'told %s that she died or is too ill: nothing more goes and nobody rings before somebody has looked, within a day',
  async (_, name, closedOn, state) => {
    await announceHer(place, name, {}, { ...ended, closedOn });
    await agree(name);
    await place.settled(async () => expect((await episodeOf(name)).state).toBe(state));
    const before = sentTo(name);
    await next(name, { closedOn, outcomeClass: 'PREVENTED', victimDeadOrIll: true });
    const task = await taskOf(place, name);
    expect(task).toMatchObject({ kind: 'safe-contact-check', dueAt: '2026-07-01T16:00:00.000Z' });
    expect(task.reasons).toContain('dead-or-ill');
    for (const way of ['dial', 'handover'])
      expect((await call(place, 'vs-lead-1', 'POST', `/v1/episodes/${task.episodeId}/${way}`)).status, way).toBe(409);
    await heard('2026-07-14T10:00:00Z');
    expect(sentTo(name)).toBe(before);
    // The police were wrong: she is asked as anybody else.
    await call(place, 'caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/safe-contact`, { taskId: task.taskId });
    await place.settled(() => expect(sentTo(name)).toBe(before + 1));
    place.setClock('2026-06-30T10:00:00Z');
  },
);

test('told in another case of hers that she died: the one she is being asked about waits too', async () => {
  await announceHer(place, 'isa', {}, ended);
  await agree('isa');
  await place.settled(async () => expect((await episodeOf('isa')).state).toBe('inviting'));
  const other = { caseKey: closure('isa again').caseKey, closedOn: '2026-06-20', version: 1, victimDeadOrIll: true };
  await next('isa', { ...other, outcomeClass: 'PREVENTED', unit: 'Another unit' });
  await place.settled(async () => expect((await episodeOf('isa')).state).toBe('to-check'));
  expect((await taskOf(place, 'isa')).reasons).toContain('dead-or-ill');
});

test('what somebody has looked at is looked at once; a new and grave reason before her first message is looked at again', async () => {
  await announceHer(place, 'jen', { confirmedOn: null }, { ...ended, closedOn: '2026-06-25' });
  await agree('jen');
  const { state } = await episodeOf('jen');
  expect(state).toBe('scheduled');
  const blocks = async (marks: ContactBlock['marks'], version: number) => {
    const sealed = await place.sealContact(contact('jen', '2026-06-30', { marks, confirmedOn: null }));
    await next('jen', { closedOn: '2026-06-25', contact: sealed, version });
  };
  await blocks([], 2);
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where unit = $1 and version = 2`, [unitOf('jen')])).toHaveLength(1),
  );
  expect((await episodeOf('jen')).state, 'nothing new').toBe('scheduled');
  await blocks(['lives-with-suspect'], 3);
  const task = await taskOf(place, 'jen');
  expect(task).toMatchObject({ kind: 'safe-contact-check' });
  await blocks(['lives-with-suspect'], 4);
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where unit = $1 and version = 4`, [unitOf('jen')])).toHaveLength(1),
  );
  expect((await episodeOf('jen')).state, 'sent a second time, and nobody has looked yet').toBe('to-check');
});

test('whoever can be reached in the evening alone is neither written to nor rung at another hour', async () => {
  const evening = {
    number: '07700 900690',
    belongsTo: 'her' as const,
    safe: 'unknown' as const,
    textSafe: 'unknown' as const,
    voicemailSafe: 'unsafe' as const,
    shared: false,
    times: ['weekday-evening' as const],
  };
  await announceHer(place, 'kat', { telephones: [evening] }, ended);
  const { episodeId, notBefore } = await taskOf(place, 'kat');
  expect(notBefore).toMatch(/T16:00:00/);
  const dial = async () => (await call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/dial`)).status;
  expect(await dial(), 'at eleven').toBe(409);
  await agree('kat', { telephoneSafe: 'safe' });
  await place.settled();
  expect((await episodeOf('kat')).due_at).toEqual(new Date('2026-06-30T16:00:00Z'));
  expect(sentTo('kat')).toBe(0);
  place.setClock('2026-06-30T16:30:00Z');
  await place.settled(() => expect(sentTo('kat')).toBe(1));
  expect(await dial(), 'at half past five').toBe(200);
  place.setClock('2026-06-30T10:00:00Z');
});

test('the link she agreed to on the telephone is sent, and without her word on what is safe the agreement is not taken', async () => {
  await announceHer(place, 'lin', {}, ended);
  const { episodeId } = await taskOf(place, 'lin');
  const agreed = () =>
    call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/attempts`, { outcome: 'agreed-to-link' });
  expect(await agreed()).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('what she says is safe') },
  });
  expect(await episodeOf('lin'), 'she is still to be called').toMatchObject({ state: 'to-check' });
  await agree('lin');
  await place.settled(() => expect(sentTo('lin')).toBe(1));
  expect((await agreed()).status, 'she lost the first').toBe(204);
  await place.settled(() => expect(sentTo('lin')).toBe(2));
});

test('an invitation that a hold stopped on its way is sent as an invitation once the hold ends', async () => {
  await announceHer(place, 'moa', {}, ended);
  const { episodeId } = await taskOf(place, 'moa');
  const act = (road: string, body?: object) =>
    call(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/${road}`, body);
  // The channel waits, so that the message lies between writing and sending.
  await place.rows(
    `insert into channel_pauses (channel, until, reason) values ('email', '2026-06-30T10:10:00Z', 'test') returning 1`,
  );
  await agree('moa');
  await place.settled(async () => expect((await episodeOf('moa')).state).toBe('inviting'));
  await act('hold', { reason: 'away', reviewOn: '2026-07-30' });
  place.setClock('2026-06-30T10:20:00Z');
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from messages where episode_id = $1 and status = 'cancelled'`, [episodeId]),
    ).toHaveLength(1),
  );
  await act('release-hold');
  await place.settled(() => expect(sentTo('moa')).toBe(1));
  expect(
    await place.rows(`select template from messages where episode_id = $1 and status <> 'cancelled'`, [episodeId]),
  ).toEqual([{ template: 'invitation' }]);
});

test('whom to ask for and what not to say is hers to choose; whoever rings her sees it, and nobody else', async () => {
  const whatToSay = 'Ask for Pia, say it is the library';
  await announceHer(place, 'pia', {}, ended);
  const { episodeId } = await taskOf(place, 'pia');
  const dial = async () => (await call<object>(place, 'caseworker-1', 'POST', `/v1/episodes/${episodeId}/dial`)).body;
  expect(await dial()).toMatchObject({ firstName: 'pia', whatToSay: null });
  await agree('pia', { whatToSay });
  expect(await dial()).toMatchObject({ whatToSay });
  const view = await call<object>(place, 'caseworker-1', 'GET', `/v1/episodes/${episodeId}`);
  expect(JSON.stringify(view.body)).not.toContain('library');
  expect(JSON.stringify(await place.rows('select * from episodes'))).not.toContain('library');
});
