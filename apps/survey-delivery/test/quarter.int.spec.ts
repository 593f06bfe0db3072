import {
  closureState,
  outcomeClasses,
  type AttemptOutcome,
  type ClosureState,
  type SurveyState,
  type WorkTask,
} from '@answerable/contracts';
import { london } from '@answerable/service';
import { eventually, tokenFor } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWorkingDay, mayContactAt } from '../src/delivery/contact-hours.js';
import { Vault } from '../src/vault/vault.js';
import { everythingWritten } from './everywhere.js';
import { startNotify } from './notify.js';
import { closure, contact, openWorkplace, recorded, type Workplace } from './workplace.js';

const PEOPLE = 60;
const FIRST_DAY = '2026-04-01';
const DAYS = 91;

let place: Workplace;
let notify: Awaited<ReturnType<typeof startNotify>>['notify'];
beforeAll(async () => {
  const started = await startNotify(() => place.service.url);
  notify = started.notify;
  place = await openWorkplace({
    now: `${FIRST_DAY}T10:00:00Z`,
    env: { ...started.env, STEP_UP_SECONDS: '86400' },
    hears: { surveys: true, coverage: true },
  });
}, 120_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
});

/** Mulberry32: the same quarter at every run. */
let seed = 20260401;
const random = (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};
const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
const chance = (share: number): boolean => random() < share;

const closedOn = (n: number) => london.addDays(FIRST_DAY, n % 60);

/** Every kind of person the rules know, with details good, missing, old, shared, unreadable. */
async function person(n: number): Promise<ClosureState> {
  const name = `p${n}`;
  const birth = n % 13 === 0 ? '2012-01-01' : '1988-01-01';
  const links = chance(0.5) ? closedOn(n) : null;
  const number = n % 11 === 0 ? '07700 900001' : `07700 90${String(1000 + n)}`;
  const block = contact(name, closedOn(n), {
    dateOfBirth: n % 17 === 0 ? null : birth,
    emails: chance(0.6)
      ? [
          {
            address: `${name}@canary.example`,
            belongsTo: n % 19 === 0 ? 'someone-else' : 'her',
            safe: pick(['safe', 'safe', 'unknown', 'unsafe']),
            shared: false,
          },
        ]
      : [],
    telephones: chance(0.8)
      ? [
          {
            number,
            belongsTo: 'her',
            safe: pick(['safe', 'safe', 'unknown', 'unsafe']),
            textSafe: pick(['safe', 'unknown', 'unsafe']),
            voicemailSafe: 'unknown',
            shared: false,
            times: chance(0.2) ? ['weekday-evening'] : [],
          },
        ]
      : [],
    address: chance(0.5)
      ? { lines: ['1 Canary Row', 'London'], postcode: 'SE1 1AA', safe: pick(['safe', 'unknown']) }
      : null,
    linksSafeConfirmedOn: links,
    checkWord: links && chance(0.8) ? 'bluebell' : null,
    confirmedOn: chance(0.8) ? closedOn(n) : null,
    interpreter: n % 23 === 0,
    marks: n % 29 === 0 ? ['suspect-is-police-officer'] : [],
  });
  const outcomeClass = pick(outcomeClasses);
  const sealed = chance(0.85) ? await place.sealContact(n % 31 === 0 ? { nonsense: true } : block) : null;
  return closureState.parse({
    ...closure(name, { closedOn: closedOn(n), reportedOn: '2026-03-01', contact: sealed }),
    outcomeClass,
    proceedingsLive: outcomeClass === 'CHARGED' && chance(0.7),
    victimDeadOrIll: outcomeClass === 'PREVENTED' && chance(0.5),
    withinLookBack: !chance(0.05),
    ...(n % 8 === 0 && n > 0 && { victimKey: closure(`p${n - 1}`).victimKey }),
  });
}

async function call<T>(who: string, method: string, path: string, body?: object): Promise<{ status: number; body: T }> {
  const response = await fetch(place.service.url + path, {
    method,
    headers: { authorization: `Bearer ${await tokenFor(who)}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}

const outcomes: readonly AttemptOutcome[] = [
  'no-answer',
  'no-answer',
  'neutral-voicemail',
  'wrong-number',
  'someone-else',
  'call-later',
  'declined',
  'never-ask-again',
  'not-safe',
  'deceased',
  'too-ill',
  'interviewed',
];

/** Done first, so that a quarter without them is impossible; after them chance decides. */
const certain: ((episodeId: string) => Promise<unknown>)[] = [
  (id) => call('caseworker-1', 'POST', `/v1/episodes/${id}/exclude`, { reason: 'deceased' }),
  (id) => call('caseworker-1', 'POST', `/v1/episodes/${id}/exclude`, { reason: 'no-usable-contact' }),
  (id) => call('caseworker-1', 'POST', `/v1/episodes/${id}/exclude`, { reason: 'no-safe-channel' }),
  (id) => call('caseworker-1', 'POST', `/v1/episodes/${id}/attempts`, { outcome: 'declined' }),
  (id) => call('caseworker-1', 'POST', `/v1/episodes/${id}/attempts`, { outcome: 'never-ask-again' }),
  (id) => call('caseworker-1', 'POST', '/v1/safeguarding', { episodeId: id, risk: 'child', note: 'canary-note' }),
];

/** One piece of staff work, of any kind that the rules allow. */
async function work(task: WorkTask, day: string): Promise<void> {
  const episode = `/v1/episodes/${task.episodeId}`;
  if (task.kind === 'proceedings-recheck')
    return void (await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/proceedings-recheck`, {
      stillLive: chance(0.5),
    }));
  if (task.kind === 'child-decision')
    return void (await call('vs-lead-1', 'POST', `/v1/tasks/${task.taskId}/child-decision`, {
      ask: chance(0.3),
      specialist: 'Dr Specialist',
    }));
  if (task.kind === 'hold-review') return void (await call('caseworker-1', 'POST', `${episode}/release-hold`));
  await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/claim`);
  const first = certain.shift();
  if (first) return void (await first(task.episodeId!));
  const dice = random();
  if (dice < 0.35) {
    await call('caseworker-1', 'POST', `${episode}/safe-contact`, {
      telephoneSafe: pick(['safe', 'unsafe']),
      textSafe: pick(['safe', 'unknown']),
      ...(chance(0.8) && { email: `${task.episodeId!.slice(-12)}@canary.example`, emailSafe: 'safe' }),
      ...(chance(0.6) && { address: { lines: ['1 Canary Row'], postcode: 'SE1 1AA' }, letterSafe: 'safe' }),
      linksSafe: chance(0.8),
      identity: 'known-to-us',
      checkWord: 'heron',
      preferredChannel: pick(['email', 'sms', 'letter', null]),
    });
  } else if (dice < 0.45)
    await call('caseworker-1', 'POST', `${episode}/exclude`, {
      reason: pick(['no-usable-contact', 'no-safe-channel', 'deceased']),
    });
  else if (dice < 0.5)
    await call('caseworker-1', 'POST', `${episode}/hold`, { reason: 'abroad', reviewOn: london.addDays(day, 7) });
  else if (dice < 0.55) {
    const raised = await call<{ concernId: string }>('caseworker-1', 'POST', '/v1/safeguarding', {
      episodeId: task.episodeId,
      risk: 'domestic',
      note: 'canary-note',
    });
    await call('safeguarding-1', 'POST', `/v1/safeguarding/${raised.body.concernId}/take`);
    if (chance(0.7))
      await call('safeguarding-1', 'POST', `/v1/safeguarding/${raised.body.concernId}/close`, {
        outcome: 'canary-outcome',
        contactAgain: chance(0.6),
      });
  } else if (dice < 0.65) await call('vs-lead-1', 'POST', `${episode}/handover`);
  else await call('caseworker-1', 'POST', `${episode}/attempts`, { taskId: task.taskId, outcome: pick(outcomes) });
  await call('caseworker-1', 'POST', `/v1/tasks/${task.taskId}/release`);
}

let answered = false;

/** What the outside does in a day: providers fail in every way, receipts come, people open, answer, decline. */
async function outside(day: string): Promise<void> {
  if (chance(0.3))
    notify.troubles.push(
      pick([{ kind: 'error', status: 500 }, { kind: 'accept-and-break' }, { kind: 'error', status: 503 }] as const),
    );
  for (const delivery of notify.deliveries.filter((d) => d.status === 'sending')) {
    await notify.receipt(
      delivery.id,
      pick(['delivered', 'delivered', 'permanent-failure', 'temporary-failure', 'technical-failure']),
    );
  }
  const surveys = [
    ...new Map(place.collection.heard.map((e) => [(e.data as SurveyState).surveyId, e.data as SurveyState])).values(),
  ];
  for (const { surveyId, cancelled } of surveys) {
    if (cancelled || (answered && !chance(0.03))) continue;
    const what = answered ? random() : 0.5;
    answered = true;
    if (what < 0.3)
      await place.collection.announce({ type: 'responses.survey.opened.v1', data: { surveyId, on: day } });
    else if (what < 0.8)
      await place.collection.announce({
        type: 'responses.survey.submitted.v1',
        data: { surveyId, on: day, consentVersion: '2026-1' },
      });
    else
      await place.collection.announce({
        type: 'responses.survey.declined.v1',
        data: { surveyId, on: day, never: chance(0.5) },
      });
  }
}

test('a quarter with every exclusion, every failure of a provider and every action of staff: dispositions add up, nobody is written to twice or at an unsafe time, nothing is left after retention', async () => {
  const states: ClosureState[] = [];
  for (let n = 0; n < PEOPLE; n++) states.push(await person(n));
  let before = '';
  for (let i = 0; i < DAYS; i++) {
    const day = london.addDays(FIRST_DAY, i);
    if (!isWorkingDay(day)) continue;
    place.setClock(london.at(day, i % 3 === 0 ? '18:10' : '11:00').toISOString());
    await place.intake.announce({
      type: 'cases.source.heard.v1',
      data: { force: '01', sourceSystem: 'connect', lastHeardOn: day },
    });
    await place.intake.announce(...states.filter((s) => s.closedOn > before && s.closedOn <= day).map(recorded));
    before = day;
    const late = pick(states);
    if (chance(0.15) && late.closedOn < day) {
      Object.assign(late, {
        version: late.version + 1,
        contact: null,
        ...pick([
          { state: 'reopened' },
          { state: 'closed', outcomeClass: 'CHARGED', proceedingsLive: true },
          { state: 'closed', outcomeClass: 'WITHDREW' },
        ] as const),
      });
      await place.intake.announce(recorded(late));
    }
    await outside(day);
    await place.settled(async () =>
      expect(await place.rows(`select 1 from sources where last_heard_on = $1`, [day])).toHaveLength(1),
    );
    const { tasks } = (await call<{ tasks: WorkTask[] }>('vs-lead-1', 'GET', '/v1/worklist?due=now-callable&limit=40'))
      .body;
    for (const task of tasks) await work(task, day);
  }
  // Further cases of somebody who said never, and of somebody who was invited a short while ago.
  const further = async (name: string, of: string): Promise<void> => {
    const [found] = await place.rows<{ key: string }>(
      `select e.subject_key as key from episodes e where ${of} limit 1`,
    );
    const state = closure(name, {
      victimKey: found!.key,
      closedOn: '2026-06-25',
      outcomeClass: 'WITHDREW',
      contact: null,
    });
    states.push(state);
    await place.intake.announce(recorded(state));
  };
  await further(
    'after never',
    `id in (select episode_id from story_entries where kind = 'declined' and detail ->> 'never' = 'true')`,
  );
  await further(
    'after an invitation',
    `state = 'answered' and first_invited_at > '2026-05-01' and not exists (select 1 from episodes o where o.subject_key = e.subject_key and o.closed_at is null)`,
  );
  await place.settled(async () =>
    expect(
      await place.rows(
        `select 1 from closures where closed_on = '2026-06-25' and closure_month = '2026-06' and disposition is not null and case_key in ($1, $2)`,
        states.slice(-2).map((s) => s.caseKey),
      ),
    ).toHaveLength(2),
  );

  // A day of which no sum was taken yet: that of the last one may have been taken before these two came.
  place.setClock(london.at('2026-07-01', '11:00').toISOString());
  await place.settled();
  await place.run('check-sum');
  const { body } = await call<{ sum: { holds: boolean; closures: number } }>('vs-lead-1', 'GET', '/v1/supervisor');
  expect(body.sum.holds).toBe(true);
  expect(body.sum.closures).toBe(states.filter((s) => s.state === 'closed').length);
  const seen = await place.rows<{ d: string }>(
    `select distinct coalesce(reason, disposition) as d from disposition_changes where disposition is not null`,
  );
  expect(seen.map((r) => r.d)).toEqual(
    expect.arrayContaining([
      'to-check',
      'proceedings-live',
      'declined',
      'answered',
      'asked',
      'under-16',
      'no-usable-contact',
      'surveyed-through-another-record',
      'older-than-look-back',
      'safeguarding-hold',
      'deceased',
      'no-safe-channel',
      'invited-within-90-days',
      'declined-by-her',
    ]),
  );

  const messages = await place.rows<{ id: string; created_at: Date; safe: { times: [] } | null }>(
    `select m.id, m.created_at, e.safe from messages m join episodes e on e.id = m.episode_id`,
  );
  expect(messages.length).toBeGreaterThan(10);
  for (const m of messages)
    expect(mayContactAt(m.created_at, m.safe?.times ?? []) || mayContactAt(m.created_at)).toBe(true);
  const references = notify.deliveries.map((d) => d.reference);
  expect(new Set(references).size, 'one text or letter for each message').toBe(references.length);
  const mails = place.mail.mails.map((m) => m.messageId);
  expect(new Set(mails).size).toBe(mails.length);
  expect(
    await place.rows(
      `select episode_id from messages where status not like '%failure' and status <> 'cancelled' group by episode_id having count(*) > 3`,
    ),
  ).toEqual([]);
  expect(
    await place.rows(
      `select subject_key from episodes where closed_at is null group by subject_key having count(*) > 1`,
    ),
  ).toEqual([]);
  expect(
    await place.rows(
      `select 1 from story_entries s join episodes e on e.id = s.episode_id where e.state = 'declined' and s.kind = 'message-created' and s.position > (select max(position) from story_entries d where d.episode_id = e.id and d.kind = 'declined')`,
    ),
  ).toEqual([]);
  expect(place.logs.filter((l) => l.includes('"level":"error"') && !l.includes('safeguarding'))).toEqual([]);

  for (const date of ['2026-07-20', '2026-09-10', '2026-12-20', '2027-03-30', '2027-07-01']) {
    place.setClock(`${date}T10:00:00Z`);
    await place.intake.announce({
      type: 'cases.source.heard.v1',
      data: { force: '01', sourceSystem: 'connect', lastHeardOn: date },
    });
    await place.settled(async () =>
      expect(await place.rows(`select 1 from sources where last_heard_on = $1`, [date])).toHaveLength(1),
    );
  }
  const vault = place.service.app.get(Vault);
  await eventually(async () => {
    const left = await vault.transaction((tx) =>
      tx.query(
        `select c.subject_key from contacts c
          where not exists (select 1 from episodes e where e.subject_key = c.subject_key and (e.closed_at is null or e.closed_at > '2027-03-30'))
            and not exists (select 1 from closures d where d.subject_key = c.subject_key and d.disposition = 'deferred')`,
      ),
    );
    expect(left).toEqual([]);
  });
  expect(
    await everythingWritten(place),
    'names, addresses, numbers, check words and notes: in no table, topic or log',
  ).not.toMatch(/canary|Canary|07700 90|\+4477009|heron|bluebell|SE1 1AA|1988-01-01/);
}, 240_000);
