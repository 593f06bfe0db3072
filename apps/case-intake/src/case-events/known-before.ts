import type { CaseEvent, Kind } from './case-event.js';
import type { KeyedHashes } from './keyed-hash.js';
import type { KnownEvent } from './received-event.store.js';

/** What the database knows about a chunk of one source, loaded in a few statements. */
export interface KnownBefore {
  readonly events: ReadonlyMap<string, KnownEvent>;
  readonly contents: ReadonlySet<string>;
  /** Which accepted event has which of the chunk's sequence numbers. */
  readonly numbers: ReadonlyMap<number, string>;
  readonly aliases: ReadonlyMap<string, string>;
  readonly earlierKeysInUse: ReadonlySet<string>;
}

/** Beyond this a number is a mistake: as a gap it would hide every other one. Wider than the largest migration in any order. */
const MOST_AHEAD = 1_000_000;

/** What is known of a source while a chunk is taken: what the database knew before, and what the chunk itself said so far. */
export class KnownOfSource {
  readonly events: Map<string, KnownEvent>;
  readonly contents: Set<string>;
  readonly numbers: Map<number, string>;
  readonly aliases: Map<string, string>;
  /** Numbers that came, in order. */
  readonly sequences: number[] = [];
  readonly earlierKeysInUse: Set<string>;

  constructor(
    known: KnownBefore,
    /** The highest number that arrived. */
    public highest: number,
  ) {
    this.events = new Map(known.events);
    this.contents = new Set(known.contents);
    this.numbers = new Map(known.numbers);
    this.aliases = new Map(known.aliases);
    this.earlierKeysInUse = new Set(known.earlierKeysInUse);
  }

  /** What the database knows of more events; what was said meanwhile stands. */
  addBelow(known: KnownBefore): void {
    for (const name of ['events', 'numbers', 'aliases'] as const) {
      const mine = this[name] as Map<unknown, unknown>;
      for (const [key, value] of known[name]) if (!mine.has(key)) mine.set(key, value);
    }
    for (const content of known.contents) this.contents.add(content);
    for (const key of known.earlierKeysInUse) this.earlierKeysInUse.add(key);
  }

  canonical<K extends KeyedHashes | null>(keys: K): K extends null ? null : string {
    return (keys && canonicalKey(keys, this)) as K extends null ? null : string;
  }

  isPlausible(sequence: number): boolean {
    return sequence <= this.highest + MOST_AHEAD;
  }

  came(sequence: number): void {
    this.sequences.push(sequence);
    this.highest = Math.max(this.highest, sequence);
  }

  /** A number that came with this very event before is its own, whoever took it meanwhile. */
  isNumberOfAnother({ id, sequence }: Pick<CaseEvent, 'id' | 'sequence'>): boolean {
    const owner = this.numbers.get(sequence);
    return owner !== undefined && owner !== id && this.events.get(id)?.sequence !== sequence;
  }

  isOther(id: string, now: Subject): boolean {
    const before = this.events.get(id);
    return before !== undefined && (before.status === 'accepted' || !canReplace(before, now, this));
  }

  remember(
    { id, digests, kind, sequence }: CaseEvent,
    became: Pick<KnownEvent, 'status' | 'caseKey' | 'sequence'>,
  ): void {
    this.events.set(id, { ...became, digest: digests[0], kind });
    if (became.status === 'rejected') return;
    this.contents.add(digests[0]);
    this.numbers.set(sequence, id);
  }
}

/** Canonical key of a case or victim: an alias leads on, also to another; a key made with an earlier secret stays while it is in use. */
export function canonicalKey(
  keys: KeyedHashes,
  { aliases, earlierKeysInUse }: Pick<KnownBefore, 'aliases' | 'earlierKeysInUse'>,
): string {
  for (const key of keys) {
    const met = [key];
    for (let led = aliases.get(key); led !== undefined && !met.includes(led); led = aliases.get(led)) met.push(led);
    if (met.length > 1) return met.at(-1)!;
  }
  return keys.slice(1).find((key) => earlierKeysInUse.has(key)) ?? keys[0];
}

const closings: ReadonlySet<string | null> = new Set(['closed', 'outcome-revised'] satisfies Kind[]);

/** What a refused event was about, as far as it could be read; null: that could not be read. */
export type Subject = Pick<KnownEvent, 'caseKey' | 'kind'>;

/**
 * Whether an event can be what a refused one under the same id should have been. Another case is another event, and so is another
 * kind: a closure that waits would be gone without a trace once its id is taken by something else.
 */
function canReplace(refused: Subject, now: Subject, known: Pick<KnownBefore, 'aliases' | 'earlierKeysInUse'>): boolean {
  const was = refused.caseKey && canonicalKey([refused.caseKey], known);
  // Of what cannot be read nobody knows that it is about another case.
  const unread = now.kind === null && now.caseKey === null;
  if (was !== null && was !== now.caseKey && !unread) return false;
  if (refused.kind === null || now.kind === null || refused.kind === now.kind) return true;
  return closings.has(refused.kind) && closings.has(now.kind);
}
