import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { expect, test } from 'vitest';
import { compileStyles } from './styles.js';

const kept = (name: string) => readFileSync(join(packageRoot(import.meta.url), 'assets', name), 'utf8');
const compiled = compileStyles();

test('the stylesheets that are served are those of the sources (else run build-styles)', () => {
  for (const [name, css] of Object.entries(compiled)) expect(kept(name) === css, name).toBe(true);
});

test("nothing of the government's own dress is left: no crown, no GDS Transport", () => {
  expect(compiled['pages.css']).not.toMatch(/GDS Transport|crown/i);
});

test("the survey's stylesheet stays under 10 kilobytes and downloads nothing", () => {
  expect(Buffer.byteLength(compiled['plain.css'])).toBeLessThan(10_000);
  expect(compiled['plain.css']).not.toMatch(/url\(|@import|@font-face/);
});

test('colours come from the palette: no rule of ours writes one out', () => {
  for (const name of ['_frame.scss', '_parts.scss', '_colours.scss', '_print.scss', 'survey.scss']) {
    const source = readFileSync(join(packageRoot(import.meta.url), 'styles', name), 'utf8');
    expect(source, name).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i);
  }
});

test("in forced colours only the system's own colours are named", () => {
  const blocks = Object.values(compiled).flatMap(
    (css) => css.match(/@media ?\(forced-colors: ?active\) ?\{(?:[^{}]*\{[^{}]*\})*\}/g) ?? [],
  );
  expect(blocks.length).toBeGreaterThan(2);
  for (const block of blocks) expect(block).not.toMatch(/var\(--(?!govuk)/);
});
