import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startQueues } from './desk.js';
import { accessibilityFaults, picture, says, type Portal } from './portal.js';
import { episodeId } from './samples.js';

let portal: Portal;
let lead: Page;
let interviewer: Page;

beforeAll(async () => {
  portal = await startQueues();
  [lead, interviewer] = (await Promise.all([portal.signIn('vs-lead-1'), portal.signIn('interviewer-1')])) as [
    Page,
    Page,
  ];
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

test('a message that somebody wrote is shown as text, never as markup', async () => {
  await lead.goto('/messages');
  await lead.click('button:has-text("Open")');
  await says(lead, '<script>alert(1)</script>');
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
