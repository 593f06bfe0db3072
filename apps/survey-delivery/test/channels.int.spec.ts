import type { ContactBlock } from '@answerable/contracts';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { bounceToken, startNotify, webhookToken } from './notify.js';
import { agreeWith, closure, contact, keyOf, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
let notify: Awaited<ReturnType<typeof startNotify>>['notify'];
let numbers = 100;

beforeAll(async () => {
  const started = await startNotify(() => place.service.url);
  notify = started.notify;
  // Tuesday 14 July 2026, eleven in London.
  // Without a mail server: e-mail goes through Notify too.
  place = await openWorkplace({ now: '2026-07-14T10:00:00Z', env: { ...started.env, SMTP_URL: '' } });
}, 120_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
});
beforeEach(async () => {
  notify.troubles.length = 0;
  await place.settled();
});

const unitOf = (name: string) => `Unit of ${name}`;
/** Somebody who may be sent a text, and a letter too; closed long enough ago to be invited now. */
async function textable(name: string, over: Partial<ContactBlock> = {}) {
  const number = `07700 900${numbers++}`;
  const block = contact(name, '2026-07-01', {
    emails: [],
    telephones: [
      { number, belongsTo: 'her', safe: 'safe', textSafe: 'safe', voicemailSafe: 'unknown', shared: false, times: [] },
    ],
    address: { lines: ['1 Canary Row', 'London'], postcode: 'SE1 1AA', safe: 'safe' },
    ...over,
  });
  const sealed = await place.sealContact(block);
  await place.intake.announce(
    recorded(closure(name, { unit: unitOf(name), closedOn: '2026-06-20', reportedOn: '2026-06-01', contact: sealed })),
  );
  await agreeWith(place.service.url, unitOf(name), {
    textSafe: 'safe',
    telephoneSafe: 'safe',
    address: { lines: [`1 Canary Row`, 'London'], postcode: 'SE1 1AA' },
    letterSafe: 'safe',
  });
  return number;
}
const messagesOf = (name: string) =>
  place.rows<{ id: string; channel: string; status: string; attempts: number }>(
    `select m.id, m.channel, m.status, m.attempts from messages m join closures c on c.episode_id = m.episode_id where c.unit = $1 order by m.created_at`,
    [unitOf(name)],
  );
const dispositionOf = async (name: string) =>
  (await place.rows<{ disposition: string }>('select disposition from closures where unit = $1', [unitOf(name)]))[0]
    ?.disposition;
const sentTo = (number: string) => notify.deliveries.filter((d) => d.to === number);

test('a text goes out with our reference, and its receipt says that it arrived', async () => {
  const number = await textable('ina');
  const [delivery] = await eventually(() => (expect(sentTo(number)).toHaveLength(1), sentTo(number)));
  const [message] = await messagesOf('ina');
  expect(delivery!.reference).toBe(message!.id);
  expect(delivery!.body).toMatch(/\/l\/[\w-]{22} /);
  await place.settled();
  expect(await notify.receipt(delivery!.id, 'delivered')).toBe(204);
  expect((await messagesOf('ina'))[0]!.status).toBe('delivered');
  expect(
    await notify.receipt(delivery!.id, 'permanent-failure'),
    'a replayed or contradicting receipt is taken and changes nothing',
  ).toBe(204);
  expect((await messagesOf('ina'))[0]!.status).toBe('delivered');
});

test('a number that fails for good is left for the next safe channel, and a letter carries a code and no link', async () => {
  const number = await textable('jo');
  const [text] = await eventually(() => (expect(sentTo(number)).toHaveLength(1), sentTo(number)));
  await place.settled();
  await notify.receipt(text!.id, 'permanent-failure');
  const letter = await eventually(
    () =>
      notify.deliveries.find((d) => d.type === 'letter' && d.to.startsWith('jo ')) ??
      Promise.reject(new Error('no letter yet')),
  );
  expect(letter.body).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(letter.body).not.toContain('/l/');
  await place.settled();
  expect((await messagesOf('jo')).map((m) => [m.channel, m.status])).toEqual([
    ['sms', 'permanent-failure'],
    ['letter', 'accepted'],
  ]);

  const [episode] = await place.rows<{ id: string }>('select episode_id as id from closures where unit = $1', [
    unitOf('jo'),
  ]);
  const { id } = episode!;
  const letterCameBack = async () =>
    (
      await fetch(`${place.service.url}/v1/episodes/${id}/attempts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenFor('caseworker-1')}`, 'content-type': 'application/json' },
        body: JSON.stringify({ outcome: 'letter-returned' }),
      })
    ).status;
  expect(await letterCameBack()).toBe(204);
  expect((await messagesOf('jo')).at(-1)).toMatchObject({ channel: 'letter', status: 'permanent-failure' });
  expect(await letterCameBack(), 'it can come back once').toBe(409);
  await place.settled(async () =>
    expect(await place.rows(`select kind from tasks where episode_id = $1 and done_at is null`, [id])).toEqual([
      { kind: 'telephone' },
    ]),
  );
  expect(await place.rows('select reached, phone_attempts as calls from episodes where id = $1', [id])).toEqual([
    { reached: false, calls: 0 },
  ]);
});

test('each status of Notify counts as what it says, and those that say nothing yet change nothing', async () => {
  const table = [
    ['created', 'accepted'],
    ['sending', 'accepted'],
    ['pending', 'accepted'],
    ['sent', 'accepted'],
    ['received', 'delivered'],
    ['delivered', 'delivered'],
    ['permanent-failure', 'permanent-failure'],
    ['validation-failed', 'permanent-failure'],
    ['temporary-failure', 'temporary-failure'],
    ['technical-failure', 'technical-failure'],
    ['cancelled', 'technical-failure'],
  ] as const;
  const people = await Promise.all(table.map(async ([status]) => [status, await textable(`of ${status}`)] as const));
  await eventually(() => expect(people.flatMap(([, number]) => sentTo(number))).toHaveLength(table.length));
  await place.settled();
  // Whose answer took too long is asked for again.
  place.setClock(new Date(place.clock().getTime() + 120_000).toISOString());
  await place.settled();
  for (const [status, number] of people) expect(await notify.receipt(sentTo(number)[0]!.id, status)).toBe(204);
  await place.settled();
  const became = await Promise.all(
    table.map(async ([status]) => [status, (await messagesOf(`of ${status}`))[0]!.status] as const),
  );
  expect(became).toEqual(table);
  const again = await place.rows<{ unit: string; due: Date; failed: string[] }>(
    `select unit, due_at as due, failed_channels as failed from episodes where unit in ($1, $2)`,
    [unitOf('of temporary-failure'), unitOf('of technical-failure')],
  );
  const now = place.clock().getTime();
  const due = (status: string) => again.find((a) => a.unit === unitOf(`of ${status}`))!;
  const hours = (status: string) => Math.round((due(status).due.getTime() - now) / 3_600_000);
  expect([hours('temporary-failure'), hours('technical-failure')]).toEqual([24, 1]);
  expect([due('temporary-failure').failed, due('technical-failure').failed]).toEqual([[], []]);
});

test('an e-mail that Notify took has reached her when its receipt says so', async () => {
  const sealed = await place.sealContact(contact('joy', '2026-07-01'));
  await place.intake.announce(
    recorded(
      closure('joy', { unit: unitOf('joy'), closedOn: '2026-06-20', reportedOn: '2026-06-01', contact: sealed }),
    ),
  );
  await agreeWith(place.service.url, unitOf('joy'), { email: 'joy@canary.example', emailSafe: 'safe' });
  const [mail] = await eventually(() => {
    const found = sentTo('joy@canary.example');
    expect(found).toHaveLength(1);
    return found;
  });
  expect(mail!.type).toBe('email');
  const reached = () => place.rows('select reached from episodes where unit = $1', [unitOf('joy')]);
  await place.settled();
  expect(await reached()).toEqual([{ reached: false }]);
  await notify.receipt(mail!.id, 'delivered');
  expect(await reached()).toEqual([{ reached: true }]);
});

test.each([
  ['answers 500', { kind: 'error', status: 500 }],
  ['hangs', { kind: 'hang' }],
  ['takes the message and breaks off', { kind: 'accept-and-break' }],
] as const)(
  'a provider that %s is asked by our reference before a second try, and she gets one text',
  async (what, trouble) => {
    notify.troubles.push(trouble);
    const name = `kim ${what}`;
    const number = await textable(name);
    await eventually(async () => expect((await messagesOf(name))[0]?.attempts).toBe(1));
    await place.settled(async () =>
      expect((await place.rows('select 1 from messages where next_attempt_at > created_at')).length).toBeGreaterThan(0),
    );
    place.setClock(
      new Date(
        (await place.rows<{ at: Date }>('select max(next_attempt_at) as at from messages'))[0]!.at.getTime() + 1000,
      ).toISOString(),
    );
    await place.settled(async () => expect((await messagesOf(name))[0]!.status).toBe('accepted'));
    expect(sentTo(number)).toHaveLength(1);
  },
);

test('whatever the police call safe, confirmed and agreed in a contact block, nothing is sent before we have spoken with her', async () => {
  const block = contact('gus', '2026-07-13', {
    emails: [{ address: 'officer@canary.example', belongsTo: 'her', safe: 'safe', shared: false }],
    telephones: [
      {
        number: '07700 900990',
        belongsTo: 'her',
        safe: 'safe',
        textSafe: 'safe',
        voicemailSafe: 'safe',
        shared: false,
        times: [],
      },
    ],
    address: { lines: ['1 Canary Row', 'London'], postcode: 'SE1 1AA', safe: 'safe' },
  });
  const contactSealed = await place.sealContact(block);
  await place.intake.announce(
    recorded(closure('gus', { unit: unitOf('gus'), closedOn: '2026-06-20', contact: contactSealed })),
  );
  const kinds = () =>
    place.rows(`select t.kind from tasks t join closures c on c.episode_id = t.episode_id where c.unit = $1`, [
      unitOf('gus'),
    ]);
  await place.settled(async () => expect(await kinds()).toEqual([{ kind: 'telephone' }]));
  expect(await messagesOf('gus')).toEqual([]);
  await agreeWith(place.service.url, unitOf('gus'), { telephoneSafe: 'safe' });
  await place.settled();
  expect(await messagesOf('gus'), 'links are safe, she says; but she has named no way for one').toEqual([]);
  expect(place.mail.mails.map((m) => [m.to].flat()[0]?.text)).not.toContain('officer@canary.example');
});

test('a text that says STOP ends everything at once, from her number and from no other in the block', async () => {
  const ofAnOfficer = {
    number: '07700 900991',
    belongsTo: 'her' as const,
    safe: 'unknown' as const,
    textSafe: 'unknown' as const,
    voicemailSafe: 'unknown' as const,
    shared: false,
    times: [],
  };
  const hers = { ...ofAnOfficer, number: '07700 900992' };
  await textable('lea', { telephones: [hers, ofAnOfficer] });
  const number = hers.number;
  await eventually(() => expect(sentTo(number)).toHaveLength(1));
  await place.settled();
  const replies = `${place.service.url}/v1/webhooks/notify/replies`;
  expect(await notify.reply('447700900991', 'STOP', replies)).toBe(204);
  expect(await dispositionOf('lea'), 'an officer’s number').toBe('asked');
  expect(
    await notify.reply(
      number.replace('0', '44').replace(' ', ''),
      'Stop please',
      `${place.service.url}/v1/webhooks/notify/replies`,
    ),
  ).toBe(204);
  expect(await dispositionOf('lea')).toBe('declined');
  expect(await notify.reply('447700900992', 'STOP', replies), 'a replayed one').toBe(204);
  expect(
    await place.rows(
      `select 1 from story_entries s join closures c on c.episode_id = s.episode_id where c.unit = $1 and s.kind = 'declined'`,
      [unitOf('lea')],
    ),
    'she said it once',
  ).toHaveLength(1);
});

test('a text that waited while somebody else came with her number is not sent to it', async () => {
  const until = new Date(place.clock().getTime() + 3_600_000);
  await place.rows(`insert into channel_pauses (channel, until, reason) values ('sms', $1, 'for a test')`, [until]);
  const number = await textable('una');
  await place.settled(async () => expect((await messagesOf('una')).map((m) => m.channel)).toEqual(['sms']));
  const police = contact('una too', '2026-07-01', {
    emails: [],
    telephones: [
      { number, belongsTo: 'her', safe: 'safe', textSafe: 'safe', voicemailSafe: 'unknown', shared: false, times: [] },
    ],
  });
  await place.intake.announce(
    recorded(closure('una too', { closedOn: '2026-06-20', contact: await place.sealContact(police) })),
  );
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from episodes where subject_key = $1 and state = 'to-check'`, [
        closure('una too').victimKey,
      ]),
    ).toHaveLength(1),
  );
  await place.rows(`delete from channel_pauses where channel = 'sms'`);
  await place.settled(async () =>
    expect((await messagesOf('una')).map((m) => [m.channel, m.status])).toEqual([
      ['sms', 'permanent-failure'],
      ['letter', 'accepted'],
    ]),
  );
  expect(sentTo(number)).toEqual([]);
});

const bounced = '7b1f0f6e-5f1b-4d0a-9a53-0d5f5e0f7a11';
test.each([
  ['notify/receipts', webhookToken, bounceToken, { id: 'x', reference: null, status: 'delivered' }],
  ['notify/replies', webhookToken, bounceToken, { id: 'x', source_number: '07700 900100', message: 'STOP' }],
  ['email/bounces', bounceToken, webhookToken, { reference: bounced, kind: 'permanent' }],
  ['email/replies', bounceToken, webhookToken, { reference: bounced, message: 'STOP' }],
])('a forged webhook is refused: %s', async (path, token, another, body) => {
  const send = (authorization: string | undefined) =>
    fetch(`${place.service.url}/v1/webhooks/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
      body: JSON.stringify(body),
    });
  for (const authorization of [undefined, 'Bearer wrong', `Basic ${token}`, `Bearer ${another}`, 'Bearer ']) {
    const response = await send(authorization);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('problem+json');
  }
  expect((await send(`Bearer ${token}`)).ok, 'the true one is heard').toBe(true);
});

test('nothing is sent at night, at the weekend or on a bank holiday, nor to a number that two people share', async () => {
  place.setClock('2026-08-29T10:00:00Z');
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-09-01' },
  });
  const number = await textable('mia', { confirmedOn: '2026-08-20' });
  await place.settled(async () => expect(await dispositionOf('mia')).toBe('to-check'));
  const [due] = await place.rows<{ due_at: Date }>(
    `select e.due_at from episodes e join closures c on c.episode_id = e.id where c.unit = $1`,
    [unitOf('mia')],
  );
  expect(due!.due_at, 'Saturday before the August bank holiday: Tuesday at nine').toEqual(
    new Date('2026-09-01T08:00:00Z'),
  );
  expect(sentTo(number)).toHaveLength(0);

  const sealed = await place.sealContact(
    contact('nia', '2026-08-20', {
      emails: [],
      telephones: [
        {
          number,
          belongsTo: 'her',
          safe: 'safe',
          textSafe: 'safe',
          voicemailSafe: 'unknown',
          shared: false,
          times: [],
        },
      ],
    }),
  );
  await place.intake.announce(
    recorded(closure('nia', { unit: unitOf('nia'), closedOn: '2026-08-01', contact: sealed })),
  );
  const reasonsOf = (name: string) =>
    place.rows<{ reasons: string[] }>('select reasons from episodes where unit = $1', [unitOf(name)]);
  await place.settled(async () => {
    const [nia] = await reasonsOf('nia');
    expect(nia?.reasons).toContain('shared-number');
  });
  await agreeWith(place.service.url, unitOf('nia'), { textSafe: 'safe', telephoneSafe: 'safe' });
  place.setClock('2026-09-01T10:00:00Z');
  await place.settled();
  expect(sentTo(number), 'neither to the one nor to the other').toHaveLength(0);
});

test('a number that she shares keeps no link from a mailbox of her own, and still takes none itself', async () => {
  await agreeWith(place.service.url, unitOf('nia'), { ...mailboxOf('nia'), preferredChannel: 'sms' });
  const channels = () =>
    place.rows(`select m.channel from messages m join episodes e on e.id = m.episode_id where e.subject_key = $1`, [
      keyOf('victim nia'),
    ]);
  await place.settled(async () => expect(await channels()).toEqual([{ channel: 'email' }]));
});
