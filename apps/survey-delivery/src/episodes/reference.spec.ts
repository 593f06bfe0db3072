import { expect, test } from 'vitest';
import { referenceFrom } from './reference.js';

test('a reference can be said on the telephone: eight characters without look-alikes', () => {
  expect(referenceFrom('0199c0de-0000-7000-8000-123456789abc')).toMatch(
    /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/,
  );
});
