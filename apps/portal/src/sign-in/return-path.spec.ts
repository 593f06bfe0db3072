import { expect, test } from 'vitest';
import { returnPath } from './return-path.js';

test.for(['/worklist', '/reports/southwark-2026-09-v1?area=peckham', '/'])(
  'after sign-in one is where one wanted to be: %s',
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.for([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '\\\\evil.example',
  '/%09/../\\evil.example',
  'javascript:alert(1)',
  '/sign-in?return=/x',
  '/sign-out',
  ' /worklist',
  undefined,
  ['/a', '/b'],
  `/${'a'.repeat(2000)}`,
])('sign-in never leads to another site: %j', (asked) => {
  expect(returnPath(asked)).toBe('/');
});

test('a path with dots stays on this site', () => {
  expect(returnPath('/a/../../b')).toBe('/b');
});
