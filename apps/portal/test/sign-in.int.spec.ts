import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityFaults, startPortal, typePassword, type Portal } from './portal.js';

let portal: Portal;

beforeAll(async () => {
  portal = await startPortal('staff');
});
afterAll(() => portal.close());

const cookiesOf = async (page: Awaited<ReturnType<Portal['window']>>) => page.context().cookies(portal.url);

test('whoever is not signed in is sent to sign in, and then is where he wanted to be', async () => {
  const page = await portal.window();
  await page.goto('/signed-out');
  expect(await page.textContent('h1')).toBe('You are signed out');
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('sign-in starts a session of its own: an id planted before sign-in opens nothing after it', async () => {
  const page = await portal.window();
  await page.context().addCookies([{ name: 'staff-session', value: 'planted-by-somebody-else', url: portal.url }]);
  await page.goto('/');
  await typePassword(page, portal, 'operator-1');
  const session = (await cookiesOf(page)).find(({ name }) => name === 'staff-session')!;
  expect(session.value).not.toBe('planted-by-somebody-else');
  expect([session.httpOnly, session.sameSite]).toEqual([true, 'Lax']);
});

test('the database holds neither a session id nor a token in clear', async () => {
  const page = await portal.signIn('operator-1');
  const session = (await cookiesOf(page)).find(({ name }) => name === 'staff-session')!;
  const client = new Client({ connectionString: portal.databaseUrl });
  await client.connect();
  const { rows } = await client.query('select row_to_json(sessions)::text as row from sessions');
  await client.end();
  const everything = JSON.stringify(rows);
  expect(rows.length).toBeGreaterThan(0);
  expect(everything).not.toContain(session.value);
  expect(everything).not.toContain('eyJhbGciOi');
});

test('sessions and open forms live through an exchange of their keys, and not through the loss of them', async () => {
  const fresh = () => randomBytes(32).toString('base64url');
  const { SESSION_KEY: session, FORM_KEY: form } = portal.config;
  const next = { session: fresh(), form: fresh() };
  const page = await portal.signIn('operator-1');
  // Keycloak would sign the browser in again without a word: a new session shows by its id.
  const sessionId = async () => (await cookiesOf(page)).find(({ name }) => name === 'staff-session')?.value;
  const before = await sessionId();
  const stages = [
    { SESSION_KEY: [session[0], next.session], FORM_KEY: [form[0], next.form] },
    { SESSION_KEY: [next.session, session[0]], FORM_KEY: [next.form, form[0]] },
  ] as const;
  for (const { SESSION_KEY, FORM_KEY } of stages) {
    await portal.rollOut({ SESSION_KEY: [...SESSION_KEY], FORM_KEY: [...FORM_KEY] });
    await page.goto('/');
    expect(await page.locator('text=Sign out').isVisible()).toBe(true);
    expect(await sessionId()).toBe(before);
  }
  // The page was made with the key before; its form is sent to who has only kept that one.
  await portal.rollOut({ SESSION_KEY: [fresh(), session[0]], FORM_KEY: [fresh(), next.form] });
  await page.click('text=Sign out');
  await page.waitForURL(/signed-out/);
  await page.goto('/');
  await typePassword(page, portal, 'operator-1');
  const again = await sessionId();
  await portal.rollOut({ SESSION_KEY: [fresh()], FORM_KEY: [fresh()] });
  await page.goto('/');
  expect(await sessionId(), 'who has none of the keys it was sealed with opens no session').not.toBe(again);
  await portal.rollOut({});
});

test('signing out ends the session here and at Keycloak', async () => {
  const page = await portal.signIn('operator-1');
  const before = await cookiesOf(page);
  await page.click('text=Sign out');
  await page.waitForURL(/signed-out/);
  await page.goto('/');
  expect(await page.locator('#kc-login').isVisible()).toBe(true);
  await page.context().addCookies(before);
  await page.goto('/');
  expect(page.url()).toContain('/realms/');
});
