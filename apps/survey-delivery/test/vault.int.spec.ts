import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptContact, type EventData } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RecordClosures } from '../src/episodes/record-closures.js';
import { KeyedHashes } from '../src/vault/keyed-hashes.js';
import { VaultKeyStore } from '../src/vault/vault-key.store.js';
import { Vault } from '../src/vault/vault.js';
import { ReadLogStore } from '../src/vault/read-log.store.js';
import { VaultStore } from '../src/vault/vault.store.js';
import { everythingWritten } from './everywhere.js';
import { herTelephone } from './staff.js';
import { agreeWith, closure, contact, keyOf, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';
import { watchOpenings } from './openings.js';

let place: Workplace;
let unnoted: () => string[];
const erasures = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson');
beforeAll(async () => {
  // Monday 2 March 2026, ten in London.
  place = await openWorkplace({
    now: '2026-03-02T10:00:00Z',
    env: { ERASURE_LIST_FILE: erasures, TRUST_PROXY: '1' },
    hears: { surveys: true, checks: true, coverage: true },
  });
  unnoted = watchOpenings(place.service.app.get(Vault));
}, 120_000);
afterAll(() => place?.close());

const unitOf = (name: string) => `Unit of ${name}`;
const canaries = /canary|Canary|07700 ?900|\+4477009|Heron|SE1 1AA|bluebell/;

async function arrives(name: string, over: object = {}, closedOn = '2026-02-10') {
  const sealed = await place.sealContact(
    contact(name, '2026-02-25', {
      checkWord: 'Heron',
      address: { lines: ['7 Canary Row'], postcode: 'SE1 1AA', safe: 'unknown' },
      ...over,
    }),
  );
  await place.intake.announce(
    recorded(closure(name, { unit: unitOf(name), closedOn, reportedOn: '2026-01-15', contact: sealed })),
  );
  return sealed;
}
const dispositionOf = async (name: string) =>
  (await place.rows<{ disposition: string }>('select disposition from closures where unit = $1', [unitOf(name)]))[0]
    ?.disposition;
const vaultRows = <T>(sql: string) => place.service.app.get(Vault).transaction(async (tx) => tx.query<T>(sql));
test('without saying for whom it works nobody sees a row of the vault', async () => {
  await arrives('rosa');
  await agreeWith(place.service.url, unitOf('rosa'), { ...mailboxOf('rosa'), checkWord: 'Heron' });
  await place.settled(async () => expect(await dispositionOf('rosa')).toBe('asked'));
  expect(await place.rows('select 1 from contacts')).toEqual([]);
  expect(await vaultRows('select source from contacts order by source')).toEqual([
    { source: 'police' },
    { source: 'staff' },
  ]);
  const other = await place.service.app.get(Database).transaction(async (tx) => {
    await place.service.app.get(Vault).store.enter(tx, 'another-organisation');
    return tx.query('select 1 from contacts');
  });
  expect(other).toEqual([]);
});

test('a block that cannot be read is told to intake by the names of its fields, never by their content', async () => {
  await arrives('sara', { telephones: [{ number: 'canary no number', belongsTo: 'her' }] });
  await eventually(() =>
    expect(place.intake.heard.map((e) => e.data)).toContainEqual({
      caseKey: keyOf('case sara'),
      version: 1,
      readable: false,
      malformedFields: ['telephones[0].number'],
    }),
  );
  // From here it would go on to the receipts that the force reads: one trace of those that were opened, another of those that were not.
  expect(place.intake.heard.every((e) => e.traceparent === undefined)).toBe(true);
  await place.settled(async () => expect(await dispositionOf('sara')).toBe('to-check'));
});

/** The vault as another instance of the service has it, with a memory of its own. */
function anotherInstance(): Vault {
  const { app } = place.service;
  return new Vault(
    app.get(CONFIG),
    app.get(KeyedHashes),
    app.get(Database),
    app.get(VaultStore),
    app.get(ReadLogStore),
    app.get(VaultKeyStore),
    app.get(Clock),
  );
}

test('a new key each month: what is still needed is sealed anew, and the old private key is destroyed with proof', async () => {
  const [before] = await vaultRows<{ kid: string; sealed: string }>(
    `select kid, sealed from contacts where source = 'police' limit 1`,
  );
  const [next] = await vaultRows<{ kid: string }>('select kid from vault_keys_to_come');
  const elsewhere = anotherInstance();
  const openedThere = () => elsewhere.openLoaded(before!.kid, before!.sealed);
  await elsewhere.transaction((tx) => elsewhere.openSealed(tx, before!.kid, before!.sealed));
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-04-10' },
  });
  place.setClock('2026-04-01T09:00:00Z');
  await place.settled(async () =>
    // The key was made a month ago: it is in every backup that may be put back from now on.
    expect(await vaultRows(`select 1 from contacts where kid = '${next!.kid}'`)).toHaveLength(3),
  );
  expect(
    await vaultRows(`select 1 from vault_keys where destroyed_at is not null and kid = '${before!.kid}'`),
    'kept while something sealed to it may still arrive',
  ).toEqual([]);
  place.setClock('2026-04-10T09:00:00Z');
  await eventually(async () => {
    const keys = await fetch(`${place.service.url}/v1/vault/keys`, {
      headers: { authorization: `Bearer ${await tokenFor('auditor-1')}` },
    });
    const register = (
      (await keys.json()) as {
        keys: { kid: string; destroyedAt: string | null; proof: string | null; contacts: number }[];
      }
    ).keys;
    expect(register.find((k) => k.kid === before!.kid)).toMatchObject({
      contacts: 0,
      proof: expect.stringMatching(/^[0-9a-f]{64}$/),
      destroyedAt: expect.any(String),
    });
  });
  const opened = await place.service.app.get(Vault).transaction(async (tx) => {
    await place.service.app.get(Vault).noteOwnReads(tx, 'test', [{ episodeId: null, reference: null }]);
    return place.service.app.get(Vault).openSealed(tx, before!.kid, before!.sealed);
  });
  expect(opened, 'no copy sealed to a destroyed key can be opened').toBeNull();
  expect(await openedThere(), 'another instance has the key in its memory').not.toBeNull();
  await elsewhere.forgetDestroyed();
  expect(await openedThere(), 'until it looks').toBeNull();
});

test('a refusal deletes the row at once and is remembered by a keyed hash outside the database too; a restore does not bring her back', async () => {
  await arrives('tess', {}, '2026-03-20');
  await agreeWith(place.service.url, unitOf('tess'), mailboxOf('tess'));
  await place.settled(async () => expect(await dispositionOf('tess')).toBe('asked'));
  const kept = await vaultRows<Record<string, unknown>>(
    `select * from contacts where source = 'police' and subject_key = '${keyOf('victim tess')}'`,
  );
  expect(kept).toHaveLength(1);
  const [survey] = await place.rows<{ survey_id: string }>(
    `select e.survey_id from episodes e join closures c on c.episode_id = e.id where c.unit = $1`,
    [unitOf('tess')],
  );
  await place.collection.announce({
    type: 'responses.survey.declined.v1',
    data: { surveyId: survey!.survey_id, on: '2026-04-11', never: true },
  });
  await place.settled(async () => expect(await dispositionOf('tess')).toBe('declined'));
  expect(await vaultRows(`select 1 from contacts where subject_key = '${keyOf('victim tess')}'`)).toEqual([]);
  expect(existsSync(erasures) && readFileSync(erasures, 'utf8')).not.toContain(keyOf('victim tess'));

  const row = kept[0]!;
  await place.service.app
    .get(Vault)
    .transaction((tx) =>
      tx.query(
        `insert into contacts (id, organisation_id, subject_key, case_key, source, kid, sealed, received_on, version) values ($1, 'southwark', $2, $3, 'police', $4, $5, '2026-04-10', 1)`,
        [row['id'], row['subject_key'], row['case_key'], row['kid'], row['sealed']],
      ),
    );
  // As an older backup has it: nothing was refused, and she is being asked. Its last line was cut short by the crash.
  await vaultRows('delete from refusals');
  await place.rows(`update episodes set state = 'inviting', closed_at = null where subject_key = $1`, [
    keyOf('victim tess'),
  ]);
  await place.rows(`update surveys set cancelled = false`);
  appendFileSync(erasures, '\n{"subject":"cut sh');
  await place.restart();
  expect(await vaultRows(`select 1 from contacts where subject_key = '${keyOf('victim tess')}'`)).toEqual([]);
  expect(await vaultRows('select 1 from refusals')).not.toEqual([]);
  expect(await place.rows(`select state from episodes where subject_key = $1`, [keyOf('victim tess')])).toEqual([
    { state: 'declined' },
  ]);
  expect(
    await place.rows(`select 1 from surveys where survey_id = $1 and cancelled`, [survey!.survey_id]),
  ).toHaveLength(1);
});

test('whether a contact could be read is told of everybody alike, also of her who declined, and then nothing of it is kept', async () => {
  const unreadable = await place.sealContact({ telephones: 'canary' });
  const again = { unit: unitOf('tess'), closedOn: '2026-03-20', reportedOn: '2026-01-15', contact: unreadable };
  await place.intake.announce(recorded(closure('tess', { ...again, version: 2 })));
  await eventually(() =>
    expect(place.intake.heard.map((e) => e.data)).toContainEqual(
      expect.objectContaining({ caseKey: keyOf('case tess'), version: 2, readable: false }),
    ),
  );
  expect(await dispositionOf('tess')).toBe('declined');
  expect(await vaultRows(`select 1 from contacts where subject_key = '${keyOf('victim tess')}'`)).toEqual([]);
});

test('from the moment of the notice nobody can tell who is asked, who waits for the court, and who declined: all leave with what was told', async () => {
  const sealed = await place.sealContact({ telephones: 'canary' });
  const told = [
    closure('vic', { unit: unitOf('vic'), contact: sealed }),
    closure('wes', { unit: unitOf('wes'), contact: sealed, outcomeClass: 'CHARGED', proceedingsLive: true }),
    closure('tess', { unit: unitOf('tess'), contact: sealed, version: 3 }),
  ];
  const { app } = place.service;
  const noticed = await app.get(Database).transaction(async (tx) => {
    await app.get(RecordClosures).recorded(
      told.map((data, i) => ({
        id: crypto.randomUUID(),
        type: 'cases.closure.recorded.v1',
        data,
        key: data.caseKey,
        origin: { topic: 'cases.v1', partition: 0, offset: String(i), timestamp: String(place.clock().getTime()) },
      })),
      tx,
    );
    return tx.query<{ caseKey: string }>(
      `select data::json ->> 'caseKey' as "caseKey" from outbox where type = 'delivery.contact.checked.v1'`,
    );
  });
  expect(new Set(noticed.map((n) => n.caseKey))).toEqual(new Set(told.map((c) => c.caseKey)));
  expect(await Promise.all(['vic', 'wes', 'tess'].map(dispositionOf))).toEqual(['to-check', 'deferred', 'declined']);
});

test('that a contact can be read is told where the one before could not be, and of no other', async () => {
  const heard = () =>
    place.intake.heard.flatMap(({ data }) => {
      const { caseKey, version, readable } = data as EventData<'delivery.contact.checked.v1'>;
      return caseKey === keyOf('case zoe') ? [[version, readable]] : [];
    });
  const good = await place.sealContact(contact('zoe', '2026-02-25', {}));
  const bad = await place.sealContact({ telephones: 'canary' });
  const tell = (version: number, sealed: string) =>
    place.intake.announce(recorded(closure('zoe', { unit: unitOf('zoe'), version, contact: sealed })));
  await tell(1, good);
  await tell(2, bad);
  await eventually(() => expect(heard()).toEqual([[2, false]]));
  await tell(3, good);
  await tell(4, good);
  await tell(5, bad);
  await eventually(() =>
    expect(heard()).toEqual([
      [2, false],
      [3, true],
      [5, false],
    ]),
  );
});

test('of two people who come at the same moment with one number, the second is known to share it', async () => {
  const vault = place.service.app.get(Vault);
  const block = keptContact.parse(contact('xara', '2026-02-25', { telephones: [herTelephone('07700 900321')] }));
  const told = (subject: string) => [{ subjectKey: keyOf(subject), block, source: 'police' as const }];
  const [firstIsKnown, firstMayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const first = vault.transaction(async (tx) => {
    await vault.rememberWays(tx, told('xara'));
    firstIsKnown.resolve();
    await firstMayEnd.promise;
  });
  await firstIsKnown.promise;
  const second = vault.transaction(async (tx) => {
    await vault.rememberWays(tx, told('yara'));
    return vault.store.sharing(tx, [keyOf('yara')]);
  });
  await eventually(async () =>
    expect(await place.rows(`select 1 from pg_locks where locktype = 'advisory' and not granted`)).not.toEqual([]),
  );
  firstMayEnd.resolve();
  await first;
  expect((await second).get(keyOf('yara'))).toContain('telephone');
});

test('the public page says the same to everybody, and what it takes is sealed and counted only when verified', async () => {
  const page = await fetch(`${place.service.url}/nobody-asked-me`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html).not.toMatch(/police|rape|victim(?! support)/i);
  const token = /name="_csrf" value="([^"]+)"/.exec(html)![1]!;
  const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
  const send = (fields: Record<string, string>, from = '203.0.113.1') =>
    fetch(`${place.service.url}/nobody-asked-me`, {
      method: 'POST',
      headers: { cookie, 'x-forwarded-for': from },
      body: new URLSearchParams({ _csrf: token, ...fields }),
    });
  expect((await send({ firstName: '', telephone: 'canary' })).status).toBe(400);
  const nothing = { method: 'POST', headers: { authorization: 'Bearer whoever' } };
  expect((await fetch(`${place.service.url}/nobody-asked-me`, nothing)).status, 'no form at all').toBe(400);
  const answers = [
    await send({ firstName: 'Una', telephone: '07700 900777' }),
    await send({ firstName: 'Vera', telephone: '07700 900888', times: 'weekday-evening' }),
  ];
  const [one, other] = await Promise.all(answers.map((a) => a.text()));
  expect(one).toBe(other);
  expect(
    (
      await fetch(`${place.service.url}/nobody-asked-me`, {
        method: 'POST',
        body: new URLSearchParams({ firstName: 'X', telephone: '07700 900999' }),
      })
    ).status,
    'a form that is not ours',
  ).toBe(403);

  const as = async (method: string, path: string, body?: object) => {
    const response = await fetch(place.service.url + path, {
      method,
      headers: { authorization: `Bearer ${await tokenFor('caseworker-1')}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (response.status === 204 ? null : await response.json()) as any;
  };
  const { entries } = await as('GET', '/v1/own-route');
  expect(entries).toHaveLength(2);
  expect(await as('POST', `/v1/own-route/${entries[0].entryId}/open`)).toMatchObject({
    form: { firstName: expect.stringMatching(/Una|Vera/) },
    candidates: [],
  });
  const verify = (result: object) => as('POST', `/v1/own-route/${entries[0].entryId}/verify`, result);
  expect(await verify({ result: 'not-told-about' }), 'nobody has looked for a case yet').toMatchObject({
    code: 'not-possible-now',
  });
  expect(await as('POST', `/v1/own-route/${entries[0].entryId}/search`, { search: 'June 2011' })).toEqual({
    cases: [],
  });
  expect(await verify({ result: 'not-told-about' })).toBeNull();

  await place.intake.announce(
    recorded(
      closure('wyn', { unit: unitOf('wyn'), closedOn: '2026-03-30', outcomeClass: 'CHARGED', proceedingsLive: true }),
    ),
  );
  await place.settled(async () => expect(await dispositionOf('wyn')).toBe('deferred'));
  const hers = `/v1/own-route/${entries[1].entryId}`;
  const { cases } = await as('POST', `${hers}/search`, { search: 'Unit of wyn' });
  expect(cases, 'it waits for the court and came without a contact').toEqual([
    { caseKey: keyOf('case wyn'), reference: null, disposition: 'deferred', unit: unitOf('wyn'), cueMonth: '2026-03' },
  ]);
  const found = { result: 'matched-case', caseKey: cases[0].caseKey };
  expect(await as('POST', `${hers}/verify`, found), 'who wrote?').toMatchObject({ code: 'identity-not-checked' });
  expect(await vaultRows(`select 1 from contacts where subject_key = '${keyOf('victim wyn')}'`)).toEqual([]);
  const identity = { identity: 'said-name-and-birth-date', birthDate: '1990-05-05' };
  expect(await as('POST', `${hers}/verify`, { ...found, ...identity })).toBeNull();
  expect(
    await vaultRows(`select source from contacts where subject_key = '${keyOf('victim wyn')}'`),
    'the number she gave is there when the court has done',
  ).toEqual([{ source: 'staff' }]);

  const flood = [];
  for (let i = 0; i < 5; i++) flood.push(await send({ firstName: 'Zoe', telephone: '07700 900666' }, '203.0.113.2'));
  expect(
    flood.map((r) => r.status),
    'a number that waits three times already gets the same page',
  ).toEqual([200, 200, 200, 200, 200]);
  const refused = await send({ firstName: 'Zoe', telephone: '07700 900667' }, '203.0.113.2');
  expect(refused.status, 'the sixth form of one address within an hour').toBe(429);
  expect(await refused.text(), 'and there is another way').toContain('0808 000 0000');
  expect((await send({ firstName: 'Yan', telephone: '07700 900668' }, '203.0.113.3')).status, 'somebody else').toBe(
    200,
  );
  const waiting = ((await as('GET', '/v1/own-route')).entries as { entryId: string; state: string }[]).filter(
    (e) => e.state === 'new',
  );
  expect(waiting, 'three of the flood, and one').toHaveLength(4);
  for (const { entryId } of waiting) await as('POST', `/v1/own-route/${entryId}/verify`, { result: 'abuse' });

  place.setClock('2026-05-04T10:00:00Z');
  await eventually(() => {
    const april = place
      .reader!.heard.map((e) => e.data as { month: string; frozen: boolean; notToldAbout: number })
      .find((c) => c.month === '2026-04' && c.frozen);
    expect(april?.notToldAbout).toBe(1);
  });
});

test('no contact detail stands in any table, topic or log; after retention nothing of it is left in the vault either', async () => {
  const check = async () => {
    expect(await everythingWritten(place)).not.toMatch(canaries);
  };
  await check();
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-06-01' },
  });
  const as = async (who: string, path: string, body: object) =>
    fetch(place.service.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const [{ id: sara }] = (await place.rows<{ id: string }>('select episode_id as id from closures where unit = $1', [
    unitOf('sara'),
  ])) as [{ id: string }];
  const note = { episodeId: sara, risk: 'other', note: 'canary: her brother rang' };
  expect((await as('caseworker-1', '/v1/safeguarding', note)).status).toBe(201);
  const legalHold = (hold: boolean) =>
    as('vs-lead-1', `/v1/episodes/${sara}/legal-hold`, { hold, reason: 'order of a court' });
  expect((await legalHold(true)).status).toBe(204);

  place.setClock('2026-06-01T10:00:00Z');
  await place.settled(async () => expect(['not-answered', 'undeliverable']).toContain(await dispositionOf('rosa')));
  const [{ ended }] = (await place.rows<{ ended: Date }>(
    'select closed_at as ended from episodes where subject_key = $1',
    [keyOf('victim rosa')],
  )) as [{ ended: Date }];
  const onDay = async (from: Date, days: number) => {
    place.setClock(new Date(from.getTime() + days * 86_400_000).toISOString());
    await place.run('forget-contacts');
  };
  const contactsOf = (name: string) =>
    vaultRows(`select 1 from contacts where subject_key = '${keyOf(`victim ${name}`)}'`);
  await onDay(ended, 90);
  expect(await contactsOf('rosa'), 'ninety days after fieldwork ended they are still there').not.toEqual([]);
  await onDay(ended, 91);
  await eventually(async () => expect(await contactsOf('rosa')).toEqual([]));
  expect(await contactsOf('sara'), 'a legal hold keeps them').not.toEqual([]);

  const notes = async () =>
    (await vaultRows<{ kind: string }>('select distinct kind from sealed_notes order by kind')).map((n) => n.kind);
  const formReceived = new Date('2026-04-10T10:00:00Z');
  await onDay(formReceived, 180);
  expect(await notes()).toEqual(['concern', 'own-route']);
  await onDay(formReceived, 181);
  await eventually(async () => expect(await notes(), 'what she wrote goes after 180 days').toEqual(['concern']));
  expect(await place.rows(`select 1 from own_route_entries where way_hash <> ''`), 'and what knew her by').toEqual([]);
  await onDay(new Date('2026-05-04T10:00:00Z'), 200);
  expect(await notes(), 'a legal hold keeps notes too').toEqual(['concern']);
  await legalHold(false);
  await onDay(new Date('2026-05-04T10:00:00Z'), 201);
  await eventually(async () => expect(await notes()).toEqual([]));
  await check();
});

test('the fence by organisation stands before the service, and not before the owner, who backs up the whole vault', async () => {
  const fenced = await place.rows<{ name: string; owner: boolean }>(
    'select relname as name, relforcerowsecurity as owner from pg_class where relrowsecurity order by relname',
  );
  expect(fenced.map(({ name }) => name)).toEqual([
    'contact_hashes',
    'contacts',
    'refusals',
    'sealed_notes',
    'vault_key_proofs',
    'vault_keys',
    'vault_keys_to_come',
    'vault_reads',
  ]);
  expect(fenced.filter(({ owner }) => owner)).toEqual([]);
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
