import { createRequire } from 'node:module';
import { launchBrowser } from '@answerable/stack';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReportPage } from '../src/reading/report-page.js';
import { crowdedContent, sampleContent, sealed } from './sample.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

const { content, seal } = sealed(sampleContent());
const html = new ReportPage().standalone({ content, seal, area: 'peckham' });
const crowded = new ReportPage().standalone({ content: crowdedContent(), seal, area: 'peckham' });
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

async function shown(options: { colorScheme?: 'light' | 'dark'; width?: number; height?: number } = {}, of = html) {
  const { colorScheme = 'light', width = 1000, height = 900 } = options;
  const context = await browser.newContext({ colorScheme, viewport: { width, height }, bypassCSP: true });
  const page = await context.newPage();
  await page.setContent(of);
  return page;
}

describe('the page of a report in a browser', () => {
  it.each([
    ['light', 1000],
    ['dark', 1000],
    ['light', 360],
    ['dark', 360],
  ] as const)(
    'has no accessibility fault in %s at %i pixels, and never scrolls sideways',
    async (colorScheme, width) => {
      const page = await shown({ colorScheme, width });
      await page.addScriptTag({ path: axe });
      const faults = await page.evaluate(async () => {
        const { axe: checker } = globalThis as unknown as {
          axe: { run: () => Promise<{ violations: { id: string }[] }> };
        };
        return (await checker.run()).violations.map(({ id }) => id);
      });
      expect(faults).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    },
  );

  it.each([
    ['as it mostly is', html],
    ['with the longest names there are, a correction, the own area and much withheld', crowded],
  ])('prints page one on one side of A4: %s', async (_, of) => {
    const page = await shown({ width: 688, height: 1024 }, of);
    await page.emulateMedia({ media: 'print' });
    // A4 less the margins of the print stylesheet: 182 x 271 mm at 96 dots an inch.
    expect(await page.evaluate(`document.querySelector('.r-first').getBoundingClientRect().height`)).toBeLessThan(1024);
  });

  it.each(['light', 'dark'] as const)(
    'draws its pictures in the system’s own colours alone where those are forced, in %s',
    async (colorScheme) => {
      const page = await shown({ colorScheme });
      await page.emulateMedia({ forcedColors: 'active', colorScheme });
      const painted = (await page.evaluate(`(() => {
        const system = (name) => {
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.color = name;
          return getComputedStyle(probe).color;
        };
        const own = ['CanvasText', 'GrayText'].map(system);
        return [...document.querySelectorAll('.report svg :is(rect, circle, line, text)')].flatMap((shape) => {
          const { fill, stroke } = getComputedStyle(shape);
          const colours = shape.tagName === 'line' ? [stroke] : [fill, stroke];
          return colours.filter((colour) => colour !== 'none' && !own.includes(colour)).map((colour) => shape.getAttribute('class') + ' ' + colour);
        });
      })()`)) as string[];
      expect([...new Set(painted)]).toEqual([]);
      expect(await page.evaluate(`getComputedStyle(document.querySelector('.r-could-box')).fill`)).toBe('none');
    },
  );
});
