import type { EpisodeView } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockOf, ended, herCases } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { keyOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { TELEPHONY_URL: 'http://127.0.0.1:9' } });
}, 120_000);
afterAll(() => place?.close());

const { call, told, standing, settledAs, episodesOf, sumHolds, takeBack } = herCases(() => place);
const leftAlone = { disposition: 'excluded', reason: 'safeguarding-hold' };
const toCheck = { disposition: 'to-check', reason: null };

interface Concern {
  concernId: string;
  episodeId: string;
  note: string;
  raisedBy: { subject: string };
}
const concerns = async () =>
  (await call<{ concerns: Concern[] }>('safeguarding-1', 'GET', '/v1/safeguarding?state=open')).body.concerns;
async function close(concernId: string, contactAgain: boolean) {
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${concernId}/take`);
  const closing = { outcome: 'looked into', contactAgain };
  expect((await call('safeguarding-1', 'POST', `/v1/safeguarding/${concernId}/close`, closing)).status).toBe(204);
}
async function isLeftAlone(name: string, before?: (episodeId: string) => Promise<unknown>): Promise<void> {
  await announceHer(place, name, {}, ended);
  const { episodeId } = await taskOf(place, name);
  await before?.(episodeId!);
  const worry = { episodeId, risk: 'domestic', note: 'he reads what she gets' };
  const { concernId } = (await call<{ concernId: string }>('caseworker-1', 'POST', '/v1/safeguarding', worry)).body;
  await close(concernId, false);
}
const nextCase = async (name: string, person: string) => {
  const contact = await place.sealContact(blockOf(person, '07700 900480'));
  await told(name, { closedOn: '2026-05-25', contact }, person);
  await settledAs(name, leftAlone);
};

test('that she may not be contacted again is said of her: her next case is held, and her lead alone says whether it stays so', async () => {
  await isLeftAlone('gia');
  await nextCase('gia next', 'gia');
  const [, next] = await episodesOf('gia');
  expect(next).toMatchObject({ state: 'held' });
  for (const road of ['dial', 'handover', 'release-hold'])
    expect((await call('vs-lead-1', 'POST', `/v1/episodes/${next!.id}/${road}`)).status, road).toBe(409);
  const looks = (await concerns()).filter((c) => c.episodeId === next!.id);
  expect(looks).toMatchObject([{ raisedBy: { subject: 'system' }, note: expect.stringContaining('another case') }]);
  await close(looks[0]!.concernId, false);
  expect(await standing('gia next')).toMatchObject(leftAlone);
  await nextCase('gia last', 'gia');
  expect(await standing('gia')).toMatchObject(leftAlone);
  expect(await sumHolds()).toBe(true);
});

test('said when nothing of hers was open, it is remembered all the same', async () => {
  await isLeftAlone('gil', (id) =>
    call('caseworker-1', 'POST', `/v1/episodes/${id}/exclude`, { reason: 'no-usable-contact' }),
  );
  await nextCase('gil next', 'gil');
  expect((await episodesOf('gil'))[1]).toMatchObject({ state: 'held' });
});

test('her lead lets her be asked again: every case that was left out for it is judged again, and a person looks first', async () => {
  await isLeftAlone('gus');
  await nextCase('gus next', 'gus');
  const [first, next] = await episodesOf('gus');
  await close((await concerns()).find((c) => c.episodeId === next!.id)!.concernId, true);
  await settledAs('gus next', toCheck);
  expect(await standing('gus')).toMatchObject(toCheck);
  await place.settled();
  expect(await episodesOf('gus')).toMatchObject([{ state: 'superseded' }, { state: 'to-check' }]);
  expect((await taskOf(place, 'gus next')).reasons).toContain('kept-out-before');
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${first!.id}`)).body;
  expect(story.at(-1)).toMatchObject({ kind: 'taken-back', detail: { finding: 'safeguarding-hold' } });
  await told(
    'gus last',
    { closedOn: '2026-05-25', contact: await place.sealContact(blockOf('gus', '07700 900481')) },
    'gus',
  );
  await settledAs('gus last', toCheck);
  expect((await concerns()).filter((c) => c.episodeId === next!.id)).toEqual([]);
  expect(await sumHolds()).toBe(true);
});

test('a safeguarding lead takes her no back without waiting for another case; nobody else does', async () => {
  await isLeftAlone('guy');
  const [{ id } = { id: '' }] = await episodesOf('guy');
  expect((await takeBack(id, 'caseworker-1')).status).toBe(403);
  expect((await takeBack(id, 'safeguarding-1')).status).toBe(204);
  await settledAs('guy', toCheck);
  expect((await taskOf(place, 'guy')).reasons).toContain('kept-out-before');
});

test('while it is for her lead, her details open to a lead alone, for her safety or as she asks; in whichever episode of hers', async () => {
  await isLeftAlone('pia');
  await nextCase('pia next', 'pia');
  const open = async (who: string, id: string, purpose: string) =>
    (await call(who, 'POST', `/v1/episodes/${id}/contact/reveal`, { purpose })).status;
  // Her first episode is over, in its own right.
  await place.rows(`update episodes set exclusion = 'no-safe-channel' where subject_key = $1 and state = 'excluded'`, [
    keyOf('victim pia'),
  ]);
  for (const { id } of await episodesOf('pia')) {
    expect(await open('caseworker-1', id, 'telephone-call')).toBe(409);
    expect(await open('caseworker-1', id, 'safeguarding')).toBe(409);
    expect(await open('safeguarding-1', id, 'telephone-call')).toBe(409);
    expect(await open('safeguarding-1', id, 'safeguarding')).toBe(200);
    expect(await open('vs-lead-1', id, 'data-subject-request')).toBe(200);
  }
});
