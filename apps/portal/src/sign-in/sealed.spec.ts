import { expect, test } from 'vitest';
import { newSecret, seal, unseal } from './sealed.js';

const key = newSecret();
const secret = newSecret();

test('what was sealed comes back with the same key, secret and purpose, and with nothing else', () => {
  const sealed = seal(key, secret, 'session', 'tokens');
  expect(unseal(key, secret, 'session', sealed)).toBe('tokens');
  expect(unseal(newSecret(), secret, 'session', sealed)).toBeUndefined();
  expect(unseal(key, newSecret(), 'session', sealed)).toBeUndefined();
  expect(unseal(key, secret, 'kept form', sealed)).toBeUndefined();
});

test('one changed character, a cut end or rubbish opens nothing', () => {
  const sealed = seal(key, secret, 'session', 'tokens');
  const changed = (sealed[20] === 'A' ? 'B' : 'A') + sealed.slice(21);
  for (const wrong of [sealed.slice(0, 20) + changed, sealed.slice(0, -4), '', 'rubbish', '💥']) {
    expect(unseal(key, secret, 'session', wrong)).toBeUndefined();
  }
});

test('the same text sealed twice does not look the same', () => {
  expect(seal(key, secret, 'session', 'tokens')).not.toBe(seal(key, secret, 'session', 'tokens'));
});
