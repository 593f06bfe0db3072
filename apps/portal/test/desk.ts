import { Clock } from '@answerable/service';
import type { Page } from 'playwright-core';
import { startPortal, type Portal } from './portal.js';
import { episode, episodeId, month, reports, task, tasks, wednesday } from './samples.js';
import { sealOf } from './sealed.js';
import { Refusal, type Call } from './stand-in.js';

export const text = async (page: Page, selector = 'main') => (await page.innerText(selector)).replace(/\s+/g, ' ');

export const listed = ({ principal }: Call) => ({
  tasks: tasks(principal.subject),
  next: null,
  counts: [
    { kind: 'safe-contact-check', open: 2, overdue: 0, mine: 1 },
    { kind: 'telephone', open: 2, overdue: 0, mine: 0 },
    { kind: 'call-back', open: 1, overdue: 1, mine: 0 },
    { kind: 'proceedings-recheck', open: 1, overdue: 0, mine: 0 },
  ],
});

/** The staff's portal on that Wednesday, with what a caseworker meets. */
export async function startWorklist(): Promise<Portal> {
  const portal = await startPortal('staff');
  portal.service.app.get(Clock).set(new Date(wednesday));
  portal.surveyDelivery
    .on('listWork', listed)
    .on('readDeliveryState', () => ({ paused: false, pausedBy: null, pausedAt: null, reason: null }))
    .on('readEpisode', () => episode)
    .on('claimTask', () => task(2))
    .on('releaseTask', () => undefined)
    .on('recordAttempt', () => undefined)
    .on('hold', () => undefined)
    .on('updateSafeContact', () => undefined);
  return portal;
}

const id = '0196a5b0-0000-7000-8000-0000000000aa';
const person = { subject: 'someone', name: 'Cameron Worker' };
const waits = { episodeId, state: 'excluded', unit: 'AS BCU', cueMonth: '2026-04' };
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

/** The same with every queue of the leads filled. */
export async function startQueues(): Promise<Portal> {
  const portal = await startPortal('staff');
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
      saidStop: true,
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
    .on('listOwnRoute', ({ query }) => ({
      entries: [
        {
          entryId: id,
          receivedOn: '2026-05-04',
          candidates: 1,
          notReached: 1,
          overdue: false,
          claimedBy: null,
          ...(query.state === 'dealt-with'
            ? { state: 'not-told-about', dueAt: null, mayReopen: true }
            : { state: 'new', dueAt: '2026-05-07T16:00:00Z', mayReopen: false }),
        },
      ],
      next: null,
    }))
    .on('notReachedOwnRoute', () => undefined)
    .on('reopenOwnRoute', () => undefined)
    .on('eraseOwnRoute', () => undefined)
    .on('openOwnRoute', () => ({
      form: {
        firstName: 'Ana',
        telephone: '020 7946 0018',
        times: ['weekday-morning'],
        voicemailSafe: 'unsafe',
        endedAround: 'last spring',
      },
      candidates: [{ episodeId, reference: 'K7Q2-M94A', state: 'undeliverable', cueMonth: '2026-03' }],
      counted: true,
    }))
    .on('searchOwnRoute', () => ({
      cases: [{ caseKey: 'c0ffee', reference: null, disposition: 'deferred', unit: 'AS BCU', cueMonth: '2026-03' }],
    }))
    .on('verifyOwnRoute', () => undefined)
    .on('findEpisodes', () => ({
      episodes: [
        { episodeId, reference: 'K7Q2-M94A', state: 'held', exclusion: null, unit: 'AS BCU', cueMonth: '2026-03' },
        { ...waits, reference: 'B3RT-7WXA', exclusion: 'proceedings-live' },
        { ...waits, reference: 'C4SV-8XYB', exclusion: 'no-safe-channel' },
      ],
      entries: [{ entryId: id, receivedOn: '2026-05-04', state: 'new' }],
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
        oldest: [
          { what: 'deferred', waiting: 3, since: '2026-03-02T10:00:00Z' },
          { what: 'telephone', waiting: 9, since: '2026-05-04T10:00:00Z' },
        ],
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
      workload: [{ person, claimed: 2, doneThisWeek: 17, callsThisWeek: 5 }],
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
  return portal;
}
