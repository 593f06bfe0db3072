import type { EpisodeView, WorkTask } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingWritten } from './everywhere.js';
import { bounceToken, herCases } from './her-cases.js';
import { hearPoliceAt, taskOf, unitOf } from './staff.js';
import { openWorkplace, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { BOUNCE_WEBHOOK_TOKEN: bounceToken } });
}, 120_000);
afterAll(() => place?.close());

const { call, told, settledAs, episodesOf, wasWrittenTo, answersStop, asksFor, decline, takeBack, page } = herCases(
  () => place,
);
const answers = (reference: string, message: string, headers?: Record<string, string>) =>
  fetch(`${place.service.url}/v1/webhooks/email/replies`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bounceToken}` },
    body: JSON.stringify({ reference, message, headers }),
  });
const dates = async (name: string) => {
  const [{ id } = { id: '' }] = await episodesOf(name);
  return (
    await place.rows<{ due_at: Date; expires_at: Date; state: string }>(
      'select due_at, expires_at, state from episodes where id = $1',
      [id],
    )
  )[0]!;
};
const mailsTo = (name: string) => place.mail.mails.filter((m) => JSON.stringify(m.to).includes(`${name}@`)).length;
const text = 'canary: please do not write, he reads this';

test('what she answers is read by somebody before anything else goes to her, and rests sealed until then', async () => {
  const reference = await wasWrittenTo('ola');
  const { due_at: reminder } = await dates('ola');
  expect((await answers(reference, '  ')).status, 'nothing was said').toBe(204);
  expect((await answers(reference, text)).status).toBe(204);
  const task = await taskOf(place, 'ola');
  expect(task).toMatchObject({ kind: 'safe-contact-check', reasons: expect.arrayContaining(['replied']) });
  expect(await everythingWritten(place)).not.toContain('canary: please');
  await hearPoliceAt(place, reminder.toISOString());
  await place.settled();
  expect(mailsTo('ola'), 'no reminder').toBe(1);
  const read = (who: string) =>
    call<{ replies: { message: string }[] }>(who, 'POST', `/v1/tasks/${task.taskId}/replies`);
  expect((await read('caseworker-1')).status, 'not claimed').toBe(409);
  await call<WorkTask>('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/claim`);
  expect((await read('caseworker-1')).body.replies).toMatchObject([{ message: text }]);
  expect((await read('vs-lead-1')).status, 'somebody else').toBe(409);
  const { rows } = {
    rows: await place.rows<{ n: number }>('select count(*)::int as n from tasks where done_at is null'),
  };
  expect(rows[0]!.n, 'one look, however often she writes').toBe(1);
  await answers(reference, 'and not at night');
  expect((await read('caseworker-1')).body.replies.map((r) => r.message)).toEqual([text, 'and not at night']);
  const [{ id } = { id: '' }] = await episodesOf('ola');
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${id}`)).body;
  expect(story.filter((s) => s.kind === 'replied')).toHaveLength(2);
  expect((await asksFor(id, 'erasure')).status).toBe(200);
  expect((await read('caseworker-1')).status, 'it was erased, and she is not asked').not.toBe(200);
  place.setClock('2026-06-10T09:00:00Z');
});

test('a message that was written before she answered, and waits for its provider, does not leave either', async () => {
  const reference = await wasWrittenTo('oma');
  const [{ id } = { id: '' }] = await episodesOf('oma');
  await place.rows(`insert into channel_pauses values ('email', '2026-06-10T12:00:00Z', 'limit') returning 1`);
  await place.rows('update episodes set due_at = $2 where id = $1 returning 1', [id, place.clock()]);
  const reminder = async () =>
    (await place.rows<{ status: string }>('select status from messages where episode_id = $1 and step = 1', [id]))[0];
  await place.settled(async () => expect(await reminder()).toMatchObject({ status: 'created' }));
  await answers(reference, text);
  await place.rows('delete from channel_pauses returning 1');
  await place.settled(async () => expect(await reminder()).toMatchObject({ status: 'cancelled' }));
  expect(mailsTo('oma')).toBe(1);
});

test('of somebody whose asking has ended a reply begins nothing, and STOP ends everything as before', async () => {
  const reference = await wasWrittenTo('oda');
  await answersStop(reference);
  for (const message of ['thank you', 'canary: he has my telephone']) await answers(reference, message);
  expect(await dates('oda')).toMatchObject({ state: 'declined', due_at: null });
  const task = await taskOf(place, 'oda');
  expect(task, 'it is read like any other').toMatchObject({ kind: 'reply' });
  expect(await everythingWritten(place)).not.toContain('canary: he has');
  const [{ id } = { id: '' }] = await episodesOf('oda');
  expect((await page(id)).story.map((s) => s.kind)).toContain('replied-after');
  const read = (who: string) =>
    call<{ replies: { message: string }[]; ended: boolean }>(who, 'POST', `/v1/tasks/${task.taskId}/replies`);
  expect((await read('caseworker-1')).status, 'not claimed').toBe(409);
  await call<WorkTask>('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/claim`);
  for (let i = 0; i < 2; i++)
    expect((await read('caseworker-1')).body, 'as long as she has it').toMatchObject({
      ended: true,
      replies: [{ message: 'thank you' }, { message: 'canary: he has my telephone' }],
    });
  expect(await place.rows('select 1 from tasks where episode_id = $1 and done_at is null', [id]), 'it is read').toEqual(
    [],
  );
  expect((await read('caseworker-2')).status, 'by nobody else').toBe(409);
  await answers(reference, 'one more');
  expect(await taskOf(place, 'oda')).toMatchObject({ kind: 'reply' });
  expect((await asksFor(id, 'erasure')).status).toBe(200);
  expect(await place.rows('select 1 from tasks where episode_id = $1 and done_at is null', [id])).toEqual([]);
});

test('that she is out of office is no word of hers: nothing waits for a look, and her story says that a machine answered; STOP is heard whoever sends it', async () => {
  const reference = await wasWrittenTo('ora');
  const [{ id } = { id: '' }] = await episodesOf('ora');
  const { due_at: reminder } = await dates('ora');
  const away = 'canary: I am away until Monday';
  expect((await answers(reference, away, { 'Auto-Submitted': 'auto-replied' })).status).toBe(204);
  expect(await dates('ora')).toMatchObject({ due_at: reminder });
  const shown = await page(id);
  expect(shown).toMatchObject({ reasons: [], tasks: [] });
  expect(shown.story.at(-1)!.kind).toBe('answered-by-machine');
  expect(await everythingWritten(place)).not.toContain('canary: I am away');
  await answers(reference, away, { 'Return-Path': '<ora@canary.example>' });
  expect((await page(id)).reasons).toEqual(['replied']);
  await answers(reference, 'STOP', { Precedence: 'bulk' });
  expect(await dates('ora')).toMatchObject({ state: 'declined' });
});

test('what she answers while the police have her case open again is read, and when they close it somebody looks at that first', async () => {
  const reference = await wasWrittenTo('ona');
  await told('ona', { version: 2, state: 'reopened', contact: null });
  await settledAs('ona', { version: 2, disposition: null });
  await answers(reference, text);
  expect(await taskOf(place, 'ona')).toMatchObject({ kind: 'reply' });
  await told('ona', { version: 3, contact: null });
  await settledAs('ona', { version: 3, disposition: 'to-check' });
  const look = await eventually(async () => {
    const path = `/v1/worklist?kind=safe-contact-check&search=${encodeURIComponent(unitOf('ona'))}`;
    const [task] = (await call<{ tasks: WorkTask[] }>('caseworker-1', 'GET', path)).body.tasks;
    expect(task?.reasons).toContain('replied');
    return task!;
  });
  await call<WorkTask>('caseworker-1', 'POST', `/v1/tasks/${look.taskId}/claim`);
  expect((await call('caseworker-1', 'POST', `/v1/tasks/${look.taskId}/replies`)).body).toMatchObject({
    replies: [{ message: text }],
  });
});

test('STOP is heard also from somebody whose no one of us wrote down: it is her own word from then on', async () => {
  const reference = await wasWrittenTo('obi');
  const [{ id } = { id: '' }] = await episodesOf('obi');
  await decline(id, false);
  for (let i = 0; i < 2; i++) expect((await answersStop(reference)).status).toBe(204);
  expect((await page(id)).story.filter((s) => s.kind === 'declined')).toMatchObject([
    { by: expect.any(String) },
    { by: null, detail: { toMessage: true } },
  ]);
  expect(await takeBack(id), 'she said so herself').toMatchObject({ status: 409 });
});

test('it was not safe, or she answered, while a colleague held everything: when the hold ends nothing goes before somebody has looked', async () => {
  for (const name of ['pat', 'pea']) {
    const reference = await wasWrittenTo(name);
    const [{ id, survey_id: surveyId } = { id: '', survey_id: '' }] = await episodesOf(name);
    const hold = { reason: 'abroad', reviewOn: '2026-06-20' };
    expect((await call('caseworker-1', 'POST', `/v1/episodes/${id}/hold`, hold)).status).toBe(204);
    if (name === 'pat')
      await place.collection.announce({ type: 'responses.survey.unsafe.v1', data: { surveyId, on: place.today() } });
    else await answers(reference, text);
    const reason = name === 'pat' ? 'not-safe-now' : 'replied';
    await place.settled(async () =>
      expect(await place.rows('select 1 from episodes where id = $1 and $2 = any(reasons)', [id, reason])).toHaveLength(
        1,
      ),
    );
    expect((await call('caseworker-1', 'POST', `/v1/episodes/${id}/release-hold`)).status).toBe(204);
    const { due_at: dueAt, expires_at: expiresAt, state } = await dates(name);
    expect({ state, dueAt }).toEqual({ state: 'inviting', dueAt: expiresAt });
    expect((await taskOf(place, name)).kind).toBe('safe-contact-check');
  }
});
