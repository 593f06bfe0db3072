import type { EpisodeView } from '@answerable/contracts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivalsAt } from './arrivals.js';
import { closure, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', hears: { surveys: true, coverage: true } });
}, 120_000);
afterAll(() => place?.close());
const { call, worklist, arrives, dispositionOf, episodeIdOf, telephoneOnly } = arrivalsAt(() => place);

test('somebody whose links are not confirmed is called first; the list shows no number, and what she agrees to is sent', async () => {
  const task = await arrives('bea', telephoneOnly('bea'));
  expect(task).toMatchObject({
    kind: 'telephone',
    reasons: ['links-not-confirmed', 'no-check-word'],
    safe: { telephone: 'unknown', voicemail: 'unsafe' },
  });
  expect(JSON.stringify(task)).not.toMatch(/7700|canary/);

  expect((await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/claim`)).status).toBe(200);
  expect((await call<{ code: string }>('caseworker-2', 'POST', `/v1/tasks/${task.taskId}/claim`)).body.code).toBe(
    'claimed-by-another',
  );
  await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/release`);
  const race = await Promise.all(
    ['caseworker-1', 'caseworker-2', 'vs-lead-1', 'interviewer-1'].map(async (who) => ({
      who,
      status: (await call(who, 'POST', `/v1/tasks/${task.taskId}/claim`)).status,
    })),
  );
  expect(race.map((r) => r.status).toSorted(), 'of four at once, one has it').toEqual([200, 409, 409, 409]);
  await call(race.find((r) => r.status === 200)!.who, 'POST', `/v1/tasks/${task.taskId}/release`);

  const update = { taskId: task.taskId, emailSafe: 'safe', linksSafe: true, checkWord: 'Heron', telephoneSafe: 'safe' };
  const save = (said: object) =>
    call<{ code: string } | null>('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/safe-contact`, {
      ...update,
      ...said,
    });
  expect((await save({})).body?.code, 'who spoke?').toBe('identity-not-checked');
  const byLetter = { linksSafe: undefined, emailSafe: undefined, checkWord: undefined, letterSafe: 'safe' };
  const address = { lines: ['1 Police Row'], postcode: 'SE1 1AA' };
  expect((await save({ ...byLetter, address })).body?.code, 'a letter too').toBe('identity-not-checked');
  const identity = 'said-name-and-birth-date';
  expect((await save({ identity, birthDate: '1990-06-05' })).body?.code, 'somebody else').toBe('identity-not-checked');
  const birthDate = '1990-05-05';
  expect((await save({ identity, birthDate })).body?.code, 'the police named that mailbox, not she').toBe(
    'not-named-by-her',
  );
  expect((await save({ identity, birthDate, email: 'bea@canary.example' })).status).toBe(204);
  await eventually(() => expect(place.mail.mails.map((m) => [m.to].flat()[0]?.text)).toContain('bea@canary.example'));
  await place.settled();
  expect(await dispositionOf('bea')).toEqual({ disposition: 'asked', reason: null });
});

test('contact details need a purpose and are audited; nobody without the role sees them', async () => {
  const task = await arrives('cleo', telephoneOnly('cleo'));
  const path = `/v1/episodes/${task.episodeId}/contact/reveal`;
  expect((await call('caseworker-1', 'POST', path, {})).status).toBe(400);
  expect((await call('interviewer-1', 'POST', path, { purpose: 'telephone-call' })).status).toBe(403);
  expect((await call('police-lead-01', 'POST', path, { purpose: 'telephone-call' })).status).toBeGreaterThanOrEqual(
    401,
  );
  const revealed = await call<{ name: { first: string } }>('caseworker-1', 'POST', path, { purpose: 'telephone-call' });
  expect(revealed).toMatchObject({ status: 200, body: { name: { first: 'cleo' } } });
  const reads = await call<{ reads: object[] }>('auditor-1', 'GET', '/v1/vault/reads?limit=5');
  expect(reads.body.reads).toContainEqual(
    expect.objectContaining({ purpose: 'telephone-call', reference: task.reference }),
  );
});

test('who rings us is found by her number, her address or her reference, in every state; who searched is written down', async () => {
  const find = async (sought: object, who = 'caseworker-1') =>
    (await call<{ episodes: { reference: string; state: string }[] }>(who, 'POST', '/v1/episodes/find', sought)).body
      .episodes;
  const cleo = await arrives('cora', {
    ...telephoneOnly('cora'),
    telephones: [{ ...telephoneOnly('cora').telephones[0]!, number: '07700 900498' }],
  });
  await call('caseworker-1', 'POST', `/v1/episodes/${cleo.episodeId}/hold`, {
    reason: 'abroad',
    reviewOn: '2026-06-20',
  });
  for (const sought of [
    { telephone: '+44 7700 900498' },
    { email: 'Cora@canary.example' },
    { reference: cleo.reference!.replace('-', '').toLowerCase() },
  ])
    expect(await find(sought), JSON.stringify(sought)).toEqual([
      expect.objectContaining({ episodeId: cleo.episodeId, reference: cleo.reference, state: 'held' }),
    ]);
  expect(await find({ telephone: '07700 900499' })).toEqual([]);
  const { reads } = (
    await call<{ reads: { purpose: string; reference: string | null }[] }>(
      'auditor-1',
      'GET',
      '/v1/vault/reads?limit=4',
    )
  ).body;
  expect(reads.map((r) => [r.purpose, r.reference])).toEqual([
    ['search', null],
    ['search', cleo.reference],
    ['search', cleo.reference],
    ['search', cleo.reference],
  ]);
  expect((await call('interviewer-1', 'POST', '/v1/episodes/find', { reference: cleo.reference })).status).toBe(403);
});

test('an interviewer who supported her does not interview her; another one gets sixty seconds', async () => {
  const task = await arrives('dora', telephoneOnly('dora'));
  await call('interviewer-1', 'POST', `/v1/episodes/${task.episodeId}/supporters`);
  expect(
    (await call<{ code: string }>('interviewer-1', 'POST', `/v1/episodes/${task.episodeId}/handover`)).body.code,
  ).toBe('supported-her');
  const handed = await call<{ url: string; token: string; firstName: string }>(
    'vs-lead-1',
    'POST',
    `/v1/episodes/${task.episodeId}/handover`,
  );
  expect(handed).toMatchObject({ status: 200, body: { url: 'http://localhost:4102/interview', firstName: 'dora' } });
  const keys = createRemoteJWKSet(new URL(`${place.service.url}/v1/public/handover-keys`));
  const { payload } = await jwtVerify(handed.body.token, keys, {
    issuer: 'survey-delivery',
    audience: 'response-collection',
  });
  expect(payload.exp! - payload.iat!).toBe(60);
  await eventually(() =>
    expect(place.collection.heard.map((e) => (e.data as { surveyId: string }).surveyId)).toContain(payload.sub),
  );
});

test('she says no on the telephone: everything stops, her details are gone in the same moment, and her next case is not asked about', async () => {
  const task = await arrives('eva', telephoneOnly('eva'));
  const keyed = await place.rows<{ subject_key: string }>('select subject_key from episodes where id = $1', [
    task.episodeId,
  ]);
  expect(
    (await call('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/attempts`, { outcome: 'never-ask-again' }))
      .status,
  ).toBe(204);
  expect(await dispositionOf('eva')).toEqual({ disposition: 'declined', reason: null });
  expect(
    (
      await call<{ code: string }>('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/contact/reveal`, {
        purpose: 'telephone-call',
      })
    ).body.code,
  ).toBe('no-contact-kept');
  const again = closure('eva again', {
    victimKey: keyed[0]!.subject_key,
    closedOn: '2026-06-08',
    unit: 'Unit of eva again',
    contact: await place.sealContact(telephoneOnly('eva')),
  });
  await place.intake.announce(recorded(again));
  await place.settled(async () =>
    expect(await dispositionOf('eva again')).toEqual({ disposition: 'excluded', reason: 'declined-by-her' }),
  );
});

test('who said never is not asked about by another system either: her number with her date of birth is known again', async () => {
  const numbered = (name: string, number: string) => {
    const block = telephoneOnly(name);
    return { ...block, telephones: [{ ...block.telephones[0]!, number }] };
  };
  const task = await arrives('eda', numbered('eda', '07700 900470'));
  await call('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/decline`, { never: true });
  const elsewhere = await place.sealContact(numbered('eda', '+44 7700 900470'));
  await place.intake.announce(
    recorded(closure('eda elsewhere', { closedOn: '2026-05-20', unit: 'Unit of eda elsewhere', contact: elsewhere })),
  );
  await place.settled(async () =>
    expect(await dispositionOf('eda elsewhere')).toEqual({ disposition: 'excluded', reason: 'declined-by-her' }),
  );
  const reveal = `/v1/episodes/${await episodeIdOf('eda elsewhere')}/contact/reveal`;
  expect(
    (await call<{ code: string }>('caseworker-1', 'POST', reveal, { purpose: 'telephone-call' })).body.code,
    'nothing of her is kept',
  ).toBe('no-contact-kept');
  const daughter = await arrives('eda daughter', { ...numbered('eda', '07700 900470'), dateOfBirth: '2004-01-01' });
  expect(daughter.kind, 'somebody else with the same number may be asked').toMatch(/safe-contact-check|telephone/);
});

test('without a contact block a person looks, and says what was found; the reason is published as the police’s', async () => {
  const task = await arrives('fay', null);
  expect(task).toMatchObject({ kind: 'safe-contact-check', reasons: ['no-contact-block'] });
  expect(
    (await call('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/exclude`, { reason: 'no-usable-contact' }))
      .status,
  ).toBe(204);
  expect(await dispositionOf('fay')).toEqual({ disposition: 'excluded', reason: 'no-usable-contact' });
});

test('a charge with live proceedings waits for the court, is looked at every ninety days, and is never dropped', async () => {
  const sealed = await place.sealContact(telephoneOnly('hana'));
  await place.intake.announce(
    recorded(
      closure('hana', {
        unit: 'Unit of hana',
        closedOn: '2026-06-01',
        outcomeClass: 'CHARGED',
        proceedingsLive: true,
        contact: sealed,
      }),
    ),
  );
  await place.settled(async () =>
    expect(await dispositionOf('hana')).toEqual({ disposition: 'deferred', reason: 'proceedings-live' }),
  );
  place.setClock('2026-09-09T09:00:00Z');
  const task = await eventually(
    async () =>
      (await worklist('caseworker-1', '?kind=proceedings-recheck'))[0] ?? Promise.reject(new Error('no task yet')),
  );
  expect(
    (await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/proceedings-recheck`, { stillLive: false })).status,
  ).toBe(204);
  await place.settled(async () =>
    expect(await dispositionOf('hana')).toEqual({ disposition: 'to-check', reason: null }),
  );
});

test('settings change only by two people; one switch stops everything, and going on makes no burst', async () => {
  const proposed = await call<{ proposalId: string }>('vs-lead-1', 'POST', '/v1/settings/proposals', {
    changes: { waitingDays: 21 },
    reason: 'more time',
  });
  expect(
    (await call<{ code: string }>('vs-lead-1', 'POST', `/v1/settings/proposals/${proposed.body.proposalId}/approve`))
      .body.code,
  ).toBe('same-person');
  expect(
    (await call('safeguarding-1', 'POST', `/v1/settings/proposals/${proposed.body.proposalId}/approve`)).status,
  ).toBe(200);
  expect(
    (await call<{ settings: { waitingDays: number } }>('auditor-1', 'GET', '/v1/settings')).body.settings.waitingDays,
  ).toBe(21);
  expect(
    (await call('vs-lead-1', 'POST', '/v1/settings/proposals', { changes: { waitingDays: 3 }, reason: 'sooner' }))
      .status,
  ).toBe(400);
  expect(
    (await call<{ paused: boolean }>('vs-lead-1', 'POST', '/v1/delivery-state/pause', { reason: 'a leak' })).body
      .paused,
  ).toBe(true);
  const bea = await episodeIdOf('bea');
  expect(
    (await call<{ detail: string }>('vs-lead-1', 'POST', `/v1/episodes/${bea}/handover`)).body.detail,
    'nobody begins an interview',
  ).toBe('Everything is paused: a leak');
  expect(
    (await call<{ detail: string }>('vs-lead-1', 'POST', `/v1/episodes/${bea}/dial`)).body.detail,
    'nobody is rung',
  ).toBe('Everything is paused: a leak');
  expect((await call<{ paused: boolean }>('vs-lead-1', 'POST', '/v1/delivery-state/resume')).body.paused).toBe(false);
  await call('safeguarding-1', 'POST', '/v1/delivery-state/pause', { reason: 'another leak' });
  await call('vs-lead-1', 'POST', '/v1/delivery-state/resume');
  const uses = await call<{ changes: object[] }>('auditor-1', 'GET', '/v1/delivery-state/changes');
  expect(uses.body.changes, 'each use of the switch, and who let it go on').toMatchObject([
    { paused: false, reason: null },
    { paused: true, reason: 'another leak' },
    { paused: false, reason: null },
    { paused: true, reason: 'a leak' },
  ]);
  expect(new Set(uses.body.changes.map((c) => (c as { person: { subject: string } }).person.subject)).size).toBe(2);
});

test('the supervisor sees that the dispositions add up, and reporting gets each month once it has ended, frozen', async () => {
  await place.run('check-sum');
  const view = await call<{ sum: { holds: boolean; closures: number }; dispositions: { closures: number }[] }>(
    'vs-lead-1',
    'GET',
    '/v1/supervisor?from=2026-05&to=2026-09',
  );
  expect(view.body.sum.holds).toBe(true);
  expect(view.body.dispositions.reduce((sum, d) => sum + d.closures, 0)).toBe(
    (await place.rows(`select 1 from closures where state = 'closed'`)).length,
  );
  await eventually(() => {
    const frozen = place
      .reader!.heard.map((e) => e.data as { month: string; frozen: boolean; asked: number })
      .filter((c) => c.frozen);
    expect(place.reader!.heard, 'nothing of a month that still runs').toHaveLength(frozen.length);
    expect(frozen.map((c) => c.month).sort()).toEqual(['2026-05', '2026-06', '2026-07', '2026-08']);
    expect(frozen.find((c) => c.month === '2026-06')!.asked).toBe(3);
  });
});

test('whoever comes by herself and belongs to an episode is called on the number she gave, also where we had given up', async () => {
  const block = telephoneOnly('ivy');
  const task = await arrives('ivy', { ...block, telephones: [{ ...block.telephones[0], number: '07700 900457' }] });
  await call('caseworker-1', 'POST', `/v1/episodes/${task.episodeId}/attempts`, { outcome: 'wrong-number' });
  expect(await dispositionOf('ivy')).toEqual({ disposition: 'undeliverable', reason: null });

  const page = await fetch(`${place.service.url}/nobody-asked-me`);
  const token = /name="_csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  const sent = await fetch(`${place.service.url}/nobody-asked-me`, {
    method: 'POST',
    headers: { cookie: page.headers.getSetCookie()[0]!.split(';')[0]! },
    body: new URLSearchParams({ _csrf: token, firstName: 'Ivy', telephone: '07700 900457', voicemailSafe: 'unsafe' }),
  });
  expect(sent.status).toBe(200);
  const { entries } = (await call<{ entries: { entryId: string }[] }>('caseworker-1', 'GET', '/v1/own-route')).body;
  const entry = `/v1/own-route/${entries[0]!.entryId}`;
  const { candidates } = (await call<{ candidates: { episodeId: string }[] }>('caseworker-1', 'POST', `${entry}/open`))
    .body;
  expect(candidates.map((c) => c.episodeId)).toEqual([task.episodeId]);
  const verify = (said: object) =>
    call<{ code: string } | null>('caseworker-1', 'POST', `${entry}/verify`, {
      result: 'matched',
      episodeId: task.episodeId,
      ...said,
    });
  const identity = 'said-name-and-birth-date';
  for (const said of [{}, { identity }, { identity, birthDate: '1990-06-05' }])
    expect((await verify(said)).body?.code, 'anybody can type a number').toBe('identity-not-checked');
  expect(await dispositionOf('ivy')).toEqual({ disposition: 'undeliverable', reason: null });
  expect((await verify({ identity, birthDate: '1990-05-05' })).status).toBe(204);
  const again = await eventually(async () => {
    const found = (await worklist('caseworker-1', '?search=Unit%20of%20ivy'))[0];
    expect(found).toMatchObject({ kind: 'telephone', safe: { voicemail: 'unsafe' } });
    return found!;
  });
  expect(again.episodeId).toBe(task.episodeId);
  expect(await dispositionOf('ivy')).toEqual({ disposition: 'to-check', reason: null });
});

test('no day holds more work than staff can do, what is overdue and what is put off counted in', async () => {
  const proposed = await call<{ proposalId: string }>('vs-lead-1', 'POST', '/v1/settings/proposals', {
    changes: { tasksPerDay: 3 },
    reason: 'fewer of us',
  });
  await call('safeguarding-1', 'POST', `/v1/settings/proposals/${proposed.body.proposalId}/approve`);
  const tasks = [];
  for (const name of ['kat', 'kay', 'kia', 'kim', 'kit'])
    tasks.push(
      await arrives(name, {
        ...telephoneOnly(name),
        telephones: [{ ...telephoneOnly(name).telephones[0]!, number: `07700 9005${10 + tasks.length}` }],
      }),
    );
  for (const { episodeId } of tasks)
    expect(
      (await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/attempts`, { outcome: 'no-answer' })).status,
    ).toBe(204);
  const days = await place.rows<{ day: string; n: number }>(
    `select (due_at at time zone 'Europe/London')::date::text as day, count(*)::int as n from tasks
      where done_at is null and due_at >= $1::date + 1 group by 1 order by 1`,
    [place.clock()],
  );
  expect(days.length, 'five calls put off need two days at least').toBeGreaterThan(1);
  expect(days.filter(({ n }) => n > 3)).toEqual([]);
});

test('an episode tells its story without a contact detail', async () => {
  const [row] = await place.rows<{ id: string }>(`select episode_id as id from closures where unit = 'Unit of bea'`);
  const view = await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${row!.id}`);
  expect(view.body.story.map((s) => s.kind)).toEqual(
    expect.arrayContaining(['contact-assessed', 'safe-contact-updated', 'message-created', 'message-sent']),
  );
  expect(JSON.stringify(view.body)).not.toMatch(/canary|7700|Heron/);
});

test('contact details are opened a limited number of times within an hour, whoever opens them', async () => {
  const [row] = await place.rows<{ id: string }>(`select episode_id as id from closures where unit = 'Unit of bea'`);
  const path = `/v1/episodes/${row!.id}/contact/reveal`;
  const statuses = [];
  for (let i = 0; i < 21; i++)
    statuses.push((await call('caseworker-2', 'POST', path, { purpose: 'telephone-call' })).status);
  expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  expect(
    (await call('caseworker-1', 'POST', path, { purpose: 'telephone-call' })).status,
    'a colleague has a count of her own',
  ).toBe(200);
});
