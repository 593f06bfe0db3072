import { randomUUID } from 'node:crypto';
import { contractedDoors, mountedDoors } from '@answerable/access';
import { surveyDeliveryApi, type EpisodeView, type SupervisorView } from '@answerable/contracts';
import { Metrics } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Vault } from '../src/vault/vault.js';
import { arrivalsAt } from './arrivals.js';
import { hearPoliceAt } from './staff.js';
import { agreeWith, closure, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Wednesday 10 June 2026, ten in London.
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', env: { STEP_UP_SECONDS: '86400' } });
}, 120_000);
afterAll(() => place?.close());
const { call, arrives, dispositionOf, episodeIdOf, telephoneOnly } = arrivalsAt(() => place);
const view = async () =>
  (await call<SupervisorView>('vs-lead-1', 'GET', '/v1/supervisor?from=2026-05&to=2026-06')).body;
const attempt = async (name: string, outcome: string) =>
  (await call('caseworker-1', 'POST', `/v1/episodes/${await episodeIdOf(name)}/attempts`, { outcome })).status;
const agreed = async (name: string) => {
  await arrives(name, telephoneOnly(name));
  await agreeWith(place.service.url, `Unit of ${name}`, mailboxOf(name));
};

test('no route is mounted beside those of the contract, and each is open to whom it says', () => {
  expect(mountedDoors(place.service.app)).toEqual(contractedDoors(surveyDeliveryApi));
});

test('the supervisor sees by unit what the police gave and what became of it, what is due, and who does how much', async () => {
  place.mail.refuse.add('bob@canary.example');
  await agreed('bob');
  await Promise.all(['wyn', 'dec', 'mal', 'cla', 'pau'].map((name) => arrives(name, telephoneOnly(name))));
  await arrives('nic', null);
  expect(await attempt('wyn', 'wrong-number')).toBe(204);
  expect(await attempt('dec', 'declined')).toBe(204);
  const exclude = { reason: 'no-usable-contact' };
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${await episodeIdOf('nic')}/exclude`, exclude)).status).toBe(
    204,
  );
  const task = (name: string) =>
    place.rows<{ id: string }>(
      `select t.id from tasks t join closures c on c.episode_id = t.episode_id where c.unit = $1 and done_at is null`,
      [`Unit of ${name}`],
    );
  for (const name of ['cla', 'mal'])
    expect((await call('caseworker-2', 'POST', `/v1/tasks/${(await task(name))[0]!.id}/claim`)).status).toBe(200);
  const malIsDone = await call('caseworker-2', 'POST', `/v1/episodes/${await episodeIdOf('mal')}/attempts`, {
    taskId: (await task('mal'))[0]!.id,
    outcome: 'interviewed',
  });
  expect(malIsDone.status).toBe(204);
  await place.settled(async () =>
    expect(await place.rows(`select 1 from messages where status = 'permanent-failure'`)).toHaveLength(1),
  );
  await call('vs-lead-1', 'POST', '/v1/delivery-state/pause', { reason: 'we look' });
  await agreeWith(place.service.url, 'Unit of pau', mailboxOf('pau'));
  await place.settled();

  const seen = await view();
  const none = { withoutUsableContact: 0, wrongNumbers: 0, bounced: 0, declined: 0, undeliverable: 0 };
  const unit = (name: string, over: object = {}) => ({
    force: '01',
    unit: `Unit of ${name}`,
    closures: 1,
    ...none,
    ...over,
  });
  expect(seen.units).toEqual([
    unit('bob', { bounced: 1 }),
    unit('cla'),
    unit('dec', { declined: 1 }),
    unit('mal'),
    unit('nic', { withoutUsableContact: 1 }),
    unit('pau'),
    unit('wyn', { wrongNumbers: 1, undeliverable: 1 }),
  ]);
  const workload = (subject: string) => seen.workload.find(({ person }) => person.name.startsWith(subject));
  expect(workload('Cameron')).toMatchObject({ claimed: 1, doneThisWeek: 1 });
  expect(seen.channels).toEqual([{ channel: 'email', status: 'permanent-failure', messages: 1 }]);
  expect(seen.waiting).toMatchObject({
    messagesDue: 1,
    oldestDueAt: expect.stringMatching(/^2026-06-10T09:/),
    tasksOverdue: 0,
  });
  expect(workload('Cameron')).toMatchObject({ callsThisWeek: 1 });
  expect(workload('Casey'), 'what was done without taking it first').toEqual({
    person: expect.objectContaining({ name: 'Casey Worker' }),
    claimed: 0,
    doneThisWeek: 3,
    callsThisWeek: 2,
  });
  const hold = { reason: 'away', reviewOn: '2026-07-10' };
  await call('caseworker-1', 'POST', `/v1/episodes/${await episodeIdOf('pau')}/hold`, hold);
  place.setClock('2026-06-12T09:00:00Z');
  const later = (await view()).waiting;
  expect(later, 'what is held is not due').toMatchObject({ messagesDue: 0, oldestDueAt: null });
  expect(later.tasksOverdue).toBeGreaterThan(0);
  const oldest = new Map(later.oldest.map((o) => [o.what, o]));
  expect(oldest.get('safe-contact-check') ?? oldest.get('telephone'), 'by kind of task').toMatchObject({
    since: expect.stringMatching(/^2026-06-10T/),
  });
  expect(oldest.get('held'), 'who is held').toMatchObject({ waiting: 1, since: expect.stringMatching(/^2026-06-10T/) });
  await call('vs-lead-1', 'POST', '/v1/delivery-state/resume');
});

test('a closure that was lost on its way here is missed at the second check, and not while it may still be coming', async () => {
  const lost = closure('los', { unit: 'Unit of los', closedOn: '2026-04-20', reportedOn: '2026-04-01' });
  await produceAsIntake({ ...lost, outcomeClass: 'NOT A CLASS' }, lost.victimKey!);
  const received = [
    { force: '01', unit: 'Unit of los', offenceGroup: 'rape' as const, outcomeClass: lost.outcomeClass, closures: 1 },
  ];
  const counted = (revision: number, closures: number) =>
    place.intake.announce({
      type: 'coverage.intake.counted.v1',
      data: {
        organisationId: lost.organisationId,
        month: '2026-04',
        revision,
        takenAt: place.clock().toISOString(),
        received: received.map((row) => ({ ...row, closures })),
        controlTotals: null,
        stock: null,
        quarantined: 0,
        signals: [],
      },
    });
  await counted(2, 1);
  await counted(1, 9);
  await eventually(async () => expect(await place.rows('select 1 from intake_counts')).toHaveLength(1));
  const checked = async (day: string) => {
    place.setClock(`${day}T09:00:00Z`);
    await place.settled(async () =>
      expect(await place.rows('select 1 from sum_checks where checked_on = $1', [day])).toHaveLength(1),
    );
    const { sum } = await view();
    const metric = await place.service.app.get(Metrics).registry.getSingleMetric('closures_not_as_registered')!.get();
    expect(metric.values[0]!.value).toBe(sum!.notAsRegistered);
    return { holds: sum!.holds, notAsRegistered: sum!.notAsRegistered };
  };
  expect(await place.rows('select 1 from closures where case_key = $1', [lost.caseKey]), 'a dead letter').toEqual([]);
  expect(await checked('2026-06-15')).toEqual({ holds: true, notAsRegistered: 0 });
  await counted(3, 40);
  expect(await checked('2026-06-16'), 'thirty-nine are on their way, one never comes').toEqual({
    holds: false,
    notAsRegistered: 1,
  });
  await counted(4, 1);
  await place.intake.announce(recorded(lost));
  await place.settled(async () => expect(await dispositionOf('los')).toBeDefined());
  expect(await checked('2026-06-17')).toEqual({ holds: true, notAsRegistered: 0 });
});

/** What case-intake would never send, sent with its rights. */
async function produceAsIntake(data: object, key: string): Promise<void> {
  const kafka = new Kafka({
    brokers: place.topics.brokers,
    sasl: { mechanism: 'scram-sha-512', ...place.topics.user('case-intake') },
    logLevel: logLevel.NOTHING,
  });
  const producer = kafka.producer();
  await producer.connect();
  const headers = { id: randomUUID(), type: 'cases.closure.recorded.v1', 'content-type': 'application/json' };
  await producer.send({
    topic: `${place.topics.prefix}cases.v1`,
    messages: [{ key, value: JSON.stringify(data), headers }],
  });
  await producer.disconnect();
}

type Held = Record<'contact' | 'others' | 'notes', unknown> & {
  episodes: EpisodeView[];
  reads: { by: string; purpose: string }[];
};
const request = async (name: string, kind: string) =>
  (
    await call<{ requestId: string }>('caseworker-1', 'POST', '/v1/data-subject-requests', {
      episodeId: await episodeIdOf(name),
      kind,
      receivedOn: place.today(),
    })
  ).body.requestId;
const answer = <T = { code?: string; request: { state: string }; held: Held }>(
  id: string,
  what: 'fulfil' | 'refuse',
  body?: object,
) => call<T>('vs-lead-1', 'POST', `/v1/data-subject-requests/${id}/${what}`, body);

test('access answers with all of it: each time she was to be asked, what was sent, who supports her, and who opened her details', async () => {
  await hearPoliceAt(place, '2026-06-18T09:00:00Z');
  await agreed('amy');
  await place.settled(async () => expect((await dispositionOf('amy'))?.disposition).toBe('asked'));
  const first = await episodeIdOf('amy');
  expect((await call('caseworker-1', 'POST', `/v1/episodes/${first}/supporters`)).status).toBe(204);
  await place.collection.announce({
    type: 'responses.survey.submitted.v1',
    data: {
      surveyId: (await place.rows<{ id: string }>('select survey_id as id from episodes where id = $1', [first]))[0]!
        .id,
      on: '2026-06-18',
      consentVersion: '2026-1',
    },
  });
  await place.settled(async () => expect((await dispositionOf('amy'))?.disposition).toBe('answered'));
  await hearPoliceAt(place, '2026-10-01T09:00:00Z');
  const again = closure('amyagain', {
    victimKey: closure('amy').victimKey,
    unit: 'Unit of amyagain',
    closedOn: '2026-09-01',
    contact: await place.sealContact(telephoneOnly('amyagain')),
  });
  await place.intake.announce(recorded(again));
  await place.settled(async () => expect(await dispositionOf('amyagain')).toBeDefined());
  const { held } = (await answer(await request('amy', 'access'), 'fulfil')).body;
  expect(held.episodes.map((e) => e.episodeId)).toEqual([await episodeIdOf('amyagain'), first]);
  expect(held.episodes[1]).toMatchObject({
    supporters: [{ name: 'Casey Worker' }],
    messages: [{ channel: 'email', status: 'accepted' }],
    closures: [{ unit: 'Unit of amy' }],
  });
  expect(held.episodes[0]!.story.map((s) => s.kind)).toContain('contact-assessed');
  expect(held.reads.map((r) => r.purpose)).toEqual(
    expect.arrayContaining(['plan', 'safe-contact-update', 'send-email']),
  );
  expect(held.reads.map((r) => r.by)).toContain('Casey Worker');
});

test('what is to be put right counts as done once something was changed, also when nobody asks her any more', async () => {
  const rectification = await request('amy', 'rectification');
  expect((await answer(rectification, 'fulfil')).body.code).toBe('not-possible-now');
  const path = `/v1/episodes/${await episodeIdOf('amy')}/safe-contact`;
  const said = { taskId: null, identity: 'known-to-us', email: 'amy.new@canary.example' };
  expect((await call('caseworker-1', 'POST', path, said)).body).toBeNull();
  expect(await dispositionOf('amy'), 'she is not asked again for that').toMatchObject({ disposition: 'answered' });
  expect((await answer(rectification, 'fulfil')).body.request.state).toBe('done');
  expect((await call('caseworker-1', 'POST', path, said)).status, 'nothing is to be put right now').toBe(409);
  const contact = await call<{ emails: { address: string }[] }>(
    'caseworker-1',
    'POST',
    path.replace('safe-contact', 'contact/reveal'),
    { purpose: 'data-subject-request' },
  );
  expect(contact.body.emails[0]!.address).toBe('amy.new@canary.example');
});

test('a request is refused with its reason, once, and that stands in her story', async () => {
  const id = await request('amy', 'erasure');
  const refused = await answer<{ state: string }>(id, 'refuse', { reason: 'somebody else asked in her name' });
  expect(refused.body.state).toBe('refused');
  expect((await answer(id, 'fulfil')).status).toBe(409);
  expect((await answer(id, 'refuse', { reason: 'again' })).status).toBe(409);
  const { story } = (await call<EpisodeView>('caseworker-1', 'GET', `/v1/episodes/${await episodeIdOf('amy')}`)).body;
  expect(story.at(-1)).toMatchObject({
    kind: 'request-refused',
    detail: { request: 'erasure', reason: 'somebody else asked in her name' },
    by: 'Lee Leader',
  });
});

test('the audit is kept six years and a day less is not enough; a legal hold keeps it longer, and the service can delete none of it', async () => {
  const vault = place.service.app.get(Vault);
  const [held, free] = [await episodeIdOf('amy'), await episodeIdOf('cla')];
  await place.rows(`update episodes set legal_hold = true where id = $1`, [held]);
  await vault.transaction(async (tx) => {
    for (const [episodeId, days, name] of [
      [free, -1, 'older'],
      [free, 1, 'younger'],
      [held, -1, 'held'],
    ]) {
      const at = `clock_timestamp() - interval '6 years' + make_interval(days => $2)`;
      await tx.query(
        `insert into vault_reads (organisation_id, person_subject, person_name, purpose, episode_id, read_at)
         values ('southwark', 'system', $3, 'edge', $1, ${at})`,
        [episodeId, days, name],
      );
      await tx.query(
        `insert into story_entries (episode_id, at, kind, detail, by_name) values ($1, ${at}, 'edge', '{}', $3)`,
        [episodeId, days, name],
      );
    }
  });
  for (const table of ['vault_reads', 'story_entries'])
    await expect(place.rows(`delete from ${table}`), table).rejects.toThrow(/permission denied/);
  place.setClock('2026-10-02T09:00:00Z');
  const left = () =>
    vault.transaction((tx) =>
      tx.query(
        `select person_name as name from vault_reads where purpose = 'edge'
         union all select by_name from story_entries where kind = 'edge'`,
      ),
    );
  await eventually(async () =>
    expect(await left()).toEqual(['younger', 'held', 'younger', 'held'].map((name) => ({ name }))),
  );
});
