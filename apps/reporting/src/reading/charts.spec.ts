import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { shapePairs, textPairs, type Palette } from '@answerable/web';
import { expect, it } from 'vitest';

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
