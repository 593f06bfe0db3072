import { exampleClosure, examplePoliceEvent, southwark, type PoliceEventType } from '@answerable/contracts';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseRecord } from '../cases/case-record.js';
import type { CodeTables } from '../code-tables/code-tables.js';
import { loadCodeTables, shippedTables } from '../code-tables/load-code-tables.js';
import { readCaseEvent, type CaseEvent, type Reading } from './case-event.js';
import { KeyedHash } from './keyed-hash.js';
import { SourceChunk, type Verdict } from './source-chunk.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const hash = new KeyedHash([Buffer.alloc(32, 1)]);
const today = '2026-06-10';
let tables: CodeTables;
beforeAll(async () => {
  tables = (await loadCodeTables(shippedTables)).tables;
});

function reading(type: PoliceEventType, sequence: number, data: object): Reading {
  const event = { ...examplePoliceEvent, type, id: `e-${sequence}`, sequence, caseversion: sequence, data };
  return readCaseEvent(event, { force: '01', now: new Date(`${today}T10:00:00Z`), hash, keyIds: null });
}
const closed = (sequence: number, facts: object = {}): Reading =>
  reading('police.case.closed.v1', sequence, { ...exampleClosure, ...facts });

/** One source and what intake keeps of it: each event comes in a chunk of its own, and what waits is judged again after it. */
class Source {
  readonly records = new Map<string, CaseRecord>();
  private readonly accepted = new Map<string, { digest: string; status: 'accepted' }>();
  private readonly waiting = new Map<string, CaseEvent>();
  highest = 0;

  take(one: Reading): Verdict {
    const verdict = this.chunk(one);
    for (let before = -1; before !== this.waiting.size;) {
      before = this.waiting.size;
      for (const event of this.waiting.values()) this.chunk({ kind: 'read', event, contact: null });
    }
    return verdict;
  }

  private chunk(one: Reading): Verdict {
    const known = {
      events: this.accepted,
      contents: new Set<string>(),
      aliases: new Map(),
      earlierKeysInUse: new Set(),
    };
    const context = { force: '01', today, organisation: southwark, tables, highest: this.highest };
    const chunk = new SourceChunk(this.records, known as never, context);
    const verdict = chunk.take(one);
    for (const { eventId, digest, status } of chunk.received)
      if (status === 'accepted') this.accepted.set(eventId, { digest: digest!, status });
    for (const id of this.accepted.keys()) this.waiting.delete(id);
    for (const { event } of chunk.rejections) if (event) this.waiting.set(event.id, event);
    this.highest = Math.max(this.highest, ...chunk.sequences);
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
