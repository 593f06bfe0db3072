import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, readStackEnv } from '../src/index.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe("Keycloak's sign-in page", () => {
  const { keycloak } = readStackEnv();
  const question = new URLSearchParams({
    client_id: 'portal-readers',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://localhost/signed-in',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });

  it.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const)(
    'has the look of the portals and no fault that axe finds, %s at %i px, also after a wrong password',
    async (colorScheme, width) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.goto(`${keycloak.issuer}/protocol/openid-connect/auth?${question}`);
      const faults = async () =>
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
      expect(await page.locator('link[href$="answerable.css"]').count()).toBe(1);
      expect(await faults()).toEqual([]);
      await page.getByLabel('User name').fill('nobody');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByText('do not belong together').waitFor();
      expect(await faults()).toEqual([]);
      const [inside, outside] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
        number,
        number,
      ];
      expect(inside).toBeLessThanOrEqual(outside);
      await context.close();
    },
  );
});
