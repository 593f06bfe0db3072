import type { EpisodeView, OutcomeClass, WorkTask } from '@answerable/contracts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closure, contact, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', hears: { surveys: true, coverage: true } });
}, 120_000);
afterAll(() => place?.close());

async function call<T>(
  who: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: T }> {
  const response = await fetch(place.service.url + path, {
    method,
    headers: {
      authorization: `Bearer ${await tokenFor(who)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}
const worklist = async (who: string, query = ''): Promise<WorkTask[]> =>
  (await call<{ tasks: WorkTask[] }>(who, 'GET', `/v1/worklist${query}`)).body.tasks;

/** A closure whose contact needs a call; gives the task once it is there. */
async function arrives(
  name: string,
  block: object | null,
  over: { outcomeClass?: OutcomeClass } = {},
): Promise<WorkTask> {
  const sealed = block && (await place.sealContact(block));
  await place.intake.announce(
    recorded(
      closure(name, {
        closedOn: '2026-05-20',
        reportedOn: '2026-05-01',
        unit: `Unit of ${name}`,
        contact: sealed,
        ...over,
      }),
    ),
  );
  return eventually(async () => {
    const found = (await worklist('caseworker-1', `?search=${encodeURIComponent(`Unit of ${name}`)}`))[0];
    expect(found).toBeDefined();
    return found!;
  });
}
const dispositionOf = async (name: string) =>
  (
    await place.rows<{ disposition: string; reason: string | null }>(
      'select disposition, reason from closures where unit = $1',
      [`Unit of ${name}`],
    )
  )[0];
const episodeIdOf = async (name: string) =>
  (await place.rows<{ id: string }>('select episode_id as id from closures where unit = $1', [`Unit of ${name}`]))[0]!
    .id;
const numbers = new Map<string, string>();
const numberOf = (name: string) => {
  if (!numbers.has(name)) numbers.set(name, `07700 900${600 + numbers.size}`);
  return numbers.get(name)!;
};
const telephoneOnly = (name: string) =>
  contact(name, '2026-05-19', {
    linksSafeConfirmedOn: null,
    checkWord: null,
    telephones: [
      {
        number: numberOf(name),
        belongsTo: 'her',
        safe: 'safe',
        textSafe: 'unknown',
        voicemailSafe: 'unsafe',
        shared: false,
        times: [],
      },
    ],
  });

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

test('a safeguarding concern holds everything for her until its lead has decided', async () => {
  const task = await arrives('gia', telephoneOnly('gia'));
  const raised = await call<{ concernId: string; dueAt: string }>('caseworker-1', 'POST', '/v1/safeguarding', {
    episodeId: task.episodeId,
    risk: 'life',
    note: 'canary-note: she said he is outside',
  });
  expect(raised).toMatchObject({ status: 201, body: { dueAt: expect.stringMatching(/^2026-06-10T10:0/) } });
  expect(await dispositionOf('gia')).toEqual({ disposition: 'excluded', reason: 'safeguarding-hold' });
  expect(await worklist('caseworker-1', '?search=Unit%20of%20gia')).toEqual([]);
  expect((await call('caseworker-1', 'GET', '/v1/safeguarding')).status).toBe(403);
  const queue = await call<{ concerns: { concernId: string; note: string }[] }>(
    'safeguarding-1',
    'GET',
    '/v1/safeguarding?state=open',
  );
  expect(queue.body.concerns.find((c) => c.concernId === raised.body.concernId)?.note).toContain('outside');
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${raised.body.concernId}/take`);
  expect(
    (
      await call('safeguarding-1', 'POST', `/v1/safeguarding/${raised.body.concernId}/close`, {
        outcome: 'safe now',
        contactAgain: true,
      })
    ).status,
  ).toBe(204);
  expect(await worklist('caseworker-1', '?search=Unit%20of%20gia')).toHaveLength(1);
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
  await call('caseworker-1', 'POST', `${entry}/verify`, { result: 'matched', episodeId: task.episodeId });
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

let nextOwn = 700;
const onHerOwn = (name: string) => {
  const block = telephoneOnly(name);
  return { ...block, telephones: [{ ...block.telephones[0]!, number: `07700 900${nextOwn++}` }] };
};
const child = (name: string) => ({ ...onHerOwn(name), dateOfBirth: '2014-05-05' });
const decide = (task: WorkTask, ask: boolean) =>
  call('vs-lead-1', 'POST', `/v1/tasks/${task.taskId}/child-decision`, { ask, specialist: 'Dr Reed' });
const openKinds = async (name: string) =>
  (
    await place.rows<{ kind: string }>(
      `select t.kind from tasks t join closures c on c.episode_id = t.episode_id where c.unit = $1 and t.done_at is null`,
      [`Unit of ${name}`],
    )
  ).map((t) => t.kind);

test('under 16 nobody is asked unless a child specialist says so, and whose no it was is kept', async () => {
  const no = await arrives('lil', child('lil'));
  expect(no.kind).toBe('child-decision');
  expect((await decide(no, false)).status).toBe(204);
  await place.settled();
  expect(await dispositionOf('lil')).toEqual({ disposition: 'excluded', reason: 'under-16' });
  expect(await openKinds('lil')).toEqual([]);
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${no.episodeId}`)).body;
  expect(story.find((s) => s.kind === 'child-decision')).toMatchObject({
    detail: { ask: false, specialist: 'Dr Reed' },
    by: expect.any(String),
  });

  expect((await decide(await arrives('lou', child('lou')), true)).status).toBe(204);
  await place.settled(async () => expect(await openKinds('lou')).toEqual(['telephone']));
  expect(await dispositionOf('lou')).toEqual({ disposition: 'to-check', reason: null });
});

test('a date of birth that the police put right is judged again, and nobody has to decide on a child any more', async () => {
  await arrives('lyn', child('lyn'));
  expect(await dispositionOf('lyn')).toEqual({ disposition: 'excluded', reason: 'under-16' });
  await place.intake.announce(
    recorded(
      closure('lyn', {
        version: 2,
        closedOn: '2026-05-20',
        unit: 'Unit of lyn',
        contact: await place.sealContact(onHerOwn('lyn')),
      }),
    ),
  );
  await place.settled(async () => expect(await openKinds('lyn')).toEqual(['telephone']));
  expect(await dispositionOf('lyn')).toEqual({ disposition: 'to-check', reason: null });
});

test('the police say that proceedings have ended: she is to be asked, and nobody has to find it out any more', async () => {
  const charged = closure('hal', {
    unit: 'Unit of hal',
    closedOn: '2026-06-01',
    outcomeClass: 'CHARGED',
    proceedingsLive: true,
    contact: await place.sealContact(onHerOwn('hal')),
  });
  await place.intake.announce(recorded(charged));
  await place.settled(async () => expect((await dispositionOf('hal'))?.disposition).toBe('deferred'));
  place.setClock('2026-12-09T10:00:00Z');
  const rechecks = () => place.rows(`select 1 from tasks where case_key = $1 and done_at is null`, [charged.caseKey]);
  await eventually(async () => expect(await rechecks()).toHaveLength(1));
  await place.intake.announce({
    type: 'cases.proceedings.changed.v1',
    data: {
      organisationId: charged.organisationId,
      caseKey: charged.caseKey,
      victimKey: charged.victimKey,
      version: 2,
      live: false,
      on: '2026-12-09',
    },
  });
  await place.settled(async () =>
    expect(await dispositionOf('hal')).toEqual({ disposition: 'to-check', reason: null }),
  );
  expect(await rechecks()).toEqual([]);
});

interface Queue {
  concerns: { concernId: string; escalatedAt: string | null; outcome: string | null; overdue: boolean }[];
}
const concernOf = async (id: string, state = '') =>
  (await call<Queue>('safeguarding-1', 'GET', `/v1/safeguarding${state}`)).body.concerns.find(
    (c) => c.concernId === id,
  )!;
const worry = async (episodeId: string | null, risk: string) =>
  (
    await call<{ concernId: string }>('caseworker-1', 'POST', '/v1/safeguarding', {
      episodeId,
      risk,
      note: 'he is back',
    })
  ).body.concernId;

test('a concern belongs to its lead: another one takes it over openly or leaves it alone', async () => {
  const episodeId = await episodeIdOf('lou');
  const id = await worry(episodeId, 'domestic');
  const act = (who: string, what: string, body?: object) =>
    call<{ code: string } | null>(who, 'POST', `/v1/safeguarding/${id}/${what}`, body);
  const close = { outcome: 'canary-outcome: her sister fetched her', contactAgain: true };
  expect((await act('safeguarding-1', 'take-over')).status, 'nobody leads yet').toBe(409);
  expect((await act('safeguarding-1', 'take')).status).toBe(204);
  expect((await act('vs-lead-1', 'take')).body?.code).toBe('another-leads');
  expect((await act('vs-lead-1', 'close', close)).status).toBe(403);
  expect((await act('vs-lead-1', 'take-over')).status).toBe(204);
  expect((await act('safeguarding-1', 'close', close)).status).toBe(403);
  expect((await act('vs-lead-1', 'close', close)).status).toBe(204);
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${episodeId}`)).body;
  expect(story.map((s) => s.kind)).toEqual(expect.arrayContaining(['concern-taken-over', 'released']));
  expect((await concernOf(id, '?state=closed')).outcome).toBe(close.outcome);
  expect(JSON.stringify(await place.rows('select * from concerns')), 'how it ended rests sealed').not.toContain(
    'sister',
  );
});

test('what no lead takes within its time is escalated: a life within the hour, a child within four', async () => {
  place.setClock('2026-12-10T10:00:00Z');
  const [life, kid, taken] = [await worry(null, 'life'), await worry(null, 'child'), await worry(null, 'life')];
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${taken}/take`);
  const escalated = async (now: string) => {
    place.setClock(now);
    await place.run('escalate-concerns');
    return Promise.all([life, kid, taken].map(async (id) => (await concernOf(id!)).escalatedAt !== null));
  };
  expect(await escalated('2026-12-10T10:50:00Z')).toEqual([false, false, false]);
  expect(await escalated('2026-12-10T11:10:00Z')).toEqual([true, false, false]);
  expect(await escalated('2026-12-10T13:50:00Z')).toEqual([true, false, false]);
  expect(await escalated('2026-12-10T14:10:00Z')).toEqual([true, true, false]);
  expect((await concernOf(taken!)).overdue, 'its lead has not ended it either').toBe(true);
});

test('a call-back handed to safeguarding is a concern with its risk, and she is held', async () => {
  const episodeId = await episodeIdOf('lyn');
  const [survey] = await place.rows<{ id: string }>('select survey_id as id from episodes where id = $1', [episodeId]);
  const sealed = await place.sealContact({ wishes: ['support'], message: null, notSafeNow: true });
  await place.collection.announce({
    type: 'responses.contact.wanted.v1',
    data: { surveyId: survey!.id, on: '2026-12-10', sealed },
  });
  const wanted = await eventually(async () => {
    const { callBacks } = (
      await call<{ callBacks: { callBackId: string; taskId: string; episodeId: string }[] }>(
        'caseworker-1',
        'GET',
        '/v1/call-backs',
      )
    ).body;
    return callBacks.find((c) => c.episodeId === episodeId) ?? Promise.reject(new Error('no wish yet'));
  });
  await call('caseworker-1', 'POST', `/v1/tasks/${wanted.taskId}/claim`);
  const end = (more: object) =>
    call('caseworker-1', 'POST', `/v1/call-backs/${wanted.callBackId}/complete`, {
      outcome: 'handed-to-safeguarding',
      supportGiven: false,
      ...more,
    });
  expect((await end({})).status, 'how fast, and why?').toBe(400);
  expect((await end({ risk: 'domestic', note: 'he reads her telephone' })).status).toBe(204);
  expect(await dispositionOf('lyn')).toEqual({ disposition: 'excluded', reason: 'safeguarding-hold' });
});

test.each(['ring 07700 900 123', 'at ana@example.org', 'moved to SE1 1AA', '+44 (0)7700-900123'])(
  'what would reach her stands in no note of staff: "%s"',
  async (reason) => {
    const path = `/v1/episodes/${await episodeIdOf('hal')}`;
    expect((await call('caseworker-1', 'POST', `${path}/hold`, { reason, reviewOn: '2027-01-12' })).status).toBe(400);
  },
);
test('a note of staff with a date in it is taken, and gone once she says no', async () => {
  const episodeId = await episodeIdOf('hal');
  const act = (what: string, body: object) => call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/${what}`, body);
  expect((await act('hold', { reason: 'canary: in hospital until 2026-12-20', reviewOn: '2027-01-12' })).status).toBe(
    204,
  );
  expect((await act('decline', { never: false })).status).toBe(204);
  const left = await place.rows(
    `select e::text as row from episodes e where id = $1 union all select s::text from story_entries s where episode_id = $1`,
    [episodeId],
  );
  expect(JSON.stringify(left)).not.toContain('hospital');
});
