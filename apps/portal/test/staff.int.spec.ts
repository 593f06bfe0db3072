import { attemptOutcomes } from '@answerable/contracts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { attemptOutcomes as attemptOutcomeWords } from '../src/staff/words.js';
import { listed, startWorklist, text } from './desk.js';
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

test('the worklist says what next, by when, and whether it is safe; never a number', async () => {
  await caseworker.goto('/worklist');
  const list = await text(caseworker);
  expect(list).toContain('Overdue since yesterday 12:00');
  expect(list).toContain('Today before 17:00');
  expect(list).toContain('Not safe: voicemail, letters');
  expect(list).toContain('Lives with the suspect');
  expect(list).toContain('Not you: you support her');
  expect(await accessibilityFaults(caseworker)).toEqual([]);
  await picture(caseworker, 'worklist');
});

test('a task is taken and given back with the keyboard alone, and each is confirmed in one line', async () => {
  await caseworker.goto('/worklist');
  await caseworker.focus('#task-0196a5b0-0000-7000-8000-000000000102 button');
  await caseworker.keyboard.press('Enter');
  await caseworker.waitForURL(/done=claimed/);
  await says(caseworker, 'You have taken K7Q2-M92A', '[role=status]');
  await caseworker.click('text=Give back');
  await says(caseworker, 'a colleague can take it', '[role=status]');
});

/** Goes on by the Tab key until what is focused says that. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press('Tab');
    const said = (await page.evaluate(
      `(() => { const at = document.activeElement; return (at.labels?.[0]?.innerText ?? at.innerText ?? '') + '|' + at.tagName; })()`,
    )) as string;
    if (said.includes(words)) return;
  }
  throw new Error(`no Tab leads to "${words}"`);
}

test('from the worklist to the call and to what came of it leads the keyboard alone', async () => {
  portal.surveyDelivery
    .on('listWork', ({ principal: { subject, name } }) => {
      const hers = { kind: 'telephone', claimedBy: { subject, name }, claimedUntil: '2026-05-06T11:00:00Z' } as const;
      return { tasks: [task(2, hers)], next: null, counts: [] };
    })
    .on('dial', () => ({
      firstName: 'Ana',
      whatToSay: null,
      voicemailSafe: 'unsafe',
      language: 'en',
      interpreter: false,
    }));
  await caseworker.goto('/worklist');
  await tabTo(caseworker, 'Telephone|A');
  await caseworker.keyboard.press('Enter');
  await caseworker.waitForURL(/\/call/);
  await tabTo(caseworker, 'Dial');
  await caseworker.keyboard.press('Enter');
  await says(caseworker, 'You speak with Ana', '[role=status]');
  await tabTo(caseworker, 'record how the call went');
  await caseworker.keyboard.press('Enter');
  await caseworker.waitForURL(/do\/attempt/);
  await tabTo(caseworker, attemptOutcomeWords[attemptOutcomes[0]]);
  await caseworker.keyboard.press('ArrowDown');
  await tabTo(caseworker, 'Record the call');
  await caseworker.keyboard.press('Enter');
  await caseworker.waitForURL(/done=attempt/);
  expect(portal.surveyDelivery.last('recordAttempt')!.body).toMatchObject({ outcome: attemptOutcomes[1] });
  portal.surveyDelivery.on('listWork', listed);
});

test('the second of two people on one task learns that it is in good hands, and what to do', async () => {
  portal.surveyDelivery.on('claimTask', () => {
    throw new Refusal('claimed-by-another');
  });
  await caseworker.goto('/worklist');
  await caseworker.click('#task-0196a5b0-0000-7000-8000-000000000102 button');
  await says(caseworker, 'Somebody else works on this');
  const page = await text(caseworker);
  expect(page).toContain('Somebody else works on this');
  expect(page).toContain('Go back to the worklist and take another one.');
  portal.surveyDelivery.on('claimTask', () => task(2));
});

test('a filter is kept in the address and asked of the service; what cannot be a filter is ignored', async () => {
  await caseworker.goto('/worklist');
  await caseworker.selectOption('#kind', 'telephone');
  await caseworker.selectOption('#due', 'now-callable');
  await caseworker.fill('#search', 'K7Q2');
  await caseworker.press('#search', 'Enter');
  expect(portal.surveyDelivery.last('listWork')!.query).toMatchObject({
    kind: 'telephone',
    due: 'now-callable',
    search: 'K7Q2',
  });
  await caseworker.goto('/worklist?kind=everything&after=');
  expect(portal.surveyDelivery.last('listWork')!.query).toEqual({ limit: '40' });
});

test('an episode tells its story and what is safe before anything can be done', async () => {
  await caseworker.goto(`/episodes/${episodeId}`);
  const page = await text(caseworker);
  expect(page).toContain('She was called: no answer');
  expect(page).toContain('the case that ended around March 2026');
  expect(page).not.toContain('Legal hold');
  expect(await accessibilityFaults(caseworker)).toEqual([]);
  await picture(caseworker, 'episode');
});

test('contact details are opened one person at a time, for a purpose, with the safe-contact notes before the number', async () => {
  portal.surveyDelivery.on('revealContact', () => ({
    name: { first: 'Ana', last: 'Example' },
    dateOfBirth: null,
    telephones: [
      {
        number: '+44 7700 900123',
        belongsTo: 'her',
        safe: 'safe',
        textSafe: 'unknown',
        voicemailSafe: 'unsafe',
        shared: false,
        times: ['weekday-morning'],
        namedBy: 'police',
      },
    ],
    emails: [],
    address: null,
    linksSafeConfirmedOn: null,
    checkWord: null,
    language: 'en',
    interpreter: false,
    marks: [],
    confirmedOn: null,
  }));
  await caseworker.goto(`/episodes/${episodeId}/contact`);
  await caseworker.click('button:has-text("Open")');
  await says(caseworker, 'Choose what you need the details for', '.govuk-error-summary');
  await caseworker.check('text=Telephone her');
  await caseworker.click('button:has-text("Open")');
  await says(caseworker, 'Opened for: Telephone her');
  const page = await text(caseworker);
  expect(page.indexOf('voicemail: not safe')).toBeLessThan(page.indexOf('+44 7700 900123'));
  expect(page).toContain('Opened for: Telephone her');
  expect(page).toContain('from the police: she has not named it to us');
  expect(await accessibilityFaults(caseworker)).toEqual([]);
  await picture(caseworker, 'contact');
});

test('opening contact details after a while asks for the password again, and then goes on with the same form', async () => {
  let asked = 0;
  const reveal = portal.surveyDelivery.last('revealContact')!;
  portal.surveyDelivery.on('revealContact', () => {
    asked += 1;
    if (asked === 1) throw new Refusal('step-up-required');
    throw new Refusal('reveal-limit');
  });
  expect(reveal.body).toEqual({ purpose: 'telephone-call' });
  await caseworker.goto(`/episodes/${episodeId}/contact`);
  await caseworker.check('text=Telephone her');
  await caseworker.click('button:has-text("Open")');
  expect(caseworker.url()).toContain('/realms/');
  await typePassword(caseworker, portal, 'caseworker-1');
  await says(caseworker, 'Telephone call');
  await caseworker.click('button:has-text("Send it now")');
  await says(caseworker, 'Too many contact details were opened within an hour');
  expect(asked).toBe(2);
});

test('a page of the list without a task that fits says so only where no further page follows', async () => {
  const counts = [{ kind: 'telephone', open: 41, overdue: 0, mine: 0 }];
  portal.surveyDelivery.on('listWork', () => ({ tasks: [], next: 'later~1', counts }));
  await caseworker.goto('/worklist?due=now-callable');
  const page = await text(caseworker);
  portal.surveyDelivery.on('listWork', listed);
  expect(page).toContain('More tasks');
  expect(page).not.toContain('No task fits');
});

test('a role that does not fit gets a page that says so, and an action that is not for it is not there', async () => {
  await caseworker.goto('/overview');
  await says(caseworker, 'Your account does not allow this');
  const response = await caseworker.goto(`/episodes/${episodeId}/do/legal-hold`);
  expect(response!.status()).toBe(404);
});

test('an account of the other portal finds nothing here, and neither do its pages exist', async () => {
  const reader = await portal.signIn('mp-peckham');
  await says(reader, 'Your account belongs to the other portal.');
  const response = await reader.goto('/reports');
  expect(response!.status()).toBe(404);
});

test('when a service does not answer, the page says what is safe and what to do', async () => {
  portal.surveyDelivery.on('readEpisode', () => {
    throw new Error('gone');
  });
  await caseworker.goto(`/episodes/${episodeId}`);
  expect(await text(caseworker)).toMatch(/went wrong on our side|does not answer/);
  portal.surveyDelivery.faults.length = 0;
  portal.surveyDelivery.on('readEpisode', () => episode);
});

test('every page works at 200% zoom and on a small laptop without scrolling sideways', async () => {
  await caseworker.setViewportSize({ width: 640, height: 512 });
  for (const path of [
    '/worklist',
    `/episodes/${episodeId}`,
    `/episodes/${episodeId}/safe-contact`,
    `/episodes/${episodeId}/do/hold`,
  ]) {
    await caseworker.goto(path);
    const [wide, seen] = (await caseworker.evaluate(
      '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
    )) as [number, number];
    expect(wide, path).toBeLessThanOrEqual(seen);
  }
  await picture(caseworker, 'worklist-zoomed');
  await caseworker.setViewportSize({ width: 1280, height: 800 });
});
