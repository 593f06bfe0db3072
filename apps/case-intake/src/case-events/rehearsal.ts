import type { CaseRecord } from '../cases/case-record.js';
import { KnownOfSource, type KnownBefore } from './known-before.js';

/** So many events and cases of a source are remembered; what lies further back is met as the database knows it. */
const MOST = 20_000;

interface Memory {
  readonly known: KnownOfSource;
  readonly records: Map<string, CaseRecord>;
}

const nothing: KnownBefore = {
  events: new Map(),
  contents: new Set(),
  numbers: new Map(),
  aliases: new Map(),
  earlierKeysInUse: new Set(),
};

/**
 * What a dry run has said so far, over what the database knows: its last event meets what its first one did, and nothing of it is
 * written anywhere. It holds no transaction and no lock between its chunks, so nobody waits for it however long it takes.
 */
export class Rehearsal {
  private readonly sources = new Map<string, Memory>();

  constructor(private readonly most = MOST) {}

  of(source: string, highest: number): Memory {
    const memory = this.sources.get(source) ?? { known: new KnownOfSource(nothing, highest), records: new Map() };
    this.sources.set(source, memory);
    return memory;
  }

  /** Forgets what was said first where it has become too much. */
  forget(): void {
    for (const { known, records } of this.sources.values()) {
      known.sequences.length = 0;
      const remembered = [known.events, known.contents, known.numbers, known.aliases, records];
      for (const each of remembered) {
        for (const key of each.keys()) {
          if (each.size <= this.most) break;
          (each as Map<unknown, unknown>).delete(key);
        }
      }
    }
  }
}
