import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, picture, says, type Portal } from './portal.js';
import { startReaders, text } from './readers.js';
import { content, sealOf } from './sealed.js';

let portal: Portal;
let office: Page;

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
  portal = await startReaders();
  office = await portal.signIn('mp-peckham');
});
afterAll(() => portal.close());
afterEach(() => {
  expect(portal.reporting.faults).toEqual([]);
  expect(portal.caseIntake.faults).toEqual([]);
});

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
