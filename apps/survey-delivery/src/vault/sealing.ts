import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  diffieHellman,
  hash,
  KeyObject,
} from 'node:crypto';
import { sealing, vaultPublicKey } from '@answerable/contracts';
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

interface Header {
  alg?: unknown;
  enc?: unknown;
  epk?: { kty?: unknown; crv?: unknown; x?: unknown };
  apu?: unknown;
  apv?: unknown;
}

/**
 * Opens a compact JWE of our one form (`sealing` of the contracts): ECDH-ES over X25519 by RFC 8037 and RFC 7518 section 4.6.2,
 * content by A256GCM. Throws where it has another form, was changed, or is not to this key. Opening is most of what a migration
 * costs this service, and takes a third of the time where each step need not wait its turn in WebCrypto.
 */
export function openText(sealed: string, key: KeyObject | CryptoKey): string {
  const parts = sealed.split('.');
  const [protectedHeader = '', wrappedKey, iv, ciphertext, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  const header = JSON.parse(protectedHeader.toString('utf8')) as Header;
  const { alg, enc, epk } = header;
  const isOurs = alg === sealing.alg && enc === sealing.enc && epk?.kty === 'OKP' && epk.crv === 'X25519';
  if (
    parts.length !== 5 ||
    !isOurs ||
    wrappedKey!.length > 0 ||
    'crit' in header ||
    'zip' in header ||
    iv!.length !== 12
  )
    throw new Error('a JWE is not of the form that is opened here');
  const privateKey = key instanceof KeyObject ? key : KeyObject.from(key);
  const secret = diffieHellman({ privateKey, publicKey: pointOf(String(epk.x)) });
  const decipher = createDecipheriv('aes-256-gcm', derived(secret, header), iv!, { authTagLength: 16 });
  decipher.setAAD(Buffer.from(parts[0]!, 'ascii')).setAuthTag(tag!);
  return decipher.update(ciphertext!, undefined, 'utf8') + decipher.final('utf8');
}

/** A point of X25519 as a key. As PEM: given anything but a text, Node 24 finds out by thrown errors what it was given. */
function pointOf(x: string): KeyObject {
  const point = Buffer.from(x, 'base64url');
  if (point.length !== 32) throw new Error('a point of X25519 has 32 bytes');
  return createPublicKey(
    `-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VuAyEA${point.toString('base64')}\n-----END PUBLIC KEY-----`,
  );
}

/** One round of the Concat KDF is the whole of a 256-bit key (RFC 7518 section 4.6.2). */
function derived(secret: Buffer, { apu, apv }: Header): KeyObject {
  const parties = [apu, apv].map((party) =>
    withLength(Buffer.from(typeof party === 'string' ? party : '', 'base64url')),
  );
  const input = [number32(1), secret, withLength(Buffer.from(sealing.enc)), ...parties, number32(256)];
  return createSecretKey(hash('sha256', Buffer.concat(input), 'buffer'));
}

const withLength = (bytes: Buffer): Buffer => Buffer.concat([number32(bytes.length), bytes]);

function number32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
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
