import { Clock } from '@answerable/service';
import type { Page } from 'playwright-core';
import { startPortal, type Portal } from './portal.js';
import { reports } from './samples.js';
import { sealOf } from './sealed.js';
import { Refusal } from './stand-in.js';

const fragment =
  '<style>.r-title{letter-spacing:7px}</style><article class="report" lang="en-GB"><h1 class="r-title">Southwark: what people said</h1>' +
  '<p style="color:red" id="inline">25 answers</p><h2>Are people satisfied?</h2></article>';

/** The readers' portal on a day of October 2026, with everything answered that its pages ask of the services. */
export async function startReaders(): Promise<Portal> {
  const portal = await startPortal('readers');
  portal.service.app.get(Clock).set(new Date('2026-10-20T09:00:00Z'));
  const { report, chain } = sealOf();
  portal.reporting
    .on('listReports', ({ principal }) => ({
      view: {
        seat: principal.seat ?? null,
        areaId: principal.seat ? 'peckham' : null,
        areaName: principal.seat ? 'Peckham' : null,
      },
      reports,
      holds: [],
      nextOn: '2026-11-13',
    }))
    .on('readReportHtml', () => fragment)
    .on('readReport', () => report)
    .on('publicChain', () => chain)
    .on('readReportCsv', () => 'table,measure\nT2,satisfied\n')
    .on('listPoliceResponses', () => [
      { force: '01', forceName: 'Metropolitan Police', askedOn: '2026-10-14', answeredOn: null, text: null },
    ])
    .on('readMySeat', () => ({
      seat: 'E14001421',
      name: 'Peckham',
      held: true,
      from: '2024-07-05',
      until: null,
      delegates: [],
    }));
  portal.caseIntake
    .on('readFeed', () => ({
      force: '01',
      asOf: '2026-10-20T09:00:00Z',
      unread: [
        { day: '2026-10-11', code: 'malformed-json', events: 3, open: 2, ageDays: 9 },
        { day: '2026-10-12', code: 'malformed-json', events: 1, open: 0, ageDays: 8 },
      ],
      sources: [
        {
          source: '/forces/01/systems/connect',
          system: 'connect',
          lastHeardAt: '2026-10-11T16:00:00Z',
          silentDays: 9,
          silent: true,
          retiredOn: null,
          highestSequence: 4123,
          gapCount: 1200,
          missing: 1300,
          gaps: [
            {
              source: '/forces/01/systems/connect',
              from: 4001,
              to: 4003,
              missing: 3,
              noticedAt: '2026-10-10T08:00:00Z',
              ageDays: 10,
            },
          ],
          eventsByDay: [{ day: '2026-10-11', accepted: 12, rejected: 2 }],
          openRejections: [{ code: 'unknown-outcome-code', count: 2 }],
          alarms: 1,
          sentByTwoSystems: 0,
          withoutFacts: 0,
          contactsNotKept: 2,
          contactsNotKeptDays: 12,
        },
      ],
    }))
    .on('listRejections', () => ({
      rejections: [
        {
          receipt: {
            eventId: '01-connect-000123',
            source: '/forces/01/systems/connect',
            force: '01',
            status: 'rejected',
            receivedAt: '2026-10-11T15:02:12Z',
            reasons: [
              {
                code: 'unknown-outcome-code',
                field: 'data.outcomeCode',
                message: 'Outcome code 99 is not in the table for May 2026.',
                kept: true,
              },
            ],
          },
          sequence: 123,
          unit: 'AS BCU Sapphire team 2',
          closureMonth: '2026-10',
          state: 'open',
          resolvedAt: null,
          ageDays: 9,
        },
      ],
      open: [{ code: 'unknown-outcome-code', count: 2 }],
      next: null,
    }))
    .on('readReconciliation', ({ query }) => ({
      force: '01',
      month: query.month,
      state: 'differs',
      signedBy: 'Dana Officer',
      signedAt: '2026-10-03T09:00:00Z',
      rows: [
        {
          unit: 'AS BCU team 2',
          offenceGroup: 'rape',
          outcomeClass: 'WITHDREW',
          declared: 15,
          received: 12,
          leftSince: 1,
          cameSince: 0,
          difference: 2,
          explanation: null,
        },
        {
          unit: 'AS BCU team 2',
          offenceGroup: 'rape',
          outcomeClass: 'CHARGED',
          declared: 1,
          received: 1,
          leftSince: 0,
          cameSince: 0,
          difference: 0,
          explanation: null,
        },
      ],
      declared: 16,
      received: 13,
      quarantined: 1,
      unreadable: 3,
      unreadSettled: [],
      rejudged: 2,
      lateArrivals: 0,
      missingSince: '2026-09-30',
      missingDays: 20,
      stock: { declared: null, counted: null },
    }))
    .on('readControlTotals', () => {
      throw new Refusal('nothing-here');
    })
    .on('signControlTotals', ({ body, principal }) => ({
      ...(body as object),
      revision: 1,
      signedBy: principal.name,
      signedAt: '2026-10-20T09:00:00Z',
      restated: false,
    }))
    .on('settleUnread', ({ body }) => body)
    .on('explainDifference', ({ body }) => body);
  return portal;
}

export const text = async (page: Page, selector = 'main') => (await page.innerText(selector)).replace(/\s+/g, ' ');
