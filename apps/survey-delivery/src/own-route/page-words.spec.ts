import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readingAge } from '@answerable/questionnaire';
import { packageRoot } from '@answerable/service';
import { expect, test } from 'vitest';

/** Names a reader must know anyhow. */
const known = new Set(['victim', 'support', 'telephone', 'history', 'browser', 'emergency', 'roughly']);

/** The prose of a page: each element a sentence of its own, with what is filled in as one short word. */
const proseOf = (view: string): string =>
  readFileSync(join(packageRoot(import.meta.url), 'views', view), 'utf8')
    .replace(/\{%[^%]*%\}/g, ' ')
    .replace(/\{\{[^}]*\}\}/g, 'this')
    .replace(/<\/(p|h1|label|legend|button|a|li|span|title)>/g, '.\n')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/([.?!:])( ?\.)+/g, '$1')
    .replace(/( \.)+/g, '.')
    .replace(/\s+/g, ' ')
    .trim();

test.each(['nobody-asked-me.njk', 'nobody-asked-me-sent.njk'])(
  'reads easily at nine, as the survey does: %s',
  (view) => {
    const prose = proseOf(view);
    expect(prose).toMatch(/Victim Support|call you/);
    expect(readingAge(prose, known)).toBeLessThan(9);
  },
);

test.each(['nobody-asked-me.njk', 'nobody-asked-me-sent.njk'])(
  'has no sentence that a child of thirteen could not read: %s',
  (view) => {
    const hard = proseOf(view)
      .split(/(?<=[.?!])\s+/)
      .filter((sentence) => sentence.split(' ').length >= 8 && readingAge(sentence, known) > 13);
    expect(hard).toEqual([]);
  },
);
