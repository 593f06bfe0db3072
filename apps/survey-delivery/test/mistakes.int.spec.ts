import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { erasureName } from '../src/vault/erasure-list.js';
import { Vault } from '../src/vault/vault.js';
import { blockOf, bounceToken, byDeath, declinedByHer, ended, herCases, waiting } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { keyOf, openWorkplace, type Workplace } from './workplace.js';
import { watchOpenings } from './openings.js';

const erasures = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
let place: Workplace;
let unnoted: () => string[];
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({
    now: '2026-06-10T09:00:00Z',
    env: { BOUNCE_WEBHOOK_TOKEN: bounceToken, ERASURE_LIST_FILE: erasures },
  });
  unnoted = watchOpenings(place.service.app.get(Vault));
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
  takeBack,
  asksFor,
  find,
  page,
  sumHolds,
  wasWrittenTo,
  answersStop,
} = herCases(() => place);
const toCheck = { disposition: 'to-check', reason: null };
const vaultRows = <T>(sql: string, params: unknown[] = []) =>
  place.service.app.get(Vault).transaction((tx) => tx.query<T>(sql, params));
const attempt = (episodeId: string | null, outcome: string) =>
  call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/attempts`, { outcome });
const exclude = (episodeId: string, reason: string) =>
  call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/exclude`, { reason });

test('that she died was written down by mistake: a lead takes it back, and every case of hers gets its look again', async () => {
  await announceHer(place, 'dot', {}, ended);
  const { episodeId } = await taskOf(place, 'dot');
  const sealed = await place.sealContact(blockOf('dot', '07700 900400'));
  await told('dot waits', { ...waiting, contact: sealed }, 'dot');
  await settledAs('dot waits', { disposition: 'deferred' });
  await attempt(episodeId, 'deceased');
  await told('dot later', { contact: sealed }, 'dot');
  await settledAs('dot later', byDeath);
  expect((await takeBack(episodeId!, 'caseworker-1')).status, 'not by whoever wrote it down').toBe(403);
  expect((await takeBack(episodeId!)).status).toBe(204);
  expect(await standing('dot')).toMatchObject(toCheck);
  expect(await standing('dot later')).toMatchObject(toCheck);
  expect(await standing('dot waits')).toMatchObject({ disposition: 'deferred', reason: 'proceedings-live' });
  expect(await taskOf(place, 'dot')).toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['kept-out-before']),
  });
  await place.settled();
  expect(await episodesOf('dot')).toMatchObject([{ state: 'superseded' }, { state: 'to-check' }]);
  expect((await page(episodeId!)).story.at(-1)).toMatchObject({
    kind: 'taken-back',
    detail: { finding: 'deceased', reason: 'written down of the wrong person' },
    by: expect.any(String),
  });
  expect((await takeBack(episodeId!)).status, 'it is taken back').toBe(409);
  await told('dot last', { contact: sealed }, 'dot');
  await settledAs('dot last', toCheck);
  expect(await sumHolds()).toBe(true);
});

test('said dead by mistake after her time to answer was over: she stands where she stood, and is not asked anew', async () => {
  await wasWrittenTo('nell');
  const [episode] = await episodesOf('nell');
  await place.rows(`update episodes set reached = true, due_at = $2, expires_at = $2 where id = $1 returning 1`, [
    episode!.id,
    '2026-06-10T08:00:00Z',
  ]);
  await settledAs('nell', { disposition: 'not-answered' });
  expect((await exclude(episode!.id, 'deceased')).status).toBe(204);
  expect(await standing('nell')).toMatchObject(byDeath);
  expect((await takeBack(episode!.id)).status).toBe(204);
  expect(await standing('nell')).toMatchObject({ disposition: 'not-answered', reason: null });
  expect(await episodesOf('nell')).toMatchObject([{ state: 'not-answered' }]);
});

test.each(['no-usable-contact', 'no-safe-channel'])(
  'left out for "%s" by mistake: a lead takes it back, and somebody looks',
  async (reason) => {
    await announceHer(place, reason, {}, ended);
    const { episodeId } = await taskOf(place, reason);
    expect((await exclude(episodeId!, reason)).status).toBe(204);
    await told(reason, { version: 2, contact: null });
    await settledAs(reason, { version: 2, disposition: 'excluded', reason });
    expect((await takeBack(episodeId!, 'caseworker-1')).status).toBe(403);
    expect((await takeBack(episodeId!, 'safeguarding-1')).status, 'no decision of hers').toBe(403);
    expect((await takeBack(episodeId!)).status).toBe(204);
    expect(await standing(reason)).toMatchObject(toCheck);
    expect((await taskOf(place, reason)).reasons).toContain('kept-out-before');
  },
);

test('that she is a child, said by staff, waits for the decision of a specialist as any other does, or is taken back', async () => {
  const childs = async (name: string) => {
    await announceHer(place, name, {}, ended);
    const { episodeId } = await taskOf(place, name);
    expect((await exclude(episodeId!, 'under-16')).status).toBe(204);
    return (await taskOf(place, name)) as { kind: string; taskId: string; episodeId: string };
  };
  const asked = await childs('kit');
  expect(asked.kind).toBe('child-decision');
  const decision = { ask: true, specialist: 'Dr Reed' };
  expect((await call('vs-lead-1', 'POST', `/v1/tasks/${asked.taskId}/child-decision`, decision)).status).toBe(204);
  await settledAs('kit', toCheck);
  await told('kit', { version: 2, contact: null });
  await settledAs('kit', { version: 2, ...toCheck });
  const wrong = await childs('kim');
  expect((await takeBack(wrong.episodeId)).status).toBe(204);
  expect(await standing('kim')).toMatchObject(toCheck);
  expect(await taskOf(place, 'kim'), 'nobody decides on a child any more').toMatchObject({
    kind: 'safe-contact-check',
  });
  expect(await place.rows('select 1 from tasks where id = $1 and done_at is null', [wrong.taskId])).toEqual([]);
});

test('said dead by mistake while she waits for the court: she waits on, is found when she rings, and is asked when it has done', async () => {
  await told('fay', { ...waiting, contact: await place.sealContact(blockOf('fay', '07700 900410')) });
  await settledAs('fay', { disposition: 'deferred' });
  const [{ episodeId } = { episodeId: '' }] = await find({ telephone: '07700 900410' });
  await exclude(episodeId, 'deceased');
  expect(await standing('fay')).toMatchObject(byDeath);
  expect((await takeBack(episodeId)).status).toBe(204);
  expect(await standing('fay')).toMatchObject({ disposition: 'deferred', reason: 'proceedings-live' });
  expect((await find({ telephone: '07700 900410' })).map((e) => e.exclusion)).toContain('proceedings-live');
  await courtHasDone('fay', 2);
  await settledAs('fay', { version: 2, ...toCheck });
  await taskOf(place, 'fay');
});

test.each([false, true])(
  'a no that staff wrote down by mistake (never: %s) is taken back for all her cases, after a restart too; what is missing is not called the police’s fault',
  async (never) => {
    const name = never ? 'ida' : 'isa';
    await announceHer(place, name, {}, ended);
    const { episodeId } = await taskOf(place, name);
    await told(`${name} waits`, waiting, name);
    await settledAs(`${name} waits`, { disposition: 'deferred' });
    await decline(episodeId!, never);
    expect(await standing(`${name} waits`)).toMatchObject(declinedByHer);
    expect(await detailsOf(name)).toEqual([]);
    expect((await takeBack(episodeId!)).status).toBe(204);
    expect(await standing(name)).toMatchObject(toCheck);
    expect(await standing(`${name} waits`)).toMatchObject({ disposition: 'deferred' });
    const ofWhom = erasureName(keyOf(`victim ${name}`));
    expect(await vaultRows('select 1 from refusals where of_whom = $1', [ofWhom])).toEqual([]);
    const task = await taskOf(place, name);
    expect(task).toMatchObject({ kind: 'safe-contact-check', reasons: ['contact-not-kept', 'kept-out-before'] });
    await place.restart();
    await place.settled();
    expect(await standing(name), 'the list outside the database knows').toMatchObject(toCheck);
    expect(await exclude(task.episodeId!, 'no-usable-contact'), 'the police gave it').toMatchObject({ status: 409 });
    expect((await exclude(task.episodeId!, 'no-safe-channel')).status).toBe(204);
    const number = `07700 90042${Number(never) + 1}`;
    await told(name, { version: 2, contact: await place.sealContact(blockOf(name, number)) });
    await settledAs(name, { version: 2, ...toCheck });
    expect(await taskOf(place, name), 'they gave it again: staff call her').toMatchObject({ kind: 'telephone' });
    await told(`${name} later`, { contact: await place.sealContact(blockOf(name, '07700 900420')) }, name);
    await settledAs(`${name} later`, toCheck);
    expect(await sumHolds()).toBe(true);
  },
);

test('a mistaken "never" by which she was known again in another system’s record is taken back there too', async () => {
  const block = await place.sealContact(blockOf('ona', '07700 900450'));
  await told('ona', { contact: block });
  const { episodeId } = await taskOf(place, 'ona');
  await decline(episodeId!, true);
  await told('odd', { contact: block });
  await settledAs('odd', declinedByHer);
  const [other] = await episodesOf('odd');
  expect((await takeBack(other!.id)).status, 'it was said elsewhere').toBe(409);
  expect((await takeBack(episodeId!)).status).toBe(204);
  expect(await standing('ona')).toMatchObject(toCheck);
  expect(await standing('odd')).toMatchObject(toCheck);
  expect((await taskOf(place, 'odd')).reasons).toContain('kept-out-before');
});

test('what she said herself nobody takes back: by a message, or as a request about her data', async () => {
  const reference = await wasWrittenTo('una');
  await answersStop(reference);
  const [una] = await episodesOf('una');
  expect(una).toMatchObject({ state: 'declined' });
  expect(await takeBack(una!.id)).toMatchObject({ status: 409, body: { detail: expect.stringContaining('herself') } });
  await announceHer(place, 'uma', {}, ended);
  const { episodeId } = await taskOf(place, 'uma');
  expect((await asksFor(episodeId!, 'objection')).status).toBe(200);
  expect((await takeBack(episodeId!)).status).toBe(409);
  expect(await standing('uma')).toMatchObject({ disposition: 'declined' });
});

/** She has answered, and asked to be called; gives her episode and the reference of the message she may answer to. */
async function answeredAndWantsACall(name: string) {
  const reference = await wasWrittenTo(name);
  const [{ id, survey_id: surveyId } = { id: '', survey_id: '' }] = await episodesOf(name);
  const on = place.today();
  const wish = { wishes: ['support'], message: 'please ring', notSafeNow: false };
  await place.collection.announce(
    { type: 'responses.survey.submitted.v1', data: { surveyId, on, consentVersion: '2026-1' } },
    { type: 'responses.contact.wanted.v1', data: { surveyId, on, sealed: await place.sealContact(wish) } },
  );
  await settledAs(name, { disposition: 'answered' });
  const callBack = async () => {
    type List = {
      callBacks: { callBackId: string; taskId: string; episodeId: string; saidStop: boolean; state: string }[];
    };
    const { callBacks } = (await call<List>('caseworker-1', 'GET', '/v1/call-backs')).body;
    return callBacks.find((one) => one.episodeId === id)!;
  };
  await place.settled(async () => expect(await callBack()).toMatchObject({ saidStop: false }));
  return { id, reference, callBack };
}

test('STOP from somebody who has answered is heard and remembered; the call she asked for is made, and then her details go', async () => {
  const { id, reference, callBack } = await answeredAndWantsACall('eve');
  await told('eve waits', waiting, 'eve');
  await settledAs('eve waits', { disposition: 'deferred' });
  for (let i = 0; i < 2; i++) expect((await answersStop(reference)).status).toBe(204);
  expect(await standing('eve'), 'her answer stands').toMatchObject({ disposition: 'answered' });
  expect(await standing('eve waits'), 'nothing is begun anew').toMatchObject(declinedByHer);
  expect(
    (await page(id)).story.filter((s) => s.kind === 'declined'),
    'she said it once',
  ).toHaveLength(1);
  expect(await callBack(), 'whoever calls her sees it').toMatchObject({ saidStop: true });
  expect((await page(id)).reasons).toContain('said-stop');
  expect((await page(id)).safe, 'and how she is called safely').not.toBeNull();
  expect(await detailsOf('eve'), 'her number is still needed').not.toEqual([]);
  const { callBackId, taskId } = await callBack();
  await call('caseworker-1', 'POST', `/v1/tasks/${taskId}/claim`);
  const end = { outcome: 'reached', supportGiven: false };
  expect((await call('caseworker-1', 'POST', `/v1/call-backs/${callBackId}/complete`, end)).status).toBe(204);
  expect(await detailsOf('eve'), 'it was made').toEqual([]);
  await told('eve', { version: 2, state: 'reopened', contact: null });
  await told('eve', { version: 3, contact: await place.sealContact(blockOf('eve', '07700 900430')) });
  await settledAs('eve', { version: 3, ...declinedByHer });
  place.setClock('2026-10-12T09:00:00Z');
  await told(
    'eve later',
    { closedOn: '2026-10-01', contact: await place.sealContact(blockOf('eve', '07700 900430')) },
    'eve',
  );
  expect(await taskOf(place, 'eve later'), 'a later case: somebody looks before anything is written').toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['said-stop']),
  });
  place.setClock('2026-06-10T09:00:00Z');
});

test('a no said to one of us leaves the call she asked for to be made; what is erased at her wish leaves no call that nobody can make', async () => {
  const { id, callBack } = await answeredAndWantsACall('gwen');
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${id}/decline`, { never: false })).status).toBe(204);
  expect(await detailsOf('gwen'), 'her number is still needed').not.toEqual([]);
  const { callBackId, taskId } = await callBack();
  await call('caseworker-1', 'POST', `/v1/tasks/${taskId}/claim`);
  const end = { outcome: 'reached', supportGiven: false };
  expect((await call('caseworker-1', 'POST', `/v1/call-backs/${callBackId}/complete`, end)).status).toBe(204);
  expect(await detailsOf('gwen'), 'it was made').toEqual([]);

  const objects = await answeredAndWantsACall('gail');
  expect((await asksFor(objects.id, 'objection')).status).toBe(200);
  expect(await detailsOf('gail')).toEqual([]);
  expect(await objects.callBack(), 'nobody could make it').toMatchObject({ state: 'done' });
});

test('STOP from somebody who has answered and waits for no call: her details go at once', async () => {
  const reference = await wasWrittenTo('eda');
  const [episode] = await episodesOf('eda');
  await place.collection.announce({
    type: 'responses.survey.submitted.v1',
    data: { surveyId: episode!.survey_id, on: place.today(), consentVersion: '2026-1' },
  });
  await settledAs('eda', { disposition: 'answered' });
  await answersStop(reference);
  expect(await detailsOf('eda')).toEqual([]);
  expect(await standing('eda')).toMatchObject({ disposition: 'answered' });
});

test('an invitation that the police take back covers nothing: her other case goes to somebody who looks', async () => {
  await wasWrittenTo('liv');
  await told('liv covered', { contact: await place.sealContact(blockOf('liv', '07700 900440')) }, 'liv');
  await settledAs('liv covered', { disposition: 'excluded', reason: 'invited-within-90-days' });
  await told('liv', { version: 2, state: 'reopened', contact: null });
  await settledAs('liv covered', toCheck);
  expect(await taskOf(place, 'liv covered')).toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['kept-out-before']),
  });
  expect(await episodesOf('liv')).toMatchObject([{ state: 'superseded' }, { state: 'to-check' }]);
  expect(
    place.mail.mails.filter((m) => JSON.stringify(m.to).includes('liv@')),
    'nothing more was sent',
  ).toHaveLength(1);
  expect(await sumHolds()).toBe(true);
});

test('what she wrote and had erased does not come back with a restore, and nobody is to call about it', async () => {
  const { id } = await answeredAndWantsACall('nia');
  const notes = () =>
    vaultRows<Record<string, unknown>>(
      `select * from sealed_notes where id in (select note_id from tasks where episode_id = $1)`,
      [id],
    );
  const before = await notes();
  expect(before).toHaveLength(1);
  expect((await asksFor(id, 'erasure')).status).toBe(200);
  expect(await notes()).toEqual([]);
  expect(readFileSync(erasures, 'utf8'), 'hashes alone').not.toContain(keyOf('victim nia'));
  // An older backup: her note and her wish to be called are back.
  const { id: noteId, organisation_id, kind, kid, sealed, received_on, delete_after } = before[0]!;
  await vaultRows(`insert into sealed_notes values ($1, $2, $3, $4, $5, $6, $7)`, [
    noteId,
    organisation_id,
    kind,
    kid,
    sealed,
    received_on,
    delete_after,
  ]);
  await place.rows('update tasks set done_at = null, outcome = null where note_id = $1', [noteId]);
  await place.restart();
  expect(await notes()).toEqual([]);
  expect(await place.rows('select 1 from tasks where note_id = $1 and done_at is null', [noteId])).toEqual([]);
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
