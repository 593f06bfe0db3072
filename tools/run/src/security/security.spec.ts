import { expect, test } from 'vitest';
import { isAllowed } from './licences.js';
import { secretsIn } from './secrets-in-files.js';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['(MIT AND Zlib)', true],
  ['GPL-3.0-or-later', false],
  ['(MIT AND AGPL-3.0-only)', false],
  ['SEE LICENSE IN LICENSE', false],
])('a part under %s may be used: %s', (expression, expected) => {
  expect(isAllowed(expression)).toBe(expected);
});

// Put together here, so that this file holds none.
const planted = {
  'a private key': ['-----BEGIN ', 'PRIVATE KEY-----'],
  'a token': [`eyJ${'a'.repeat(24)}.`, `eyJ${'b'.repeat(24)}.${'c'.repeat(43)}`],
  'a cloud key': ['AKIA', 'Q'.repeat(16)],
  'a password in an address': ['postgresql://reporting:', 'Xk29dkqpLLs8@db/reporting'],
  'a password that is written down': ['password: "', 'hQ7zPq02LkdmVbn31xWe"'],
};

test.each(Object.entries(planted))('%s is found where it lies', (what, parts) => {
  expect(secretsIn('some/file.ts', `first line\n${parts.join('')}\n`)).toEqual([`some/file.ts:2 holds ${what}`]);
});

test('what only names a secret is none', () => {
  const text =
    'DATABASE_URL: postgresql://reporting:${SECRET_ROLE_REPORTING}@postgres:5432/reporting\npassword: z.string()';
  expect(secretsIn('docker-compose.yml', text)).toEqual([]);
});
