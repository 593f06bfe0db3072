import { createHash } from 'node:crypto';
import type { Displayed } from './display.js';
import type { Month, Period } from './month.js';
import type { Group, TableId } from './tables.js';

/** Names one cell of one fixed table. */
export interface CellKey extends Period {
  readonly table: TableId;
  readonly measure: string;
  readonly group: Group;
}

/** Bases ruled the cell out before any answer was read, or some displays would be unsafe and this is withheld with them. */
export type WithholdingReason = 'too-few-answers' | 'other-side-too-small' | 'would-identify';

/** What the release ledger remembers: published values and bases, never an exact suppressed count. */
export type LedgerRecord =
  | { readonly kind: 'block'; readonly month: Month; readonly from: Month; readonly to: Month; readonly base: number }
  | (CellKey & {
      readonly kind: 'published';
      /** Month of the report. */
      readonly month: Month;
      /** 1, or more where a correction was republished. */
      readonly version: number;
      readonly base: number;
      readonly displayed: Displayed;
    })
  | (CellKey & {
      readonly kind: 'withheld';
      readonly month: Month;
      readonly version: number;
      readonly base: number;
      readonly reason: WithholdingReason;
      /** For `would-identify`: the counts for which the cell would have been withheld, as follows from what is published. */
      readonly left?: readonly { readonly least: number; readonly most: number }[];
    })
  | (Correction & { readonly kind: 'corrected'; readonly month: Month; readonly outcome: 'noted' | 'republished' });

/** Answers that were removed or added after they had been published (a changed answer is both). */
export interface Correction {
  readonly measure: string;
  /** The month of the answers; where only a period is known, its last. */
  readonly answersOf: Month;
  /** The first month of that period. */
  readonly answersFrom?: Month;
  /**
   * Whose cells gained or lost records, as their own base tells: records are unlinked, and what came late for one table need
   * not have for another. Absent: answers were changed where they lay, in all their records, and nobody can tell of which area.
   */
  readonly group?: Group;
  readonly removed: number;
  readonly added: number;
  readonly reason: string;
}

/** A record with its place in the chain. */
export type LedgerEntry = LedgerRecord & {
  readonly sequence: number;
  /** Hash of the entry before; of the first: 64 zeros. */
  readonly previous: string;
  /** SHA-256 over canonical JSON of everything else. */
  readonly hash: string;
};

/** A ledger that was altered, cut or reordered; says where. */
export class LedgerTampered extends Error {
  override readonly name = 'LedgerTampered';
  constructor(
    readonly sequence: number,
    fault: string,
  ) {
    super(`the release ledger was tampered with at entry ${sequence}: ${fault}`);
  }
}

const genesis = '0'.repeat(64);

/** The given records as entries that follow the ledger. The ledger itself is not changed: it only grows. */
export function chained(ledger: readonly LedgerEntry[], records: readonly LedgerRecord[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  let last = ledger.at(-1);
  for (const record of records) {
    const linked = { ...record, sequence: (last?.sequence ?? 0) + 1, previous: last?.hash ?? genesis };
    last = { ...linked, hash: hashOf(linked) } as LedgerEntry;
    entries.push(last);
  }
  return entries;
}

/**
 * Checks every link of a ledger. Throws LedgerTampered naming the first entry that is altered, missing or out of place.
 * A ledger cut or lengthened at its end looks whole: pass the count known from the last sealed report to notice it.
 */
export function verifyLedger(ledger: readonly LedgerEntry[], expectedEntries?: number): void {
  let previous = genesis;
  ledger.forEach((entry, index) => {
    const sequence = index + 1;
    if (entry.sequence !== sequence)
      throw new LedgerTampered(sequence, `an entry numbered ${entry.sequence} stands here`);
    if (entry.previous !== previous) throw new LedgerTampered(sequence, 'it does not follow the entry before it');
    const { hash, ...linked } = entry;
    if (hashOf(linked) !== hash) throw new LedgerTampered(sequence, 'its content does not match its hash');
    previous = hash;
  });
  if (expectedEntries === undefined || ledger.length === expectedEntries) return;
  if (ledger.length < expectedEntries)
    throw new LedgerTampered(ledger.length + 1, `entries are missing at the end, ${expectedEntries} were recorded`);
  throw new LedgerTampered(expectedEntries + 1, `no published report put it there, ${expectedEntries} were recorded`);
}

function hashOf(linked: object): string {
  return createHash('sha256').update(canonical(linked)).digest('hex');
}

/** JSON with sorted keys and without absent values (RFC 8785 for the strings and whole numbers that occur here). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
