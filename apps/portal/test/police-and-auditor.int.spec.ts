import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, picture, says, type Portal } from './portal.js';
import { startReaders, text } from './readers.js';
import { month } from './samples.js';
import { sealOf } from './sealed.js';

let portal: Portal;
let officer: Page;
let lead: Page;

beforeAll(async () => {
  portal = await startReaders();
  officer = await portal.signIn('data-officer-01');
  lead = await portal.signIn('police-lead-01');
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.reporting.faults).toEqual([]);
  expect(portal.caseIntake.faults).toEqual([]);
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
