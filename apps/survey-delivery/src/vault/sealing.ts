import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hash,
  type KeyObject,
} from 'node:crypto';
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

export async function privateKeyOf(privateSealed: string, keyEncryptionKey: Uint8Array): Promise<KeyObject> {
  const { plaintext } = await compactDecrypt(privateSealed, keyEncryptionKey, { keyManagementAlgorithms: ['dir'] });
  return createPrivateKey({ key: JSON.parse(text.decode(plaintext)) as JWK, format: 'jwk' });
}

export const publicKeyOf = async (jwk: JWK): Promise<CryptoKey> => (await importJWK(jwk, 'ECDH-ES')) as CryptoKey;

/** Compact JWE of a text to an X25519 public key, with a content key of its own. */
export async function sealText(clear: string, to: CryptoKey, kid: string): Promise<string> {
  return new CompactEncrypt(utf8.encode(clear)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid }).encrypt(to);
}

/**
 * Throws where the JWE is not of our one form, or not to this key (RFC 7516 section 5.2, RFC 7518 section 4.6.2). By Node's own
 * functions: a migration opens one for every closure, and through Web Crypto each takes half as long again.
 */
export function openText(sealed: string, key: KeyObject): string {
  const [head, wrapped, iv, content, tag, ...rest] = sealed.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (!tag || rest.length > 0 || wrapped!.length > 0 || iv!.length !== 12 || tag.length !== 16)
    throw new Error('not a compact JWE of our form');
  const header = JSON.parse(head!.toString()) as Header;
  if (header.alg !== 'ECDH-ES' || header.enc !== 'A256GCM' || header.epk?.crv !== 'X25519')
    throw new Error('not sealed as we seal');
  if (header.zip !== undefined || header.crit !== undefined) throw new Error('asks for what we do not do');
  const shared = diffieHellman({
    privateKey: key,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: header.epk.x }, format: 'jwk' }),
  });
  const parties = [header.apu, header.apv].map((party) => withLength(Buffer.from(party ?? '', 'base64url')));
  const contentKey = hash('sha256', Buffer.concat([FIRST_ROUND, shared, ALGORITHM, ...parties, KEY_BITS]), 'buffer');
  // As a key object: Node throws and catches an error to see that bytes are none.
  const opening = createDecipheriv('aes-256-gcm', createSecretKey(contentKey), iv!, { authTagLength: 16 });
  opening.setAAD(Buffer.from(sealed.slice(0, sealed.indexOf('.')))).setAuthTag(tag);
  return opening.update(content!, undefined, 'utf8') + opening.final('utf8');
}

interface Header {
  alg?: unknown;
  enc?: unknown;
  zip?: unknown;
  crit?: unknown;
  epk?: { crv?: unknown; x?: string };
  apu?: string;
  apv?: string;
}

const uint32 = (n: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(n);
  return bytes;
};
const withLength = (bytes: Buffer): Buffer => Buffer.concat([uint32(bytes.length), bytes]);
const [FIRST_ROUND, ALGORITHM, KEY_BITS] = [uint32(1), withLength(Buffer.from('A256GCM')), uint32(256)];

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
