import type { KeyedHashes } from './keyed-hash.js';
import type { KnownEvent } from './received-event.store.js';

/** What the database knows about a chunk of one source, loaded in a few statements. */
export interface KnownBefore {
  readonly events: ReadonlyMap<string, KnownEvent>;
  readonly contents: ReadonlySet<string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly earlierKeysInUse: ReadonlySet<string>;
}

/** Canonical key of a case or victim: an alias leads on, a key made with an earlier secret stays while it is in use. */
export function canonicalKey(keys: KeyedHashes, { aliases, earlierKeysInUse }: KnownBefore): string {
  for (const key of keys) {
    const led = aliases.get(key);
    if (led) return led;
  }
  return keys.slice(1).find((key) => earlierKeysInUse.has(key)) ?? keys[0];
}
