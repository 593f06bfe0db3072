import { mkdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Language } from '@answerable/contracts';
import { packageRoot } from '@answerable/service';
import { eventually, launchBrowser } from '@answerable/stack';
import { textsOf, type LanguageTexts } from '@answerable/questionnaire';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TestSurvey } from './setup.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = join(packageRoot(import.meta.url), 'test-results');
const phone = { width: 320, height: 640 };
const desktop = { width: 1280, height: 800 };

let survey: TestSurvey;
const browsers: Browser[] = [];

beforeAll(async () => {
  mkdirSync(shots, { recursive: true });
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
});
afterEach(async () => {
  await Promise.all(browsers.splice(0).map((browser) => browser.close()));
});
afterAll(() => survey?.close());

/** A browser of its own for each visit, as each person has. */
async function context(options: BrowserContextOptions): Promise<BrowserContext> {
  const browser = await launchBrowser();
  browsers.push(browser);
  return browser.newContext(options);
}

/** Faults axe finds by WCAG 2.2 A and AA, one line each; and nothing may need to be scrolled sideways. */
async function faults(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(on: unknown, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { document: on } = globalThis as unknown as { document: unknown };
    return (
      await checker.run(on, {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      })
    ).violations;
  });
  const wide = await page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
  return [
    ...found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`),
    ...(wide ? ['wider than the screen'] : []),
  ];
}

/** How else a page is looked at, where a picture of it is taken. */
const looks = [
  { name: 'phone', viewport: phone, media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', viewport: phone, media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced', viewport: phone, media: { colorScheme: 'light', forcedColors: 'active' } },
  { name: 'desktop', viewport: desktop, media: { colorScheme: 'light', forcedColors: 'none' } },
] as const;

interface Travelled {
  readonly pages: number;
  readonly bytes: number[];
  readonly requests: number[];
}

/** Goes all the way as a person does, by the words on the page, and through every branch; with a script, axe looks at each page. */
async function travel(language: Language, script: boolean): Promise<Travelled> {
  const t: LanguageTexts = textsOf(language);
  const issued = await survey.issued({ language });
  const page = await (await context({ viewport: phone, bypassCSP: script, javaScriptEnabled: script })).newPage();
  let requests = 0;
  let bytes = 0;
  // Counted where they arrive: the browser reports what it had already as well.
  const server = survey.service.app.getHttpServer() as Server;
  const count = (_request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    response.on('finish', () => (bytes += Number(response.getHeader('content-length') ?? 0)));
  };
  server.on('request', count);
  const log = { pages: 0, bytes: [] as number[], requests: [] as number[] };
  const arrived = async (shot?: string) => {
    log.pages += 1;
    log.requests.push(requests);
    log.bytes.push(bytes);
    expect(await page.title()).toBe(t.page.title);
    expect(await page.getAttribute('html', 'dir')).toBe(t.facts.dir);
    for (const { name, viewport, media } of looks.slice(0, !script ? 0 : shot ? looks.length : 1)) {
      if (shot) await page.setViewportSize(viewport).then(() => page.emulateMedia(media));
      expect(await faults(page), `${language} ${name}: ${page.url()}`).toEqual([]);
      if (shot) await page.screenshot({ path: join(shots, `${language}-${name}-${shot}.png`), fullPage: true });
    }
    await page.setViewportSize(phone);
    await page.emulateMedia(looks[0].media);
    requests = bytes = 0;
  };
  const press = (label: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: label, exact: true }).click()]);
  await page.goto(`${survey.url}/l/${issued.token}?lang=${language}`);
  await arrived('1-landing');
  await page.getByLabel(t.entry.wordLabel).fill('blue kettle');
  await press(t.entry.open);
  await arrived('2-safe');
  await press(t.items.safe.answers.yes);
  await arrived('3-consent');
  await press(t.consent.agree);
  for (let step = 0; step < 40 && new URL(page.url()).pathname !== '/check'; step += 1) {
    const place = Number(new URL(page.url()).pathname.split('/').at(-1));
    await arrived([4, 7, 30].includes(place) ? `4-question-${place}` : undefined);
    const answers = page.locator('input[name=answer]');
    // Nothing chosen: the fault is said on the same page.
    if (script && place === 1) await press(t.page.continue).then(() => arrived());
    if (place === 30) await page.locator('textarea').fill(t.months[0]!);
    else await answers.nth(everyBranch[place] ?? place % Math.max(1, (await answers.count()) - 2)).check();
    await press(t.page.continue);
  }
  for (const beside of script ? ['/privacy', '/help', '/languages', '/withdraw'] : []) {
    await page.goto(survey.url + beside);
    await arrived();
  }
  if (script) await page.goto(`${survey.url}/check`);
  await arrived('5-check');
  await page.getByLabel(t.check.wantCode).check();
  await press(t.check.send);
  await arrived('6-done');
  expect(await page.locator('h1').textContent()).toBe(t.done.heading);
  server.off('request', count);
  return log;
}

/** "I decided" and "stop" open every follow-up. */
const everyBranch: Readonly<Record<number, number>> = { 3: 0, 4: 1 };
/** Beside the questions, and a question with its fault. */
const SIDE_PAGES = 5;
const SLOW_MACHINE = 300_000;

describe.each(['en', 'ar'] as const)('the whole way in %s', (language) => {
  it(
    'is accessible at 320 pixels through every branch, and on a desktop, in the dark and in forced colours',
    { timeout: SLOW_MACHINE },
    async () => {
      expect((await travel(language, true)).pages).toBe(3 + 31 + 2 + SIDE_PAGES);
    },
  );

  it('needs no JavaScript, and no more than two requests and 50 KB a page', { timeout: SLOW_MACHINE }, async () => {
    const log = await travel(language, false);
    // The first page also brings stylesheet and icon; afterwards the browser has them. A POST leads on by a redirect: two.
    expect(Math.max(...log.requests.slice(1))).toBeLessThanOrEqual(2);
    expect(Math.max(...log.bytes)).toBeLessThan(50_000);
  });
});

/** Stands on a question, with consent given: what is in the history behind her is telling. */
async function onQuestion(options: BrowserContextOptions): Promise<Page> {
  const t = textsOf('en');
  const issued = await survey.issued();
  const page = await (await context({ viewport: phone, ...options })).newPage();
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
