import type { Tx } from '@answerable/persistence';
import { Vault } from '../src/vault/vault.js';
import type { ReadLogStore } from '../src/vault/read-log.store.js';

const roads = ['openAll', 'openNote', 'notesOf', 'openSealed', 'faultsOf'] as const;

/**
 * Watches every road into the vault: in each transaction in which something of it is opened, that must be written down. Gives the
 * roads by which something was opened and was not. Opening with a key loaded before is seen by the loading, in the same transaction.
 */
export function watchOpenings(vault: Vault): () => string[] {
  const openings = new Map<Tx, string>();
  const noted = new WeakSet<Tx>();
  const hasContent = (found: unknown): boolean =>
    found !== null &&
    found !== undefined &&
    !(found instanceof Map && found.size === 0) &&
    !(Array.isArray(found) && found.length === 0);
  for (const road of [...roads, 'loadKeys'] as const) {
    const open = (vault[road] as (tx: Tx, ...rest: unknown[]) => Promise<unknown>).bind(vault);
    Object.assign(vault, {
      [road]: async (tx: Tx, ...rest: unknown[]) => {
        const found = await open(tx, ...rest);
        const opened = road === 'loadKeys' ? hasContent(rest[0]) : hasContent(found);
        if (opened) openings.set(tx, `${openings.get(tx) ?? ''} ${road}`.trim());
        return found;
      },
    });
  }
  const store: ReadLogStore = vault.readLog;
  const noteReads = store.noteReads.bind(store);
  Object.assign(store, {
    noteReads: async (...given: Parameters<ReadLogStore['noteReads']>) => {
      if (given[2].length > 0) noted.add(given[0]);
      return noteReads(...given);
    },
  });
  return () => [...openings].flatMap(([tx, by]) => (noted.has(tx) ? [] : [by]));
}
