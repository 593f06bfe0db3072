import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '@answerable/service';
import { compile } from 'sass';
import { dark, light, type Palette } from './palette.js';

const root = packageRoot(import.meta.url);
const resolve = createRequire(import.meta.url).resolve;

const properties = (palette: Palette) =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

const paletteCss =
  `:root{color-scheme:light dark;${properties(light)}}` +
  `@media (prefers-color-scheme:dark){:root{${properties(dark)}}}` +
  `@media print{:root{${properties(light)}}}`;

/** Compiles both stylesheets from `styles/` and the palette (what the survey's page loads has a name that tells nothing); the results are kept in `assets/` and compared by a test. */
export function compileStyles(): Record<'pages.css' | 'plain.css', string> {
  const loadPaths = [dirname(dirname(resolve('govuk-frontend/package.json')))];
  // Without charset: the mark that sass would set stands before a rule in the middle of the file, and undoes it.
  const sass = (name: string) =>
    compile(join(root, 'styles', name), { style: 'compressed', charset: false, loadPaths, quietDeps: true }).css;
  return {
    // The fallback colours that govuk-frontend writes into each var() are dead weight: our custom properties always exist.
    'pages.css':
      fonts() + paletteCss + sass('pages.scss').replace(/var\((--govuk-[a-z-]+-colour), ?#[0-9a-f]+\)/g, 'var($1)'),
    'plain.css': paletteCss + sass('survey.scss'),
  };
}

/** Weights of Source Sans 3 that the pages use; 600 is our bold. */
const fontFaces = ['400', '400-italic', '600'] as const;
const fontSubsets = ['latin-ext', 'latin'] as const;

function fonts(): string {
  return fontFaces
    .flatMap((face) => {
      const css = readFileSync(resolve(`@fontsource/source-sans-3/${face}.css`), 'utf8');
      return fontSubsets.map((subset) => {
        const file = fontFile(face, subset);
        const range = new RegExp(`${file}[^}]*unicode-range: *([^;]+);`).exec(css)?.[1] ?? 'U+0-10FFFF';
        return (
          `@font-face{font-family:"Source Sans 3";font-style:${face.endsWith('italic') ? 'italic' : 'normal'};` +
          `font-weight:${face.slice(0, 3)};font-display:swap;src:url(fonts/${file}) format("woff2");unicode-range:${range}}`
        );
      });
    })
    .join('');
}

const fontFile = (face: string, subset: string) =>
  `source-sans-3-${subset}-${face.slice(0, 3)}-${face.endsWith('italic') ? 'italic' : 'normal'}.woff2`;
