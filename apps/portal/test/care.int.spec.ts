import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startQueues } from './desk.js';
import { accessibilityFaults, says, type Portal } from './portal.js';
import { episode, episodeId, task } from './samples.js';
import { Refusal, type Call } from './stand-in.js';

let portal: Portal;
let lead: Page;

beforeAll(async () => {
  portal = await startQueues();
  lead = await portal.signIn('vs-lead-1');
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.surveyDelivery.faults).toEqual([]);
});

test('a call-back is opened by who took it, says first when it was not safe, and ends with what came of it', async () => {
  await lead.goto('/call-backs');
  await lead.click('button:has-text("Take")');
  await lead.goto('/call-backs');
  await lead.click('button:has-text("Open")');
  await says(lead, 'She said that it was not safe when she wrote.');
  await says(lead, 'She answered a message with STOP.');
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

  await lead.click('button:has-text("Open")');
  await says(lead, 'Somebody with this number counts already');
  await lead.check('text=this is another person');
  await lead.click('button:has-text("Record it")');
  await lead.waitForURL(/done=own-route/);
  expect(portal.surveyDelivery.last('verifyOwnRoute')!.body).toEqual({ result: 'not-told-about', anotherPerson: true });
  await says(lead, 'not reached once');
  await lead.click('button:has-text("Open")');
  await lead.click('button:has-text("did not reach her")');
  await says(lead, 'She is due again on the next working day.');
  await lead.click('button:has-text("Open")');
  await lead.click('summary');
  await lead.check('#neverAgain');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.click('button:has-text("Delete it")');
  await says(lead, 'What was written is deleted.');
  expect(portal.surveyDelivery.last('eraseOwnRoute')!.body).toEqual({ neverAgain: true });
  await lead.click('text=What was found out so far');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.click('button:has-text("This was wrong")');
  await says(lead, 'The entry waits again.');
  expect(portal.surveyDelivery.last('reopenOwnRoute')!.params).toMatchObject({ id: expect.anything() });
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
  const found = await lead.locator('main li').allInnerTexts();
  expect(
    found.find((line) => line.startsWith('B3RT')),
    'she has not been left out',
  ).toContain('waiting for the court');
  expect(found.find((line) => line.startsWith('C4SV'))).toContain('not asked');
});

test('what she answered to a message is read on the way to her safe contact, and says what to do', async () => {
  portal.surveyDelivery
    .on('readEpisode', () => ({ ...episode, reasons: ['replied'] }))
    .on('readReplies', () => ({
      replies: [{ receivedOn: '2026-05-05', message: 'please do not write <b>he reads this' }],
      ended: false,
    }));
  await lead.goto(`/episodes/${episodeId}/safe-contact?task=${episodeId}`);
  await lead.click('button:has-text("Read what she answered")');
  await says(lead, 'please do not write <b>he reads this');
  await says(lead, 'Nothing more goes to her before you have saved her safe contact.');
  expect(await accessibilityFaults(lead)).toEqual([]);
  portal.surveyDelivery.on('readEpisode', () => episode);
});

test('what she answered after her asking had ended is read from the worklist, by whoever has taken it', async () => {
  const mine = ({ principal: { subject, name } }: Call) => ({
    tasks: [task(7, { kind: 'reply', claimedBy: { subject, name }, claimedUntil: task(7).dueAt })],
    next: null,
    counts: [],
  });
  portal.surveyDelivery
    .on('listWork', mine)
    .on('readReplies', () => ({ replies: [{ receivedOn: '2026-05-05', message: 'thank you' }], ended: true }));
  await lead.goto('/worklist');
  expect(await accessibilityFaults(lead)).toEqual([]);
  await lead.click('button:has-text("Read what she answered after the end")');
  await says(lead, 'thank you');
  await says(lead, 'Her asking is over, and nothing goes to her.');
  expect(await accessibilityFaults(lead)).toEqual([]);
});
