import { surveyDeliveryApi } from '@answerable/contracts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startWorklist, text } from './desk.js';
import { accessibilityFaults, picture, says, typePassword, type Portal } from './portal.js';
import { episode, episodeId, task } from './samples.js';
import { Refusal } from './stand-in.js';

let portal: Portal;
let caseworker: Page;

beforeAll(async () => {
  portal = await startWorklist();
  caseworker = await portal.signIn('caseworker-1');
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.surveyDelivery.faults).toEqual([]);
});

test('what she said about safe contact is saved as she said it; faults are named and nothing typed is lost', async () => {
  await caseworker.goto(`/episodes/${episodeId}/safe-contact?task=${task(4).taskId}`);
  expect(await accessibilityFaults(caseworker)).toEqual([]);
  await picture(caseworker, 'safe-contact');
  await caseworker.check('#telephoneSafe');
  await caseworker.check('#linksSafe');
  await caseworker.click('text=Save what she said');
  await says(caseworker, 'Agree on a check word', '.govuk-error-summary');
  await says(caseworker, 'Say how you knew that it was she', '.govuk-error-summary');
  expect(await caseworker.isChecked('#telephoneSafe')).toBe(true);
  await caseworker.fill('#checkWord', 'bluebell');
  await caseworker.check('#identity');
  await caseworker.fill('#birthDate', '28 2 1991');
  await caseworker.click('text=Save what she said');
  await caseworker.waitForURL(/worklist/);
  expect(portal.surveyDelivery.last('updateSafeContact')!.body).toEqual({
    taskId: task(4).taskId,
    telephoneSafe: 'safe',
    linksSafe: true,
    checkWord: 'bluebell',
    identity: 'said-name-and-birth-date',
    birthDate: '1991-02-28',
  });
});

test.each(['claimed-by-another', 'not-possible-now', 'no-contact-kept'] as const)(
  'refused with %s, the form comes back with everything that was typed',
  async (code) => {
    portal.surveyDelivery
      .on('updateSafeContact', () => {
        throw new Refusal(code);
      })
      .on('recordAttempt', () => {
        throw new Refusal(code);
      });
    const { title } = surveyDeliveryApi.problems[code];
    await caseworker.goto(`/episodes/${episodeId}/safe-contact`);
    await caseworker.fill('#whatToSay', 'Say it is the library');
    await caseworker.check('#times');
    await caseworker.click('text=Save what she said');
    await says(caseworker, title, '.govuk-error-summary');
    expect(await caseworker.inputValue('#whatToSay')).toBe('Say it is the library');
    expect(await caseworker.isChecked('#times')).toBe(true);
    await caseworker.goto(`/episodes/${episodeId}/do/attempt`);
    await caseworker.check('text=She asked to be called later');
    await caseworker.fill('#callAgainOn', '2026-05-08');
    await caseworker.click('button:has-text("Record the call")');
    await says(caseworker, title, '.govuk-error-summary');
    expect(await caseworker.inputValue('#callAgainOn')).toBe('2026-05-08');
    expect(await accessibilityFaults(caseworker)).toEqual([]);
    portal.surveyDelivery.on('updateSafeContact', () => undefined).on('recordAttempt', () => undefined);
  },
);

test('a service that does not answer while a form is sent loses nothing that was typed', async () => {
  await caseworker.goto(`/episodes/${episodeId}/do/hold`);
  await caseworker.fill('#reason', 'She is abroad until June');
  await caseworker.fill('#reviewOn', '2026-06-01');
  portal.surveyDelivery.on('readEpisode', () => {
    throw new Error('gone');
  });
  await caseworker.click('button:has-text("Hold")');
  await says(caseworker, 'Nothing you typed is lost.');
  portal.surveyDelivery.faults.length = 0;
  portal.surveyDelivery.on('readEpisode', () => episode);
  await caseworker.click('text=See what you typed');
  await says(caseworker, 'She is abroad until June');
  await caseworker.click('button:has-text("Send it now")');
  await caseworker.waitForURL(/done=held/);
  expect(portal.surveyDelivery.last('hold')!.body).toMatchObject({ reason: 'She is abroad until June' });
});

test('a session that ends in the middle of a form loses nothing that was typed, and shows it to nobody else', async () => {
  const page = await portal.signIn('caseworker-2');
  await page.goto(`/episodes/${episodeId}/do/hold`);
  await page.fill('#reason', 'She is in hospital until June');
  await page.fill('#reviewOn', '2026-06-01');
  await portal.endSessionsOf('caseworker-2');
  await page.click('button:has-text("Hold")');
  expect(page.url()).toContain('/realms/');
  await typePassword(page, portal, 'caseworker-2');
  await says(page, 'She is in hospital until June');
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.click('button:has-text("Send it now")');
  await page.waitForURL(/done=held/);
  expect(portal.surveyDelivery.last('hold')!.body).toEqual({
    reason: 'She is in hospital until June',
    reviewOn: '2026-06-01',
  });
});

test('a form that was kept can be changed before it is sent: it comes back in its page, with what was typed', async () => {
  const page = await portal.signIn('caseworker-2');
  await page.goto(`/episodes/${episodeId}/do/hold`);
  await page.fill('#reason', 'She is in hospital until July');
  await page.fill('#reviewOn', '2026-06-01');
  await portal.endSessionsOf('caseworker-2');
  await page.click('button:has-text("Hold")');
  await typePassword(page, portal, 'caseworker-2');
  const sent = portal.surveyDelivery.calls.filter(({ id }) => id === 'hold').length;
  await page.click('button:has-text("Change it first")');
  await page.locator('#reason').waitFor();
  expect(await page.inputValue('#reason')).toBe('She is in hospital until July');
  expect(await page.inputValue('#reviewOn')).toBe('2026-06-01');
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(
    portal.surveyDelivery.calls.filter(({ id }) => id === 'hold'),
    'nothing was sent',
  ).toHaveLength(sent);
  await page.fill('#reviewOn', '2026-07-01');
  await page.click('button:has-text("Hold")');
  await page.waitForURL(/done=held/);
  expect(portal.surveyDelivery.last('hold')!.body).toEqual({
    reason: 'She is in hospital until July',
    reviewOn: '2026-07-01',
  });
  await page.goto('/kept-form');
  expect(page.url(), 'it is offered no second time').not.toContain('kept-form');
});

test('called later today: from when on is asked for, and goes with it', async () => {
  await caseworker.goto(`/episodes/${episodeId}/do/attempt`);
  await caseworker.check('text=She asked to be called later');
  await caseworker.fill('#callAgainOn', '2026-05-06');
  await caseworker.click('button:has-text("Record the call")');
  await says(caseworker, 'Ask her from when on', '.govuk-error-summary');
  await caseworker.fill('#callAgainFrom', '17:00');
  await caseworker.click('button:has-text("Record the call")');
  await caseworker.waitForURL(/done=attempt/);
  expect(portal.surveyDelivery.last('recordAttempt')!.body).toMatchObject({
    outcome: 'call-later',
    callAgainOn: '2026-05-06',
    callAgainFrom: '17:00',
  });
});

test('somebody else who signs in on the same machine does not see the form that was kept', async () => {
  const page = await portal.signIn('caseworker-2');
  await page.goto(`/episodes/${episodeId}/do/hold`);
  await page.fill('#reason', 'Only for my eyes');
  await page.fill('#reviewOn', '2026-06-01');
  await portal.endSessionsOf('caseworker-2');
  await page.click('button:has-text("Hold")');
  await typePassword(page, portal, 'vs-lead-1');
  expect(await text(page)).not.toContain('Only for my eyes');
  await page.goto('/kept-form');
  expect(page.url()).not.toContain('kept-form');
});
