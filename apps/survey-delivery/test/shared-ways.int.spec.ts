import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceHer, call, hearPoliceAt, taskOf, stateOf, unitOf } from './staff.js';
import { agreeWith, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z' });
}, 120_000);
afterAll(() => place?.close());

/** Each was spoken with: the one mailbox alone is safe for her, and somebody else has named it too. */
const says = (name: string) =>
  agreeWith(place.service.url, unitOf(name), { ...mailboxOf('one-for-two'), telephoneSafe: 'unsafe' });
const looks = (name: string) => taskOf(place, name);
const shared = { kind: 'safe-contact-check', reasons: expect.arrayContaining(['shared-number']) };

test('two people, or one under two pseudonyms, have the one mailbox: no link goes there, and for each of them somebody is to look', async () => {
  const closing = { closedOn: '2026-06-02', reportedOn: '2026-05-20' };
  for (const name of ['ava', 'bea']) await announceHer(place, name, {}, closing);
  await says('ava');
  await place.settled(async () => expect(await stateOf(place, 'ava')).toMatchObject({ state: 'scheduled' }));
  await says('bea');
  expect(await stateOf(place, 'bea'), 'she is not left out without a word').toMatchObject({ state: 'to-check' });
  expect(await looks('bea')).toMatchObject(shared);
  await hearPoliceAt(place, '2026-06-16T09:00:00Z');
  expect(await stateOf(place, 'ava')).toMatchObject({ state: 'to-check' });
  expect(await looks('ava')).toMatchObject(shared);
  expect(place.mail.mails).toEqual([]);
  const { id } = await stateOf(place, 'ava');
  type Page = { story: { kind: string }[] };
  const { story } = (await call<Page>(place, 'caseworker-1', 'GET', `/v1/episodes/${id}`)).body;
  expect(story.at(-1)).toMatchObject({ kind: 'only-way-is-shared' });
  await agreeWith(place.service.url, unitOf('bea'), mailboxOf('beas-own'));
  await place.settled(() => expect(place.mail.mails.map((m) => JSON.stringify(m.to))).toHaveLength(1));
  expect(JSON.stringify(place.mail.mails[0]!.to)).toContain('beas-own@');
});

test('somebody comes with her mailbox while her message waits for its provider: it does not leave, and somebody is to look', async () => {
  for (const name of ['cat', 'dot']) await announceHer(place, name, {}, { closedOn: '2026-05-20' });
  await place.rows(`insert into channel_pauses values ('email', '2026-06-16T12:00:00Z', 'limit') returning 1`);
  const cats = { ...mailboxOf('two-for-two'), telephoneSafe: 'unsafe' } as const;
  await agreeWith(place.service.url, unitOf('cat'), cats);
  await place.settled(async () => expect(await stateOf(place, 'cat')).toMatchObject({ state: 'inviting' }));
  await agreeWith(place.service.url, unitOf('dot'), cats);
  await place.rows('delete from channel_pauses returning 1');
  expect(await looks('cat')).toMatchObject(shared);
  await place.settled();
  expect(await stateOf(place, 'cat'), 'nobody has asked her').toMatchObject({ state: 'inviting' });
  expect(place.mail.mails.filter((m) => JSON.stringify(m.to).includes('two-for-two'))).toEqual([]);
});
