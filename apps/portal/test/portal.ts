import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { caseIntakeApi, reportingApi, surveyDeliveryApi } from '@answerable/contracts';
import { bootstrap, packageRoot, type RunningService } from '@answerable/service';
import { eventually, freePort, launchBrowser, readStackEnv, testDatabase } from '@answerable/stack';
import { Client } from 'pg';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readConfig, type PortalConfig } from '../src/config.js';
import { migrations } from '../src/migrations.js';
import { surface } from '../src/page/surface.js';
import { AppModule } from '../src/app.module.js';
import { StandIn } from './stand-in.js';

export interface Portal {
  url: string;
  config: PortalConfig;
  service: RunningService;
  databaseUrl: string;
  caseIntake: StandIn;
  surveyDelivery: StandIn;
  reporting: StandIn;
  /** A browser window of its own, signed in as that person. */
  signIn(username: string): Promise<Page>;
  window(): Promise<Page>;
  /** Ends the portal and starts it again at its address, with these settings changed, as a rollout does. */
  rollOut(changed: Partial<PortalConfig>): Promise<void>;
  /** Lets the sessions of that person run out, here and at Keycloak, as time would. */
  endSessionsOf(username: string): Promise<void>;
  close(): Promise<void>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The real portal with real sign-in, database and browser; the APIs behind it are held to their contracts. */
export async function startPortal(kind: 'staff' | 'readers'): Promise<Portal> {
  const { keycloak, clients } = readStackEnv();
  const client = clients[`portal-${kind}`]!;
  const database = await testDatabase(migrations, 'portal');
  const [caseIntake, surveyDelivery, reporting] = (await Promise.all(
    [caseIntakeApi, surveyDeliveryApi, reportingApi].map((api) => StandIn.start(api, keycloak.issuer)),
  )) as [StandIn, StandIn, StandIn];
  const port = await freePort();
  const config = readConfig({
    MODE: 'test',
    PORT: String(port),
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'silent',
    PORTAL: kind,
    ORGANISATION_ID: 'southwark',
    DATABASE_URL: database.url,
    KEYCLOAK_ISSUER: keycloak.issuer,
    KEYCLOAK_CLIENT_ID: client.clientId,
    KEYCLOAK_CLIENT_SECRET: client.clientSecret,
    SESSION_KEY: randomBytes(32).toString('base64url'),
    FORM_KEY: randomBytes(32).toString('base64url'),
    CASE_INTAKE_URL: caseIntake.url,
    SURVEY_DELIVERY_URL: surveyDelivery.url,
    REPORTING_URL: reporting.url,
    SURVEY_PUBLIC_URL: 'http://localhost:4102',
    NOBODY_ASKED_ME_URL: 'http://localhost:4104/nobody-asked-me',
  });
  const begin = (settings: PortalConfig) =>
    bootstrap({ name: 'portal', module: AppModule.forRoot(settings), config: settings, views: surface(settings) });
  let service = await begin(config);
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const window = async () => {
    browser ??= await launchBrowser();
    const context = await browser.newContext({ baseURL: config.PUBLIC_URL, viewport: { width: 1280, height: 800 } });
    contexts.push(context);
    return context.newPage();
  };
  const portal: Portal = {
    url: config.PUBLIC_URL,
    config,
    get service() {
      return service;
    },
    databaseUrl: database.ownerUrl,
    caseIntake,
    surveyDelivery,
    reporting,
    window,
    async rollOut(changed) {
      await service.close();
      service = await begin({ ...config, ...changed });
    },
    async endSessionsOf(username) {
      const subject = await endAtKeycloak(username);
      const idle = `update sessions set seen_at = seen_at - interval '40 minutes' where subject = $1`;
      await withOwner(database.ownerUrl, (client) => client.query(idle, [subject]));
    },
    async signIn(username) {
      const page = await window();
      await page.goto('/');
      await typePassword(page, portal, username);
      return page;
    },
    async close() {
      await browser?.close();
      await service.close();
      await Promise.all([caseIntake.close(), surveyDelivery.close(), reporting.close()]);
      await database.drop();
    },
  };
  return portal;
}

async function withOwner(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await work(client).finally(() => client.end());
}

/** As an administrator of the realm would: every session of the person is over. Gives the person's id. */
async function endAtKeycloak(username: string): Promise<string> {
  const { url, realm, adminUser } = readStackEnv().keycloak;
  const form = new URLSearchParams({
    grant_type: 'password',
    client_id: 'admin-cli',
    username: adminUser.username,
    password: adminUser.password,
  });
  const answer = await fetch(`${url}/realms/master/protocol/openid-connect/token`, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}` };
  const found = await fetch(`${url}/admin/realms/${realm}/users?exact=true&username=${username}`, { headers });
  const [user] = (await found.json()) as { id: string }[];
  await fetch(`${url}/admin/realms/${realm}/users/${user!.id}/logout`, { method: 'POST', headers });
  return user!.id;
}

/** Waits until the page says so: under load, a click may return before its page has come. */
export async function says(page: Page, words: string | RegExp, where = 'main'): Promise<void> {
  await page.locator(where).filter({ hasText: words }).first().waitFor();
}

/** Keeps a picture of the page, for whoever wants to look at it. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(packageRoot(import.meta.url), 'test-results', `${name}.png`), fullPage: true });
}

/**
 * Types the password on Keycloak's page, where the window is now. Keycloak refuses a sign-in while another one of the
 * same person is under way (its guard against guessing in parallel), and spec files share the people: then again.
 */
export async function typePassword(page: Page, portal: Portal, username: string): Promise<void> {
  const { demoUsers } = readStackEnv();
  const { password } = demoUsers.find((user) => user.username === username)!;
  await eventually(async () => {
    await page.locator('#password').waitFor();
    if (await page.locator('#username').isVisible()) await page.fill('#username', username);
    await page.fill('#password', password);
    await Promise.all([page.waitForEvent('load'), page.click('#kc-login')]);
    if (!page.url().startsWith(portal.url))
      throw new Error(`${username} was not let in: ${await page.innerText('body')}`);
  });
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds wrong with the page: WCAG 2.2 A and AA and best practices; empty when nothing. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    async () =>
      (await (globalThis as unknown as { axe: { run(options: object): Promise<unknown> } }).axe.run({
        resultTypes: ['violations'],
      })) as AxeResult,
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
}
