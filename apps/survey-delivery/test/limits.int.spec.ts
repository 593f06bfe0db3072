import { Metrics } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOutreach, type Outreach } from './outreach.js';
import { hearPoliceAt } from './staff.js';
import { agreeWith, closure, contact, mailboxOf, recorded } from './workplace.js';

let outreach: Outreach;
let place: Outreach['place'];
let notify: Outreach['notify'];
let unnoted: Outreach['unnoted'];
let unitOf: Outreach['unitOf'];
let arrives: Outreach['arrives'];
let messagesOf: Outreach['messagesOf'];
let episodeOf: Outreach['episodeOf'];
let call: Outreach['call'];
beforeAll(async () => {
  outreach = await openOutreach();
  ({ place, notify, unnoted, unitOf, arrives, messagesOf, episodeOf, call } = outreach);
}, 120_000);
afterAll(() => outreach?.close());
beforeEach(async () => {
  await place.settled();
  notify.troubles.length = 0;
});

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
