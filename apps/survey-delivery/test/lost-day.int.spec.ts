import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { herCases } from './her-cases.js';
import { startNotify } from './notify.js';
import { anHourBefore, peopleOf, text } from './put-back.js';
import { agreeWith, keyOf, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

const lostDay = '2026-07-24';
const numbers = { ola: '07700 900121', eve: '07700 900122', uma: '07700 900123' };
const safeText = { textSafe: 'safe', telephoneSafe: 'safe' } as const;

let place: Workplace;
let notify: Awaited<ReturnType<typeof startNotify>>['notify'];
let lost: { uma: string; ida: string };
const { arrives, heardOn, heardAt, episodeOf, messagesOf, heardOf, mailsTo, post } = peopleOf(() => place);
const { answersStop, asksFor } = herCases(() => place);

const textsTo = (number: string) =>
  notify.deliveries.filter(({ to }) => to.replaceAll(/\D/g, '').endsWith(number.slice(-6)));
const referenceOf = (name: string) => /replies\+([0-9a-f-]{36})@/.exec(JSON.stringify(mailsTo(name)[0]!.replyTo))![1]!;
const bounces = (reference: string) =>
  fetch(`${place.service.url}/v1/webhooks/email/bounces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer bounce-webhook-token-for-tests' },
    body: JSON.stringify({ reference, kind: 'permanent' }),
  });
const saysStop = async (number: string) =>
  expect(
    await notify.reply(number.replaceAll(' ', ''), 'STOP', `${place.service.url}/v1/webhooks/notify/replies`),
  ).toBe(204);
const versionOf = async (name: string) =>
  (
    await place.rows<{ version: number }>('select version from closures where case_key = $1', [keyOf(`case ${name}`)])
  )[0]!.version;
const wantsContact = async (surveyId: string) => ({
  type: 'responses.contact.wanted.v1' as const,
  data: {
    surveyId,
    // Of a month before this one: as if it were read again across the end of a month.
    on: '2026-06-30',
    sealed: await place.sealContact({ wishes: ['support'], message: 'Please call me.' }),
  },
});

/** The day that is lost: a backup in the morning, a day on which much is said, the end of the database, and the backup put back. */
beforeAll(async () => {
  const stand = await startNotify(() => place.service.url);
  notify = stand.notify;
  const erased = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
  place = await openWorkplace({
    now: '2026-07-14T10:00:00Z',
    env: { ...stand.env, ERASURE_LIST_FILE: erased },
    hears: { surveys: true },
  });
  await arrives('ola', '2026-06-20', text(numbers.ola));
  await arrives('eve', '2026-07-10', text(numbers.eve));
  for (const name of ['mia', 'bea', 'ida']) await arrives(name, '2026-07-10', {});
  await agreeWith(place.service.url, 'Unit of eve', safeText);
  for (const name of ['mia', 'bea', 'ida']) await agreeWith(place.service.url, `Unit of ${name}`, mailboxOf(name));
  await place.settled();
  await place.stop();
  const putBack = await place.database.backUp();

  await place.begin('2026-07-20T10:00:00Z');
  await heardOn(lostDay);
  await heardAt(lostDay);
  place.setClock(`${lostDay}T10:00:00Z`);
  await eventually(() => expect(textsTo(numbers.eve)).toHaveLength(1));
  for (const name of ['mia', 'bea', 'ida']) await eventually(() => expect(mailsTo(name)).toHaveLength(1));
  // Nobody had spoken with ola when the backup was made.
  await agreeWith(place.service.url, 'Unit of ola', safeText);
  await eventually(() => expect(textsTo(numbers.ola)).toHaveLength(1));
  await arrives('uma', '2026-06-20', text(numbers.uma));
  await agreeWith(place.service.url, 'Unit of uma', safeText);
  await eventually(() => expect(textsTo(numbers.uma)).toHaveLength(1));
  lost = { uma: (await episodeOf('uma')).surveyId, ida: (await episodeOf('ida')).surveyId };
  await place.collection.announce(await wantsContact(lost.ida), {
    type: 'responses.survey.submitted.v1',
    data: { surveyId: lost.ida, on: lostDay, consentVersion: '2026-1' },
  });
  await place.settled(async () => {
    expect(await place.rows(`select 1 from tasks where kind = 'call-back' and done_at is null`)).toHaveLength(1);
    expect(await episodeOf('ida')).toMatchObject({ state: 'answered' });
  });
  await arrives('ida', '2026-07-10', {}, 2);
  await place.settled(async () => expect(await versionOf('ida')).toBe(2));
  await asksFor((await episodeOf('ida')).id, 'erasure');
  await place.settled(() => expect(heardOf(lost.uma)).toHaveLength(1));
  await place.stop();
  // The survey goes on without its sender: she says no, for good.
  await place.collection.announce({
    type: 'responses.survey.declined.v1',
    data: { surveyId: lost.uma, on: lostDay, never: true },
  });
  await putBack();
  await place.command(`${lostDay}T12:00:00Z`, 'restored', anHourBefore());
  await place.begin(`${lostDay}T12:00:00Z`);
  await place.settled(async () => expect(await episodeOf('uma')).toBeDefined());
}, 240_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
});

test('her STOP is heard while everything is paused, in answer to a message that the database has forgotten', async () => {
  await saysStop(numbers.eve);
  expect((await episodeOf('eve')).state).toBe('declined');
  expect((await answersStop(referenceOf('mia'))).status).toBe(204);
  expect((await episodeOf('mia')).state).toBe('declined');
});

test('what she said on a survey that the database has forgotten stands for the episode that begins again', async () => {
  await eventually(async () => expect(await episodeOf('uma')).toMatchObject({ surveyId: lost.uma, state: 'declined' }));
  await eventually(() => expect(heardOf(lost.uma).at(-1)).toMatchObject({ cancelled: true }));
});

test('what she had erased does not come back with the events that are read again, and the wish is counted where it was', async () => {
  await place.settled(async () => {
    expect(await episodeOf('ida')).toMatchObject({ state: 'answered' });
    expect(await versionOf('ida')).toBe(2);
    expect(await place.rows('select month, wish, wishes from help_wishes')).toEqual([
      { month: '2026-06', wish: 'support', wishes: 1 },
    ]);
  });
  expect(await place.rows(`select 1 from tasks where kind = 'call-back' and done_at is null`)).toEqual([]);
  const inVault = (sql: string) => place.service.app.get(Vault).transaction((tx) => tx.query(sql));
  expect(await inVault('select 1 from sealed_notes')).toEqual([]);
  expect(await inVault(`select 1 from contacts where subject_key = '${keyOf('victim ida')}'`)).toEqual([]);
});

test('nobody is written to a second time, also who was agreed with and written to within the lost day', async () => {
  expect((await bounces(referenceOf('bea'))).status).toBe(204);
  // As the runbook says: what staff entered since the backup is entered again.
  await agreeWith(place.service.url, 'Unit of ola', safeText);
  await post('vs-lead-1', '/v1/delivery-state/resume');
  place.setClock(`${lostDay}T12:30:00Z`);
  await place.settled(async () => {
    expect(await messagesOf('ola')).toEqual([expect.stringMatching(/accepted|delivered/)]);
    expect(await messagesOf('bea')).toEqual(['permanent-failure']);
  });
  expect(textsTo(numbers.ola)).toHaveLength(1);
  expect([numbers.eve, numbers.uma].map((number) => textsTo(number).length)).toEqual([1, 1]);
  expect(['mia', 'bea', 'ida'].map((name) => mailsTo(name).length)).toEqual([1, 1, 1]);
});

test('her STOP is heard after that too, in answer to the text that was found with its provider', async () => {
  await saysStop(numbers.ola);
  expect((await episodeOf('ola')).state).toBe('declined');
});
