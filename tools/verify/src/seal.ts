import { createHash, createPublicKey, verify } from 'node:crypto';
import canonicalize from 'canonicalize';

/** The parts of a sealed file that are checked; anything else in it is covered by its hash. */
export interface Link {
  readonly number: number;
  readonly kind: string;
  readonly organisationId: string;
  readonly subject: string;
  readonly contentSha256: string;
  readonly previous: string | null;
  readonly publishedAt: string;
  readonly keyId: string;
}
export interface SealedLink {
  readonly link: Link;
  readonly signature: string;
}

/** SHA-256, hexadecimal, over the canonical JSON (RFC 8785) of a value. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalize(value)!).digest('hex');
}

/** Whether an Ed25519 public key (32 bytes, base64url) signed this link. False for what is no key. */
export function isSignedBy({ link, signature }: SealedLink, publicKey: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(canonicalize(link)!), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

/** SHA-256 of the 32 bytes of a public key, first half, in groups of four: as it is printed on the leaflet. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest('hex').slice(0, 32);
  return hash.match(/.{4}/g)!.join(' ');
}

export function isSealedLink(value: unknown): value is SealedLink {
  const { link, signature } = (value ?? {}) as { link?: Partial<Link>; signature?: unknown };
  return (
    typeof signature === 'string' &&
    typeof link === 'object' &&
    link !== null &&
    typeof link.number === 'number' &&
    typeof link.keyId === 'string' &&
    typeof link.subject === 'string' &&
    typeof link.contentSha256 === 'string' &&
    typeof link.publishedAt === 'string' &&
    (link.previous === null || typeof link.previous === 'string')
  );
}
