import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OwnRouteStore } from '../src/own-route/own-route.store.js';
import { Vault } from '../src/vault/vault.js';
import { blockOf, ended, herCases } from './her-cases.js';
import { announceHer, hearPoliceAt, taskOf, unitOf } from './staff.js';
import { agreeWith, keyOf, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z' });
}, 120_000);
afterAll(() => place?.close());

const { call, told, standing, settledAs, episodesOf, find } = herCases(() => place);
const reopened = async (name: string) => {
  await told(name, { version: 2, state: 'reopened', contact: null });
  await settledAs(name, { version: 2, disposition: null });
};

test('a child whose case was reopened is decided on by nobody: the decision is open no more, and comes back with the case', async () => {
  const child = { ...blockOf('lia', '07700 900491'), dateOfBirth: '2014-05-05' };
  await told('lia', { contact: await place.sealContact(child) });
  const task = await taskOf(place, 'lia');
  expect(task.kind).toBe('child-decision');
  await reopened('lia');
  const decision = { ask: true, specialist: 'Dr Reed' };
  const decide = (taskId: string) => call('vs-lead-1', 'POST', `/v1/tasks/${taskId}/child-decision`, decision);
  expect((await decide(task.taskId)).status).toBe(409);
  expect(await place.rows('select 1 from tasks where episode_id = $1 and done_at is null', [task.episodeId])).toEqual(
    [],
  );
  // As an earlier release left it.
  await place.rows('update tasks set done_at = null where id = $1', [task.taskId]);
  expect((await decide(task.taskId)).status).toBe(409);
  expect(await episodesOf('lia')).toMatchObject([{ state: 'excluded' }]);
  await place.rows('update tasks set done_at = now() where id = $1', [task.taskId]);
  await told('lia', { version: 3, contact: await place.sealContact(child) });
  await settledAs('lia', { version: 3, reason: 'under-16' });
  expect(await taskOf(place, 'lia')).toMatchObject({ kind: 'child-decision' });
});

/** She wrote to the public page, with that number. */
const wrote = (firstName: string, telephone: string): Promise<string> => {
  const vault = place.service.app.get(Vault);
  const id = uuid();
  return vault.transaction(async (tx) => {
    const form = { firstName, telephone, times: [], voicemailSafe: 'unknown', endedAround: '' };
    await vault.sealNote(tx, 'own-route', JSON.stringify(form), id);
    const entry = { id, receivedOn: place.today(), wayHash: vault.hashes.telephone(telephone) };
    await place.service.app.get(OwnRouteStore).add(tx, vault.organisationId, entry);
    return id;
  });
};

test('whoever comes by herself is not asked about a case that the police have open again', async () => {
  await announceHer(place, 'wyn', {}, ended);
  const { episodeId } = await taskOf(place, 'wyn');
  await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/attempts`, { outcome: 'wrong-number' });
  expect(await episodesOf('wyn')).toMatchObject([{ state: 'undeliverable' }]);
  await reopened('wyn');
  const matched = { result: 'matched', episodeId, identity: 'known-to-us' };
  const verified = await call(
    'caseworker-1',
    'POST',
    `/v1/own-route/${await wrote('Wyn', '07700 900492')}/verify`,
    matched,
  );
  expect(verified.status).toBe(204);
  await place.settled();
  expect(await episodesOf('wyn')).toMatchObject([{ state: 'undeliverable' }]);
  // What she said is there when the police have done.
  await told('wyn', { version: 3 });
  await settledAs('wyn', { version: 3, disposition: 'to-check' });
  expect(await find({ telephone: '07700 900492' })).not.toEqual([]);
});

test('an episode that has lost its case stops nobody else’s message, and is no longer asked about itself', async () => {
  place.setClock('2026-06-11T21:00:00Z');
  for (const name of ['moa', 'nea']) {
    await announceHer(place, name, {}, ended);
    await agreeWith(place.service.url, unitOf(name), mailboxOf(name));
    await settledAs(name, { disposition: 'to-check' });
  }
  // As an earlier release left it.
  await place.rows('update closures set episode_id = null, state = $2, disposition = null where case_key = $1', [
    keyOf('case moa'),
    'reopened',
  ]);
  await hearPoliceAt(place, '2026-06-12T09:00:00Z');
  await settledAs('nea', { disposition: 'asked' });
  expect(await episodesOf('moa')).toMatchObject([{ state: 'superseded' }]);
  expect(await standing('moa')).toMatchObject({ disposition: null });
  expect(place.mail.mails.map((m) => JSON.stringify(m.to))).toEqual([expect.stringContaining('nea@')]);
});
