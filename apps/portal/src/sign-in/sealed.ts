import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

/** Ours, the current one first. */
type Keys = readonly [string, ...string[]];

/**
 * Seals text with AES-256-GCM under a key derived from ours and a secret that only the browser holds: neither the
 * database nor the configuration alone opens it. `purpose` keeps one kind of sealed text from passing for another.
 */
export function seal([key]: Keys, secret: string, purpose: string, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derive(key, secret, purpose), iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** The text, or undefined when it was not sealed by us for this secret and purpose. */
export function unseal(keys: Keys, secret: string, purpose: string, sealed: string): string | undefined {
  for (const key of keys) {
    const text = unsealWith(key, secret, purpose, sealed);
    if (text !== undefined) return text;
  }
  return undefined;
}

function unsealWith(key: string, secret: string, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < 28) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', derive(key, secret, purpose), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

const derive = (key: string, secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64url'), secret, purpose, 32));

/** 256 random bits for a cookie. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What the database knows of a cookie: enough to find the row, not to forge the cookie. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
