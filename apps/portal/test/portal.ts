import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { caseIntakeApi, reportingApi, surveyDeliveryApi } from '@answerable/contracts';
import { bootstrap, type RunningService } from '@answerable/service';
import { launchBrowser, readStackEnv, testDatabase } from '@answerable/stack';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { readConfig, type PortalConfig } from '../src/config.js';
import { migrations } from '../src/migrations.js';
import { surface } from '../src/page/surface.js';
import { portalModule } from '../src/portal.module.js';
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
  close(): Promise<void>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The real portal with real sign-in, database and browser; the APIs behind it are held to their contracts. */
export async function startPortal(kind: 'staff' | 'readers'): Promise<Portal> {
  const { keycloak, clients, demoUsers } = readStackEnv();
  const client = clients[`portal-${kind}`]!;
  const database = await testDatabase(migrations, 'portal');
  const [caseIntake, surveyDelivery, reporting] = await Promise.all(
    [caseIntakeApi, surveyDeliveryApi, reportingApi].map((api) => StandIn.start(api, keycloak.issuer)),
  ) as [StandIn, StandIn, StandIn];
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
  const service = await bootstrap({ name: 'portal', module: portalModule(config), config, views: surface(config) });
  let browser: Browser | undefined;
  const contexts: BrowserContext[] = [];
  const window = async () => {
    browser ??= await launchBrowser();
    const context = await browser.newContext({ baseURL: config.PUBLIC_URL, viewport: { width: 1280, height: 800 } });
    contexts.push(context);
    return context.newPage();
  };
  return {
    url: config.PUBLIC_URL,
    config,
    service,
    databaseUrl: database.ownerUrl,
    caseIntake,
    surveyDelivery,
    reporting,
    window,
    async signIn(username) {
      const page = await window();
      await page.goto('/');
      await typePassword(page, username);
      return page;
    },
    async close() {
      await browser?.close();
      await service.close();
      await Promise.all([caseIntake.close(), surveyDelivery.close(), reporting.close()]);
      await database.drop();
    },
  };

  async function typePassword(page: Page, username: string) {
    await page.fill('#username', username);
    await page.fill('#password', demoUsers.find((user) => user.username === username)!.password);
    await Promise.all([page.waitForURL(`${config.PUBLIC_URL}/**`), page.click('#kc-login')]);
  }
}

/** Types the password on Keycloak's page, where the window is now. */
export async function typePassword(page: Page, portal: Portal, username: string): Promise<void> {
  const { demoUsers } = readStackEnv();
  if (await page.locator('#username').isVisible()) await page.fill('#username', username);
  await page.fill('#password', demoUsers.find((user) => user.username === username)!.password);
  await Promise.all([page.waitForURL(`${portal.url}/**`), page.click('#kc-login')]);
}

interface AxeResult {
  violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** What axe finds wrong with the page: WCAG 2.2 A and AA and best practices; empty when nothing. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    async () => (await (globalThis as unknown as { axe: { run(): Promise<unknown> } }).axe.run()) as AxeResult,
  );
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join(' | ')}`);
}

function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
