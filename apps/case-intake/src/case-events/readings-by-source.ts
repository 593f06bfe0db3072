import type { Reading } from './case-event.js';
import type { KnownOfSource } from './known-before.js';
import type { Verdict } from './source-chunk.js';

export interface Place {
  readonly index: number;
  readonly reading: Reading;
}

interface Sorted {
  readonly verdicts: Verdict[];
  readonly bySource: Map<string, Place[]>;
  /** Why the rest could not be attributed to an event of a source of the force. */
  readonly unread: string[];
}

/** Readings by the source of the force that sent them, each with its place in the chunk. */
export function sorted(readings: readonly Reading[]): Sorted {
  const verdicts: Verdict[] = [];
  const bySource = new Map<string, Place[]>();
  const unread: string[] = [];
  readings.forEach((reading, index) => {
    const source = sourceOf(reading);
    if (source !== null)
      return void (bySource.get(source) ?? bySource.set(source, []).get(source)!).push({ index, reading });
    const { reasons } = reading as Extract<Reading, { kind: 'refused' }>;
    verdicts[index] = { status: 'rejected', reasons };
    unread.push(reasons[0]!.code);
  });
  return { verdicts, bySource, unread };
}

function sourceOf(reading: Reading): string | null {
  if (reading.kind === 'read') return reading.event.source;
  return reading.own ? reading.envelope!.source : null;
}

/** Keys of the cases that are spoken of. */
export function caseKeysOf(places: readonly Place[], known: KnownOfSource): string[] {
  const keys = places.flatMap(({ reading }) => keysOf(reading).cases.map((each) => known.canonical(each)));
  return [...new Set(keys)];
}

export function keysOf(reading: Reading) {
  const {
    caseKeys,
    otherCaseKeys = null,
    victimKeys = null,
  } = reading.kind === 'read' ? reading.event : { caseKeys: reading.caseKeys };
  const present = <T>(value: T | null): T[] => (value === null ? [] : [value]);
  return { cases: [...present(caseKeys), ...present(otherCaseKeys)], victim: present(victimKeys) };
}
