import type { EpisodeView } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockOf, ended, herCases } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { TELEPHONY_URL: 'http://127.0.0.1:9' } });
}, 120_000);
afterAll(() => place?.close());

const { call, told, standing, settledAs, episodesOf, sumHolds } = herCases(() => place);
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
async function isLeftAlone(name: string, before = async (_: string): Promise<unknown> => undefined): Promise<void> {
  await announceHer(place, name, {}, ended);
  const { episodeId } = await taskOf(place, name);
  await before(episodeId!);
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
