import type { SafeContactUpdate, WorkTask } from '@answerable/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceHer, call, hearPoliceAt, herTelephone, startTelephony, stateOf, taskOf, unitOf } from './staff.js';
import { agreeWith, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
let telephony: Awaited<ReturnType<typeof startTelephony>>;
beforeAll(async () => {
  telephony = await startTelephony();
  // Tuesday 30 June 2026, eleven in London.
  const now = '2026-06-30T10:00:00Z';
  place = await openWorkplace({ now, env: { TELEPHONY_URL: telephony.url } });
  await hearPoliceAt(place, now);
}, 120_000);
afterAll(async () => {
  await place?.close();
  await telephony?.close();
});

const ended = { closedOn: '2026-05-20', reportedOn: '2026-05-01' };
const friday = '2026-07-03';
const act = (who: string, episodeId: string | null, road: string, body?: object) =>
  call<{ code: string; detail: string; notBefore?: string } | null>(
    place,
    who,
    'POST',
    `/v1/episodes/${episodeId}/${road}`,
    body,
  );
const tasksOf = async (episodeId: string | null) =>
  (await call<{ tasks: WorkTask[] }>(place, 'caseworker-1', 'GET', `/v1/episodes/${episodeId}`)).body.tasks.map(
    ({ kind, dueAt }) => ({ kind, on: dueAt.slice(0, 10) }),
  );
const sentTo = (name: string) =>
  place.mail.mails.filter((m) => JSON.stringify(m.to).includes(`${name}@canary.example`)).length;

test('while a colleague has her call nobody else rings her, and whoever rings her has taken it', async () => {
  await announceHer(place, 'una', {}, ended);
  const { taskId, episodeId } = await taskOf(place, 'una');
  await call(place, 'interviewer-1', 'POST', `/v1/tasks/${taskId}/claim`);
  expect(await act('caseworker-1', episodeId, 'dial')).toMatchObject({
    status: 409,
    body: { code: 'claimed-by-another', detail: expect.stringContaining('do not ring her too') },
  });
  expect(telephony.dialled).toEqual([]);
  await call(place, 'interviewer-1', 'POST', `/v1/tasks/${taskId}/release`);
  expect((await act('caseworker-1', episodeId, 'dial')).status).toBe(200);
  expect((await act('caseworker-2', episodeId, 'dial')).body?.code, 'the first one is talking').toBe(
    'claimed-by-another',
  );
  expect((await act('caseworker-1', episodeId, 'dial')).status, 'the line was bad').toBe(200);
  expect(telephony.dialled).toHaveLength(2);
});

test('she is not rung before the waiting time is over or before the day she named, and the answer says from when', async () => {
  await announceHer(place, 'uta', {}, { closedOn: '2026-06-29', reportedOn: '2026-06-01' });
  const { episodeId } = await taskOf(place, 'uta');
  const early = await act('caseworker-1', episodeId, 'dial');
  expect(early).toMatchObject({ status: 409, body: { code: 'not-possible-now', notBefore: '2026-07-13' } });
  expect(early.body!.detail).toContain('from Monday 13 July 2026 on');
  // She rings us, and asks to be called on Friday.
  await act('caseworker-1', episodeId, 'attempts', { outcome: 'call-later', callAgainOn: friday });
  expect((await act('caseworker-1', episodeId, 'dial')).body?.notBefore).toBe(friday);
  // She rings again: in ten minutes would do.
  await act('caseworker-1', episodeId, 'attempts', { outcome: 'call-later', callAgainOn: '2026-06-30' });
  expect((await act('caseworker-1', episodeId, 'dial')).status).toBe(200);
});

test('she asks to be called later today: nobody rings her before the time she named, and the list of who can be called now leaves her out', async () => {
  await announceHer(place, 'ute', {}, ended);
  const { episodeId, taskId } = await taskOf(place, 'ute');
  const later = { outcome: 'call-later', callAgainOn: '2026-06-30' };
  await act('caseworker-1', episodeId, 'attempts', { ...later, callAgainFrom: '15:30' });
  const early = await act('caseworker-1', episodeId, 'dial');
  expect(early).toMatchObject({
    status: 409,
    body: { code: 'not-possible-now', notBefore: '2026-06-30T14:30:00.000Z' },
  });
  expect(early.body!.detail).toContain('from 15:30 on');
  const callable = async () => {
    const path = `/v1/worklist?due=now-callable&search=${encodeURIComponent(unitOf('ute'))}`;
    return (await call<{ tasks: WorkTask[] }>(place, 'caseworker-1', 'GET', path)).body.tasks.map((t) => t.taskId);
  };
  expect(await callable()).toEqual([]);
  expect((await taskOf(place, 'ute')).notBefore).toBe('2026-06-30T14:30:00.000Z');
  place.setClock('2026-06-30T14:30:00Z');
  expect(await callable()).toEqual([taskId]);
  expect((await act('caseworker-1', episodeId, 'dial')).status).toBe(200);
  place.setClock('2026-06-30T10:00:00Z');
});

test('the call she agreed to stays on its day when something else she says is written down; a link at last is sent at once', async () => {
  await announceHer(place, 'ulf', {}, ended);
  const { episodeId } = await taskOf(place, 'ulf');
  await act('caseworker-1', episodeId, 'attempts', { outcome: 'call-later', callAgainOn: friday });
  const { due_at } = await stateOf(place, 'ulf');
  const saves = async (said: SafeContactUpdate) =>
    expect((await act('caseworker-1', episodeId, 'safe-contact', said)).status).toBe(204);
  await saves({ times: ['weekday-evening'] });
  await place.settled();
  expect(await tasksOf(episodeId)).toEqual([{ kind: 'telephone', on: friday }]);
  expect((await stateOf(place, 'ulf')).due_at).toEqual(due_at);
  await saves({ ...mailboxOf('ulf'), linksSafe: true, checkWord: 'heron', identity: 'known-to-us' });
  expect(await tasksOf(episodeId), 'instead of the call').toEqual([]);
  expect((await stateOf(place, 'ulf')).due_at, 'in the evening').toEqual(new Date('2026-06-30T16:00:00Z'));
});

test('a correction after her invitation sends no reminder; a call she asks for then is work of its own', async () => {
  await announceHer(place, 'uma', {}, ended);
  const { episodeId } = await taskOf(place, 'uma');
  await agreeWith(place.service.url, unitOf('uma'), mailboxOf('uma'));
  await place.settled(() => expect(sentTo('uma')).toBe(1));
  const { due_at } = await stateOf(place, 'uma');
  await act('caseworker-1', episodeId, 'safe-contact', { voicemailSafe: 'unsafe' });
  await place.settled();
  expect((await stateOf(place, 'uma')).due_at).toEqual(due_at);
  expect(sentTo('uma')).toBe(1);
  await act('caseworker-1', episodeId, 'attempts', { outcome: 'call-later', callAgainOn: friday });
  expect(await tasksOf(episodeId)).toEqual([{ kind: 'telephone', on: friday }]);
});

test('neither a hold nor a call is put off for ever, or into the past', async () => {
  await announceHer(place, 'uwe', {}, ended);
  const { episodeId } = await taskOf(place, 'uwe');
  for (const day of ['2026-06-29', '2026-09-29', '2099-01-01'])
    expect(await act('caseworker-1', episodeId, 'hold', { reason: 'abroad', reviewOn: day }), day).toMatchObject({
      status: 422,
      body: { code: 'day-out-of-reach', detail: expect.stringContaining('to Monday 28 September 2026') },
    });
  for (const callAgainOn of ['2026-06-29', '2026-07-29', '2099-01-01'])
    expect(
      (await act('caseworker-1', episodeId, 'attempts', { outcome: 'call-later', callAgainOn })).body,
      callAgainOn,
    ).toMatchObject({ code: 'day-out-of-reach', detail: expect.stringContaining('to Tuesday 28 July 2026') });
  expect(await stateOf(place, 'uwe')).toMatchObject({ state: 'to-check' });
  expect((await act('caseworker-1', episodeId, 'hold', { reason: 'abroad', reviewOn: '2026-09-28' })).status).toBe(204);
});

test('a task is taken only by somebody who can do it', async () => {
  await announceHer(place, 'ulla', { dateOfBirth: '2014-05-05' }, ended);
  const { taskId, kind } = await taskOf(place, 'ulla');
  expect(kind).toBe('child-decision');
  const claim = async (who: string) => (await call(place, who, 'POST', `/v1/tasks/${taskId}/claim`)).body?.code;
  for (const who of ['interviewer-1', 'caseworker-1']) expect(await claim(who), who).toBe('task-of-another-role');
  expect(await claim('safeguarding-1')).toBeUndefined();
});

test('her name and date of birth are put right, by somebody who knows her where others know her by it', async () => {
  await announceHer(place, 'uli', {}, ended);
  const { episodeId } = await taskOf(place, 'uli');
  const saves = async (said: SafeContactUpdate) => (await act('caseworker-1', episodeId, 'safe-contact', said)).body;
  const rightName = { first: 'Ulrike', last: 'Canary' };
  expect(await saves({ rightName })).toMatchObject({ code: 'identity-not-checked' });
  const said = { identity: 'said-name-and-birth-date', birthDate: '1990-05-05' } as const;
  expect(await saves({ rightName, rightBirthDate: '1990-05-06', ...said })).toMatchObject({
    code: 'identity-not-checked',
  });
  expect(await saves({ rightName, rightBirthDate: '1990-05-06', identity: 'known-to-us' })).toBeNull();
  expect(await saves({ rightName, ...said }), 'the old date').toMatchObject({ code: 'identity-not-checked' });
  expect(await saves({ rightName, ...said, birthDate: '1990-05-06' })).toBeNull();
  const view = await call<object>(place, 'caseworker-1', 'GET', `/v1/episodes/${episodeId}`);
  expect(JSON.stringify(view.body)).toContain('name and date of birth');
  expect(JSON.stringify(view.body)).not.toMatch(/Ulrike|1990/);
  expect((await act('caseworker-1', episodeId, 'dial')).body).toMatchObject({ firstName: 'Ulrike' });
});

test('what can be called now is on the first page, however many before it can be called in the evening alone', async () => {
  const evening = { ...herTelephone(''), times: ['weekday-evening' as const] };
  for (const [i, name] of ['eva', 'eve', 'evi'].entries())
    await announceHer(place, name, { telephones: [{ ...evening, number: `07700 90077${i}` }] }, ended);
  for (const name of ['eva', 'eve', 'evi']) await taskOf(place, name);
  await announceHer(place, 'zoe', {}, ended);
  const zoe = await taskOf(place, 'zoe');
  const page = async (query: string) =>
    (
      await call<{ tasks: WorkTask[]; next: string | null }>(
        place,
        'caseworker-1',
        'GET',
        `/v1/worklist?due=now-callable&limit=2${query}`,
      )
    ).body;
  const callable = async () => {
    const found: WorkTask[] = [];
    let { tasks, next } = await page('');
    for (found.push(...tasks); next; found.push(...tasks))
      ({ tasks, next } = await page(`&after=${encodeURIComponent(next)}`));
    return found;
  };
  const all = (await call<{ tasks: WorkTask[] }>(place, 'caseworker-1', 'GET', '/v1/worklist?limit=200')).body.tasks;
  const ids = (tasks: WorkTask[]) => tasks.map((t) => t.taskId);
  const now = place.clock().toISOString();
  expect(ids(await callable())).toContain(zoe.taskId);
  expect(ids(await callable()), 'as its rows say').toEqual(ids(all.filter((t) => t.notBefore <= now)));
  expect((await page('')).tasks, 'a page is filled').toHaveLength(2);
  place.setClock('2026-06-30T19:30:00Z');
  expect(await callable(), 'at half past eight in the evening').toEqual([]);
});

test('whoever was left out as under sixteen is looked at in the month after her sixteenth birthday, and not before', async () => {
  place.setClock('2026-06-30T10:00:00Z');
  await announceHer(place, 'ysa', { dateOfBirth: '2010-07-20' }, ended);
  expect((await taskOf(place, 'ysa')).kind).toBe('child-decision');
  const at = async (now: string) => {
    await hearPoliceAt(place, now);
    await place.run('look-at-sixteen');
    await place.settled();
    return stateOf(place, 'ysa');
  };
  expect(await at('2026-07-31T09:00:00Z')).toMatchObject({ state: 'excluded' });
  expect(await at('2026-08-03T09:00:00Z')).toMatchObject({ state: 'to-check' });
  expect(await taskOf(place, 'ysa'), 'a person looks before anything else').toMatchObject({
    kind: 'safe-contact-check',
    reasons: expect.arrayContaining(['kept-out-before']),
  });
});
