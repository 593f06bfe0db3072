import { expect, test } from 'vitest';
import { newSecret, seal, unseal } from './sealed.js';

const key = [newSecret()] as [string];
const secret = newSecret();

test('what was sealed comes back with the same key, secret and purpose, and with nothing else', () => {
  const sealed = seal(key, secret, 'session', 'tokens');
  expect(unseal(key, secret, 'session', sealed)).toBe('tokens');
  expect(unseal([newSecret()], secret, 'session', sealed)).toBeUndefined();
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

test('while a key is exchanged every instance opens what the others seal, and the old one opens nothing once it is gone', () => {
  const [before, next] = [newSecret(), newSecret()];
  const stages = [[before], [before, next], [next, before], [next]] as [string, ...string[]][];
  for (const [at, keys] of stages.entries()) {
    const sealed = seal(keys, secret, 'session', 'tokens');
    for (const others of stages.slice(Math.max(0, at - 1), at + 2))
      expect(unseal(others, secret, 'session', sealed)).toBe('tokens');
  }
  expect(unseal([next], secret, 'session', seal([before, next], secret, 'session', 'tokens'))).toBeUndefined();
});

test('the same text sealed twice does not look the same', () => {
  expect(seal(key, secret, 'session', 'tokens')).not.toBe(seal(key, secret, 'session', 'tokens'));
});
