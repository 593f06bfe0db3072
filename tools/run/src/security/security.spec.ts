import { expect, test } from 'vitest';
import { checkout } from '@answerable/stack';
import { knownFaults } from './known-faults.js';
import { isAllowed } from './licences.js';
import { secretsIn } from './secrets-in-files.js';
import { shippedPlaces } from './shipped.js';

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

test('what is shipped is what images and command lines are made of, and neither tests nor builds', () => {
  const shipped = shippedPlaces(checkout);
  for (const part of ['kafkajs', 'pg', 'keycloak-connect', 'pdfkit', 'zod'])
    expect(shipped).toContain(`node_modules/${part}`);
  for (const part of ['vitest', 'typescript', 'nx', 'testcontainers', 'playwright-core', 'fast-check'])
    expect(shipped).not.toContain(`node_modules/${part}`);
});

test('a grave fault of what is shipped counts; one of a tool, and a slight one, do not; no answer is none', () => {
  const answer = JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: {
      sent: { name: 'sent', severity: 'high', nodes: ['node_modules/a/node_modules/sent'], fixAvailable: true },
      built: { name: 'built', severity: 'critical', nodes: ['node_modules/built'], fixAvailable: false },
      slight: { name: 'slight', severity: 'moderate', nodes: ['node_modules/slight'], fixAvailable: true },
    },
  });
  const shipped = new Set(['node_modules/a/node_modules/sent', 'node_modules/slight']);
  expect(knownFaults(answer, shipped)).toEqual({ shipped: ['sent: high'], others: ['built: critical'] });
  expect(knownFaults(JSON.stringify({ message: '405 Method Not Allowed', statusCode: 405 }), shipped)).toBeUndefined();
  expect(knownFaults('', shipped)).toBeUndefined();
});
