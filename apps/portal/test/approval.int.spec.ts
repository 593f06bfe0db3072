import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startQueues } from './desk.js';
import { accessibilityFaults, says, type Portal } from './portal.js';
import { content } from './sealed.js';

let portal: Portal;
let lead: Page;
let approver: Page;

beforeAll(async () => {
  portal = await startQueues();
  [lead, approver] = (await Promise.all([portal.signIn('vs-lead-1'), portal.signIn('approver-1')])) as [Page, Page];
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.surveyDelivery.faults).toEqual([]);
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
