import { createHmac, type KeyObject, createSecretKey } from 'node:crypto';

/** The hash under the current key, then under each key before it: look up the current one, then the previous ones. */
export type KeyedHashes = readonly [current: string, ...previous: string[]];

/** What is hashed: the same reference means different things as a case, as a bare reference and as a victim. */
export type Purpose = 'case' | 'reference' | 'victim' | 'content';

/** HMAC-SHA-256 with versioned keys; outside the contact vault a case or a victim is known by this hash alone. */
export class KeyedHash {
  private readonly keys: readonly [KeyObject, ...KeyObject[]];

  /** Secrets of 32 bytes or more, the current one first. */
  constructor(secrets: readonly Buffer[]) {
    const keys = secrets.map((secret) => createSecretKey(secret));
    const [current, ...previous] = keys;
    if (!current) throw new Error('a reference key is needed');
    this.keys = [current, ...previous];
  }

  of(purpose: Purpose, ...parts: readonly string[]): KeyedHashes {
    const text = JSON.stringify([purpose, ...parts]);
    const [current, ...previous] = this.keys;
    return [hash(current, text), ...previous.map((key) => hash(key, text))];
  }
}

function hash(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
