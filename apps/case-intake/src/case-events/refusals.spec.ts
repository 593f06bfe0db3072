import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { caseIntakeApi } from '@answerable/contracts';
import { packageRoot } from '@answerable/service';
import { describe, expect, it } from 'vitest';
import { refusalCatalogue } from './refusals.js';

const page = readFileSync(join(packageRoot(import.meta.url), '../../docs/integrators.md'), 'utf8');

/** Rows of the page's tables whose first cell names codes: code -> the cells after it. */
const rows = new Map(
  page
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [codes, ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return [...codes!.matchAll(/`([a-z-]+)`/g)].map(([, code]) => [code!, cells] as const);
    }),
);

describe('the page for integrators', () => {
  it.each(refusalCatalogue)(
    'says of $code what to change, and whether the event waits here',
    ({ code, kept, accepted }) => {
      expect(rows.get(code), `docs/integrators.md has no row for ${code}`).toBeDefined();
      expect(rows.get(code)!.at(0)).toMatch(/\w/);
      expect(rows.get(code)!.at(-1)).toBe(accepted ? '' : kept ? 'yes' : 'no');
    },
  );

  it.each(Object.keys(caseIntakeApi.problems))('names the problem %s', (code) => {
    expect(page).toContain(`\`${code}\``);
  });
});
