import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { shapePairs, textPairs, type Palette } from '@answerable/web';
import { expect, it } from 'vitest';
import { blockSteps } from './charts.js';

const read = (...path: string[]): string => readFileSync(join(packageRoot(import.meta.url), ...path), 'utf8');
const [css] = read('views', 'report.css').split('@media (forced-colors: active)');
const roles = {
  'the page': [...css!.matchAll(/(?:fill|stroke): var\(--r-([a-z-]+)\)/g)],
  'the PDF': [...read('src', 'reading', 'pdf-pictures.ts').matchAll(/light\.(\w+)|light\['([a-z-]+)'\]/g)],
};
const pairs = [...shapePairs, ...textPairs];
const proved = (front: string, back: keyof Palette): boolean =>
  pairs.some((pair) => pair[0] === front && pair[1] === back);

it.each(Object.entries(roles))('pictures in %s use colours alone that the palette is proved for', (_, found) => {
  // Gridlines say nothing that the labels do not.
  const used = new Set(found.map(([, name, quoted]) => name ?? quoted!).filter((role) => role !== 'line'));
  expect(used).toEqual(new Set(['control', 'mark', 'band', 'quiet']));
  // Bars stand on the paper, and in the rows of the own area on its tint; the shown part lies on the range it could be in.
  for (const role of ['control', 'mark', 'quiet'])
    expect([role, proved(role, 'paper'), proved(role, 'note-tint')]).toEqual([role, true, true]);
  expect(proved('mark', 'band')).toBe(true);
});

it('no picture mixes a colour of its own: nothing is half seen through', () => {
  expect(css).not.toMatch(/(?:fill-|stroke-)?opacity/);
  expect(read('src', 'reading', 'pdf-pictures.ts')).not.toMatch(/[oO]pacity|#[0-9a-f]{3}/);
});

/** Blocks of two months, one of them withheld, over so many months. */
const blocksOver = (months: number) =>
  Array.from({ length: months / 2 }, (_, n) => n)
    .filter((n) => n !== 3)
    .map((n) => {
      const month = (at: number): string => `${2026 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
      const period = { from: month(2 * n), to: month(2 * n + 1), words: '' };
      return { period, share: { low: 25, high: 50 }, couldBe: { low: 10, high: 60 } };
    }) as unknown as Parameters<typeof blockSteps>[0];

it.each([12, 24, 60, 120])('every figure of %i months is inside the picture, and time is to scale', (months) => {
  const svg = blockSteps(blocksOver(months), 'trend');
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  const steps = [...svg.matchAll(/r-band" x="([\d.]+)"[^>]*? width="([\d.]+)"/g)].map(([, x, w]) => [
    Number(x),
    Number(w),
  ]);
  expect(steps).toHaveLength(months / 2 - 1);
  for (const [x, w] of steps) expect(x! + w!).toBeLessThanOrEqual(width);
  // The withheld block leaves a gap as wide as a block.
  const [, second, third, fifth] = steps;
  expect(fifth![0]! - third![0]!).toBeCloseTo(2 * (third![0]! - second![0]!));
  const labels = [...svg.matchAll(/<text class="r-label" x="([\d.]+)"[^>]*text-anchor="middle">/g)].map(([, x]) =>
    Number(x),
  );
  for (const [n, x] of labels.entries()) if (n > 0) expect(x - labels[n - 1]!).toBeGreaterThan(60);
});
