import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { blockOf, declinedByHer, ended, herCases } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { keyOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  const erasures = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { ERASURE_LIST_FILE: erasures } });
}, 120_000);
afterAll(() => place?.close());

const { told, standing, settledAs, detailsOf, decline, takeBack, legalHold, page, asksFor, episodesOf, sumHolds } =
  herCases(() => place);
const toCheck = { disposition: 'to-check', reason: null };
/** The police have closed another case of hers; gives the episode in which she is to be asked about it. */
const another = async (name: string, number: string): Promise<string> => {
  await told(`${name} again`, { contact: await place.sealContact(blockOf(name, number)) }, name);
  return (await taskOf(place, `${name} again`)).episodeId!;
};
/** The police have that case open again, and close it. */
const closedAgain = async (name: string, number: string, expected: object) => {
  await told(name, { version: 2, state: 'reopened', contact: null });
  await told(name, { version: 3, contact: await place.sealContact(blockOf(name, number)) });
  await settledAs(name, { version: 3, ...expected });
};
const vaultRows = (sql: string) => place.service.app.get(Vault).transaction((tx) => tx.query(sql));
const arrives = async (name: string): Promise<string> => {
  await announceHer(place, name, {}, ended);
  return (await taskOf(place, name)).episodeId!;
};

test('her no under a legal hold outlives a restore too: her details are kept, and she is not asked', async () => {
  const episodeId = await arrives('ann');
  await legalHold(episodeId);
  await decline(episodeId, false);
  expect(await detailsOf('ann'), 'kept by order of a court').not.toEqual([]);
  // As an older backup has it: nothing was refused, and she is being asked.
  await vaultRows('delete from refusals');
  await place.rows(`update episodes set state = 'to-check', closed_at = null where id = $1`, [episodeId]);
  await place.restart();
  expect(await episodesOf('ann')).toMatchObject([{ state: 'declined' }]);
  expect(await vaultRows('select 1 from refusals')).not.toEqual([]);
  expect(await detailsOf('ann')).not.toEqual([]);
});

test('what the legal hold alone kept goes with it, once no other hold of hers keeps it', async () => {
  const episodeId = await arrives('bel');
  await legalHold(episodeId);
  const other = await arrives('bess');
  await place.rows(
    'update episodes set subject_key = $2, legal_hold = true, state = $3, closed_at = now() where id = $1',
    [other, keyOf('victim bel'), 'not-answered'],
  );
  await decline(episodeId, false);
  await legalHold(episodeId, false);
  expect(await detailsOf('bel'), 'another hold keeps them').not.toEqual([]);
  await legalHold(other, false);
  expect(await detailsOf('bel')).toEqual([]);
  expect(await standing('bel')).toMatchObject({ disposition: 'declined' });
});

test('ending a legal hold takes no details of somebody who said no such thing', async () => {
  const episodeId = await arrives('cat');
  await legalHold(episodeId);
  await legalHold(episodeId, false);
  expect(await detailsOf('cat')).not.toEqual([]);
});

test('a no of the wrong person is taken back alone: what she had said about another case stands, after a restart too', async () => {
  const first = await arrives('dee');
  await decline(first, false);
  const second = await another('dee', '07700 900700');
  await decline(second, false);
  expect((await takeBack(second)).status).toBe(204);
  expect(await standing('dee again')).toMatchObject(toCheck);
  expect(await standing('dee'), 'she said so').toMatchObject({ disposition: 'declined' });
  expect((await page(first)).story.map((s) => s.kind)).not.toContain('taken-back');
  await place.restart();
  await place.settled();
  expect(await standing('dee again')).toMatchObject(toCheck);
  await closedAgain('dee', '07700 900701', declinedByHer);
  expect((await takeBack(first)).status, 'it was a mistake too').toBe(204);
  await settledAs('dee', { version: 3, ...toCheck });
  expect(await sumHolds()).toBe(true);
});

test('a "never" of the wrong person above a no of hers: her no stands, and a later case of hers is asked about', async () => {
  const episodeId = await arrives('eva');
  await decline(episodeId, false);
  await decline(episodeId, true);
  expect((await takeBack(episodeId)).status).toBe(204);
  expect(await standing('eva')).toMatchObject({ disposition: 'declined' });
  expect((await page(episodeId)).story.at(-1)).toMatchObject({ kind: 'taken-back' });
  await place.restart();
  await another('eva', '07700 900710');
  expect(await standing('eva again')).toMatchObject(toCheck);
  await closedAgain('eva', '07700 900711', declinedByHer);
});

test('as an earlier release kept it, a no of another day stands when one is taken back', async () => {
  const first = await arrives('fia');
  await decline(first, false);
  const second = await another('fia', '07700 900720');
  await decline(second, false);
  await vaultRows(`update refusals set said_at = '-infinity', refused_on = date '2026-06-09'
                    where said_at = (select min(at) from story_entries where episode_id = '${first}' and kind = 'declined')`);
  await vaultRows(`update refusals set said_at = '-infinity'
                    where said_at = (select min(at) from story_entries where episode_id = '${second}' and kind = 'declined')`);
  expect((await takeBack(second)).status).toBe(204);
  expect(await standing('fia again')).toMatchObject(toCheck);
  await closedAgain('fia', '07700 900721', declinedByHer);
});

test('her own no about one case stands when a later one of the wrong person is taken back; said after it, it stands for both', async () => {
  const first = await arrives('gil');
  expect((await asksFor(first, 'erasure')).status).toBe(200);
  const second = await another('gil', '07700 900730');
  await decline(second, false);
  expect((await takeBack(second)).status).toBe(204);
  expect(await standing('gil')).toMatchObject({ disposition: 'declined' });
  expect(await standing('gil again')).toMatchObject(toCheck);
  const third = await arrives('hey');
  await decline(third, false);
  expect((await asksFor(third, 'objection')).status).toBe(200);
  expect(await takeBack(third)).toMatchObject({ status: 409 });
});
