import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkTask } from '@answerable/contracts';
import { textsOf } from '@answerable/questionnaire';
import { Metrics } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { announceHer, call, stateOf } from './staff.js';
import { watchOpenings } from './openings.js';
import { openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
let unnoted: () => string[];
beforeAll(async () => {
  // Monday 2 March 2026, ten in London.
  place = await openWorkplace({
    now: '2026-03-02T10:00:00Z',
    env: {
      TRUST_PROXY: '1',
      STEP_UP_SECONDS: '86400',
      ERASURE_LIST_FILE: join(mkdtempSync(join(tmpdir(), 'answerable-')), 'erasures.ndjson'),
    },
    hears: { coverage: true },
  });
  unnoted = watchOpenings(place.service.app.get(Vault));
  // Months are told from the first on that has a case.
  await announceHer(place, 'ada', {}, { closedOn: '2026-02-20', reportedOn: '2026-01-15' });
  await place.settled(async () => expect(await stateOf(place, 'ada')).toBeDefined());
}, 120_000);
afterAll(() => place?.close());

interface Listed {
  entryId: string;
  state: string;
  mayReopen: boolean;
  receivedOn: string;
  dueAt: string | null;
}
let addresses = 0;
/** Somebody fills the public page in, from an address of her own. */
async function writes(firstName: string, telephone: string): Promise<void> {
  const page = await fetch(`${place.service.url}/nobody-asked-me`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  const cookie = page.headers.getSetCookie()[0]!.split(';')[0]!;
  const sent = await fetch(`${place.service.url}/nobody-asked-me`, {
    method: 'POST',
    headers: { cookie, 'x-forwarded-for': `203.0.113.${(addresses += 1) % 250}` },
    body: new URLSearchParams({ _csrf: token, firstName, telephone }),
  });
  expect(sent.status).toBe(200);
}
const listed = async (state: string): Promise<Listed[]> =>
  (await call<{ entries: Listed[] }>(place, 'caseworker-1', 'GET', `/v1/own-route?state=${state}`)).body.entries;
const waiting = async () => (await listed('waiting')).map((e) => e.entryId);
const at = <T = { code?: string } | null>(who: string, entryId: string, what: string, body?: object) =>
  call<T>(place, who, 'POST', `/v1/own-route/${entryId}/${what}`, body);
async function isNotToldAbout(entryId: string, more: object = {}) {
  await at('caseworker-1', entryId, 'search', { search: 'June 2011' });
  return (await at('caseworker-1', entryId, 'verify', { result: 'not-told-about', ...more })).status;
}
const countedIn = async (month: string, day: string): Promise<number | undefined> => {
  place.setClock(day);
  return eventually(async () => {
    const told = place
      .reader!.heard.map((e) => e.data as { month: string; notToldAbout: number })
      .find((c) => c.month === month);
    expect(told).toBeDefined();
    return told!.notToldAbout;
  });
};

test('the page takes nothing that was posted from elsewhere, without its proof or with somebody else’s', async () => {
  const page = await fetch(`${place.service.url}/nobody-asked-me`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  for (const proof of [{}, { _csrf: token }] as Record<string, string>[]) {
    const sent = await fetch(`${place.service.url}/nobody-asked-me`, {
      method: 'POST',
      body: new URLSearchParams({ ...proof, firstName: 'Mallory', telephone: '07700 900000' }),
    });
    expect(sent.status).toBe(403);
    expect(await sent.text()).toContain('We could not be sure that this form came from you');
  }
  expect(await waiting()).toEqual([]);
});

test('two forms of one woman count once, whichever came first; two women of one number count twice, said on purpose', async () => {
  await writes('Una', '07700 900701');
  await writes('Una', '+44 7700 900701');
  const [one] = await waiting();
  expect(await isNotToldAbout(one!)).toBe(204);
  expect((await listed('dealt-with')).map((e) => e.state).sort(), 'her other form is hers').toEqual([
    'not-told-about',
    'same-person',
  ]);
  await writes('Una', '07700 900701');
  const [again] = await waiting();
  expect((await at<{ counted: boolean }>('caseworker-1', again!, 'open')).body.counted).toBe(true);
  expect(await isNotToldAbout(again!), 'somebody of this number counts already').toBe(409);
  expect((await at('caseworker-1', again!, 'verify', { result: 'same-person' })).status).toBe(204);
  await writes('Ines', '07700 900701');
  expect(await isNotToldAbout((await waiting())[0]!, { anotherPerson: true })).toBe(204);
});

test('what was found out wrongly a lead takes back while the month is not told, and nobody afterwards', async () => {
  await writes('Vera', '07700 900702');
  const [wrong] = await waiting();
  expect((await at('caseworker-1', wrong!, 'verify', { result: 'abuse' })).status).toBe(204);
  expect((await at('caseworker-1', wrong!, 'reopen')).status, 'not by whoever was wrong').toBe(403);
  expect((await at('vs-lead-1', wrong!, 'reopen')).status).toBe(204);
  expect(await isNotToldAbout(wrong!)).toBe(204);
  expect((await at('vs-lead-1', wrong!, 'reopen')).status, 'not counted yet').toBe(204);
  expect((await at('vs-lead-1', wrong!, 'reopen')).status, 'it waits already').toBe(409);
  expect(await isNotToldAbout(wrong!)).toBe(204);

  expect(await countedIn('2026-03', '2026-04-01T09:00:00Z')).toBe(3);
  expect((await listed('dealt-with')).find((e) => e.entryId === wrong)).toMatchObject({ mayReopen: false });
  expect((await at('vs-lead-1', wrong!, 'reopen')).status, 'it stands in a report').toBe(409);
});

test('whoever wrote first is called first, within three working days, by one person at a time; her page is a task with a clock', async () => {
  // Thursday, so that the working days have a weekend between.
  place.setClock('2026-04-09T09:00:00Z');
  await writes('Ada', '07700 900710');
  place.setClock('2026-04-10T09:00:00Z');
  for (let i = 0; i < 100; i++) await writes('Later', `07700 91${1000 + i}`);
  const page = async (after = '') =>
    (
      await call<{ entries: Listed[]; next: string | null }>(
        place,
        'caseworker-1',
        'GET',
        `/v1/own-route?limit=100${after}`,
      )
    ).body;
  const { entries, next } = await page();
  expect(entries).toHaveLength(100);
  const [first] = entries;
  // Tuesday, end of the working day in London.
  expect(first).toMatchObject({ receivedOn: '2026-04-09', dueAt: '2026-04-14T16:00:00.000Z', overdue: false });
  const rest = await page(`&after=${next}`);
  expect(rest).toMatchObject({ next: null, entries: [{ receivedOn: '2026-04-10' }] });
  expect(new Set([...entries, ...rest.entries].map((e) => e.entryId)).size).toBe(101);

  const { tasks } = (
    await call<{ tasks: WorkTask[] }>(place, 'caseworker-1', 'GET', '/v1/worklist?kind=own-route&limit=1')
  ).body;
  expect(tasks[0]).toMatchObject({ entryId: first!.entryId, episodeId: null, dueAt: first!.dueAt });
  expect((await at('caseworker-2', first!.entryId, 'open')).status).toBe(200);
  for (const [what, body] of [['open'], ['not-reached'], ['verify', { result: 'abuse' }]] as const)
    expect((await at('caseworker-1', first!.entryId, what, body)).body?.code, what).toBe('claimed-by-another');
  expect((await at('caseworker-2', first!.entryId, 'not-reached')).status).toBe(204);
  const again = [...(await page()).entries, ...(await page(`&after=${next}`)).entries];
  expect(
    again.find((e) => e.entryId === first!.entryId),
    'tried again on the next working day',
  ).toMatchObject({
    notReached: 1,
    claimedBy: null,
    dueAt: '2026-04-13T16:00:00.000Z',
  });

  place.setClock('2026-04-20T09:00:00Z');
  const overdue = await place.service.app.get(Metrics).registry.getSingleMetric('tasks_overdue_seconds')!.get();
  expect(overdue.values.find((v) => v.labels.kind === 'own-route')!.value).toBeGreaterThan(6 * 86_400);
  expect((await at('caseworker-1', first!.entryId, 'verify', { result: 'not-verified' })).status).toBe(204);
  const open = await place.rows(`select 1 from tasks where note_id = $1 and done_at is null`, [first!.entryId]);
  expect(open, 'what was found out ends the task').toEqual([]);
});

const found = async (telephone: string) =>
  (
    await call<{ entries: { entryId: string; state: string }[] }>(place, 'caseworker-1', 'POST', '/v1/episodes/find', {
      telephone,
    })
  ).body.entries;
const vaultRows = <T>(sql: string, values: unknown[] = []) =>
  place.service.app.get(Vault).transaction((tx) => tx.query<T>(sql, values));

test('who wrote can have it deleted, whether we know her or not, and a number that is somebody else’s is not called again', async () => {
  const number = '07700 900721';
  await writes('Ola', number);
  const [hers] = await found(number);
  expect(hers).toMatchObject({ state: 'new' });
  const erase = (id: string, neverAgain: boolean) => at('caseworker-1', id, 'erase', { neverAgain });
  const [{ way_hash: wayHash } = { way_hash: '' }] = await place.rows<{ way_hash: string }>(
    'select way_hash from own_route_entries where id = $1',
    [hers!.entryId],
  );
  expect((await erase(hers!.entryId, false)).status).toBe(204);
  const left = () => vaultRows('select 1 from sealed_notes where id = $1', [hers!.entryId]);
  expect(await left()).toEqual([]);
  expect(await found(number), 'nothing knows her by her number').toEqual([]);
  expect((await at('caseworker-1', hers!.entryId, 'open')).status).toBe(404);
  expect(await place.rows('select 1 from tasks where note_id = $1 and done_at is null', [hers!.entryId])).toEqual([]);

  // A backup from before is put back.
  await place.service.app.get(Vault).transaction(async (tx) => {
    await place.service.app.get(Vault).sealNote(tx, 'own-route', '{}', hers!.entryId);
    await tx.query(`update own_route_entries set state = 'new', way_hash = $2 where id = $1`, [hers!.entryId, wayHash]);
  });
  await place.restart();
  expect(await left(), 'also after a restore').toEqual([]);
  expect(await found(number)).toEqual([]);

  await writes('Ola', number);
  await writes('Ola', number);
  const again = await found(number);
  expect(again, 'she may write again').toHaveLength(2);
  expect((await erase(again[0]!.entryId, true)).status).toBe(204);
  expect(await found(number), 'all of that number').toEqual([]);
  await writes('Ola', number);
  expect(await found(number), 'the page says the same, and nothing is kept').toEqual([]);

  await writes('Pia', '07700 900722');
  const [pia] = await found('07700 900722');
  expect(await isNotToldAbout(pia!.entryId)).toBe(204);
  expect((await erase(pia!.entryId, false)).status).toBe(204);
  expect(await found('07700 900722')).toEqual([]);
  const [counts] = await place.rows('select state from own_route_entries where id = $1', [pia!.entryId]);
  expect(counts, 'she still counts').toEqual({ state: 'not-told-about' });
});

test('the page speaks her language throughout, the way it runs, and says that the translation awaits review; whoever rings her learns of it', async () => {
  const { page: common, ownRoute, facts } = textsOf('ar');
  const address = `${place.service.url}/nobody-asked-me`;
  const asked = await fetch(`${address}?lang=ar`);
  const html = await asked.text();
  const cookies = asked.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  expect(html).toContain('<html lang="ar" dir="rtl">');
  for (const text of [ownRoute.forWhom, ownRoute.firstName, common.leave, common.notReviewed])
    expect(html).toContain(text);
  expect(html).toContain('<a href="?lang=cy" lang="cy" dir="ltr">Cymraeg</a>');
  expect(html, 'digits in their order').toMatch(/\u2066[\d ]+\u2069/);
  expect(html, 'without JavaScript').not.toContain('<script');
  const post = (fields: object, cookie = cookies.join('; ')) =>
    fetch(address, {
      method: 'POST',
      headers: { cookie, accept: 'text/html', 'x-forwarded-for': '203.0.113.251' },
      body: new URLSearchParams({ _csrf: /name="_csrf" value="([^"]+)"/.exec(html)![1]!, ...fields }),
    });
  expect(await (await post({ firstName: 'Amal' })).text()).toContain(ownRoute.telephoneMissing);
  const forged = await post(
    {},
    cookies.find((cookie) => cookie.startsWith('lang='))!,
  );
  expect(forged.status).toBe(403);
  expect(await forged.text()).toContain(ownRoute.notSentTitle);
  expect(await (await post({ firstName: 'Amal', telephone: '07700 900888' })).text()).toContain(ownRoute.sentTitle);
  const [last] = await place.rows<{ id: string }>('select id from own_route_entries order by id desc limit 1');
  expect(await at('caseworker-1', last!.id, 'open')).toMatchObject({
    body: { form: { firstName: 'Amal', language: facts.code } },
  });

  const browsers = await fetch(address, { headers: { 'accept-language': 'cy-GB,cy;q=0.9' } });
  expect(await browsers.text(), 'as her browser asks for').toContain('<html lang="cy" dir="ltr">');
  const plain = await (await fetch(address)).text();
  expect(plain).toContain('<html lang="en-GB" dir="ltr">');
  expect(plain, 'English was written, not translated').not.toContain('class="note"');
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
