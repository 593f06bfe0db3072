import type { EpisodeView, WorkTask } from '@answerable/contracts';
import { london } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arrivalsAt } from './arrivals.js';
import { hearPoliceAt } from './staff.js';
import { agreeWith, closure, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';
import { Vault } from '../src/vault/vault.js';
import { watchOpenings } from './openings.js';

let place: Workplace;
let unnoted: () => string[];
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', hears: { surveys: true, coverage: true } });
  unnoted = watchOpenings(place.service.app.get(Vault));
}, 120_000);
afterAll(() => place?.close());
const { call, worklist, arrives, dispositionOf, episodeIdOf, telephoneOnly } = arrivalsAt(() => place);

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

let nextOwn = 700;
const onHerOwn = (name: string) => {
  const block = telephoneOnly(name);
  return { ...block, telephones: [{ ...block.telephones[0]!, number: `07700 900${nextOwn++}` }] };
};

/** Spoken with and written to: her mailbox, a link that is safe. */
async function asked(name: string): Promise<string> {
  await arrives(name, onHerOwn(name));
  await agreeWith(place.service.url, `Unit of ${name}`, mailboxOf(name));
  await place.settled(async () => expect((await dispositionOf(name))?.disposition).toBe('asked'));
  return episodeIdOf(name);
}
const announce = (name: string, over: Parameters<typeof closure>[1]) =>
  place.intake.announce(
    recorded(closure(name, { closedOn: '2026-05-20', unit: `Unit of ${name}`, contact: null, ...over })),
  );
const episodesOf = (name: string) =>
  place.rows<{ id: string; state: string; reason: string | null; due_at: Date | null }>(
    `select id, state, held_reason as reason, due_at from episodes where subject_key = $1 order by started_at`,
    [closure(name).victimKey],
  );
const mailsTo = (name: string) =>
  place.mail.mails.filter((m) => JSON.stringify(m.to).includes(`${name}@canary.example`)).length;

test.each([
  ['that she lives with him', 'ada', { marks: ['lives-with-suspect' as const] }],
  ['that she is at risk', 'amy', { marks: ['at-risk' as const] }],
  ['another date of birth', 'ava', { dateOfBirth: '1971-01-01' }],
])('told %s between her messages: the next one waits until somebody has looked', async (_, name, news) => {
  const id = await asked(name);
  const [before] = await episodesOf(name);
  await announce(name, { version: 2, contact: await place.sealContact(onHerOwn(name)) });
  await announce(name, { version: 3, contact: await place.sealContact({ ...onHerOwn(name), ...news }) });
  await place.settled(async () => expect((await episodesOf(name))[0]).toMatchObject({ state: 'to-check' }));
  expect(await openKinds(name)).toEqual(['safe-contact-check']);
  await hearPoliceAt(place, before!.due_at!.toISOString());
  expect(mailsTo(name), 'the first message alone').toBe(1);
  const said = { taskId: null, telephoneSafe: 'safe' };
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${id}/safe-contact`, said)).status).toBe(204);
  await place.settled(() => expect(mailsTo(name)).toBe(2));
  place.setClock('2026-06-10T09:00:00Z');
});

test('details told again that say nothing new stop nothing, and bring no message forward', async () => {
  await asked('bea');
  const [before] = await episodesOf('bea');
  await announce('bea', { version: 2, contact: await place.sealContact(onHerOwn('bea')) });
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from story_entries where episode_id = $1 and kind = 'contact-assessed'`, [before!.id]),
    ).toHaveLength(3),
  );
  expect(await episodesOf('bea')).toEqual([before]);
});

test('a concern that is open holds whatever begins for her later, and ending it ends that hold too', async () => {
  const episodeId = (await arrives('cam', onHerOwn('cam'))).episodeId!;
  const concernId = await worry(episodeId, 'domestic');
  await announce('cam', { version: 2, state: 'reopened' });
  await place.settled(async () => expect(await episodesOf('cam')).toMatchObject([{ state: 'superseded' }]));
  await announce('cam', { version: 3, contact: await place.sealContact(onHerOwn('cam')) });
  await place.settled(async () =>
    expect(await episodesOf('cam')).toMatchObject([{ state: 'superseded' }, { state: 'held', reason: 'safeguarding' }]),
  );
  expect(await dispositionOf('cam')).toEqual({ disposition: 'excluded', reason: 'safeguarding-hold' });
  const second = await worry(episodeId, 'other');
  const end = async (id: string, contactAgain: boolean) => {
    await call('safeguarding-1', 'POST', `/v1/safeguarding/${id}/take`);
    await call('safeguarding-1', 'POST', `/v1/safeguarding/${id}/close`, { outcome: 'safe now', contactAgain });
    await place.settled();
  };
  await end(concernId, true);
  expect((await episodesOf('cam'))[1], 'the other one is open').toMatchObject({ state: 'held' });
  await end(second, true);
  expect((await episodesOf('cam'))[1]).toMatchObject({ state: 'to-check', reason: null });
});

test.each(['meanwhile', 'with another concern open'])(
  'a lead’s no stands for a case that the police have reopened, %s, and close again',
  async (how) => {
    const name = `cat ${how.length}`;
    const episodeId = (await arrives(name, onHerOwn(name))).episodeId!;
    const concernId = await worry(episodeId, 'domestic');
    const other = how === 'meanwhile' ? null : await worry(episodeId, 'other');
    await announce(name, { version: 2, state: 'reopened' });
    await place.settled(async () => expect(await episodesOf(name)).toMatchObject([{ state: 'superseded' }]));
    const end = async (id: string, contactAgain: boolean) => {
      await call('safeguarding-1', 'POST', `/v1/safeguarding/${id}/take`);
      const closing = { outcome: 'leave her alone', contactAgain };
      expect((await call('safeguarding-1', 'POST', `/v1/safeguarding/${id}/close`, closing)).status).toBe(204);
    };
    await end(concernId, false);
    if (other) await end(other, true);
    await announce(name, { version: 3, contact: await place.sealContact(onHerOwn(name)) });
    await place.settled(async () =>
      expect(await dispositionOf(name)).toEqual({ disposition: 'excluded', reason: 'safeguarding-hold' }),
    );
    expect(await episodesOf(name)).toMatchObject([{ state: 'superseded' }]);
  },
);

test('a hold of staff is not reviewed while a concern stands above it', async () => {
  const episodeId = (await arrives('cea', onHerOwn('cea'))).episodeId!;
  const reviewOn = '2026-06-10';
  expect(
    (await call('caseworker-1', 'POST', `/v1/episodes/${episodeId}/hold`, { reason: 'abroad', reviewOn })).status,
  ).toBe(204);
  const listed = async () => (await worklist('caseworker-1', '?search=Unit%20of%20cea')).map((t) => t.kind);
  expect(await listed()).toEqual(['hold-review']);
  await worry(episodeId, 'other');
  expect(await listed()).toEqual([]);
});

test('raised about what is over, a concern holds what she is being asked about now', async () => {
  const over = await asked('dot');
  await place.collection.announce({
    type: 'responses.survey.submitted.v1',
    data: {
      surveyId: (await place.rows<{ id: string }>('select survey_id as id from episodes where id = $1', [over]))[0]!.id,
      on: '2026-06-10',
      consentVersion: '2026-1',
    },
  });
  await place.settled(async () => expect((await dispositionOf('dot'))?.disposition).toBe('answered'));
  place.setClock('2026-10-01T09:00:00Z');
  await place.settled();
  await announce('dot', {
    caseKey: closure('dot again').caseKey,
    closedOn: '2026-09-20',
    unit: 'Unit of dot again',
    contact: await place.sealContact(onHerOwn('dot')),
  });
  await place.settled(async () => expect((await episodesOf('dot'))[1]).toMatchObject({ state: 'to-check' }));
  await worry(over, 'domestic');
  expect((await episodesOf('dot'))[1]).toMatchObject({ state: 'held', reason: 'safeguarding' });
  place.setClock('2026-06-10T09:00:00Z');
});

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

test('what no lead ends within its time is escalated, taken or not, again and again: a life within the hour, a child within four', async () => {
  place.setClock('2026-12-10T10:00:00Z');
  const [life, kid, taken] = [await worry(null, 'life'), await worry(null, 'child'), await worry(null, 'life')];
  await call('safeguarding-1', 'POST', `/v1/safeguarding/${taken}/take`);
  const escalated = async (now: string) => {
    place.setClock(now);
    await place.run('escalate-concerns');
    const at = await Promise.all([life, kid, taken].map(async (id) => (await concernOf(id!)).escalatedAt));
    return at.map((one) => one?.slice(11, 16) ?? null);
  };
  expect(await escalated('2026-12-10T10:50:00Z')).toEqual([null, null, null]);
  expect(await escalated('2026-12-10T11:10:00Z'), 'also what was taken, and left').toEqual(['11:10', null, '11:10']);
  expect(await escalated('2026-12-10T12:05:00Z')).toEqual(['11:10', null, '11:10']);
  expect(await escalated('2026-12-10T12:12:00Z'), 'an hour later again').toEqual(['12:12', null, '12:12']);
  expect(await escalated('2026-12-10T14:10:00Z')).toEqual(['14:10', '14:10', '14:10']);
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

test('proceedings that are still live are looked at again after ninety days, and again', async () => {
  await announce('hebe', { outcomeClass: 'CHARGED', proceedingsLive: true, closedOn: '2026-12-01' });
  await place.settled(async () => expect((await dispositionOf('hebe'))?.disposition).toBe('deferred'));
  const on = async (day: string): Promise<WorkTask[]> => {
    place.setClock(`${day}T09:00:00Z`);
    await place.run('recheck-proceedings');
    return (await worklist('caseworker-1', '?kind=proceedings-recheck&limit=200')).filter(
      (t) => t.unit === 'Unit of hebe',
    );
  };
  const [recheck] = await place.rows<{ on: string }>(
    `select recheck_on::text as on from closures where unit = 'Unit of hebe'`,
  );
  const again = (days: number) => london.addDays(recheck!.on, days);
  const [first] = await on(again(0));
  const stillLive = (taskId: string) =>
    call('caseworker-1', 'POST', `/v1/tasks/${taskId}/proceedings-recheck`, { stillLive: true });
  expect((await stillLive(first!.taskId)).status).toBe(204);
  expect(await on(again(89))).toEqual([]);
  const [second] = await on(again(90));
  expect(second, 'never dropped').toBeDefined();
  expect((await stillLive(second!.taskId)).status).toBe(204);
  expect((await dispositionOf('hebe'))?.disposition).toBe('deferred');
});

test('whatever was opened of the vault is written down in the same transaction', () => {
  expect(unnoted()).toEqual([]);
});
