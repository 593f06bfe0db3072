import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactEncrypt, exportJWK, generateKeyPair, type CryptoKey, type CompactJWEHeaderParameters } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { openText, sealText } from './sealing.js';

let publicKey: CryptoKey;
let key: KeyObject;

beforeAll(async () => {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  publicKey = pair.publicKey;
  key = createPrivateKey({ key: await exportJWK(pair.privateKey), format: 'jwk' });
});

const sealedAs = (header: Partial<CompactJWEHeaderParameters>, to = publicKey) =>
  new CompactEncrypt(new TextEncoder().encode('canary'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'a', ...header })
    .encrypt(to);

test('what is sealed to the key opens, by whichever library and with whichever parties it was sealed', async () => {
  expect(openText(await sealText('naïve ✓', publicKey, 'a'), key)).toBe('naïve ✓');
  const parties = { apu: new TextEncoder().encode('force 01'), apv: new TextEncoder().encode('vault') };
  const named = await new CompactEncrypt(new TextEncoder().encode('canary'))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setKeyManagementParameters(parties)
    .encrypt(publicKey);
  expect(openText(named, key)).toBe('canary');
});

test('nothing else opens: another key, another form, anything changed or cut off', async () => {
  const sealed = await sealedAs({});
  const [head, wrapped, iv, content, tag] = sealed.split('.') as [string, string, string, string, string];
  const another = (await generateKeyPair('ECDH-ES', { crv: 'P-256' })).publicKey;
  const changed = (header: object) =>
    Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(head, 'base64url').toString()) as object), ...header }));
  const others = [
    ['', 'not a seal at all'],
    [`${sealed}.x`, 'a part too many'],
    [[head, wrapped, iv, content].join('.'), 'a part missing'],
    [[head, 'eA', iv, content, tag].join('.'), 'a wrapped key'],
    [[head, wrapped, iv, content, tag.slice(0, 16)].join('.'), 'a shortened tag'],
    [[head, wrapped, iv, `x${content}`, tag].join('.'), 'changed content'],
    [[changed({ kid: 'b' }).toString('base64url'), wrapped, iv, content, tag].join('.'), 'a changed header'],
    [[changed({ zip: 'DEF' }).toString('base64url'), wrapped, iv, content, tag].join('.'), 'compressed'],
    [await sealedAs({ enc: 'A128GCM' }), 'a weaker cipher'],
    [await sealedAs({ alg: 'ECDH-ES+A256KW' }), 'a wrapped content key'],
    [await sealedAs({}, another), 'another curve'],
  ] as const;
  for (const [text, what] of others) expect(() => openText(text, key), what).toThrow();
  expect(() => openText(sealed, generateKeyPairSync('x25519').privateKey), 'to somebody else').toThrow();
});
