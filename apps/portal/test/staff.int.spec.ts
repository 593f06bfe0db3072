import { surveyDeliveryApi } from '@answerable/contracts';
import { Clock } from '@answerable/service';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, picture, says, startPortal, typePassword, type Portal } from './portal.js';
import { episode, episodeId, task, tasks, wednesday } from './samples.js';
import { Refusal, type Call } from './stand-in.js';

let portal: Portal;
let caseworker: Page;

const listed = ({ principal }: Call) => ({
  tasks: tasks(principal.subject),
  next: null,
  counts: [
    { kind: 'safe-contact-check', open: 2, overdue: 0, mine: 1 },
    { kind: 'telephone', open: 2, overdue: 0, mine: 0 },
    { kind: 'call-back', open: 1, overdue: 1, mine: 0 },
    { kind: 'proceedings-recheck', open: 1, overdue: 0, mine: 0 },
  ],
});

beforeAll(async () => {
  portal = await startPortal('staff');
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
  caseworker = await portal.signIn('caseworker-1');
});
afterAll(() => portal.close());
afterEach(() => expect(portal.surveyDelivery.faults).toEqual([]));

const text = async (page: Page, selector = 'main') => (await page.innerText(selector)).replace(/\s+/g, ' ');

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

test('a page of the list without a task that fits says so only where no further page follows', async () => {
  const counts = [{ kind: 'telephone', open: 41, overdue: 0, mine: 0 }];
  portal.surveyDelivery.on('listWork', () => ({ tasks: [], next: 'later~1', counts }));
  await caseworker.goto('/worklist?due=now-callable');
  const page = await text(caseworker);
  portal.surveyDelivery.on('listWork', listed);
  expect(page).toContain('More tasks');
  expect(page).not.toContain('No task fits');
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
