import type { ContactBlock } from '@answerable/contracts';
import { Metrics } from '@answerable/service';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { startNotify } from './notify.js';
import { hearPoliceAt } from './staff.js';
import { agreeWith, closure, contact, keyOf, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';
import { watchOpenings } from './openings.js';

let place: Workplace;
let unnoted: () => string[];
let notify: Awaited<ReturnType<typeof startNotify>>['notify'];
beforeAll(async () => {
  const started = await startNotify(() => place.service.url);
  notify = started.notify;
  // Tuesday 13 October 2026, eleven in London.
  place = await openWorkplace({ now: '2026-10-13T10:00:00Z', env: { ...started.env, STEP_UP_SECONDS: '86400' } });
  unnoted = watchOpenings(place.service.app.get(Vault));
}, 120_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
});
beforeEach(async () => {
  await place.settled();
  notify.troubles.length = 0;
});

let numbers = 200;
const unitOf = (name: string) => `Unit of ${name}`;
async function arrives(name: string, over: Partial<ContactBlock> = {}, closedOn = '2026-09-20'): Promise<string> {
  const number = `07700 900${numbers++}`;
  const block = contact(name, '2026-10-01', {
    telephones: [
      { number, belongsTo: 'her', safe: 'safe', textSafe: 'safe', voicemailSafe: 'unknown', shared: false, times: [] },
    ],
    ...over,
  });
  const sealed = await place.sealContact(block);
  await place.intake.announce(
    recorded(closure(name, { unit: unitOf(name), closedOn, reportedOn: '2026-09-01', contact: sealed })),
  );
  await agreeWith(place.service.url, unitOf(name), {
    ...(over.emails ? {} : mailboxOf(name)),
    telephoneSafe: 'safe',
    textSafe: 'safe',
  });
  return number;
}
const messagesOf = (name: string) =>
  place.rows<{ channel: string; status: string }>(
    `select m.channel, m.status from messages m join closures c on c.episode_id = m.episode_id where c.unit = $1 order by m.created_at`,
    [unitOf(name)],
  );
const episodeOf = async (name: string) =>
  (
    await place.rows<{ id: string; due_at: Date | null; state: string }>(
      `select e.id, e.due_at, e.state from episodes e join closures c on c.episode_id = e.id where c.unit = $1`,
      [unitOf(name)],
    )
  )[0]!;
async function call(who: string, method: string, path: string, body?: unknown) {
  const response = await fetch(place.service.url + path, {
    method,
    headers: {
      authorization: `Bearer ${await tokenFor(who)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: text ? JSON.parse(text) : null,
  };
}

test('a mailbox that does not exist is left at once for the next safe channel', async () => {
  place.mail.refuse.add('abi@canary.example');
  const number = await arrives('abi');
  await eventually(() => expect(notify.deliveries.map((d) => d.to)).toContain(number));
  await place.settled();
  expect(await messagesOf('abi')).toEqual([
    { channel: 'email', status: 'permanent-failure' },
    { channel: 'sms', status: 'accepted' },
  ]);
});

test('while the mail server is down nothing counts as sent, and once it is back one e-mail goes', async () => {
  await place.mail.close();
  await arrives('aya');
  await eventually(async () => expect(await messagesOf('aya')).toEqual([{ channel: 'email', status: 'sending' }]));
  await place.settled();
  expect(
    await place.rows(`select first_invited_at, reached from episodes where id = $1`, [(await episodeOf('aya')).id]),
  ).toEqual([{ first_invited_at: null, reached: false }]);
  await place.mail.open();
  place.setClock('2026-10-13T10:02:00Z');
  await place.settled(async () => expect(await messagesOf('aya')).toEqual([{ channel: 'email', status: 'accepted' }]));
  expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('aya@'))).toHaveLength(1);
});

test('STOP in answer to an e-mail ends everything at once, and other answers end nothing', async () => {
  await arrives('ann');
  const reference = await eventually(async () => {
    const mail = place.mail.mails.find((m) => JSON.stringify(m.to).includes('ann@'));
    const found = /replies\+([0-9a-f-]{36})@/.exec(JSON.stringify(mail?.replyTo ?? ''))?.[1];
    if (!found) throw new Error('no mail yet');
    return found;
  });
  await place.settled();
  const reply = (message: string, token = 'bounce-webhook-token-for-tests') =>
    fetch(`${place.service.url}/v1/webhooks/email/replies`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ reference, message }),
    });
  expect((await reply('STOP', 'forged')).status).toBe(401);
  expect((await reply('Thank you, next week.')).status).toBe(204);
  expect((await episodeOf('ann')).state).toBe('inviting');
  expect((await reply('Stop.\n> Hello,')).status).toBe(204);
  expect((await episodeOf('ann')).state).toBe('declined');
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

test.each([
  ['rate limit', 'RateLimitError', '2026-10-13T10:0'],
  ['daily limit', 'TooManyRequestsError', '2026-10-14T00:00'],
] as const)(
  'at the %s the whole channel waits, nothing is lost and nothing is sent twice',
  async (what, error, until) => {
    await place.rows('select 1');
    notify.troubles.push({ kind: 'limit', error });
    const number = await arrives(`bo ${what}`, { emails: [] });
    await place.settled(async () =>
      expect(
        await place.rows<{ until: Date }>(
          `select until from channel_pauses where channel = 'sms' and to_char(until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') like $1`,
          [`${until}%`],
        ),
      ).toHaveLength(1),
    );
    expect(notify.deliveries.filter((d) => d.to === number)).toHaveLength(0);
    if (what === 'daily limit') {
      place.setClock('2026-10-14T00:30:00Z');
      await place.settled();
      expect(
        notify.deliveries.filter((d) => d.to === number),
        'a limit that ends at midnight sends nothing at night',
      ).toHaveLength(0);
    }
    place.setClock(what === 'rate limit' ? '2026-10-13T10:05:00Z' : '2026-10-14T10:00:00Z');
    await eventually(() => expect(notify.deliveries.filter((d) => d.to === number)).toHaveLength(1));
  },
);

test('while everything is paused nothing leaves; going on spreads what fell due at the hourly limit', async () => {
  await call('vs-lead-1', 'POST', '/v1/delivery-state/pause', { reason: 'something is wrong' });
  await Promise.all(['cia', 'cid'].map((name) => arrives(name)));
  await eventually(async () =>
    expect((await place.rows(`select 1 from episodes where state = 'scheduled'`)).length).toBe(2),
  );
  await place.settled();
  expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('ci'))).toHaveLength(0);
  await call('safeguarding-1', 'POST', '/v1/delivery-state/resume');
  const due = [await episodeOf('cia'), await episodeOf('cid')].map((e) => e.due_at!.getTime());
  expect(Math.abs(due[0]! - due[1]!), 'at 5,000 an hour: 720 milliseconds apart').toBe(720);
  await eventually(() => expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('ci'))).toHaveLength(2));
});

test('an e-mail that came back did not reach her; one that may still arrive is sent again, once, a day later', async () => {
  const bounce = async (name: string, kind: 'permanent' | 'temporary', token = 'bounce-webhook-token-for-tests') => {
    const [message] = await place.rows<{ id: string }>(
      `select id from messages where episode_id = $1 order by created_at desc limit 1`,
      [(await episodeOf(name)).id],
    );
    const response = await fetch(`${place.service.url}/v1/webhooks/email/bounces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ reference: message!.id, kind }),
    });
    return response.status;
  };
  const states = async (name: string) => (await messagesOf(name)).map((m) => m.status);
  const callsFail = { telephones: [] };
  await Promise.all([arrives('ada', callsFail), arrives('aga', callsFail)]);
  await place.settled(async () => {
    expect(await states('ada')).toEqual(['accepted']);
    expect(await states('aga')).toEqual(['accepted']);
  });
  expect(await bounce('ada', 'permanent', 'forged')).toBe(401);
  expect(await states('ada')).toEqual(['accepted']);

  expect(await bounce('ada', 'permanent')).toBe(204);
  expect(await bounce('ada', 'permanent'), 'a replayed one').toBe(204);
  await place.settled(async () => expect((await episodeOf('ada')).state, 'no way is left').toBe('undeliverable'));
  expect(await states('ada')).toEqual(['permanent-failure']);

  expect(await bounce('aga', 'temporary')).toBe(204);
  const { due_at, state } = await episodeOf('aga');
  expect({ on: due_at!.toISOString().slice(0, 13), state }).toEqual({ on: '2026-10-15T10', state: 'inviting' });
  place.setClock(new Date(due_at!.getTime() + 1000).toISOString());
  await place.settled(async () => expect(await states('aga')).toEqual(['temporary-failure', 'accepted']));
  expect(await bounce('aga', 'temporary')).toBe(204);
  await place.settled(async () => expect((await episodeOf('aga')).state, 'twice is enough').toBe('undeliverable'));
});

test('messages of a source that has been silent for seven days are held until it is heard again', async () => {
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '48', sourceSystem: 'niche', lastHeardOn: '2026-10-14' },
  });
  const sealed = await place.sealContact(contact('dee', '2026-10-01'));
  await place.intake.announce(
    recorded(
      closure('dee', {
        unit: unitOf('dee'),
        force: '48',
        sourceSystem: 'niche',
        closedOn: '2026-10-10',
        reportedOn: '2026-09-01',
        contact: sealed,
      }),
    ),
  );
  await agreeWith(place.service.url, unitOf('dee'), mailboxOf('dee'));
  await place.settled(async () => expect((await episodeOf('dee')).state).toBe('scheduled'));
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-10-26' },
  });
  place.setClock('2026-10-26T11:00:00Z');
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from story_entries where kind = 'held-source-silent' and episode_id = $1`, [
        (await episodeOf('dee')).id,
      ]),
    ).toHaveLength(1),
  );
  expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('dee@'))).toHaveLength(0);
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '48', sourceSystem: 'niche', lastHeardOn: '2026-10-26' },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from sources where force = '48' and last_heard_on = '2026-10-26'`)).toHaveLength(
      1,
    ),
  );
  place.setClock('2026-10-27T11:00:00Z');
  await eventually(() => expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('dee@'))).toHaveLength(1));
});

test('access shows everything held; erasure deletes at once, unless a legal hold keeps it, and a hold never brings her back into the asking', async () => {
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

test('a message that waited days for its provider is followed by the next one as long after it as after any', async () => {
  await hearPoliceAt(place, '2027-02-02T10:00:00Z');
  await place.mail.close();
  await arrives('ace');
  await eventually(async () => expect(await messagesOf('ace')).toEqual([{ channel: 'email', status: 'sending' }]));
  await place.settled();
  place.setClock('2027-02-04T10:00:00Z');
  await place.settled();
  const waits = async () =>
    Promise.all(
      ['messages_waiting', 'messages_waiting_age_seconds'].map(
        async (name) => (await place.service.app.get(Metrics).registry.getSingleMetric(name)!.get()).values[0]!.value,
      ),
    );
  const [messages, age] = await waits();
  expect(messages, 'written, and taken by nobody').toBe(1);
  expect(age, 'two days').toBeGreaterThan(2 * 86_400 - 60);
  const paused = (is: boolean) =>
    place.rows(
      `insert into delivery_states (organisation_id, paused) values ('southwark', $1)
       on conflict (organisation_id) do update set paused = $1`,
      [is],
    );
  await paused(true);
  expect(await waits(), 'what is paused is meant to wait').toEqual([0, 0]);
  await paused(false);
  await place.mail.open();
  await hearPoliceAt(place, '2027-02-08T10:00:00Z');
  await place.settled(async () => expect(await messagesOf('ace')).toEqual([{ channel: 'email', status: 'accepted' }]));
  expect((await episodeOf('ace')).due_at, 'ten days').toEqual(new Date('2027-02-18T09:00:00Z'));
});

test('what waited leaves no faster than the hourly limit', async () => {
  await place.mail.close();
  await Promise.all(['hew', 'hal'].map((name) => arrives(name)));
  await eventually(async () =>
    expect(
      await place.rows(`select 1 from messages where status = 'sending' and channel = 'email' and attempts > 0`),
    ).toHaveLength(2),
  );
  await place.settled();
  const [sent] = await place.rows<{ n: number }>(
    `select count(*)::int as n from messages where sent_at > $1::timestamptz - interval '1 hour'`,
    [place.clock()],
  );
  const limit = (n: number) =>
    place.rows(
      `insert into settings (organisation_id, settings) values ('southwark', json_build_object('messagesPerHour', $1::int))
       on conflict (organisation_id) do update set settings = settings.settings::jsonb || excluded.settings::jsonb`,
      [n],
    );
  await limit(sent!.n + 1);
  await place.mail.open();
  place.setClock(new Date(place.clock().getTime() + 61_000).toISOString());
  const went = () =>
    place.mail.mails.filter((m) => ['hew@', 'hal@'].some((name) => JSON.stringify(m.to).includes(name)));
  await eventually(() => expect(went()).toHaveLength(1));
  await place.run('dispatch-messages');
  expect(went(), 'the other one waits for the next hour').toHaveLength(1);
  await limit(5000);
  await eventually(() => expect(went()).toHaveLength(2));
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
