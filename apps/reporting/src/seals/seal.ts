import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { ChainLink, SealedLink } from '@answerable/contracts';
import canonicalize from 'canonicalize';
import type { JWK } from 'jose';

/** RFC 8785; throws for what JSON cannot hold. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('this has no canonical JSON');
  return text;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Hash by which the next link refers to this one. */
export const linkHash = (link: ChainLink): string => sha256Of(canonical(link));

export function signLink(link: ChainLink, privateJwk: JWK): SealedLink {
  const key = createPrivateKey({ key: privateJwk as never, format: 'jwk' });
  return { link, signature: sign(null, Buffer.from(canonical(link)), key).toString('base64url') };
}

export function newSigningKey(): { publicKey: string; privateJwk: JWK } {
  const privateJwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' }) as JWK;
  return { publicKey: privateJwk.x!, privateJwk };
}

/** SHA-256 of the 32 bytes of the public key in groups of four: what is printed on the leaflet and read out on the telephone. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32);
  return hash.match(/.{4}/g)!.join(' ');
}
