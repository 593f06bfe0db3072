import { randomBytes } from 'node:crypto';
import { jwe } from '@answerable/contracts';
import { exportJWK, generateKeyPair } from 'jose';
import { describe, expect, it } from 'vitest';
import { open, seal, sealTo } from './sealing.js';

const pairOf = () => generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });

describe('a sealed record', () => {
  it('is opened by jose with the right key, and by no other', async () => {
    const [pair, other] = [await pairOf(), await pairOf()];
    const to = sealTo({ ...(await exportJWK(pair.publicKey)), kid: 'one' });
    for (const size of [1, 256, 4480]) {
      const clear = randomBytes(size);
      const sealed = seal(to, clear);
      expect(jwe.safeParse(sealed).success).toBe(true);
      expect(Buffer.from(await open(pair.privateKey, sealed))).toEqual(clear);
      await expect(open(other.privateKey, sealed)).rejects.toThrow();
    }
  });

  it('has nothing in common with another of the same content but its key id and length', async () => {
    const to = sealTo({ ...(await exportJWK((await pairOf()).publicKey)), kid: 'one' });
    const [a, b] = [seal(to, Buffer.from('same')), seal(to, Buffer.from('same'))].map((sealed) => sealed.split('.'));
    for (const place of [0, 2, 3, 4]) expect(a![place]).not.toBe(b![place]);
    expect(a!.join('.').length).toBe(b!.join('.').length);
  });
});
