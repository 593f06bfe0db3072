import { expect, it } from 'vitest';
import { launchBrowser } from '../src/index.js';

it('a real browser renders a page', async () => {
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.setContent('<title>Answerable</title><h1>Every closed case</h1>');
  expect(await page.getByRole('heading').textContent()).toBe('Every closed case');
  await browser.close();
});
