import { randomBytes } from 'node:crypto';
import type { Clock } from '@answerable/service';
import { expect, it } from 'vitest';
import type { Config } from '../config.js';
import { MixingKeys } from './mixing-keys.js';
import type { MixingKeyStore } from './mixing-key.store.js';

const keysWith = (...secrets: string[]): MixingKeys =>
  new MixingKeys({ MIXING_WRAP_KEY: secrets } as Config, {} as MixingKeyStore, {} as Clock);

it('a mixing key goes over to a new wrapping secret, and then the old one opens nothing and can be destroyed', async () => {
  const [old, current] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')];
  const made = await keysWith(old).fresh('2026-06');
  const both = keysWith(current, old);
  expect(await both.privateKey(made)).toBeDefined();
  const moved = { ...made, sealedPrivateKey: both.rewrapped(made)! };
  expect(both.rewrapped(moved)).toBeUndefined();
  expect(await keysWith(current).privateKey(moved)).toBeDefined();
  await expect(keysWith(old).privateKey(moved)).rejects.toThrow('cannot be unwrapped');
  await expect(keysWith(current).privateKey(made)).rejects.toThrow('cannot be unwrapped');
});
