import { textsOf } from '@answerable/questionnaire';
import { eventually } from '@answerable/stack';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Browsers } from './journey/look.js';
import { everyPath, placesOf, travel } from './journey/travel.js';
import { TestSurvey } from './setup.js';

const browsers = new Browsers();
let survey: TestSurvey;

beforeAll(async () => {
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
});
afterEach(() => browsers.close());
afterAll(() => survey?.close());

const SLOW_MACHINE = 300_000;

describe.each(['en', 'ar'] as const)('the whole way in %s', (language) => {
  it(
    'is accessible at 320 pixels through every follow-up, and on a desktop, in the dark and in forced colours',
    { timeout: SLOW_MACHINE },
    async () => {
      const [way] = everyPath;
      const page = await browsers.page({ bypassCSP: true });
      const { places } = await travel(survey, page, language, way!, true);
      expect(places).toEqual(placesOf(way!));
      expect(places).toHaveLength(31);
    },
  );

  it.each(everyPath)(
    'needs no JavaScript, and no more than two requests and 50 KB a page, for who answers %j',
    { timeout: SLOW_MACHINE },
    async (way) => {
      const page = await browsers.page({ javaScriptEnabled: false });
      const log = await travel(survey, page, language, way, false);
      expect(log.places).toEqual(placesOf(way));
      // The first page also brings stylesheet and icon; afterwards the browser has them. A POST leads on by a redirect: two.
      expect(Math.max(...log.requests.slice(1))).toBeLessThanOrEqual(2);
      expect(Math.max(...log.bytes)).toBeLessThan(50_000);
    },
  );
});

it(
  'the whole way ends on a slow phone too: 400 kbit a second, 400 ms away, at a quarter of the speed',
  { timeout: SLOW_MACHINE },
  async () => {
    const page = await browsers.page({ javaScriptEnabled: false });
    const phone = await page.context().newCDPSession(page);
    await phone.send('Network.enable');
    const throughput = 400_000 / 8;
    await phone.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: throughput,
      uploadThroughput: throughput,
    });
    await phone.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const way = everyPath.at(-1);
    expect((await travel(survey, page, 'en', way!, false)).places).toEqual(placesOf(way!));
  },
);

/** Stands on a question, with consent given: what is in the history behind her is telling. */
async function onQuestion(options: BrowserContextOptions): Promise<Page> {
  const t = textsOf('en');
  const issued = await survey.issued();
  const page = await browsers.page(options);
  await page.goto(`${survey.url}/l/${issued.token}`);
  await page.getByLabel(t.entry.wordLabel).fill('blue kettle');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/start');
  await page.getByRole('button', { name: t.items.safe.answers.yes }).click();
  await page.waitForURL('**/agree');
  await page.getByRole('button', { name: t.consent.agree }).click();
  await page.waitForURL('**/q/1');
  await page.goto(`${survey.url}/q/4`);
  return page;
}

describe('leaving', () => {
  const leave = textsOf('en').page.leave;
  /** The session has ended, and each step back shows a page that says nothing of what this is about. */
  const showsNothingBehind = async (page: Page) => {
    await page.waitForURL('**/weather');
    await eventually(async () => {
      const kept = (await page.context().cookies(survey.url)).map(({ name }) => name);
      if (kept.includes('page') || kept.includes('lang')) throw new Error(`still there: ${kept.join()}`);
    });
    for (let step = 1; step <= 4; step += 1) {
      await page.goBack();
      if (page.url() === 'about:blank') return;
      expect(await page.locator('body').innerText(), page.url()).not.toMatch(/police|victim|case|satisfied/i);
    }
  };

  it.each([true, false])(
    'by the button (scripts: %s), and no step back shows what it was about',
    async (javaScriptEnabled) => {
      const page = await onQuestion({ javaScriptEnabled });
      await page.getByRole('link', { name: leave }).click();
      await showsNothingBehind(page);
    },
  );

  it('by pressing Escape three times, which does not stop the browser, and no step back shows what it was about', async () => {
    const page = await onQuestion({});
    const stopped = 'dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", cancelable: true }))';
    expect(await page.evaluate(stopped)).toBe(false);
    for (let i = 0; i < 2; i += 1) await page.keyboard.press('Escape');
    await showsNothingBehind(page);
  });

  it('does not wait for us: where our server does not answer, the other site opens all the same', async () => {
    const page = await onQuestion({});
    await page.route('**/leave', (route) => route.abort());
    await page.getByRole('link', { name: leave }).click();
    await page.waitForURL('**/weather');
  });
});

describe('by the keyboard alone', () => {
  it('leaving is the second thing reached, nothing that has the focus stands behind the bar, and an answer goes on', async () => {
    const page = await onQuestion({});
    const focused = () =>
      page.evaluate(`(() => {
        const at = document.activeElement;
        const box = at.getBoundingClientRect();
        const hidden = !at.closest('.bar') && box.bottom > document.querySelector('.bar').getBoundingClientRect().top;
        return { name: at.id || at.value || at.textContent.trim(), hidden };
      })()`) as Promise<{ name: string; hidden: boolean }>;
    const reached: string[] = [];
    for (let tabs = 0; tabs < 40 && !(tabs > 3 && reached.at(-1) === ''); tabs += 1) {
      await page.keyboard.press('Tab');
      const { name, hidden } = await focused();
      expect(hidden, name).toBe(false);
      reached.push(name);
      if (name === 'not-safe') break;
    }
    expect(reached[1]).toBe('leave');
    expect(reached).toContain('continue');
    expect(reached.at(-1)).toBe('not-safe');
    await page.locator('input[name=answer]').first().focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/q/6');
    await page.goBack();
    expect(new URL(page.url()).pathname).toBe('/q/4');
    expect(await page.locator('input[name=answer]').first().isChecked()).toBe(true);
  });
});

describe('going back', () => {
  it('after sending shows nothing of what she said', async () => {
    const t = textsOf('en');
    const page = await onQuestion({});
    await page.locator('input[name=answer]').nth(3).check();
    await page.getByRole('button', { name: t.page.finish }).click();
    await page.waitForURL('**/check');
    await page.getByRole('button', { name: t.check.send }).click();
    await page.waitForURL('**/done');
    for (let step = 1; step <= 3; step += 1) {
      await page.goBack();
      expect(await page.locator('main').innerText(), page.url()).not.toMatch(/police|Neither/);
    }
  });
});
