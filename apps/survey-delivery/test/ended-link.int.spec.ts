import { createHash } from 'node:crypto';
import type { SurveyState } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { bounceToken, ended, herCases } from './her-cases.js';
import { watchOpenings } from './openings.js';
import { announceHer, hearPoliceAt, taskOf, unitOf } from './staff.js';
import { agreeWith, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
let unnoted: () => string[];
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({
    now: '2026-06-10T09:00:00Z',
    env: { BOUNCE_WEBHOOK_TOKEN: bounceToken },
    hears: { surveys: true },
  });
  unnoted = watchOpenings(place.service.app.get(Vault));
}, 120_000);
afterAll(() => place?.close());

const { call, episodesOf, wasWrittenTo, page, decline } = herCases(() => place);
const endLink = (id: string, who = 'caseworker-1') =>
  call(who, 'POST', `/v1/episodes/${id}/end-link`, { reason: 'her telephone was stolen' });
const mailsTo = (mailbox: string) => place.mail.mails.filter((m) => JSON.stringify(m.to).includes(`${mailbox}@`));
const linkHashIn = (mailbox: string) =>
  createHash('sha256')
    .update(/\/l\/([\w-]+)/.exec(mailsTo(mailbox).at(-1)!.text!)![1]!)
    .digest('hex');
/** What response-collection was told of it last. */
const toldOf = (surveyId: string) =>
  place.collection.heard
    .map(({ data }) => data as SurveyState)
    .filter((state) => state.surveyId === surveyId)
    .toSorted((a, b) => a.version - b.version)
    .at(-1)!;
const dueAt = async (id: string) =>
  (await place.rows<{ due: Date }>('select due_at as due from episodes where id = $1', [id]))[0]!.due;

test('a link that somebody else has seen opens nothing any more, nothing else goes, and once she has said what is safe another link does', async () => {
  await wasWrittenTo('ava');
  const [{ id, survey_id: surveyId } = { id: '', survey_id: '' }] = await episodesOf('ava');
  const seen = linkHashIn('ava');
  await place.settled(() => expect(toldOf(surveyId)).toMatchObject({ linkHash: seen }));
  const reminder = await dueAt(id);
  expect((await endLink(id, 'interviewer-1')).status).toBe(204);
  await place.settled(() => expect(toldOf(surveyId).linkHash).not.toBe(seen));
  expect(toldOf(surveyId), 'she can answer still').toMatchObject({ cancelled: false, linkHash: expect.any(String) });
  const shown = await page(id);
  expect(shown.safe, 'her word that links are safe has ended').toMatchObject({ linksSafeUntil: null });
  expect(shown.story.at(-1)).toMatchObject({
    kind: 'link-ended',
    detail: { reason: 'her telephone was stolen' },
    by: expect.any(String),
  });
  expect(await taskOf(place, 'ava')).toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['link-ended']),
  });
  await hearPoliceAt(place, reminder.toISOString());
  expect(mailsTo('ava'), 'no reminder').toHaveLength(1);

  await agreeWith(place.service.url, unitOf('ava'), mailboxOf('avas-other'));
  await place.settled(() => expect(mailsTo('avas-other')).toHaveLength(1));
  expect(linkHashIn('avas-other')).toBe(toldOf(surveyId).linkHash);
  expect((await page(id)).reasons).not.toContain('link-ended');
  place.setClock('2026-06-10T09:00:00Z');
});

test('a link that was ended does not count among her messages: after the last reminder another may take its place', async () => {
  await wasWrittenTo('bea');
  const [{ id } = { id: '' }] = await episodesOf('bea');
  await place.rows(
    `update episodes set messages_sent = 3, used_channels = '{email,email,letter}', due_at = expires_at where id = $1 returning 1`,
    [id],
  );
  expect((await endLink(id)).status).toBe(204);
  await agreeWith(place.service.url, unitOf('bea'), mailboxOf('beas-other'));
  await place.settled(() => expect(mailsTo('beas-other')).toHaveLength(1));
  expect(await dueAt(id), 'and that was the last').toEqual(
    (await place.rows<{ ends: Date }>('select expires_at as ends from episodes where id = $1', [id]))[0]!.ends,
  );
});

test('a message that waits to be sent when the link is ended does not leave', async () => {
  await announceHer(place, 'cat', {}, ended);
  await place.rows(`insert into channel_pauses values ('email', '2026-06-10T12:00:00Z', 'limit') returning 1`);
  await agreeWith(place.service.url, unitOf('cat'), mailboxOf('cat'));
  const messages = () =>
    place.rows<{ id: string; status: string }>(
      `select e.id, m.status from messages m join episodes e on e.id = m.episode_id where e.unit = $1`,
      [unitOf('cat')],
    );
  await place.settled(async () => expect(await messages()).toMatchObject([{ status: 'created' }]));
  const [{ id } = { id: '' }] = await messages();
  expect((await endLink(id)).status).toBe(204);
  await place.rows(`delete from channel_pauses returning 1`);
  await place.settled(async () => expect(await messages()).toMatchObject([{ status: 'cancelled' }]));
  expect(mailsTo('cat')).toEqual([]);
});

test('also while everything for her is held, by whomever; where no link is open there is none to end', async () => {
  await wasWrittenTo('dot');
  const [{ id, survey_id: surveyId } = { id: '', survey_id: '' }] = await episodesOf('dot');
  const concern = { episodeId: id, risk: 'domestic', note: 'he has her telephone' };
  expect((await call('caseworker-1', 'POST', '/v1/safeguarding', concern)).status).toBe(201);
  const seen = linkHashIn('dot');
  expect((await endLink(id)).status).toBe(204);
  await place.settled(() => expect(toldOf(surveyId).linkHash).not.toBe(seen));
  expect(await episodesOf('dot')).toMatchObject([{ state: 'held' }]);
  await decline(id, false);
  expect(await endLink(id)).toMatchObject({ status: 409, body: { code: 'not-possible-now' } });
  await announceHer(place, 'eva', {}, ended);
  const { episodeId } = await taskOf(place, 'eva');
  expect((await endLink(episodeId!)).status, 'she was sent nothing').toBe(409);
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
