import {
  type ContactBlockInput,
  examplePoliceEvent,
  type MonthPreparation,
  type VaultKeySet,
} from '@answerable/contracts';
import { type AppName, type Platform, startPlatform } from '@answerable/platform';
import { Caller, Mailbox, Telephone } from '@answerable/simulate';
import { eventually, launchBrowser, tokenFor } from '@answerable/stack';
import { CompactEncrypt, importJWK } from 'jose';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { accessible, picture, says, signInAt } from './browser.js';

/** Both portals in a real browser on the real services: from a police event to what each person sees and does with it. */
const wednesday = '2026-05-06T10:00:00+01:00';

let platform: Platform;
let mailbox: Mailbox;
let telephone: Telephone;
let browser: Browser;

beforeAll(async () => {
  mailbox = await Mailbox.open();
  telephone = await Telephone.open();
  platform = await startPlatform({
    smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
    telephonyUrl: telephone.url,
    clock: () => wednesday,
  });
  browser = await launchBrowser();
  await sendClosures();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await platform?.stop();
  await mailbox?.close();
  await telephone?.close();
});

async function sendClosures(): Promise<void> {
  const answer = await fetch(`${platform.url('survey-delivery')}/v1/public/vault-keys`);
  const [key] = ((await answer.json()) as VaultKeySet).keys;
  const seal = async (contact: ContactBlockInput) =>
    new CompactEncrypt(Buffer.from(JSON.stringify(contact)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: key!.kid })
      .encrypt(await importJWK(key!, 'ECDH-ES'));
  const events = await Promise.all(
    [1, 2, 3].map(async (number) => ({
      ...examplePoliceEvent,
      id: `01-connect-${number}`,
      time: wednesday,
      sequence: number,
      data: {
        ...examplePoliceEvent.data,
        caseReference: `CR-${number}`,
        victimPseudonym: `V-${number}`,
        reportedOn: '2026-02-02',
        closedOn: `2026-04-0${number}`,
        contact: await seal({
          name: { first: `Ana${number}` },
          dateOfBirth: '1991-02-03',
          telephones: [{ number: `+44 7700 90012${number}`, safe: 'safe' }],
          confirmedOn: '2026-04-20',
        }),
      },
    })),
  );
  const sent = await fetch(`${platform.url('case-intake')}/v1/case-events`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await tokenFor('publisher-01')}`,
      'content-type': 'application/cloudevents-batch+json',
    },
    body: JSON.stringify(events),
  });
  expect(await sent.json()).toMatchObject({ counts: { accepted: 3 } });
}

/** Two people of Victim Support approve the first report: then it is out. */
async function approveTheFirstReport(): Promise<void> {
  const approvers = ['approver-1', 'approver-2'].map((user) => new Caller(user, platform.url('reporting')));
  const { month, digest } = await eventually(async () => {
    const months = await approvers[0]!.get<MonthPreparation[]>('/v1/months');
    const prepared = months.find((each) => each.digest !== null);
    if (!prepared) throw new Error('no report is prepared yet');
    return prepared;
  });
  for (const approver of approvers) await approver.post(`/v1/months/${month}/approvals`, { digest });
}

const signIn = (app: AppName, username: string) => signInAt(browser, platform.url(app), username);

async function firstOf(ways: readonly Locator[]): Promise<Locator> {
  for (const way of ways) if ((await way.count()) > 0) return way.first();
  throw new Error('there is no way on from this page');
}

it('a caseworker takes a task, asks what is safe, opens a contact for a purpose; an interviewer interviews on the other origin', async () => {
  const page = await signIn('portal-staff', 'caseworker-1');
  await eventually(async () => {
    await page.goto('/worklist');
    expect(await page.locator('.tasks tbody tr').count()).toBe(3);
  });
  await accessible(page);
  expect(await page.innerText('main')).not.toMatch(/7700|Ana/);
  await page.click('.tasks button >> nth=0');
  await says(page, 'It is yours for an hour', '[role=status]');
  await page.click('tr.mine th a');
  await accessible(page);
  const episode = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
  await page.goto(`${episode}/safe-contact`);
  await page.check('#telephoneSafe');
  await page.click('text=Save what she said');
  await says(page, 'is saved for', '[role=status]');
  await page.goto(`${episode}/contact`);
  await page.check('text=Telephone her');
  await page.click('button:has-text("Open")');
  await says(page, /\+44 7700 90012\d/);
  await accessible(page);
  await page.goto(episode);
  await says(page, 'She said how to reach her safely');
  await accessible(page);

  const interviewer = await signIn('portal-staff', 'interviewer-1');
  const row = interviewer.locator('.tasks tr').filter({ has: interviewer.locator(`a[href="${episode}"]`) });
  await eventually(async () => {
    await interviewer.goto('/worklist');
    expect(await row.count()).toBe(1);
  });
  await row.locator('button.take').click();
  await says(interviewer, 'It is yours for an hour', '[role=status]');
  await row.locator('th a').click();
  await accessible(interviewer);
  await interviewer.goto(`${episode}/call`);
  await interviewer.click('button:has-text("Dial")');
  await says(interviewer, /The system dials. You speak with Ana\d/);
  expect(telephone.lastRungFor(episode.split('/').at(-1)!)).toMatch(/^\+44770090012\d$/);
  await accessible(interviewer);
  await interviewer.click('text=Begin the interview');
  await says(interviewer, /You speak with Ana\d/);
  expect(await interviewer.innerText('body')).not.toContain('7700');
  await picture(interviewer, 'interviewer-begins');
  const [survey] = await Promise.all([
    interviewer.waitForEvent('popup'),
    interviewer.click('button:has-text("Open the interview")'),
  ]);
  await survey.waitForLoadState();
  expect(new URL(survey.url()).origin).toBe(new URL(platform.url('response-collection')).origin);
  expect(await survey.innerText('body')).not.toMatch(/7700|[A-Z0-9]{4}-[A-Z0-9]{4}/);
  await interview(survey);

  await interviewer.goto(`${episode}/do/attempt`);
  await interviewer.check('[value=interviewed]');
  await interviewer.click('button:has-text("Record the call")');
  await says(interviewer, 'The call is recorded', '[role=status]');
  await eventually(async () => {
    await page.goto(episode);
    await says(page, 'She answered. Nobody can tell which answers are hers.');
  });
  await picture(page, 'interview-in-the-story');
}, 180_000);

/** The interviewer reads each page aloud and clicks what she says, to the end. */
async function interview(survey: Page): Promise<void> {
  const seen: string[] = [];
  const button = (selector: string): Locator => survey.locator(`main ${selector}`);
  for (let pages = 0; pages < 40; pages++) {
    const path = new URL(survey.url()).pathname;
    if (!seen.includes(path) && seen.length < 4) {
      await accessible(survey);
      await picture(survey, `interview-${seen.length + 1}`);
    }
    seen.push(path);
    if (path === '/done') {
      await accessible(survey);
      await picture(survey, 'interview-done');
      return;
    }
    const choices = button('input[type=radio]');
    if ((await choices.count()) > 0) await choices.first().check();
    const onward =
      pages > 6
        ? 'button[value=finish]'
        : (await choices.count()) > 0
          ? 'button[value=continue]'
          : 'button[value=skip]';
    const ways = ['button[value=yes]', 'button[value=agree]', onward, '.actions button'];
    const next = await firstOf(ways.map(button));
    await Promise.all([survey.waitForEvent('load'), next.click()]);
  }
  throw new Error(`the interview came to no end: ${seen.join(' ')}`);
}

it('whoever was not asked finds the public page readable, sends it, and is told the same as everybody', async () => {
  const page = await (await browser.newContext({ baseURL: platform.url('survey-delivery') })).newPage();
  await page.goto('/nobody-asked-me');
  await accessible(page);
  await picture(page, 'nobody-asked-me');
  await page.click('form button[type=submit]');
  await accessible(page);
  await page.fill('#firstName', 'Ana');
  await page.fill('#telephone', '07700 900123');
  await page.click('form button[type=submit]');
  await accessible(page);
  expect(await page.innerText('body')).not.toMatch(/police|07700/i);
});

it.each(['ar', 'cy'])('the public page can be read, sent and left in %s as in English', async (language) => {
  const page = await (await browser.newContext({ baseURL: platform.url('survey-delivery') })).newPage();
  await page.goto(`/nobody-asked-me?lang=${language}`);
  await accessible(page);
  await picture(page, `nobody-asked-me-${language}`);
  await page.click('form button[type=submit]');
  await accessible(page);
  await page.fill('#firstName', 'Ana');
  await page.fill('#telephone', '07700 900124');
  await page.click('form button[type=submit]');
  await accessible(page);
  expect(await page.locator('a.leave').count()).toBe(1);
});

it('the lead sees that it adds up, and a concern that anybody raised', async () => {
  const caseworker = await signIn('portal-staff', 'caseworker-2');
  await caseworker.goto('/worklist');
  await caseworker.click('.tasks .reference >> nth=1');
  await caseworker.click('text=Raise a concern');
  await caseworker.check('[value=child]');
  await caseworker.fill('#note', 'A child was mentioned');
  await caseworker.click('button:has-text("Raise the concern")');
  await says(caseworker, 'The concern is with the safeguarding lead', '[role=status]');
  const lead = await signIn('portal-staff', 'safeguarding-1');
  await lead.goto('/safeguarding');
  await says(lead, 'A child was mentioned');
  await lead.click('text=I lead on this');
  await says(lead, 'You lead on this concern now', '[role=status]');
  await accessible(lead);
  const overview = await signIn('portal-staff', 'vs-lead-1');
  await overview.goto('/overview');
  await says(overview, 'Who is asked');
  await accessible(overview);
});

it("the police see their own feed and sign their totals; the MP's office reads the report and checks its seal; each no more", async () => {
  const officer = await signIn('portal-readers', 'data-officer-01');
  await says(officer, '/forces/01/systems/connect');
  await accessible(officer);
  await officer.goto('/control-totals?month=2026-04');
  await officer.fill('#lines', 'AS BCU Sapphire team 2, rape, WITHDREW, 4');
  await officer.click('button:has-text("Sign for")');
  await says(officer, '1 missing here');
  await accessible(officer);
  expect((await officer.goto('/reports'))!.status()).toBe(403);

  await approveTheFirstReport();
  const office = await signIn('portal-readers', 'mp-peckham');
  await eventually(async () => {
    await office.goto('/reports/latest');
    await says(office, 'Nothing here says that pressure did not happen.');
  });
  await says(office, 'Your area: Peckham');
  await accessible(office);
  await picture(office, 'office-report');
  await office.click('text=check the seal');
  await says(office, 'Yes. This is the report that Victim Support sealed');
  await office.goto('/reports');
  await accessible(office);
  await office.click('table a');
  const pdf = await office.request.get(`${new URL(office.url()).pathname}/download/pdf`);
  expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
  for (const path of ['/feed', '/ledger', '/signals']) expect((await office.goto(path))!.status(), path).toBe(403);
  expect((await office.goto('/worklist'))!.status()).toBe(404);
});

it('the police lead reads the same report and answers it in public; the auditor sees how it came about; neither sees more', async () => {
  const lead = await signIn('portal-readers', 'police-lead-01');
  await lead.goto('/reports/latest');
  await says(lead, 'Nothing here says that pressure did not happen.');
  expect(await lead.innerText('main')).not.toContain('Your area');
  await lead.fill('#text', 'We have read every line of it.');
  await lead.click('button:has-text("Publish this response")');
  await says(lead, 'We have read every line of it.', '.police-responses');
  await accessible(lead);
  await picture(lead, 'police-lead-report');
  for (const path of ['/preparation', '/ledger', '/signals', '/rules', '/office'])
    expect((await lead.goto(path))!.status(), path).toBe(403);

  const auditor = await signIn('portal-readers', 'auditor-1');
  await auditor.goto('/reports/latest');
  await says(auditor, 'We have read every line of it.', '.police-responses');
  for (const [path, words] of [
    ['/ledger', 'Chain of seals'],
    ['/preparation', 'Approved'],
    ['/signals', 'AS BCU Sapphire team 2'],
    ['/rules', 'Bermondsey and Old Southwark'],
  ] as const) {
    await auditor.goto(path);
    await says(auditor, words);
    await accessible(auditor);
    await picture(auditor, `auditor${path.replace('/', '-')}`);
  }
  for (const path of ['/feed', '/office']) expect((await auditor.goto(path))!.status(), path).toBe(403);
});
