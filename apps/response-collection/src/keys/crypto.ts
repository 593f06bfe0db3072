import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
export const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', quick(key)).update(text).digest();

/** 32 bytes for one purpose (HKDF-SHA-256, RFC 5869). */
export const derive = (secret: Buffer | string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));

const keys = new WeakMap<Buffer, KeyObject>();

/** Given plain bytes, Node 24 makes a key of them in a way that costs more than the cipher itself. One is kept as long as its bytes are. */
function quick(key: Buffer): KeyObject {
  const made = keys.get(key) ?? createSecretKey(key);
  keys.set(key, made);
  return made;
}

let drawn = Buffer.alloc(0);

/** Random bytes, no two calls the same ones; drawn by the page, since each asking of the system costs half as much as the cipher. */
export function random(size: number): Buffer {
  if (drawn.length < size) drawn = randomBytes(4096);
  const piece = drawn.subarray(0, size);
  drawn = drawn.subarray(size);
  return piece;
}

/** In time that does not depend on where they differ; lengths are no secret here. */
export const same = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** AES-256-GCM: 12 bytes nonce, ciphertext, 16 bytes tag. `about` is authenticated, so that a box cannot be moved elsewhere. */
export function box(key: Buffer, clear: Buffer, about: string): Buffer {
  const nonce = random(12);
  const cipher = createCipheriv('aes-256-gcm', quick(key), nonce).setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined where the box was not made with this key for this purpose. */
export function unbox(key: Buffer, sealed: Buffer, about: string): Buffer | undefined {
  if (sealed.length < 28) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', quick(key), sealed.subarray(0, 12)).setAAD(Buffer.from(about));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Text as bytes of exactly `size`: filled up with spaces, which JSON ignores. Throws where it does not fit. */
export function padded(text: string, size: number): Buffer {
  const bytes = Buffer.from(text);
  if (bytes.length > size) throw new Error(`${bytes.length} bytes do not fit into ${size}`);
  return Buffer.concat([bytes, Buffer.alloc(size - bytes.length, ' ')]);
}
