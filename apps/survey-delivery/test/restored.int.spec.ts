import { Told } from '@answerable/messaging';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startNotify } from './notify.js';
import { anHourBefore, peopleOf, text } from './put-back.js';
import { agreeWith, mailboxOf, openWorkplace, type Workplace } from './workplace.js';

const backupAt = '2026-07-14T10:00:00Z';
const morningAfter = '2026-07-24T10:00:00Z';

let place: Workplace;
let notify: Awaited<ReturnType<typeof startNotify>>['notify'];
beforeAll(async () => {
  const stand = await startNotify(() => place.service.url);
  notify = stand.notify;
  place = await openWorkplace({ now: backupAt, env: stand.env, hears: { surveys: true } });
}, 120_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
});

const numbers = { ola: '07700 900111', eve: '07700 900112', uma: '07700 900113' };
const { arrives, heardOn, heardAt, episodeOf, messagesOf, heardOf, mailsTo, post } = peopleOf(() => place);

test('a database put back to last night sends nothing by itself, nothing a second time, and says nothing under a name already used', async () => {
  // Both due on Friday the 24th; eve on Monday.
  await arrives('ola', '2026-07-10', text(numbers.ola));
  await arrives('mia', '2026-07-10', {});
  await arrives('ira', '2026-07-10', {});
  await arrives('eve', '2026-07-13', text(numbers.eve));
  for (const name of ['ola', 'eve'])
    await agreeWith(place.service.url, `Unit of ${name}`, { textSafe: 'safe', telephoneSafe: 'safe' });
  for (const name of ['mia', 'ira']) await agreeWith(place.service.url, `Unit of ${name}`, mailboxOf(name));
  await place.settled();
  await place.stop();
  const putBack = await place.database.backUp();

  // The day that is lost: ola, mia and ira are written to, ira's case is excluded, and uma comes and is written to.
  // Before the clock goes on: a source that seems silent holds her message until the next day.
  await place.begin('2026-07-20T10:00:00Z');
  await heardOn('2026-07-24');
  await heardAt('2026-07-24');
  place.setClock(morningAfter);
  await eventually(() => expect(notify.deliveries).toHaveLength(1));
  await eventually(() => expect(mailsTo('mia')).toHaveLength(1));
  const ola = await episodeOf('ola');
  const ira = await episodeOf('ira');
  await eventually(() => expect(mailsTo('ira')).toHaveLength(1));
  await post('caseworker-1', `/v1/episodes/${ira.id}/exclude`, { reason: 'no-usable-contact' });
  await arrives('uma', '2026-06-20', text(numbers.uma));
  await agreeWith(place.service.url, 'Unit of uma', { textSafe: 'safe', telephoneSafe: 'safe' });
  await eventually(() => expect(notify.deliveries).toHaveLength(2));
  const uma = (await episodeOf('uma')).surveyId;
  await place.settled(() => {
    expect(heardOf(ola.surveyId)).toHaveLength(1);
    expect(heardOf(ira.surveyId).at(-1)).toMatchObject({ cancelled: true });
  });
  const [first] = heardOf(ola.surveyId);
  await place.stop();
  await putBack();

  await expect(place.begin(morningAfter)).rejects.toThrow('this database was restored');
  await place.command(morningAfter, 'restored', anHourBefore());
  await heardOn('2026-07-27');
  await place.begin('2026-07-27T10:00:00Z');
  const due = async () =>
    (
      await place.rows<{ n: number }>(
        `select count(*)::int as n from episodes where due_at <= $1 and state = 'scheduled'`,
        [place.clock()],
      )
    )[0]!.n;
  expect(await due()).toBe(3);
  for (const work of ['send-invitations', 'dispatch-messages']) expect(await place.run(work)).toBe(0);

  await heardAt('2026-07-27');
  // She agrees another word: the first version that is told again, and another one than was heard.
  await post('caseworker-1', `/v1/episodes/${ola.id}/safe-contact`, {
    linksSafe: true,
    identity: 'said-name-and-birth-date',
    birthDate: '1990-05-05',
    checkWord: 'kestrel',
  });
  // It opens her survey from now on, though nothing may be sent to anybody.
  await eventually(() => expect(heardOf(ola.surveyId).at(-1)!.checkWordHash).not.toBe(first!.checkWordHash));
  await post('vs-lead-1', '/v1/delivery-state/resume');
  place.setClock('2026-07-27T10:10:00Z');
  await place.settled(async () => {
    expect(await messagesOf('eve')).toEqual([expect.stringMatching(/accepted|delivered/)]);
    // Its provider has it: it counts, and goes no second time. A mail server cannot be asked.
    expect(await messagesOf('ola')).toEqual([expect.stringMatching(/accepted|delivered/)]);
    expect(await messagesOf('mia')).toEqual(['unconfirmed']);
  });
  expect(notify.deliveries.map(({ to }) => to.replaceAll(/\D/g, '').slice(-6)).toSorted()).toEqual([
    '900111',
    '900112',
    '900113',
  ]);
  // Of uma nothing is left but what intake tells again: her episode begins again, and the survey that she was sent is its own.
  expect((await episodeOf('uma')).surveyId).toBe(uma);
  expect(heardOf(uma).at(-1)).toMatchObject({ cancelled: false });
  expect(mailsTo('mia')).toHaveLength(1);

  // Whose survey was ended since the backup is written to by nobody before somebody has looked.
  expect((await episodeOf('ira')).state).toBe('held');
  expect(mailsTo('ira')).toHaveLength(1);
  // What is said next is news to whoever heard the first version, and leads by the same link.
  const next = await eventually(() => {
    const found = heardOf(ola.surveyId).at(-1)!;
    expect(found.id).not.toBe(first!.id);
    return found;
  });
  expect(next.version).toBeGreaterThan(first!.version);
  expect(next.linkHash).toBe(first!.linkHash);
  expect(next.checkWordHash).not.toBe(first!.checkWordHash);
}, 180_000);

test('surveys that can still be answered are told again as the same events, for a response-collection that lost them', async () => {
  const eve = (await episodeOf('eve')).surveyId;
  const before = heardOf(eve);
  expect(before).toHaveLength(1);
  await place.stop();
  await place.command('2026-07-27T12:00:00Z', 'republish');
  await place.begin('2026-07-27T12:00:00Z');
  // The inbox of whoever heard it makes nothing of it: what stands in the topic is the event.
  await eventually(async () => {
    const told = await place.service.app.get(Told, { strict: false }).since('surveys.survey.issued.v1', new Date(0));
    expect(told.filter(({ surveyId }) => surveyId === eve)).toHaveLength(2);
  });
  expect(heardOf(eve)).toEqual(before);
});

test('one e-mail may have gone before the restore, and no more are held back for it: the reminder goes, also to whom somebody released', async () => {
  const ira = await episodeOf('ira');
  await post('caseworker-1', `/v1/episodes/${ira.id}/release-hold`);
  await place.settled(async () => expect(await messagesOf('ira')).toEqual(['unconfirmed']));
  expect([mailsTo('mia'), mailsTo('ira')].map(({ length }) => length)).toEqual([1, 1]);
  await heardOn('2026-08-12');
  await heardAt('2026-08-12');
  place.setClock('2026-08-12T10:00:00Z');
  for (const name of ['mia', 'ira']) await eventually(() => expect(mailsTo(name)).toHaveLength(2));
  // Her first survey was ended, and a message with a link to it would lead to nothing.
  const { surveyId } = await episodeOf('ira');
  expect(surveyId).not.toBe(ira.surveyId);
  await eventually(() =>
    expect(heardOf(surveyId).at(-1)).toMatchObject({ cancelled: false, linkHash: expect.anything() }),
  );
  expect(heardOf(ira.surveyId).at(-1)).toMatchObject({ cancelled: true });
});
