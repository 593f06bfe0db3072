import type { EpisodeView } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockOf, bounceToken, byDeath, declinedByHer, ended, herCases, waiting } from './her-cases.js';
import { announceHer, hearPoliceAt, taskOf, unitOf } from './staff.js';
import { agreeWith, keyOf, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({
    now: '2026-06-10T09:00:00Z',
    env: { BOUNCE_WEBHOOK_TOKEN: bounceToken },
    hears: { checks: true },
  });
}, 120_000);
afterAll(() => place?.close());

const {
  call,
  told,
  courtHasDone,
  standing,
  settledAs,
  episodesOf,
  detailsOf,
  decline,
  legalHold,
  asksFor,
  find,
  wasWrittenTo,
  answersStop,
} = herCases(() => place);

test('STOP in answer to an asking that the police took back: her case is not asked about when it is closed again', async () => {
  const reference = await wasWrittenTo('abi');
  await told('abi', { version: 2, state: 'reopened', contact: null });
  await place.settled(async () => expect(await episodesOf('abi')).toMatchObject([{ state: 'superseded' }]));
  for (let i = 0; i < 2; i++) expect((await answersStop(reference)).status).toBe(204);
  expect(await episodesOf('abi')).toMatchObject([{ state: 'declined' }]);
  expect(await place.rows(`select 1 from story_entries where kind = 'declined'`), 'she said it once').toHaveLength(1);
  expect(await detailsOf('abi')).toEqual([]);
  await told('abi', { version: 3, contact: await place.sealContact(blockOf('abi', '07700 900300')) });
  await settledAs('abi', { version: 3, ...declinedByHer });
  expect(await detailsOf('abi')).toEqual([]);
});

test('her no on an asking that a charge took back counts for after the court, and at once', async () => {
  await announceHer(place, 'amy', {}, ended);
  await taskOf(place, 'amy');
  await told('amy', { ...waiting, version: 2, contact: null });
  await settledAs('amy', { disposition: 'deferred' });
  const [before] = await episodesOf('amy');
  expect(before!.state).toBe('superseded');
  expect((await decline(before!.id, false)).status).toBe(204);
  expect(await standing('amy')).toMatchObject(declinedByHer);
  await courtHasDone('amy', 3);
  await settledAs('amy', { version: 3, ...declinedByHer });
  expect(await episodesOf('amy')).toMatchObject([{ state: 'declined' }]);
});

/** Her first case could not be asked about; now she is being asked about a second one. */
async function twice(name: string, number: string): Promise<{ old: string; open: string }> {
  await announceHer(place, name, {}, ended);
  const { episodeId: old } = await taskOf(place, name);
  await call('caseworker-1', 'POST', `/v1/episodes/${old}/attempts`, { outcome: 'wrong-number' });
  expect(await standing(name)).toMatchObject({ disposition: 'undeliverable' });
  const again = `${name} again`;
  await told(again, { contact: await place.sealContact(blockOf(name, number)) }, name);
  const { episodeId: open } = await taskOf(place, again);
  return { old: old!, open: open! };
}

test('her no on an old episode ends the one in which she is being asked', async () => {
  const { old } = await twice('bea', '07700 900310');
  expect((await decline(old, false)).status).toBe(204);
  expect(await episodesOf('bea')).toMatchObject([{ state: 'declined' }, { state: 'declined' }]);
  expect(await standing('bea again')).toMatchObject({ disposition: 'declined' });
  const { old: other, open } = await twice('bo', '07700 900311');
  expect((await asksFor(other, 'erasure')).status).toBe(200);
  expect(await standing('bo again')).toMatchObject({ disposition: 'declined' });
  expect(await place.rows('select 1 from tasks where episode_id = $1 and done_at is null', [open])).toEqual([]);
});

test('a legal hold on one episode of hers keeps her details, in whichever she says no or asks for erasure', async () => {
  const { old, open } = await twice('cat', '07700 900320');
  expect((await legalHold(old)).status).toBe(204);
  expect((await asksFor(open, 'erasure')).body).toMatchObject({ code: 'legal-hold' });
  expect((await decline(open, false)).status).toBe(204);
  expect(await standing('cat again')).toMatchObject({ disposition: 'declined' });
  expect(await detailsOf('cat')).not.toEqual([]);
});

test('found on the telephone that she died: nothing else of hers is asked about, whatever waits or comes later', async () => {
  await announceHer(place, 'dot', {}, ended);
  const { episodeId } = await taskOf(place, 'dot');
  const sealed = await place.sealContact(blockOf('dot', '07700 900330'));
  await told('dot waits', { ...waiting, contact: sealed }, 'dot');
  await settledAs('dot waits', { disposition: 'deferred' });
  const attempt = { outcome: 'deceased' };
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/attempts`, attempt)).status).toBe(204);
  expect(await standing('dot')).toMatchObject(byDeath);
  expect(await standing('dot waits')).toMatchObject(byDeath);
  await told('dot later', { contact: sealed }, 'dot');
  await settledAs('dot later', byDeath);
  expect(await episodesOf('dot')).toMatchObject([{ state: 'excluded' }]);
});

test('the police said in a case that is over that she died: her next one waits until somebody has looked', async () => {
  await told('eve', { outcomeClass: 'PREVENTED', victimDeadOrIll: true, contact: null });
  const { episodeId } = await taskOf(place, 'eve');
  await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/exclude`, { reason: 'no-usable-contact' });
  await told('eve later', { contact: await place.sealContact(blockOf('eve', '07700 900340')) }, 'eve');
  expect(await taskOf(place, 'eve later')).toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['dead-or-ill']),
  });
});

/** Charged, and the court case goes on; she rings us and is found. */
async function waits(name: string, number: string): Promise<string> {
  await told(name, { ...waiting, contact: await place.sealContact(blockOf(name, number)) });
  await settledAs(name, { disposition: 'deferred', reason: 'proceedings-live' });
  const found = await find({ telephone: number });
  expect(found).toMatchObject([{ state: 'excluded', unit: unitOf(name), cueMonth: '2026-05' }]);
  expect(await find({ email: `${name}@canary.example` })).toEqual(found);
  expect(await standing(name), 'her case waits as before').toMatchObject({ disposition: 'deferred' });
  return found[0]!.episodeId;
}

test('who waits for the court is found when she rings, and her no counts before anybody asked her', async () => {
  const episodeId = await waits('fay', '07700 900350');
  const page = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${episodeId}`)).body;
  expect(page.closures).toMatchObject([{ disposition: 'deferred', reason: 'proceedings-live' }]);
  expect(page.story.map((s) => s.kind)).toEqual(['waits-for-the-court']);
  expect((await decline(episodeId, true)).status).toBe(204);
  expect(await standing('fay')).toMatchObject(declinedByHer);
  expect(await detailsOf('fay')).toEqual([]);
  await courtHasDone('fay', 2);
  await settledAs('fay', { version: 2, ...declinedByHer });
  await told('fay later', { contact: await place.sealContact(blockOf('fay', '07700 900350')) }, 'fay');
  await settledAs('fay later', declinedByHer);
  expect(await episodesOf('fay')).toMatchObject([{ state: 'declined' }]);
});

test('who waits for the court has her details erased when she asks, unless a legal hold keeps them', async () => {
  const gia = await waits('gia', '07700 900360');
  expect((await asksFor(gia, 'access')).body).toMatchObject({ held: { contact: { name: { first: 'gia' } } } });
  expect((await asksFor(gia, 'erasure')).status).toBe(200);
  expect(await detailsOf('gia')).toEqual([]);
  await told('gia', { ...waiting, version: 2, contact: await place.sealContact(blockOf('gia', '07700 900360')) });
  await settledAs('gia', { version: 2, ...declinedByHer });
  expect(await detailsOf('gia'), 'told again').toEqual([]);
  const gus = await waits('gus', '07700 900361');
  await legalHold(gus);
  expect((await asksFor(gus, 'erasure')).body).toMatchObject({ code: 'legal-hold' });
  expect(await detailsOf('gus')).not.toEqual([]);
});

test('who waits for the court and says nothing is asked when it has done, under the name by which we know her', async () => {
  const episodeId = await waits('hal', '07700 900370');
  const notices = () =>
    place.intake.heard.filter((e) => (e.data as { caseKey?: string }).caseKey === keyOf('case hal')).length;
  await courtHasDone('hal', 2);
  expect(await taskOf(place, 'hal')).toMatchObject({ episodeId, kind: 'telephone' });
  await settledAs('hal', { disposition: 'to-check', reason: null });
  expect(await episodesOf('hal')).toHaveLength(1);
  expect(notices(), 'that her details can be read is no news to intake, now or then').toBe(0);
  const waited = await waits('hope', '07700 900371');
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${waited}/exclude`, { reason: 'deceased' })).status).toBe(
    204,
  );
  expect(await standing('hope')).toMatchObject(byDeath);
  await place.run('check-sum');
  const { sum } = (
    await call<{ sum: { holds: boolean } }>('vs-lead-1', 'GET', '/v1/supervisor?from=2026-05&to=2026-06')
  ).body;
  expect(sum.holds).toBe(true);
});

test('the police say that one of two cases is somebody else’s: both are asked about, and what they gave for it goes along', async () => {
  const sealed = (name: string, number: string) => place.sealContact(blockOf(name, number));
  await told('uma', { contact: await sealed('uma', '07700 900330') });
  await told('uma again', { contact: await sealed('vi', '07700 900331') }, 'uma');
  await settledAs('uma again', { disposition: 'to-check' });
  await told('uma again', { version: 2, contact: null }, 'vi');
  await settledAs('uma again', { version: 2, disposition: 'to-check' });
  expect(await standing('uma')).toMatchObject({ disposition: 'to-check' });
  expect(await episodesOf('uma')).toHaveLength(1);
  expect(await episodesOf('uma')).not.toMatchObject([{ state: 'superseded' }]);
  expect(await detailsOf('vi')).not.toEqual([]);
});

test('she has told us what is safe, the police have grave news, and then another pseudonym: what she said counts still', async () => {
  await announceHer(place, 'ula', {}, { ...ended, closedOn: '2026-06-05' });
  await agreeWith(place.service.url, unitOf('ula'), { ...mailboxOf('ulas'), telephoneSafe: 'unsafe' });
  await told('ula', { version: 2, victimDeadOrIll: true, contact: null });
  await place.settled(async () => expect(await taskOf(place, 'ula')).toMatchObject({ kind: 'safe-contact-check' }));
  await told('ula', { version: 3, contact: null }, 'ulla');
  await settledAs('ula', { version: 3, disposition: 'to-check' });
  expect(await taskOf(place, 'ula')).toMatchObject({ safe: { telephone: 'unsafe', email: 'safe' } });
  expect(await episodesOf('ula')).toHaveLength(1);
  expect(await episodesOf('ulla')).toEqual([]);
});

test('she is written to only while every police system with a case of hers is heard: a death is told by any of them', async () => {
  await announceHer(place, 'joy', {}, { ...ended, closedOn: '2026-05-21' });
  await told('joy elsewhere', { force: '48', sourceSystem: 'niche', contact: null }, 'joy');
  await settledAs('joy elsewhere', { disposition: 'to-check' });
  await place.rows(`update sources set last_heard_on = '2026-06-01' where source_system = 'niche'`);
  await agreeWith(place.service.url, unitOf('joy'), mailboxOf('joy'));
  const [{ id } = { id: '' }] = await episodesOf('joy');
  const held = () =>
    place.rows(`select 1 from story_entries where episode_id = $1 and kind = 'held-source-silent'`, [id]);
  await place.settled(async () => expect(await held()).not.toEqual([]));
  expect(await standing('joy')).toMatchObject({ disposition: 'to-check' });
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '48', sourceSystem: 'niche', lastHeardOn: '2026-06-10' },
  });
  await hearPoliceAt(place, '2026-06-11T09:00:00Z');
  await settledAs('joy', { disposition: 'asked' });
});

test('under another pseudonym her case is reopened after she was written to: another of hers that this covered is asked about', async () => {
  await wasWrittenTo('wyn');
  await told('wyn again', { contact: await place.sealContact(blockOf('wyn', '07700 900380')) }, 'wyn');
  await settledAs('wyn again', { disposition: 'excluded', reason: 'invited-within-90-days' });
  await told('wyn', { version: 2, contact: null }, 'wynne');
  await told('wyn', { version: 3, state: 'reopened', contact: null }, 'wynne');
  await settledAs('wyn', { version: 3, disposition: null });
  await settledAs('wyn again', { disposition: 'to-check', reason: null });
  expect(await episodesOf('wyn')).toMatchObject([{ state: 'superseded' }, {}]);
  expect(await episodesOf('wynne')).toEqual([]);
});

test('what staff hold is held to the same day when the police send her case as a duplicate by mistake, and then put right', async () => {
  await announceHer(place, 'xia', {}, ended);
  const { episodeId } = await taskOf(place, 'xia');
  const held = { reason: 'not safe at home', reviewOn: '2026-06-30' };
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/hold`, held)).status).toBe(204);
  await told('xia', { version: 2, outcomeClass: 'ADMIN', contact: null });
  await settledAs('xia', { disposition: 'excluded', reason: 'surveyed-through-another-record' });
  await told('xia', { version: 3, contact: null });
  await settledAs('xia', { version: 3, disposition: 'to-check' });
  expect(await episodesOf('xia')).toMatchObject([{ state: 'superseded' }, { state: 'held' }]);
  const reviews = await place.rows<{ due: string; open: boolean }>(
    `select t.due_at::date::text as due, t.done_at is null as open from tasks t join episodes e on e.id = t.episode_id
      where e.subject_key = $1 and t.kind = 'hold-review' order by t.id`,
    [keyOf('victim xia')],
  );
  expect(reviews).toEqual([
    { due: '2026-06-30', open: false },
    { due: '2026-06-30', open: true },
  ]);
});

/** The police tell of her case under its first reference, and that the one known so far was another of the same case. */
async function wasRenamed(name: string): Promise<void> {
  await told(name, { contact: null });
  const into = { state: 'merged', mergedInto: keyOf(`case ${name}`) } as const;
  await told(`${name} new`, { version: 2, contact: null, ...into }, name);
  await settledAs(`${name} new`, { version: 2, disposition: null });
}

test('a case known under another reference first keeps her no, and nobody is asked about it again', async () => {
  await told('yve new', { contact: await place.sealContact(blockOf('yve', '07700 900390')) }, 'yve');
  const { episodeId } = await taskOf(place, 'yve new');
  expect((await decline(episodeId!, false)).status).toBe(204);
  await wasRenamed('yve');
  expect(await standing('yve')).toMatchObject({ disposition: 'declined' });
  await told('yve', { version: 2, state: 'reopened', contact: null });
  await told('yve', { version: 3, contact: await place.sealContact(blockOf('yve', '07700 900390')) });
  await settledAs('yve', { version: 3, ...declinedByHer });
  const open = (await episodesOf('yve')).filter(({ state }) => !['declined', 'superseded'].includes(state));
  expect(open).toEqual([]);
  expect(await detailsOf('yve')).toEqual([]);
});

test('a case known under another reference first keeps her invitation and her contact, also for when it is closed again', async () => {
  await told('zoe new', { contact: await place.sealContact(blockOf('zoe', '07700 900391')) }, 'zoe');
  const { episodeId } = await taskOf(place, 'zoe new');
  await wasRenamed('zoe');
  expect(await episodesOf('zoe')).toMatchObject([{ id: episodeId, state: 'to-check' }]);
  await told('zoe', { version: 2, state: 'reopened', contact: null });
  await told('zoe', { version: 3, contact: null });
  await settledAs('zoe', { version: 3, disposition: 'to-check' });
  await place.settled(async () => {
    const again = (await taskOf(place, 'zoe')) as { reasons?: string[] };
    expect(again.reasons).toEqual(expect.not.arrayContaining(['no-contact-block', 'contact-not-kept']));
  });
});
