import {
  dispositions,
  exclusionReasons,
  type ClosureState,
  type SupervisorView,
  type WorkTask,
} from '@answerable/contracts';
import type { NotifyStandIn } from '@answerable/notify-stand-in';
import { london } from '@answerable/service';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isWorkingDay } from '../../src/delivery/contact-hours.js';
import { Vault } from '../../src/vault/vault.js';
import { everythingWritten } from '../everywhere.js';
import { startNotify } from '../notify.js';
import { startTelephony } from '../staff.js';
import { closure, openWorkplace, recorded, type Workplace } from '../workplace.js';
import { acts } from './acts.js';
import { chance, pick } from './chance.js';
import { deskAt } from './leads-desk.js';
import { Ledger } from './ledger.js';
import { outsideOf } from './outside.js';
import { FIRST_DAY, person } from './people.js';
import { staffActions, staffAt, type Staff } from './staff-at-work.js';

const PEOPLE = 75;
const DAYS = 91;

const ledger = new Ledger();
let place: Workplace;
let notify: NotifyStandIn;
let telephony: Awaited<ReturnType<typeof startTelephony>>;
beforeAll(async () => {
  telephony = await startTelephony();
  const started = await startNotify(
    () => place.service.url,
    ({ reference, type, to, body }) => {
      const line = to.split('\n').find((text) => text.includes('Canary Row'));
      ledger.take({ reference: reference!, channel: type, to: line ?? to, body, at: place.clock() });
    },
  );
  notify = started.notify;
  place = await openWorkplace({
    now: `${FIRST_DAY}T10:00:00Z`,
    env: { ...started.env, TELEPHONY_URL: telephony.url, STEP_UP_SECONDS: '86400' },
    hears: { surveys: true, coverage: true },
  });
  place.mail.onMail = ({ messageId, to, text }) =>
    ledger.take({
      reference: /<([0-9a-f-]{36})@/.exec(messageId!)![1]!,
      channel: 'email',
      to: [to!].flat()[0]!.text,
      body: text!,
      at: place.clock(),
    });
}, 120_000);
afterAll(async () => {
  await place?.close();
  await notify?.close();
  await telephony?.close();
});

/** Larger steps outside the hours that matter: on days off one in two, on the others one or two, also before and after the hours. */
const momentsOf = (day: string, i: number): string[] =>
  isWorkingDay(day) ? [['11:00'], ['09:01'], ['18:10'], ['18:50', '22:30']][i % 4]! : i % 2 === 0 ? ['11:00'] : [];

const heard = async (day: string): Promise<void> => {
  const lastHeardOn = day;
  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from sources where last_heard_on = $1`, [day])).toHaveLength(1),
  );
};

/** The police send something else of a case that they have closed: reopened, charged, told anew, or that she died. */
async function revise(late: ClosureState): Promise<void> {
  Object.assign(late, {
    version: late.version + 1,
    contact: null,
    ...pick([
      { state: 'reopened' },
      { state: 'closed', outcomeClass: 'CHARGED', proceedingsLive: true },
      { state: 'closed', outcomeClass: 'WITHDREW' },
      { state: 'closed', outcomeClass: 'PREVENTED', victimDeadOrIll: true },
    ] as const),
  });
  await place.intake.announce(recorded(late));
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from closures where case_key = $1 and version = $2`, [late.caseKey, late.version]),
    ).toHaveLength(1),
  );
  if (!late.victimDeadOrIll) return;
  for (const { id } of await place.rows<{ id: string }>(
    `select id from episodes where subject_key = $1 and state = 'to-check'`,
    [late.victimKey],
  ))
    ledger.silence(id, 'the police say that she died');
}

/** Further cases of somebody who said never, and of somebody who was invited a short while ago. */
async function furtherCases(states: ClosureState[]): Promise<void> {
  const further = async (name: string, of: string): Promise<void> => {
    const [found] = await place.rows<{ key: string }>(
      `select e.subject_key as key from episodes e where ${of} limit 1`,
    );
    const over = { victimKey: found!.key, closedOn: '2026-06-25', contact: null } as const;
    const state = closure(name, { ...over, outcomeClass: 'WITHDREW' });
    states.push(state);
    await place.intake.announce(recorded(state));
  };
  await further(
    'after never',
    `id in (select episode_id from story_entries where kind = 'declined' and detail ->> 'never' = 'true')`,
  );
  await further(
    'after an invitation',
    `state = 'answered' and first_invited_at > '2026-04-03'
       and not exists (select 1 from episodes o where o.subject_key = e.subject_key and o.closed_at is null)`,
  );
  const keys = states.slice(-2).map((s) => s.caseKey);
  await place.settled(async () =>
    expect(
      await place.rows(`select 1 from closures where disposition is not null and case_key = any($1)`, [keys]),
    ).toHaveLength(2),
  );
}

/** After ninety days a person finds out whether the proceedings go on. */
async function courtIsAskedAbout(staff: Staff): Promise<void> {
  const tasks = await eventually(async () => {
    const path = '/v1/worklist?kind=proceedings-recheck';
    const found = (await staff.act<{ tasks: WorkTask[] }>('worklist', 200, ['vs-lead-1', 'GET', path])).tasks;
    expect(found.length).toBeGreaterThan(1);
    return found;
  });
  for (const task of tasks) await staff.work(task, place.today());
}

async function nothingTwice(): Promise<void> {
  const references = ledger.taken.map((m) => m.reference);
  expect(new Set(references).size, 'one text, letter or e-mail for each message').toBe(references.length);
  expect(
    await place.rows(
      `select episode_id from messages where status not like '%failure' and status <> 'cancelled'
        group by episode_id having count(*) > 3`,
    ),
    'an invitation and two reminders',
  ).toEqual([]);
  expect(
    await place.rows(`select subject_key from episodes where closed_at is null group by 1 having count(*) > 1`),
  ).toEqual([]);
}

/** A year on: the contacts of all whose asking has ended are gone, and no word of them stands anywhere. */
async function nothingLeft(staff: Staff): Promise<void> {
  for (const date of ['2026-07-20', '2026-09-10', '2026-12-20', '2027-03-30', '2027-07-01']) {
    place.setClock(`${date}T10:00:00Z`);
    await heard(date);
    if (date === '2026-09-10') await courtIsAskedAbout(staff);
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
  ).not.toMatch(/canary|Canary|07700 9|\+4477009|heron|bluebell|SE1 1AA|1988-01-01/);
}

test('a quarter with every exclusion, every failure of a provider and every act of staff: dispositions add up, nobody is written to twice or unsafely, nothing is left after retention', async () => {
  const staff = staffAt(place, ledger);
  const desk = deskAt(place, ledger, staff);
  const outside = outsideOf(place, notify, ledger, staff);
  const states: ClosureState[] = [];
  for (let n = 0; n < PEOPLE; n++) states.push(await person(place, n));
  let before = '';
  let step = 0;
  let paused = false;
  const stops = new Set<'email' | 'sms'>();
  for (let i = 0; i < DAYS; i++) {
    const day = london.addDays(FIRST_DAY, i);
    for (const time of momentsOf(day, i)) {
      step += 1;
      if (isWorkingDay(day)) {
        outside.trouble();
        await outside.mailTrouble(step);
      }
      place.setClock(london.at(day, time).toISOString());
      await heard(day);
      if (!isWorkingDay(day) || time > '19:00') continue;
      await place.intake.announce(...states.filter((s) => s.closedOn > before && s.closedOn <= day).map(recorded));
      before = day;
      await place.settled();
      if (paused) await desk.resume();
      else if (i % 30 === 26) await desk.pause();
      paused = !paused && i % 30 === 26;
      if (paused) continue;
      await outside.receive();
      await place.settled();
      await outside.respond(day);
      const { tasks } = await staff.act<{ tasks: WorkTask[] }>('worklist', 200, [
        'vs-lead-1',
        'GET',
        '/v1/worklist?due=now-callable&limit=40',
      ]);
      const first = new Map(tasks.toReversed().map((task) => [task.episodeId ?? task.taskId, task]));
      for (const task of first.values()) await staff.work(task, day);
      await place.settled();
      await desk.callBacks();
      const late = pick(states);
      if (chance(0.15) && late.closedOn < day) await revise(late);
      if (i % 30 === 20) await desk.requests(day);
      // Whether there is somebody to do it with is chance: from some day on, until it happened once.
      if (i > 20 && !staff.done.has('decline')) await desk.declines();
      if (i > 25 && !staff.done.has('end link')) await desk.losesTelephone(day);
      if (i % 10 === 3) await desk.ownRoute();
      if (i % 3 === 1) await desk.letterReturns();
      if (i % 14 === 6) stops.add('email');
      if (i % 14 === 8) stops.add('sms');
      for (const channel of stops) if (await outside.saysStop(channel)) stops.delete(channel);
      if (i % 3 === 2 || !staff.done.has('email/bounces')) await outside.mailComesBack();
      if (i > 40 && !staff.done.has('take back')) await desk.mistakes();
      if (i > 40 && !staff.done.has('ask again')) await desk.asksAgain();
      if (i > 15 && !staff.done.has('read replies')) await outside.writesBack();
      if (i === 30) await desk.settings();
      if (i > 20 && !staff.done.has('open a message')) await desk.messages();
    }
  }
  expect(ledger.wrong, 'messages outside what she said, or outside the hours').toEqual([]);
  await furtherCases(states);

  // A day of which no sum was taken yet: that of the last one may have been taken before these came.
  place.setClock(london.at('2026-07-01', '11:00').toISOString());
  await place.settled();
  await place.run('check-sum');
  const view = await staff.act<SupervisorView>('supervisor', 200, [
    'vs-lead-1',
    'GET',
    '/v1/supervisor?from=2026-03&to=2026-07',
  ]);
  expect(view.sum).toMatchObject({ holds: true, closures: states.filter((s) => s.state === 'closed').length });
  expect(view.dispositions.reduce((sum, row) => sum + row.closures, 0)).toBe(view.sum!.closures);
  // In the history: where somebody stands on the last day is chance.
  const occurred = await place.rows<{ disposition: string }>(
    'select distinct disposition from disposition_changes where disposition is not null',
  );
  expect(new Set(occurred.map((row) => row.disposition)), 'each occurs').toEqual(new Set(dispositions));
  const reasons = await place.rows<{ reason: string }>(
    `select distinct reason from disposition_changes where reason is not null`,
  );
  expect(new Set(reasons.map((r) => r.reason))).toEqual(new Set(exclusionReasons.filter((r) => r !== 'out-of-scope')));

  expect(outside.met.length, 'each trouble of Notify was met').toBeGreaterThan(outside.troubles.length);
  expect([...outside.sentReceipts].toSorted()).toEqual([...new Set(outside.receipts)].toSorted());
  for (const channel of ['email', 'sms', 'letter'] as const)
    expect(ledger.taken.filter((m) => m.channel === channel).length, channel).toBeGreaterThan(3);
  await nothingTwice();
  const expected = ['safeguarding', 'provider refused us and the channel was closed'];
  const errors = place.logs.filter(
    (l) => l.includes('"level":"error"') && !expected.some((words) => l.includes(words)),
  );
  expect(errors).toEqual([]);
  await nothingLeft(staff);
  expect([...staff.done.keys()], 'every act of staff was done').toEqual(expect.arrayContaining([...acts]));
  expect(
    staffActions.filter((id) => !staff.routes.has(id)),
    'every route by which staff do something was taken, with success',
  ).toEqual([]);
}, 600_000);
