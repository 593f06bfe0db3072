import { exampleClosure, examplePoliceEvent, southwark, type PoliceEventType } from '@answerable/contracts';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseRecord } from '../cases/case-record.js';
import type { CodeTables } from '../code-tables/code-tables.js';
import { loadCodeTables, shippedTables } from '../code-tables/load-code-tables.js';
import { readCaseEvent, type CaseEvent, type Reading } from './case-event.js';
import { canonicalKey, KnownOfSource } from './known-before.js';
import { KeyedHash } from './keyed-hash.js';
import type { KnownEvent } from './received-event.store.js';
import { SourceChunk, type Verdict } from './source-chunk.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const hash = new KeyedHash([Buffer.alloc(32, 1)]);
const today = '2026-06-10';
let tables: CodeTables;
beforeAll(async () => {
  tables = (await loadCodeTables(shippedTables)).tables;
});

function reading(type: PoliceEventType, sequence: number, data: object, more: object = {}): Reading {
  const event = { ...examplePoliceEvent, type, id: `e-${sequence}`, sequence, caseversion: sequence, data, ...more };
  return readCaseEvent(event, { force: '01', now: new Date(`${today}T10:00:00Z`), hash, keyIds: null });
}
const closed = (sequence: number, facts: object = {}, more: object = {}): Reading =>
  reading('police.case.closed.v1', sequence, { ...exampleClosure, ...facts }, more);

/** One source and what intake keeps of it: each event comes in a chunk of its own, and what waits is judged again after it. */
class Source {
  readonly records = new Map<string, CaseRecord>();
  readonly waiting = new Map<string, CaseEvent>();
  /** States of the closures that the last chunk tells of. */
  told: (string | undefined)[] = [];
  alarms = 0;
  highest = 0;
  private readonly events = new Map<string, KnownEvent>();
  private readonly contents = new Set<string>();
  private readonly numbers = new Map<number, string>();
  readonly aliases = new Map<string, string>();
  readonly earlierKeysInUse = new Set<string>();

  take(one: Reading): Verdict {
    const verdict = this.chunk(one);
    for (let before = -1; before !== this.waiting.size;) {
      before = this.waiting.size;
      for (const event of this.waiting.values()) this.chunk({ kind: 'read', event, contact: null });
    }
    return verdict;
  }

  /** Gives what the last of them got. */
  chunk(...all: readonly Reading[]): Verdict {
    const known = {
      events: this.events,
      contents: this.contents,
      numbers: this.numbers,
      aliases: this.aliases,
      earlierKeysInUse: this.earlierKeysInUse,
    };
    const context = { force: '01', today, organisation: southwark, tables, countedFrom: 0 };
    const chunk = new SourceChunk(this.records, new KnownOfSource(known, this.highest), context);
    const verdict = all.map((one) => chunk.take(one)).at(-1)!;
    for (const { eventId, ...row } of chunk.received) {
      this.events.set(eventId, row);
      if (row.status === 'rejected') continue;
      this.waiting.delete(eventId);
      this.contents.add(row.digest!);
      this.numbers.set(row.sequence!, eventId);
    }
    for (const { alias, caseKey } of chunk.newAliases) this.aliases.set(alias, caseKey);
    for (const { eventId, event, status, reasons } of chunk.rejections) {
      if (event) this.waiting.set(eventId, event);
      // One refusal of an id replaces the other, as in the list; its use for something else stands beside it.
      else if (status === 'rejected' && reasons[0]!.code !== 'event-id-reused') this.waiting.delete(eventId);
    }
    this.highest = Math.max(this.highest, ...chunk.known.sequences);
    this.alarms += chunk.alarms;
    this.told = chunk.closures().map(({ closure }) => closure?.state);
    return verdict;
  }
}

const after = (readings: readonly Reading[]): CaseRecord[] => {
  const source = new Source();
  for (const one of readings) source.take(one);
  return [...source.records.values()];
};

describe('a case of which some events are out of scope by themselves', () => {
  const elsewhere = { areaCode: 'E05009317' };
  const said = fc.record({
    outcomeCode: fc.constantFrom('1', '15', '16', 'C2', 'RECLASSIFIED'),
    offenceClass: fc.constantFrom('19C', '20A', '88D', '105A'),
    areaCode: fc.constantFrom<string>(exampleClosure.areaCode, elsewhere.areaCode),
  });
  const inScope = fc.constantFrom({ outcomeCode: '16', offenceClass: '19C', areaCode: exampleClosure.areaCode });
  const life = fc
    .tuple(fc.array(said, { maxLength: 4 }), inScope, fc.array(said, { maxLength: 4 }))
    .map(([before, first, later]) => [...before, first, ...later].map((facts, i) => closed(i + 1, facts)));

  it('is the same in whatever order they arrive: once in scope, always in scope, and the highest version stands', () => {
    const shuffled = life.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, anyOrder]) => {
        const [record, ...others] = after(inOrder);
        expect(others).toEqual([]);
        expect(record!.version).toBe(inOrder.length);
        expect(after(anyOrder)).toEqual([record]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ['an offence that is none of ours', { offenceClass: '88D', outcomeCode: 'RECLASSIFIED' }],
    ['an offence of no table', { offenceClass: '105A', outcomeCode: 'RECLASSIFIED' }],
    ['a place outside', { ...elsewhere, outcomeCode: 'RECLASSIFIED' }],
  ])('keeps its reclassification to %s also where that came before the closure', (_, facts) => {
    const [record] = after([closed(2, facts), closed(1)]);
    expect(record).toMatchObject({ closing: { outcomeClass: 'NOT_CRIMED' }, offence: { code: '19C' } });
    expect(record!.classesSeen).toEqual(['NOT_CRIMED', 'WITHDREW']);
  });

  it('is known to nobody while none of its events is in scope', () => {
    expect(after([closed(1, elsewhere), closed(2, { offenceClass: '88D' })])).toEqual([]);
  });
});

describe('a sequence number', () => {
  it('that another event has is refused and alarmed, however often it comes; with a number of its own it is taken', () => {
    const source = new Source();
    source.take(closed(1));
    source.take(closed(2, { caseReference: 'second' }));
    const restarted = closed(1, { caseReference: 'third' }, { id: 'second life' });
    for (const alarms of [1, 2]) {
      expect(source.take(restarted).reasons).toMatchObject([{ code: 'sequence-reused', field: 'sequence' }]);
      expect([source.alarms, source.records.size, source.waiting.size]).toEqual([alarms, 2, 0]);
    }
    expect(source.take(closed(3, { caseReference: 'third' }, { id: 'second life' })).status).toBe('accepted');
    expect(source.records.size).toBe(3);
  });

  it('of an event that was refused first is its own when it comes again, put right', () => {
    const source = new Source();
    source.take(closed(1, { outcomeCode: '99' }));
    source.take(closed(1, { caseReference: 'second' }, { id: 'another' }));
    expect(source.take(closed(1)).status).toBe('accepted');
  });

  it('that lies millions ahead is refused, and opens no gap', () => {
    const source = new Source();
    source.take(closed(7));
    const verdict = source.take(closed(5_000_000, { caseReference: 'another' }));
    expect(verdict.reasons).toMatchObject([{ code: 'sequence-implausible', field: 'sequence' }]);
    expect(source.highest).toBe(7);
    const missing = reading('police.case.closed.v1', 6_000_000, { ...exampleClosure, unit: undefined });
    expect(source.take(missing).reasons).toMatchObject([{ code: 'field-missing' }]);
    expect(source.highest).toBe(7);
  });

  it('may run ahead as far as a migration in any order does', () => {
    const source = new Source();
    expect(source.take(closed(250_000)).status).toBe('accepted');
  });
});

describe('a closure that waits', () => {
  const unknown = { outcomeCode: '99' };
  const waiting = (): Source => {
    const source = new Source();
    expect(source.take(closed(1, unknown)).reasons).toMatchObject([{ code: 'unknown-outcome-code' }]);
    return source;
  };
  const again = { id: 'e-1' };
  const reopened = { caseReference: exampleClosure.caseReference, reopenedOn: '2026-05-20' };

  it.each([
    ['an event about no case', () => reading('police.source.alive.v1', 2, {}, again)],
    ['the closure of another case', () => closed(2, { caseReference: 'another' }, again)],
    ['another kind of event of the same case', () => reading('police.case.reopened.v1', 2, reopened, again)],
    ['another case that cannot be read', () => closed(2, { caseReference: 'another', unit: undefined }, again)],
  ])('stays when its id is used again for %s: that is refused and alarmed, and its number came', (_, other) => {
    const source = waiting();
    expect(source.take(other()).reasons).toMatchObject([{ code: 'event-id-reused' }]);
    expect([...source.waiting.keys()]).toEqual(['e-1']);
    expect([source.alarms, source.highest, source.records.size]).toEqual([1, 2, 0]);
  });

  it.each([
    ['without its unit', { unit: undefined }],
    ['without its reference', { caseReference: undefined }],
  ])('stays when it comes again %s: what was read of it is not taken back by what cannot be read', (_, wrong) => {
    const source = waiting();
    expect(source.take(closed(2, wrong, again)).reasons).toMatchObject([{ code: 'field-missing' }]);
    expect([[...source.waiting.keys()], source.alarms]).toEqual([['e-1'], 0]);
  });

  it.each([
    ['as it should have been', () => closed(2, {}, again)],
    ['as the revision that it is', () => reading('police.case.outcome-revised.v1', 2, exampleClosure, again)],
  ])('is settled when it comes again %s', (_, right) => {
    const source = waiting();
    expect(source.take(right()).status).toBe('accepted');
    expect([source.waiting.size, source.alarms, source.records.size]).toEqual([0, 0, 1]);
  });
});

describe('a change of reference', () => {
  const [a, b] = ['R-A', 'R-B'];
  const named = (caseReference: string, victimPseudonym: string | null) => ({ caseReference, victimPseudonym });
  const renamed = (sequence: number) =>
    reading('police.case.reference-changed.v1', sequence, { caseReference: a, newCaseReference: b });

  it('never makes one of two victims unnoticed, in whatever order the three events come: one is refused, or the case is counted as given to another', () => {
    const three = fc
      .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 })
      .chain(([first, second, third]) => {
        const events = [closed(first!, named(a, 'V-A')), closed(second!, named(b, 'V-B')), renamed(third!)];
        const wereTwo = Math.max(first!, second!) < third!;
        return fc.tuple(fc.constant(wereTwo), fc.shuffledSubarray(events, { minLength: 3 }));
      });
    fc.assert(
      fc.property(three, ([wereTwo, events]) => {
        const source = new Source();
        const refused = events.map((event) => source.take(event)).filter(({ status }) => status === 'rejected');
        const given = [...source.records.values()].filter(({ victimsSeen }) => victimsSeen.length > 1);
        expect(refused.length + given.length).toBe(1);
        // Cases that were two before the change of reference are never given from one to the other.
        if (wereTwo) expect(refused[0]!.reasons).toMatchObject([{ code: 'reference-of-another-victim', kept: false }]);
        expect(source.waiting.size).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['the same victim', 'V-A', 1],
    ['a victim who is not named there', null, 1],
  ])('makes one case of two of %s, in whatever order the three events come', (_, victim, cases) => {
    const three = [closed(1, named(a, 'V-A')), closed(2, named(b, victim)), renamed(3)];
    fc.assert(
      fc.property(fc.shuffledSubarray(three, { minLength: 3 }), (events) => {
        const source = new Source();
        for (const event of events) expect(source.take(event).status).toBe('accepted');
        const standing = [...source.records.values()].filter(({ status }) => status !== 'merged');
        expect(standing).toHaveLength(cases);
        expect(standing[0]).toMatchObject({ victimsSeen: [expect.any(String)], marks: { closing: [2, 2] } });
      }),
    );
  });

  const references = [a, b, 'R-C'] as const;
  const two = fc.shuffledSubarray([...references], { minLength: 2, maxLength: 2 });
  const merged = (sequence: number, [from, into]: readonly string[]) =>
    reading('police.case.merged.v1', sequence, { caseReference: from, intoCaseReference: into });
  const kinds = fc.oneof(
    fc.constantFrom(...references).map((ref) => (n: number) => closed(n, named(ref, 'V-A'))),
    two.map(
      ([from, to]) =>
        (n: number) =>
          reading('police.case.reference-changed.v1', n, { caseReference: from, newCaseReference: to }),
    ),
    two.map((pair) => (n: number) => merged(n, pair)),
  );
  const anyLife = fc.array(kinds, { minLength: 2, maxLength: 8 }).chain((of) =>
    fc.shuffledSubarray(
      of.map((make, i) => make(i + 1)),
      { minLength: of.length },
    ),
  );

  it('and mergers never leave a case merged into itself, whatever was made one by which, in whatever order', () => {
    fc.assert(
      fc.property(anyLife, (events) => {
        const source = new Source();
        for (const event of events) source.take(event);
        for (const { caseKey, mergedInto } of source.records.values())
          expect(mergedInto && canonicalKey([mergedInto], source)).not.toBe(caseKey);
      }),
      { numRuns: 500 },
    );
  });

  it('leads on when it is followed by another: chunk by chunk, or all in one', () => {
    const again = reading('police.case.reference-changed.v1', 4, { caseReference: 'R-C', newCaseReference: a });
    const life = [
      closed(1, named(a, 'V-A')),
      renamed(2),
      closed(3, named('R-C', 'V-A')),
      again,
      closed(5, named(b, 'V-A')),
    ];
    const [one, many] = [new Source(), new Source()];
    one.chunk(...life);
    for (const event of life) many.take(event);
    expect([...one.records.values()]).toEqual([...many.records.values()]);
    expect([...one.records.values()].map(({ status }) => status)).toEqual(['merged', 'closed']);
  });

  it.each([
    ['the new reference into the old', [b, a]],
    ['the old reference into the new', [a, b]],
  ])('leaves the case closed where %s was merged as well, in whatever order it is told', (_, pair) => {
    const four = [closed(1, named(a, 'V-A')), closed(2, named(b, 'V-A')), merged(3, pair), renamed(4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(four, { minLength: 3 }), (events) => {
        if (!events.includes(four[3]!) || !events.includes(four[0]!)) return;
        const source = new Source();
        for (const event of events) expect(source.take(event).status).toBe('accepted');
        expect([...source.records.values()].map(({ status }) => status)).toContain('closed');
      }),
    );
  });

  it('is told with the case that stays first: what was known under the other reference is handed over to it', () => {
    const source = new Source();
    source.chunk(closed(1, named(b, 'V-A')), closed(2, named(a, 'V-A')), renamed(3));
    expect(source.told).toEqual(['closed', 'merged']);
  });

  it('leaves a pseudonym to be corrected before it and after it', () => {
    const source = new Source();
    for (const event of [
      closed(1, named(a, 'V-A')),
      renamed(3),
      closed(2, named(a, 'V-X')),
      closed(4, named(b, 'V-Y')),
    ])
      expect(source.take(event).status).toBe('accepted');
    expect([...source.records.values()][0]!.victimsSeen).toHaveLength(3);
  });
});

describe('the same content under another id', () => {
  const once = { caseversion: 1 };
  const open = { caseReference: exampleClosure.caseReference, reopenedOn: exampleClosure.closedOn };

  it('is a duplicate that changes nothing', () => {
    const source = new Source();
    source.take(closed(1, {}, once));
    const [before] = source.records.values();
    expect(source.take(closed(2, {}, once)).status).toBe('duplicate');
    const [after] = source.records.values();
    expect(after).toMatchObject({ closing: before!.closing, status: 'closed' });
  });

  it('is settled where it waited as well', () => {
    const source = new Source();
    source.take(closed(2, { offenceClass: '88D' }, { caseversion: 2 }));
    source.take(closed(3, { offenceClass: '88D' }, { caseversion: 2 }));
    expect(source.waiting.size).toBe(2);
    source.take(closed(1, {}, once));
    expect(source.waiting.size).toBe(0);
  });

  it.each([
    ['closed, reopened and closed again', reading('police.case.reopened.v1', 2, open, once), 'closed', '16'],
    ['16, then 15, then 16 again', closed(2, { outcomeCode: '15' }, once), 'closed', '16'],
  ])(
    'stands where it came last in the order of its sender, whatever comes last here: %s',
    (_, between, status, code) => {
      const life = [closed(1, {}, once), between, closed(3, {}, once)];
      fc.assert(
        fc.property(fc.shuffledSubarray(life, { minLength: 3 }), (events) => {
          const [record] = after(events);
          expect(record).toMatchObject({ status, version: 3, closing: { outcomeCode: code } });
        }),
      );
    },
  );
});
