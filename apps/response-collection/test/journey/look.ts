import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { launchBrowser } from '@answerable/stack';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const shots = join(packageRoot(import.meta.url), 'test-results');
export const phone = { width: 320, height: 640 };
const desktop = { width: 1280, height: 800 };

/** A browser of its own for each visit, as each person has. */
export class Browsers {
  private readonly open: Browser[] = [];

  async page(options: BrowserContextOptions = {}): Promise<Page> {
    const browser = await launchBrowser();
    this.open.push(browser);
    return (await browser.newContext({ viewport: phone, ...options })).newPage();
  }

  async close(): Promise<void> {
    await Promise.all(this.open.splice(0).map((browser) => browser.close()));
  }
}

/** How a page is looked at; all of them where a picture of it is taken, else the first. */
const looks = [
  { name: 'phone', viewport: phone, media: { colorScheme: 'light', forcedColors: 'none' } },
  { name: 'dark', viewport: phone, media: { colorScheme: 'dark', forcedColors: 'none' } },
  { name: 'forced', viewport: phone, media: { colorScheme: 'light', forcedColors: 'active' } },
  { name: 'desktop', viewport: desktop, media: { colorScheme: 'light', forcedColors: 'none' } },
] as const;

/** Faults of the page that axe finds; `picture` names the pictures to be taken of it. */
export async function lookAt(page: Page, picture?: string): Promise<string[]> {
  mkdirSync(shots, { recursive: true });
  const found: string[] = [];
  for (const { name, viewport, media } of looks.slice(0, picture ? looks.length : 1)) {
    if (picture) await page.setViewportSize(viewport).then(() => page.emulateMedia(media));
    found.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
    const [language, ...rest] = picture?.split(' ') ?? [];
    const file = `${language}-${name}-${rest.join('-')}.png`;
    if (picture) await page.screenshot({ path: join(shots, file), fullPage: true });
  }
  if (picture) await page.setViewportSize(phone).then(() => page.emulateMedia(looks[0].media));
  return found;
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
