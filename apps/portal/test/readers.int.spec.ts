import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '@answerable/service';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, picture, says, startPortal, type Portal } from './portal.js';
import { month, reports } from './samples.js';
import { content, sealOf } from './sealed.js';
import { Refusal } from './stand-in.js';

let portal: Portal;
let office: Page;
let officer: Page;
let lead: Page;

const fragment =
  '<style>.r-title{letter-spacing:7px}</style><article class="report" lang="en-GB"><h1 class="r-title">Southwark: what people said</h1>' +
  '<p style="color:red" id="inline">25 answers</p><h2>Are people satisfied?</h2></article>';

const publicPage = {
  organisation: 'Southwark',
  reports: [
    {
      id: 'southwark-2026-09-v1',
      monthWords: 'September 2026',
      state: 'published',
      publishedOn: '2026-10-14',
      number: 14,
    },
    {
      id: 'southwark-2026-08-v1',
      monthWords: 'August 2026',
      state: 'taken-down',
      publishedOn: '2026-09-14',
      number: 12,
    },
  ],
  holds: [],
  nextOn: '2026-11-13',
  fingerprint: '0a1b 2c3d',
};

beforeAll(async () => {
  portal = await startPortal('readers');
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
  office = await portal.signIn('mp-peckham');
  officer = await portal.signIn('data-officer-01');
  lead = await portal.signIn('police-lead-01');
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.reporting.faults).toEqual([]);
  expect(portal.caseIntake.faults).toEqual([]);
});

const text = async (page: Page, selector = 'main') => (await page.innerText(selector)).replace(/\s+/g, ' ');

test("an MP's office comes to this month's report, which its own sign-in opens on its own area", async () => {
  await office.goto('/');
  expect(office.url()).toContain('/reports/latest');
  expect(portal.reporting.last('readReportHtml')!).toMatchObject({
    query: { part: 'fragment' },
    principal: { seat: 'E14001421', seatTerm: { from: '2024-07-04' } },
  });
  await says(office, 'Asked on 14 October 2026. Not yet answered.');
  expect(await text(office)).not.toContain('Publish this response');
  expect(await accessibilityFaults(office)).toEqual([]);
  await picture(office, 'report');
});

test("the report's own style element applies; a style from anywhere else does nothing", async () => {
  await office.goto('/reports/latest');
  const styles = await office.evaluate(
    `[getComputedStyle(document.querySelector('.r-title')).letterSpacing, getComputedStyle(document.querySelector('#inline')).color]`,
  );
  expect(styles).toEqual(['7px', expect.not.stringContaining('255, 0, 0')]);
});

test('the seal is checked and explained in words, with the fingerprint to compare on paper', async () => {
  await office.goto('/reports/latest');
  await office.click('text=check the seal');
  await says(office, 'What was checked');
  const page = await text(office);
  expect(page).toContain('Nothing in this report has been changed since it was sealed.');
  expect(page).toMatch(/([0-9a-f]{4} ){7}[0-9a-f]{4}/);
  expect(await accessibilityFaults(office)).toEqual([]);
  await picture(office, 'seal');
});

test('a report that is not what was sealed is called so, loudly', async () => {
  const { report, chain } = sealOf();
  portal.reporting
    .on('readReport', () => ({ ...report, content: { ...content, standing: 'All is well.' } }))
    .on('publicChain', () => chain);
  await office.goto('/reports/southwark-2026-09-v1/seal');
  await says(office, 'Do not rely on this report.');
  const genuine = sealOf();
  portal.reporting.on('readReport', () => genuine.report).on('publicChain', () => genuine.chain);
});

test('downloads come as files with a name that says what they are', async () => {
  await office.goto('/reports/latest');
  const [file] = await Promise.all([office.waitForEvent('download'), office.click('a:has-text("CSV")')]);
  expect(file.suggestedFilename()).toBe('southwark-2026-09-v1.csv');
});

test('the archive, the terms, the office and the leaflet are complete and accessible', async () => {
  for (const [path, words] of [
    ['/reports', 'September 2026'],
    ['/terms', 'Victim Support wrote to the person or telephoned.'],
    ['/office', 'The seat is held since 5 July 2024'],
    ['/leaflet', 'http://localhost:4104/nobody-asked-me'],
  ] as const) {
    await office.goto(path);
    await says(office, words);
    expect(await accessibilityFaults(office), path).toEqual([]);
    await picture(office, path.slice(1));
  }
});

test('a delegate needs a name and a sign-in name; what was typed stays', async () => {
  await office.goto('/office');
  await office.fill('#name', 'Jo Clerk');
  await office.click('button:has-text("Add")');
  await says(office, 'Write the sign-in name', '.govuk-error-summary');
  expect(await office.inputValue('#name')).toBe('Jo Clerk');
});

test('an office names a delegate by the sign-in name, sees who reads for its seat, and ends it', async () => {
  const delegate = { id: '0196a5b0-0000-7000-8000-000000000042', addedOn: '2026-10-20', endedOn: null };
  const seat = { seat: 'E14001421', name: 'Peckham', held: true, from: '2024-07-05', until: null };
  portal.reporting.on('addDelegate', ({ body }) => ({ ...seat, delegates: [{ ...delegate, ...(body as object) }] }));
  await office.goto('/office');
  await office.fill('#name', 'Jo Clerk');
  await office.fill('#username', 'jo.clerk');
  await office.click('button:has-text("Add")');
  await office.waitForURL(/done=delegate-added/);
  expect(portal.reporting.last('addDelegate')!.body).toEqual({ name: 'Jo Clerk', username: 'jo.clerk' });
  const named = { ...delegate, name: 'Jo Clerk', username: 'jo.clerk' };
  portal.reporting
    .on('readMySeat', () => ({ ...seat, delegates: [named] }))
    .on('endDelegate', () => ({ ...seat, delegates: [{ ...named, endedOn: '2026-10-20' }] }));
  await office.goto('/office');
  await says(office, 'jo.clerk');
  expect(await accessibilityFaults(office)).toEqual([]);
  await office.click('button:has-text("End access")');
  await office.waitForURL(/done=delegate-ended/);
  expect(portal.reporting.last('endDelegate')!.params).toEqual({ delegateId: delegate.id });
});

test('anybody reads which months were reported and how to check a report, without signing in and without a figure', async () => {
  portal.reporting.on('publicPage', () => publicPage).on('reportKeys', () => ({ keys: [] }));
  const page = await portal.window();
  await page.goto('/public');
  await says(page, 'September 2026');
  await says(page, 'taken down');
  await says(page, '0a1b 2c3d');
  expect(await accessibilityFaults(page)).toEqual([]);
  await picture(page, 'public');
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("The keys")')]);
  expect(file.suggestedFilename()).toBe('report-keys.json');
});

test('a police lead reads the same report and the health of the own feed, and nothing else', async () => {
  await lead.goto('/');
  expect(await text(lead, 'h1')).toBe('Southwark: what people said');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await picture(lead, 'police-lead-report');
  await lead.goto('/feed');
  await says(lead, 'Silent for 9 days.');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await picture(lead, 'police-lead-feed');
  for (const path of ['/office', '/ledger', '/signals', '/preparation', '/control-totals']) {
    const response = await lead.goto(path);
    expect(response!.status(), path).toBe(403);
  }
  for (const path of ['/worklist', '/overview', '/call-backs', '/episodes/0196a5b0-0000-7000-8000-000000000001']) {
    const response = await lead.goto(path);
    expect(response!.status(), path).toBe(404);
  }
});

test("a force's response is published once, by its lead, with nothing typed lost", async () => {
  portal.reporting.on('respondForPolice', ({ body }) => ({
    force: '01',
    forceName: 'Metropolitan Police',
    askedOn: '2026-10-14',
    answeredOn: '2026-10-20',
    text: (body as { text: string }).text,
  }));
  await lead.goto('/reports/latest');
  await lead.click('button:has-text("Publish this response")');
  await says(lead, 'Write your response', '.govuk-error-summary');
  await lead.fill('#text', 'We have changed how we speak with people.');
  await lead.click('button:has-text("Publish this response")');
  await lead.waitForURL(/done=responded/);
  expect(portal.reporting.last('respondForPolice')!.body).toEqual({
    text: 'We have changed how we speak with people.',
  });
});

test('an auditor reads how reports came about, every seal and ledger entry, and signs of gaming; never a worklist', async () => {
  const { chain } = sealOf();
  const sha = 'ab'.repeat(32);
  const block = { kind: 'block', from: '2026-08', to: '2026-09', base: 25 };
  portal.reporting
    .on('publicChain', () => chain)
    .on('readLedger', () => ({ head: sha, entries: [{ number: 1, month: '2026-09', entry: block, sha256: sha }] }))
    .on('listMonths', () => [
      month({ state: 'waiting', month: '2026-10', missing: ['who was asked: no snapshot yet'], preparedAt: null }),
      month({
        state: 'held',
        version: 2,
        approvals: [{ name: 'Avery Approver', at: '2026-10-19T12:00:00Z' }],
        hold: {
          reason: 'figures-checked',
          words: 'Figures are being checked.',
          from: '2026-10-20',
          endsOn: '2026-11-03',
        },
      }),
    ])
    .on('listSignals', () => [
      {
        force: '01',
        unit: 'AS team 2',
        months: { from: '2026-04', to: '2026-09' },
        closures: 45,
        contactMissing: 20,
        contactUnusable: 3,
        outcome16Within30Days: 30,
        averageDaysToClosure: 44,
        reclassified: 1,
        reclassifiedByTable: 1,
        openCases: 405,
        openOverTwelveMonths: 40,
        victimChanged: 0,
        olderThanLookBack: 2,
        parkedAsLive: 2,
        awaitingCourt: 9,
        awaitingCourtOverTwelveMonths: 3,
        removed: 4,
        mergedAway: 1,
        surveyedThroughNothing: 1,
        stands: ['Contact details are missing more often than expected.'],
      },
    ])
    .on('listAnswering', () => [
      {
        month: '2026-06',
        sent: 14,
        modes: { web: 9, telephone: 5 },
        languages: { en: 12, es: 2 },
        sentEarly: [{ item: 'pressure', question: 'Did anything make you feel you should stop?', people: 6 }],
        neverSent: [],
        straightLined: null,
        withdrawn: 1,
      },
    ]);
  const auditor = await portal.signIn('auditor-1');
  for (const [path, ...words] of [
    ['/preparation', 'who was asked: no snapshot yet', 'Avery Approver', 'Figures are being checked.'],
    ['/ledger', 'key-2', 'Every value and base that was ever published'],
    [
      '/signals',
      'Contact details are missing more often than expected.',
      '6: Did anything make you feel',
      'fewer than 5',
      'and 1 by a corrected code table',
    ],
  ] as const) {
    await auditor.goto(path);
    for (const each of words) await says(auditor, each);
    expect(await accessibilityFaults(auditor), path).toEqual([]);
    await picture(auditor, `auditor-${path.slice(1)}`);
  }
  await auditor.setViewportSize({ width: 1024, height: 768 });
  await auditor.goto('/signals');
  const beyond = await auditor
    .locator('.scroll')
    .evaluateAll((all) => all.map((each) => each.scrollWidth - each.clientWidth));
  expect(beyond).toEqual([0, 0]);
  for (const path of ['/office', '/control-totals']) expect((await auditor.goto(path))!.status(), path).toBe(403);
  expect((await auditor.goto('/worklist'))!.status()).toBe(404);
});

test('a data officer sees gaps, rejections with what to change, and differences to explain', async () => {
  await officer.goto('/');
  const feed = await text(officer);
  expect(feed).toContain('4001 4003 3');
  expect(feed).toContain('2 × unknown-outcome-code');
  expect(feed).toContain('could not be read at all');
  expect(feed).toContain('2 open for 9 days');
  expect(feed).toContain('2 events wait or waited too long for the contact to be kept, the oldest for 12 days');
  await officer.getByText('Say what was done').click();
  await officer.getByRole('button', { name: 'Save' }).click();
  await says(officer, 'Write what was done');
  expect(await accessibilityFaults(officer)).toEqual([]);
  await officer.getByLabel('What you found, and what you did about it').fill('The export cut two lines; sent again.');
  await officer.getByRole('button', { name: 'Save' }).click();
  await says(officer, 'What you did is saved.');
  expect(portal.caseIntake.last('settleUnread')!.body).toEqual({
    day: '2026-10-11',
    code: 'malformed-json',
    events: 2,
    done: 'The export cut two lines; sent again.',
  });
  expect(await accessibilityFaults(officer)).toEqual([]);
  await picture(officer, 'feed');
  await officer.goto('/rejections');
  await says(officer, 'Outcome code 99 is not in the table for May 2026.');
  expect(await accessibilityFaults(officer)).toEqual([]);
  await officer.goto('/reconciliation');
  expect(portal.caseIntake.last('readReconciliation')!.query).toEqual({ month: '2026-09' });
  await says(officer, '2 missing here');
  await says(officer, /could not be read\s*3/);
  await says(officer, /by a corrected code table\s*2/);
  expect(await accessibilityFaults(officer)).toEqual([]);
  await picture(officer, 'reconciliation');
  await officer.click('summary:has-text("Explain")');
  await officer.fill('textarea', 'Two cases were moved to the City force.');
  await officer.click('button:has-text("Save")');
  await officer.waitForURL(/done=explained/);
  expect(portal.caseIntake.last('explainDifference')!.body).toMatchObject({
    unit: 'AS BCU team 2',
    outcomeClass: 'WITHDREW',
    difference: 2,
  });
});

test('control totals are pasted from a spreadsheet, faults are named by line, and the force is always the own one', async () => {
  await officer.goto('/control-totals?month=2026-09');
  // Our numbers are not offered: a force that signs them back has counted nothing.
  expect(await officer.inputValue('#lines')).toBe('AS BCU team 2, rape, WITHDREW, \nAS BCU team 2, rape, CHARGED, ');
  expect(await accessibilityFaults(officer)).toEqual([]);
  await picture(officer, 'control-totals');
  await officer.fill('#lines', 'AS BCU team 2\trape\tWITHDREW\t14\nAS BCU team 2\trape\tLOST\t1');
  await officer.click('button:has-text("Sign for")');
  await says(officer, 'Line 2: the outcome class must be one of', '.govuk-error-summary');
  await officer.fill('#lines', 'AS BCU team 2\trape\tWITHDREW\t14');
  await officer.click('button:has-text("Sign for")');
  await officer.waitForURL(/done=totals-signed/);
  expect(portal.caseIntake.last('signControlTotals')!.body).toEqual({
    force: '01',
    month: '2026-09',
    totals: [{ unit: 'AS BCU team 2', offenceGroup: 'rape', outcomeClass: 'WITHDREW', closures: 14 }],
    stock: null,
  });
});

test('a form without its proof is refused with a page that says what to do', async () => {
  const cookies = (await lead.context().cookies(portal.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const response = await fetch(`${portal.url}/reports/southwark-2026-09-v1/response`, {
    method: 'POST',
    headers: { cookie: cookies, accept: 'text/html' },
    body: new URLSearchParams({ text: 'Forged' }),
  });
  expect(response.status).toBe(403);
  expect(await response.text()).toContain('Go back, open the page again');
});

test('sign-in never leads to another site', async () => {
  const page = await portal.window();
  await page.context().addCookies(await office.context().cookies());
  await page.goto('/sign-in?return=https://evil.example/');
  await page.waitForURL(`${portal.url}/**`);
  expect(new URL(page.url()).origin).toBe(portal.url);
});

test('a sign-out that Keycloak did not sign ends nothing', async () => {
  const page = await portal.signIn('mp-dulwich');
  const forged = await fetch(`${portal.url}/back-channel-logout`, {
    method: 'POST',
    body: new URLSearchParams({ logout_token: 'eyJhbGciOiJub25lIn0.eyJzaWQiOiJ4In0.' }),
  });
  expect(forged.status).toBe(400);
  await page.goto('/reports');
  expect(await text(page, 'h1')).toBe('All reports');
});

test('whoever doubts a report gets all it takes to check one here, and needs nothing else and no network', async () => {
  const { report, chain } = sealOf();
  const keys = chain.keys.map((key) => ({ ...key, fingerprint: '0a1b 2c3d', until: null }));
  portal.reporting
    .on('publicPage', () => publicPage)
    .on('publicChain', () => chain)
    .on('reportKeys', () => ({ keys }));
  const page = await portal.window();
  await page.goto('/public');
  const folder = mkdtempSync(join(tmpdir(), 'doubts-'));
  for (const name of ['The program', 'The keys', 'The chain of seals']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(`a:has-text("${name}")`)]);
    await file.saveAs(join(folder, file.suggestedFilename()));
  }
  const check = (of: unknown, ...more: string[]) => {
    writeFileSync(join(folder, 'report.json'), JSON.stringify(of));
    const args = ['answerable-verify.mjs', 'report.json', '--key', 'report-keys.json', ...more];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, env: {}, encoding: 'utf8' });
    return { status, says: stdout };
  };
  expect(check(report)).toMatchObject({ status: 0, says: expect.stringContaining('report.json: GENUINE') });
  expect(check(report).says).toContain('Not checked: Whether a report was left out');
  expect(check(report, '--chain', 'chain.json')).toMatchObject({
    status: 0,
    says: expect.stringContaining('no report was left out'),
  });
  const changed = { ...report, content: { ...content, standing: 'All is well.' } };
  expect(check(changed)).toMatchObject({ status: 1, says: expect.stringContaining('report.json: NOT GENUINE') });
  const { links, ...rest } = JSON.parse(readFileSync(join(folder, 'chain.json'), 'utf8')) as typeof chain;
  writeFileSync(join(folder, 'chain.json'), JSON.stringify({ ...rest, links: links.slice(1) }));
  expect(check(report, '--chain', 'chain.json')).toMatchObject({
    status: 1,
    says: expect.stringMatching(/! .*missing/),
  });
  rmSync(folder, { recursive: true });
});
