import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { checkout, eventually, readStackEnv } from '@answerable/stack';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A window of its own in which a demo person has signed in to the portal at `url`, through Keycloak's own page. */
export async function signInAt(browser: Browser, url: string, username: string): Promise<Page> {
  const page = await (await browser.newContext({ baseURL: url })).newPage();
  const { password } = readStackEnv().demoUsers.find((user) => user.username === username)!;
  await page.goto('/');
  // Keycloak refuses a sign-in while another of the same person is under way: then again.
  await eventually(async () => {
    await page.fill('#username', username);
    await page.fill('#password', password);
    await Promise.all([page.waitForEvent('load'), page.click('#kc-login')]);
    if (!page.url().startsWith(url)) throw new Error(`${username} was not let in`);
  });
  return page;
}

export const says = async (page: Page, words: string | RegExp, where = 'main'): Promise<void> =>
  page.locator(where).filter({ hasText: words }).first().waitFor();

/** Keeps a picture of the page, for whoever wants to look at it. */
export const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(checkout, 'e2e/test-results', `${name}.png`), fullPage: true });

/** Throws where axe finds a fault. */
export async function accessible(page: Page): Promise<void> {
  await page.evaluate(axe);
  const faults = await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations.map(({ id, help }) => id + ": " + help))',
  );
  expect(faults, page.url()).toEqual([]);
}
