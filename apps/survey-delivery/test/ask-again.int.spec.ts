import type { EpisodeView } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bounceToken, ended, herCases } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { BOUNCE_WEBHOOK_TOKEN: bounceToken } });
}, 120_000);
afterAll(() => place?.close());

const { call, standing, settledAs, episodesOf, wasWrittenTo, answersStop, decline, asksFor, detailsOf, sumHolds } =
  herCases(() => place);
const act = (id: string, what: string, body: object) =>
  call('caseworker-1', 'POST', `/v1/episodes/${id}/${what}`, body);
const rings = (id: string, more: object = {}) =>
  call<{ episodeId: string; code?: string }>('caseworker-1', 'POST', `/v1/episodes/${id}/ask-again`, {
    identity: 'said-name-and-birth-date',
    birthDate: '1990-05-05',
    firstName: 'Ivy',
    telephone: '07700 900470',
    ...more,
  });

const arrives = async (name: string): Promise<string> => {
  await announceHer(place, name, {}, ended);
  return (await taskOf(place, name)).episodeId!;
};
/** How the asking ended, before she rang us. */
const ends: Record<string, (name: string) => Promise<unknown>> = {
  undeliverable: async (name) => act(await arrives(name), 'attempts', { outcome: 'wrong-number' }),
  'no-usable-contact': async (name) => act(await arrives(name), 'exclude', { reason: 'no-usable-contact' }),
  'no-safe-channel': async (name) => act(await arrives(name), 'exclude', { reason: 'no-safe-channel' }),
  'her no to staff': async (name) => decline(await arrives(name), true),
  'her objection': async (name) => asksFor(await arrives(name), 'objection'),
  'STOP in answer to a message': async (name) => answersStop(await wasWrittenTo(name)),
  'no answer in time': async (name) => {
    await wasWrittenTo(name);
    const [{ id } = { id: '' }] = await episodesOf(name);
    await place.rows(`update episodes set state = 'not-answered', closed_at = now(), due_at = null where id = $1`, [
      id,
    ]);
    await place.rows(`update closures set disposition = 'not-answered' where episode_id = $1`, [id]);
  },
};

test.each(Object.keys(ends))('after "%s" she rings and asks to be asked: she decides', async (how) => {
  const name = `ivy-${Object.keys(ends).indexOf(how)}`;
  await ends[how]!(name);
  const [{ id } = { id: '' }] = await episodesOf(name);
  expect(await rings(id, { identity: undefined }), 'who is it?').toMatchObject({
    status: 409,
    body: { code: 'identity-not-checked' },
  });
  const { status, body } = await rings(id);
  expect(status).toBe(200);
  await settledAs(name, { disposition: 'to-check', reason: null });
  expect(await taskOf(place, name)).toMatchObject({
    kind: 'safe-contact-check',
    episodeId: body.episodeId,
    reasons: expect.arrayContaining(['asked-by-her']),
  });
  expect(await detailsOf(name)).not.toEqual([]);
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${id}`)).body;
  expect(story.at(-1)).toMatchObject({ kind: 'asks-to-be-asked', by: expect.any(String) });
  await place.restart();
  await place.settled();
  expect(await standing(name)).toMatchObject({ disposition: 'to-check' });
  expect(await sumHolds()).toBe(true);
});

test('whose answer counts, who is being asked, or whom her lead left alone is not begun anew by that', async () => {
  await announceHer(place, 'joy', {}, ended);
  const { episodeId } = await taskOf(place, 'joy');
  expect((await rings(episodeId!)).status, 'she is being asked').toBe(409);
  const worry = { episodeId, risk: 'domestic', note: 'he is there' };
  const { concernId } = (await call<{ concernId: string }>('caseworker-1', 'POST', '/v1/safeguarding', worry)).body;
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${concernId}/take`);
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${concernId}/close`, { outcome: 'no', contactAgain: false });
  expect((await rings(episodeId!)).status).toBe(409);
});

test('without a number, nobody could ring her: details that went with her no are said anew', async () => {
  await announceHer(place, 'kay', {}, ended);
  const { episodeId } = await taskOf(place, 'kay');
  await decline(episodeId!, false);
  expect(await rings(episodeId!, { telephone: undefined })).toMatchObject({ status: 404 });
  expect(await standing('kay')).toMatchObject({ disposition: 'declined' });
});
