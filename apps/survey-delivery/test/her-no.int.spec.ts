import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { ended, herCases } from './her-cases.js';
import { announceHer, taskOf } from './staff.js';
import { keyOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  const erasures = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { ERASURE_LIST_FILE: erasures } });
}, 120_000);
afterAll(() => place?.close());

const { standing, detailsOf, decline, legalHold, episodesOf } = herCases(() => place);
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
