import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { consentVersion } from './consent-version.js';
import { languages } from './index.js';

/** Never change an entry once somebody has agreed to it: add a version. */
const texts: Readonly<Record<string, string>> = {
  '2026-1': '676f7d4aee5afed09b8502cf45a82eb4dbe6807148527dfcdec72c0866c97485',
  '2026-2': '99e9c7ba5c47404a81b4cab1d20fd3e19cf91dbb3439c5c6fc1bbea269ae33e0',
  '2026-3': 'a94fa7c979acb4101362a7450a6a3e4849c25abd730e2d3183edad7cc161966e',
  '2026-4': '6f3cbb37cd2667e02618169e29225e9dc4b2df8748129abb2f5401932de122da',
};

it('what people agree to in any language is the text of its version', () => {
  const shown = Object.values(languages).map(({ consent, privacy }) => ({ consent, privacy }));
  expect(createHash('sha256').update(JSON.stringify(shown)).digest('hex')).toBe(texts[consentVersion]);
});
