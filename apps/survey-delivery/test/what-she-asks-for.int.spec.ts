import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { openOutreach, type Outreach } from './outreach.js';
import { hearPoliceAt } from './staff.js';
import { keyOf } from './workplace.js';

let outreach: Outreach;
let place: Outreach['place'];
let notify: Outreach['notify'];
let unnoted: Outreach['unnoted'];
let arrives: Outreach['arrives'];
let messagesOf: Outreach['messagesOf'];
let episodeOf: Outreach['episodeOf'];
let call: Outreach['call'];
beforeAll(async () => {
  outreach = await openOutreach();
  ({ place, notify, unnoted, arrives, messagesOf, episodeOf, call } = outreach);
}, 120_000);
afterAll(() => outreach?.close());
beforeEach(async () => {
  await place.settled();
  notify.troubles.length = 0;
});

test('it was not safe when the page was opened: nothing more is sent until somebody has spoken with her', async () => {
  await arrives('bab');
  await place.settled(async () => expect((await episodeOf('bab')).state).toBe('inviting'));
  const { id } = await episodeOf('bab');
  const [survey] = await place.rows<{ survey_id: string }>('select survey_id from episodes where id = $1', [id]);
  await place.collection.announce({
    type: 'responses.survey.unsafe.v1',
    data: { surveyId: survey!.survey_id, on: '2026-10-13' },
  });
  const task = await eventually(async () => {
    const view = (await call('caseworker-1', 'GET', `/v1/episodes/${id}`)).body;
    expect(view.safe.linksSafeUntil).toBeNull();
    expect(view.reasons).toContain('not-safe-now');
    return view.tasks[0];
  });
  expect(task, 'not on the same day, when whoever made it unsafe may still be there').toMatchObject({
    kind: 'safe-contact-check',
    notBefore: '2026-10-14T08:00:00.000Z',
    dueAt: '2026-10-14T16:00:00.000Z',
  });
  const { due_at, state } = await episodeOf('bab');
  const [ends] = await place.rows<{ expires_at: Date }>('select expires_at from episodes where id = $1', [id]);
  expect({ due_at, state }, 'no reminder before that').toEqual({ due_at: ends!.expires_at, state: 'inviting' });
});

test('access shows everything held; erasure deletes at once, unless a legal hold keeps it, and a hold never brings her back into the asking', async () => {
  await hearPoliceAt(place, '2026-10-27T11:00:00Z');
  await arrives('eli');
  await place.settled(async () => expect((await episodeOf('eli')).state).toBe('inviting'));
  const { id } = await episodeOf('eli');
  const request = async (kind: string) =>
    (await call('caseworker-1', 'POST', '/v1/data-subject-requests', { episodeId: id, kind, receivedOn: '2026-10-27' }))
      .body;
  const access = await request('access');
  expect(access.dueOn).toBe('2026-11-27');
  const held = (await call('vs-lead-1', 'POST', `/v1/data-subject-requests/${access.requestId}/fulfil`)).body.held;
  expect(held.contact.emails[0].address).toBe('eli@canary.example');
  expect(
    held.others.map((b: { telephones: object[] }) => b.telephones),
    'as the police gave it, and as it counts',
  ).toEqual([[expect.objectContaining({ namedBy: 'police', safe: 'unknown' })]]);
  expect(held.story.length).toBeGreaterThan(2);

  await call('vs-lead-1', 'POST', `/v1/episodes/${id}/legal-hold`, { hold: true, reason: 'order of a court' });
  const erasure = await request('erasure');
  expect((await call('vs-lead-1', 'POST', `/v1/data-subject-requests/${erasure.requestId}/fulfil`)).body.code).toBe(
    'legal-hold',
  );
  await call('vs-lead-1', 'POST', `/v1/episodes/${id}/legal-hold`, { hold: false, reason: 'order lifted' });
  const [survey] = await place.rows<{ survey_id: string }>('select survey_id from episodes where id = $1', [id]);
  await place.collection.announce({
    type: 'responses.contact.wanted.v1',
    data: {
      surveyId: survey!.survey_id,
      on: '2026-10-27',
      sealed: await place.sealContact({ wishes: ['support'], message: 'mine', notSafeNow: false }),
    },
  });
  const wishes = () =>
    place.service.app.get(Vault).transaction((tx) => tx.query(`select 1 from sealed_notes where kind = 'wish'`));
  await place.settled(async () => expect(await wishes()).toHaveLength(1));
  expect((await call('vs-lead-1', 'POST', `/v1/data-subject-requests/${erasure.requestId}/fulfil`)).status).toBe(200);
  expect(
    (await call('caseworker-1', 'POST', `/v1/episodes/${id}/contact/reveal`, { purpose: 'data-subject-request' })).body
      .code,
  ).toBe('no-contact-kept');
  expect((await episodeOf('eli')).state).toBe('declined');
  expect(await wishes(), 'what she wrote goes with her details').toEqual([]);
  expect(await place.rows(`select 1 from tasks where kind = 'call-back' and done_at is null`)).toEqual([]);
});

test('somebody who asks for a call gets one within a working day, and only whoever claimed it reads what she wrote', async () => {
  await arrives('flo');
  await place.settled(async () => expect((await episodeOf('flo')).state).toBe('inviting'));
  const [survey] = await place.rows<{ survey_id: string }>('select survey_id from episodes where id = $1', [
    (await episodeOf('flo')).id,
  ]);
  const sealed = await place.sealContact({
    wishes: ['support', 'complaint'],
    message: 'please call',
    notSafeNow: false,
  });
  await place.collection.announce({
    type: 'responses.contact.wanted.v1',
    data: { surveyId: survey!.survey_id, on: '2026-10-27', sealed },
  });
  const wanted = await eventually(async () => {
    const found = (await call('caseworker-1', 'GET', '/v1/call-backs')).body.callBacks[0];
    expect(found).toMatchObject({ dueAt: '2026-10-28T17:00:00.000Z', state: 'open' });
    return found;
  });
  expect((await call('caseworker-1', 'POST', `/v1/call-backs/${wanted.callBackId}/open`)).body.code).toBe(
    'not-claimed',
  );
  await call('caseworker-1', 'POST', `/v1/tasks/${wanted.taskId}/claim`);
  place.setClock('2026-10-27T12:30:00Z');
  expect(
    (await call('caseworker-1', 'POST', `/v1/call-backs/${wanted.callBackId}/open`)).body.code,
    'an hour later',
  ).toBe('not-claimed');
  await call('caseworker-1', 'POST', `/v1/tasks/${wanted.taskId}/claim`);
  expect((await call('caseworker-1', 'POST', `/v1/call-backs/${wanted.callBackId}/open`)).body).toMatchObject({
    wishes: ['support', 'complaint'],
    message: 'please call',
  });
  expect(
    (
      await call('caseworker-1', 'POST', `/v1/call-backs/${wanted.callBackId}/complete`, {
        outcome: 'reached',
        supportGiven: true,
      })
    ).status,
  ).toBe(204);
  expect((await call('vs-lead-1', 'GET', `/v1/episodes/${wanted.episodeId}`)).body.supporters).toHaveLength(1);
  expect(await place.rows('select wish, wishes from help_wishes order by wish')).toEqual([
    { wish: 'complaint', wishes: 1 },
    // One of them of somebody who had everything erased: how many asked for what is no detail of hers.
    { wish: 'support', wishes: 2 },
  ]);
});

test.each([
  ['not JSON', '{"a":'],
  ['an unknown field', { outcome: 'no-answer', number: '07700 900123' }],
  ['an outcome that is none', { outcome: 'vanished' }],
  ['nothing', {}],
])('a body with %s is refused as a problem, and nothing happens', async (_, body) => {
  const { id } = await episodeOf('flo');
  const answer = await call('caseworker-1', 'POST', `/v1/episodes/${id}/attempts`, body);
  expect(answer.status).toBe(400);
  expect(answer.type).toContain('problem+json');
});
test('a number that is none is refused, and an episode that does not exist is not found', async () => {
  const { id } = await episodeOf('flo');
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${id}/safe-contact`, { telephone: 'call me' })).status).toBe(
    400,
  );
  expect(
    (
      await call(
        'caseworker-1',
        'POST',
        `/v1/episodes/${keyOf('x').slice(0, 8)}-0000-7000-8000-000000000000/attempts`,
        { outcome: 'no-answer' },
      )
    ).status,
  ).toBe(404);
  expect((await call('caseworker-1', 'GET', '/v1/episodes/not-an-id')).status).toBe(400);
});

const sourceIsHeard = async (on: string) => {
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: on },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from sources where force = '01' and last_heard_on = $1`, [on])).toHaveLength(1),
  );
};

test('she is reminded twice, ten and twenty days after, with the same link and once another way; then it ends by itself', async () => {
  const number = await arrives('rea', {}, '2026-10-01');
  await place.settled(async () => expect(await messagesOf('rea')).toHaveLength(1));
  const day = async (on: string, messages: number) => {
    await sourceIsHeard(on);
    place.setClock(`${on}T11:00:00Z`);
    await place.settled(async () => expect(await messagesOf('rea')).toHaveLength(messages));
  };
  // Invited on Tuesday 27 October 2026: Friday and Monday are working days too.
  await day('2026-11-05', 1);
  await day('2026-11-06', 2);
  await day('2026-11-13', 2);
  await day('2026-11-16', 3);
  const sent = await place.rows(
    `select channel, template, step, (created_at at time zone 'Europe/London')::date::text as on from messages
      where episode_id = $1 order by step`,
    [(await episodeOf('rea')).id],
  );
  expect(sent).toEqual([
    { channel: 'email', template: 'invitation', step: 0, on: '2026-10-27' },
    { channel: 'email', template: 'reminder', step: 1, on: '2026-11-06' },
    { channel: 'sms', template: 'reminder', step: 2, on: '2026-11-16' },
  ]);
  const texts = [
    ...place.mail.mails.filter((m) => JSON.stringify(m.to).includes('rea@')).map((m) => m.text!),
    ...notify.deliveries.filter((d) => d.to === number).map((d) => d.body),
  ];
  const links = texts.map((text) => /\/l\/([\w-]{22})/.exec(text)?.[1]);
  expect(links).toHaveLength(3);
  expect(new Set(links).size, 'one link').toBe(1);
  await day('2026-12-21', 3);
  expect((await episodeOf('rea')).state, 'until the last evening').toBe('inviting');
  await day('2026-12-23', 3);
  expect((await episodeOf('rea')).state).toBe('not-answered');
});

test('whatever the system opens by itself, and whoever looks, is written down with what it was for', async () => {
  const purposes = await place.service.app
    .get(Vault)
    .transaction((tx) =>
      tx.query<{ p: string; who: string }>(
        `select distinct purpose as p, case when person_subject = 'system' then 'system' else 'person' end as who from vault_reads`,
      ),
    );
  expect(purposes.map(({ p, who }) => `${who} ${p}`).toSorted()).toEqual([
    'person call-back',
    'person data-subject-request',
    'person safe-contact-update',
    'system count-wishes',
    'system not-safe-now',
    'system plan',
    'system reseal',
    'system send-email',
    'system send-sms',
  ]);
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
