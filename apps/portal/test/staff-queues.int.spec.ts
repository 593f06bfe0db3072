import { Clock } from '@answerable/service';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, picture, says, startPortal, type Portal } from './portal.js';
import { episode, episodeId, month, reports, wednesday } from './samples.js';
import { sealOf } from './sealed.js';
import { content } from './sealed.js';
import { Refusal } from './stand-in.js';

let portal: Portal;
let lead: Page;
let approver: Page;
let interviewer: Page;

const id = '0196a5b0-0000-7000-8000-0000000000aa';
const person = { subject: 'someone', name: 'Cameron Worker' };
const settings = {
  waitingDays: 21,
  reminderAfterDays: 10,
  reminders: 2,
  expiryDays: 60,
  tasksPerDay: 60,
  messagesPerHour: 500,
  telephoneAttempts: 4,
  revealsPerHour: 20,
  oldDetailsDays: 120,
};

beforeAll(async () => {
  portal = await startPortal('staff');
  portal.service.app.get(Clock).set(new Date(wednesday));
  const callBacks = (me: string, claimed: boolean) => [
    {
      callBackId: id,
      taskId: id,
      episodeId,
      reference: 'K7Q2-M94A',
      receivedOn: '2026-05-05',
      dueAt: '2026-05-06T16:00:00Z',
      overdue: false,
      state: 'open',
      claimedBy: claimed ? { subject: me, name: 'Lee Leader' } : null,
    },
  ];
  let claimed = false;
  portal.surveyDelivery
    .on('listWork', () => ({ tasks: [], next: null, counts: [] }))
    .on('listCallBacks', ({ principal }) => ({ callBacks: callBacks(principal.subject, claimed) }))
    .on('claimTask', () => {
      claimed = true;
      throw new Refusal('claimed-by-another');
    })
    .on('openCallBack', () => ({ wishes: ['support', 'mp'], message: 'Please not before nine', notSafeNow: true }))
    .on('completeCallBack', () => undefined)
    .on('listConcerns', ({ principal }) => ({
      concerns: [
        {
          concernId: id,
          episodeId,
          reference: 'K7Q2-M94A',
          risk: 'child',
          note: 'A child in the household was mentioned.',
          raisedBy: person,
          raisedAt: '2026-05-06T08:30:00Z',
          dueAt: '2026-05-06T12:30:00Z',
          overdue: false,
          lead: { subject: principal.subject, name: principal.name },
          escalatedAt: null,
          state: 'taken',
          outcome: null,
        },
      ],
    }))
    .on('closeConcern', () => undefined)
    .on('listOwnRoute', () => ({ entries: [{ entryId: id, receivedOn: '2026-05-04', state: 'new', candidates: 1 }] }))
    .on('openOwnRoute', () => ({
      form: {
        firstName: 'Ana',
        telephone: '020 7946 0018',
        times: ['weekday-morning'],
        voicemailSafe: 'unsafe',
        endedAround: 'last spring',
      },
      candidates: [{ episodeId, reference: 'K7Q2-M94A', state: 'undeliverable', cueMonth: '2026-03' }],
    }))
    .on('searchOwnRoute', () => ({
      cases: [{ caseKey: 'c0ffee', reference: null, disposition: 'deferred', unit: 'AS BCU', cueMonth: '2026-03' }],
    }))
    .on('verifyOwnRoute', () => undefined)
    .on('findEpisodes', () => ({
      episodes: [{ episodeId, reference: 'K7Q2-M94A', state: 'held', unit: 'AS BCU', cueMonth: '2026-03' }],
    }))
    .on('supervise', () => ({
      dispositions: [
        {
          month: '2026-04',
          force: '01',
          unit: 'AS BCU team 2',
          outcomeClass: 'WITHDREW',
          disposition: 'asked',
          reason: null,
          closures: 31,
        },
        {
          month: '2026-04',
          force: '01',
          unit: 'AS BCU team 2',
          outcomeClass: 'WITHDREW',
          disposition: 'answered',
          reason: null,
          closures: 12,
        },
      ],
      sum: {
        checkedAt: wednesday,
        closures: 43,
        withDisposition: 43,
        historyDiffers: 0,
        notAsRegistered: 0,
        holds: true,
      },
      waiting: {
        messagesDue: 4,
        oldestDueAt: '2026-05-05T10:00:00Z',
        tasksOpen: 9,
        tasksOverdue: 1,
        heldSources: [{ force: '01', sourceSystem: 'connect', lastHeardOn: '2026-04-27' }],
      },
      units: [
        {
          force: '01',
          unit: 'AS BCU team 2',
          closures: 43,
          withoutUsableContact: 3,
          wrongNumbers: 2,
          bounced: 1,
          declined: 5,
          undeliverable: 2,
        },
      ],
      channels: [{ channel: 'sms', status: 'permanent-failure', messages: 3 }],
      workload: [{ person, claimed: 2, doneThisWeek: 17 }],
    }))
    .on('readDeliveryState', () => ({ paused: false, pausedBy: null, pausedAt: null, reason: null }))
    .on('pauseAll', ({ body }) => ({
      paused: true,
      pausedBy: person,
      pausedAt: wednesday,
      reason: (body as { reason: string }).reason,
    }))
    .on('readSettings', () => ({
      settings,
      proposals: [
        {
          proposalId: id,
          changes: { waitingDays: 28 },
          reason: 'More time',
          proposedBy: person,
          proposedAt: wednesday,
          state: 'open',
          decidedBy: null,
        },
      ],
    }))
    .on('proposeSettings', () => ({
      proposalId: id,
      changes: { reminders: 1 },
      reason: 'Fewer',
      proposedBy: person,
      proposedAt: wednesday,
      state: 'open',
      decidedBy: null,
    }))
    .on('listRequests', () => ({
      requests: [
        {
          requestId: id,
          kind: 'access',
          reference: 'K7Q2-M94A',
          receivedOn: '2026-05-01',
          dueOn: '2026-06-01',
          state: 'open',
          handledBy: null,
        },
      ],
    }))
    .on('listMessages', () => ({ messages: [{ messageId: id, receivedOn: '2026-05-01', read: false }] }))
    .on('listTemplates', () => ({
      templates: [
        {
          template: 'invitation',
          version: 2,
          channel: 'sms',
          language: 'en',
          reviewed: true,
          lockScreen: 'A few questions, if you like',
          text: 'A few questions',
        },
      ],
    }))
    .on('listVaultReads', () => ({
      reads: [{ at: wednesday, person, purpose: 'telephone-call', reference: 'K7Q2-M94A' }],
      next: null,
    }))
    .on('openMessage', () => ({ message: 'They were kind at the hospital. <script>alert(1)</script>' }))
    .on('readEpisode', () => episode)
    .on('dial', () => {
      throw new Refusal('no-telephony');
    })
    .on('handOver', () => ({
      url: 'http://localhost:4102/interview',
      token: 'a.b.c',
      firstName: 'Ana',
      expiresAt: '2026-05-06T09:31:00Z',
    }));
  portal.reporting
    .on('listSignals', () => [])
    .on('listMonths', () => [
      month(),
      month({
        month: '2026-09',
        monthWords: 'September 2026',
        state: 'published',
        reportId: 'southwark-2026-09-v1',
        approvals: [
          { name: 'Avery Approver', at: wednesday },
          { name: 'Alex Approver', at: wednesday },
        ],
      }),
    ])
    .on('listReports', () => ({
      view: { seat: null, areaId: null, areaName: null },
      reports: [
        { ...reports[0]!, id: 'southwark-2026-09-v2', version: 2 },
        { ...reports[0]!, state: 'replaced' },
      ],
      holds: [],
      nextOn: '2026-11-13',
    }))
    .on('listPoliceResponses', () => [
      {
        force: '01',
        forceName: 'Metropolitan Police',
        askedOn: '2026-10-14',
        answeredOn: '2026-10-20',
        text: 'The case at the bridge was hers.',
      },
      { force: '48', forceName: 'City of London Police', askedOn: '2026-10-14', answeredOn: null, text: null },
    ])
    .on('takeDownReport', () => sealOf().report.seal)
    .on('readReportHtml', () => '<h2>September as readers see it</h2>')
    .on('correctMonth', () => ({ outcome: 'noted', reportId: null }))
    .on('approveMonth', () => month({ approvedByMe: true }));
  [lead, approver, interviewer] = (await Promise.all([
    portal.signIn('vs-lead-1'),
    portal.signIn('approver-1'),
    portal.signIn('interviewer-1'),
  ])) as [Page, Page, Page];
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.surveyDelivery.faults).toEqual([]);
});

test('every queue of the lead says what is there, is accessible, and fits a small screen', async () => {
  for (const [path, words] of [
    ['/call-backs', 'Today before 17:00'],
    ['/safeguarding', 'A child is at risk'],
    ['/nobody-asked-me', 'Never say to a caller whether a case exists.'],
    ['/overview', 'each of the 43 closures registered has exactly one disposition'],
    ['/approval', 'Two different people approve each report.'],
    ['/messages', 'We cannot tell who wrote them'],
    ['/requests', 'see what is kept about her'],
    ['/templates', 'A few questions, if you like'],
    ['/vault-reads', 'Telephone her'],
    ['/approval/2026-09/correction', 'the difference would give those answers away'],
    ['/settings', 'Days between closure and the first message: 21 becomes 28'],
    ['/pause', 'This switch stops every message and every call at once'],
    [`/approval/published/southwark-2026-09-v1/takedown`, 'This cannot be undone'],
    [`/approval/published/southwark-2026-09-v1/responses/01/takedown`, 'The case at the bridge was hers.'],
  ] as const) {
    await lead.setViewportSize({ width: 1280, height: 800 });
    await lead.goto(path);
    await says(lead, words);
    expect(await accessibilityFaults(lead), path).toEqual([]);
    await picture(lead, `lead${path.replaceAll('/', '-')}`);
    await lead.setViewportSize({ width: 640, height: 512 });
    const [wide, seen] = (await lead.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as [number, number];
    expect(wide, path).toBeLessThanOrEqual(seen);
  }
  await lead.setViewportSize({ width: 1280, height: 800 });
});

test('who takes a report down sees what readers see, and what else says the same; the safeguarding lead can do it too', async () => {
  const safeguarding = await portal.signIn('safeguarding-1');
  await safeguarding.goto('/approval');
  expect(await safeguarding.locator('a:has-text("Correct it")').count()).toBe(0);
  await safeguarding.goto('/approval/published/southwark-2026-09-v2/takedown');
  await safeguarding.click('summary:has-text("What readers see")');
  await says(safeguarding, 'September as readers see it');
  expect(await accessibilityFaults(safeguarding)).toEqual([]);
  // The version that this one replaced is open to readers still.
  await safeguarding.click('a:has-text("version 1")');
  expect(new URL(safeguarding.url()).pathname).toBe('/approval/published/southwark-2026-09-v1/takedown');
  await safeguarding.check('[name=why][value=risk-to-a-person]');
  await safeguarding.click('button:has-text("Take it down")');
  await safeguarding.waitForURL(/done=taken-down/);
  expect(portal.reporting.last('takeDownReport')).toMatchObject({
    params: { id: 'southwark-2026-09-v1' },
    body: { why: 'risk-to-a-person' },
  });
});

test('a call-back is opened by who took it, says first when it was not safe, and ends with what came of it', async () => {
  await lead.goto('/call-backs');
  await lead.click('button:has-text("Take")');
  await lead.goto('/call-backs');
  await lead.click('button:has-text("Open")');
  await says(lead, 'She said that it was not safe when she wrote.');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.click('button:has-text("Record it")');
  await says(lead, 'Choose how it ended', '.govuk-error-summary');
  await lead.check('text=I reached her');
  await lead.check('#supportGiven');
  await lead.click('button:has-text("Record it")');
  await lead.waitForURL(/done=call-back/);
  expect(portal.surveyDelivery.last('completeCallBack')!.body).toEqual({ outcome: 'reached', supportGiven: true });
});

test('a call-back that cannot be recorded now keeps what was chosen and typed, and says why', async () => {
  portal.surveyDelivery.on('completeCallBack', () => {
    throw new Refusal('not-possible-now');
  });
  await lead.goto('/call-backs');
  await lead.click('button:has-text("Open")');
  await lead.check('text=I reached her');
  await lead.click('summary');
  await lead.fill('#note', 'He was in the room');
  await lead.check('#supportGiven');
  await lead.click('button:has-text("Record it")');
  await says(lead, 'This is not possible in the state it is in', '.govuk-error-summary');
  expect(await lead.inputValue('#note')).toBe('He was in the room');
  expect(await lead.isChecked('#supportGiven')).toBe(true);
  portal.surveyDelivery.on('completeCallBack', () => undefined);
});

test('whatever form is refused, what was typed in it is one step away', async () => {
  portal.surveyDelivery.on('closeConcern', () => {
    throw new Refusal('another-leads');
  });
  await lead.goto('/safeguarding');
  await lead.click('summary');
  await lead.fill('textarea', 'Handed to her doctor');
  await lead.check('[name=contactAgain][value=no]');
  await lead.click('button:has-text("Close the concern")');
  await says(lead, 'Nothing you typed is lost.');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.click('text=See what you typed');
  await says(lead, 'Handed to her doctor');
  await says(lead, 'could not be taken when you sent it');
  portal.surveyDelivery.on('closeConcern', () => undefined);
  await lead.click('button:has-text("Send it now")');
  await lead.waitForURL(/done=concern-closed/);
  expect(portal.surveyDelivery.last('closeConcern')!.body).toMatchObject({ outcome: 'Handed to her doctor' });
});

test('a concern is closed only by its lead, with an outcome and a word on contacting her again', async () => {
  await lead.goto('/safeguarding');
  await lead.click('summary');
  await lead.click('button:has-text("Close the concern")');
  await says(lead, 'Write how it ended', '.govuk-error-summary');
  await lead.fill('textarea', 'Handed to children’s services');
  await lead.check('[name=contactAgain][value=no]');
  await lead.click('button:has-text("Close the concern")');
  await lead.waitForURL(/done=concern-closed/);
  expect(portal.surveyDelivery.last('closeConcern')!.body).toEqual({
    outcome: 'Handed to children’s services',
    contactAgain: false,
  });
});

test('who told us that nobody asked her is matched by a person to an episode', async () => {
  await lead.goto('/nobody-asked-me');
  await lead.click('button:has-text("Open")');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.check('text=It belongs to');
  await lead.click('button:has-text("Record it")');
  await says(lead, 'Say how you knew that it was she', '.govuk-error-summary');
  expect(await lead.isChecked('text=It belongs to'), 'what was chosen stays').toBe(true);
  const identity = { identity: 'said-name-and-birth-date', birthDate: '1991-02-28' };
  await lead.check('#identity');
  await lead.fill('#birthDate', '28 2 1991');
  await lead.click('button:has-text("Record it")');
  await lead.waitForURL(/done=own-route/);
  expect(portal.surveyDelivery.last('verifyOwnRoute')!.body).toEqual({ result: 'matched', episodeId, ...identity });

  await lead.click('button:has-text("Open")');
  await lead.fill('#search', 'March 2026');
  await lead.click('button:has-text("Look")');
  expect(portal.surveyDelivery.last('searchOwnRoute')!.body).toEqual({ search: 'March 2026' });
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.check('text=a case nobody was asked about');
  await lead.check('#identity');
  await lead.fill('#birthDate', '28 2 1991');
  portal.surveyDelivery.on('verifyOwnRoute', () => {
    throw new Refusal('identity-not-checked');
  });
  await lead.click('button:has-text("Record it")');
  await says(lead, 'Say how you knew that it was she', '.govuk-error-summary');
  portal.surveyDelivery.on('verifyOwnRoute', () => undefined);
  expect(await lead.isChecked('text=a case nobody was asked about'), 'what was found and chosen stays').toBe(true);
  await lead.click('button:has-text("Record it")');
  await lead.waitForURL(/done=own-route/);
  expect(portal.surveyDelivery.last('verifyOwnRoute')!.body).toEqual({
    result: 'matched-case',
    caseKey: 'c0ffee',
    ...identity,
  });
});

test('who rings us is found by what she says, and nothing of it stands in the address', async () => {
  await lead.goto('/find');
  for (const [said, body] of [
    ['07700 900123', { telephone: '07700 900123' }],
    ['ana@example.org', { email: 'ana@example.org' }],
    ['K7Q2-M94A', { reference: 'K7Q2-M94A' }],
  ] as const) {
    await lead.fill('#sought', said);
    await lead.click('button:has-text("Find")');
    expect(portal.surveyDelivery.last('findEpisodes')!.body).toEqual(body);
  }
  expect(new URL(lead.url()).search).toBe('');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.waitForSelector(`a[href="/episodes/${episodeId}"]`);
});

test('pausing everything needs a reason', async () => {
  await lead.goto('/pause');
  await lead.click('button:has-text("Pause everything")');
  await says(lead, 'Write why', '.govuk-error-summary');
  await lead.fill('#reason', 'The provider sends twice');
  await lead.click('button:has-text("Pause everything")');
  await says(lead, 'no message leaves and no call is due', '[role=status]');
});

test('a setting is proposed as the change alone, within its limits', async () => {
  await lead.goto('/settings');
  await lead.fill('#reminders', '5');
  await lead.fill('#reason', 'Fewer');
  await lead.click('button:has-text("Propose")');
  await says(lead, 'Reminders at most: write a whole number from 0 to 2', '.govuk-error-summary');
  await lead.fill('#reminders', '1');
  await lead.click('button:has-text("Propose")');
  await lead.waitForURL(/done=proposed/);
  expect(portal.surveyDelivery.last('proposeSettings')!.body).toEqual({ changes: { reminders: 1 }, reason: 'Fewer' });
});

test('a correction of a few answers is noted and not published, and the lead is told why', async () => {
  await lead.goto('/approval/2026-09/correction');
  await lead.check('text=Answers were counted wrongly');
  await lead.fill('#answersChanged', '4');
  await lead.check('text=Taken seriously');
  await lead.click('button:has-text("Prepare the correction")');
  await says(lead, 'too small to be published without giving answers away', '[role=status]');
  expect(portal.reporting.last('correctMonth')!.body).toEqual({
    why: 'answers-wrong',
    answersChanged: 4,
    headline: 'seriously',
  });
});

test('a message that somebody wrote is shown as text, never as markup', async () => {
  await lead.goto('/messages');
  await lead.click('button:has-text("Open")');
  await says(lead, '<script>alert(1)</script>');
});

test('a report is approved as it was read: the digest on the page is what the approval names', async () => {
  const digest = 'b'.repeat(64);
  portal.reporting.on('previewMonth', () => ({ digest, content, html: '<article><h1>Southwark</h1></article>' }));
  await approver.goto('/approval/2026-10');
  expect(await accessibilityFaults(approver)).toEqual([]);
  await approver.click('button:has-text("Approve")');
  await says(approver, 'Say that you have read it', '.govuk-error-summary');
  await approver.check('#read');
  await approver.click('button:has-text("Approve")');
  await approver.waitForURL(/done=approved/);
  expect(portal.reporting.last('approveMonth')!.body).toEqual({ digest });
  expect(portal.reporting.faults).toEqual([]);
});

test('an interviewer sees a first name and no number, and the interview opens on the other origin by a form', async () => {
  await interviewer.goto(`/episodes/${episodeId}/call`);
  expect(await accessibilityFaults(interviewer)).toEqual([]);
  await interviewer.click('button:has-text("Dial")');
  await says(interviewer, 'Nothing was dialled.');
  await interviewer.click('button:has-text("Begin the interview")');
  await says(interviewer, 'You speak with Ana.');
  expect(await interviewer.getAttribute('main form', 'action')).toBe('http://localhost:4102/interview');
  expect(await interviewer.inputValue('[name=handover]')).toBe('a.b.c');
  expect(await accessibilityFaults(interviewer)).toEqual([]);
});

test('pages can be read in the dark and with forced colours', async () => {
  for (const scheme of ['dark', 'light'] as const) {
    await lead.emulateMedia({ colorScheme: scheme });
    for (const path of ['/overview', '/safeguarding', `/episodes/${episodeId}`]) {
      await lead.goto(path);
      expect(await accessibilityFaults(lead), `${path} ${scheme}`).toEqual([]);
    }
    await picture(lead, `episode-${scheme}`);
  }
  await lead.emulateMedia({ forcedColors: 'active' });
  await lead.goto('/safeguarding');
  await picture(lead, 'safeguarding-forced-colours');
  await lead.emulateMedia({ forcedColors: null, colorScheme: null });
});
