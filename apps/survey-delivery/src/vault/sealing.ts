import { createHash } from 'node:crypto';
import { vaultPublicKey } from '@answerable/contracts';
import { CompactEncrypt, compactDecrypt, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import type { z } from 'zod';

export type VaultPublicKey = z.infer<typeof vaultPublicKey>;

/** A key pair as it rests: the private half is a JWE under the key-encryption key. */
export interface RestingKey {
  kid: string;
  publicKey: VaultPublicKey;
  privateSealed: string;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Makes an X25519 key pair; nothing but the sealed private half leaves this function. */
export async function makeKey(kid: string, keyEncryptionKey: Uint8Array): Promise<RestingKey> {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const { x } = await exportJWK(pair.publicKey);
  const publicKey = vaultPublicKey.parse({ kty: 'OKP', crv: 'X25519', x, kid, use: 'enc', alg: 'ECDH-ES' });
  const privateSealed = await new CompactEncrypt(utf8.encode(JSON.stringify(await exportJWK(pair.privateKey))))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid })
    .encrypt(keyEncryptionKey);
  return { kid, publicKey, privateSealed };
}

export async function privateKeyOf(privateSealed: string, keyEncryptionKey: Uint8Array): Promise<CryptoKey> {
  const { plaintext } = await compactDecrypt(privateSealed, keyEncryptionKey, { keyManagementAlgorithms: ['dir'] });
  return (await importJWK(JSON.parse(text.decode(plaintext)) as JWK, 'ECDH-ES')) as CryptoKey;
}

export const publicKeyOf = async (jwk: JWK): Promise<CryptoKey> => (await importJWK(jwk, 'ECDH-ES')) as CryptoKey;

/** Compact JWE of a text to an X25519 public key, with a content key of its own. */
export async function sealText(clear: string, to: CryptoKey, kid: string): Promise<string> {
  return new CompactEncrypt(utf8.encode(clear)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(to);
}

/** Throws where the JWE is not of our one form, or not to this key. */
export async function openText(sealed: string, key: CryptoKey): Promise<string> {
  const { plaintext } = await compactDecrypt(sealed, key, {
    keyManagementAlgorithms: ['ECDH-ES'],
    contentEncryptionAlgorithms: ['A256GCM'],
  });
  return text.decode(plaintext);
}

/** Key id that a JWE names; 'unknown' where it names none. */
export function kidOf(sealed: string): string {
  try {
    const header = JSON.parse(Buffer.from(sealed.split('.', 1)[0]!, 'base64url').toString()) as { kid?: unknown };
    return typeof header.kid === 'string' && header.kid.length <= 64 ? header.kid : 'unknown';
  } catch {
    return 'unknown';
  }
}

export const digestOf = (key: VaultPublicKey): string => createHash('sha256').update(key.x).digest('hex');
