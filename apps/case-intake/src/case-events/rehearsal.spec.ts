import { describe, expect, it } from 'vitest';
import { emptyRecord } from '../cases/case-record.js';
import type { KnownEvent } from './received-event.store.js';
import { Rehearsal } from './rehearsal.js';

const accepted: KnownEvent = { status: 'accepted', digest: 'd', caseKey: null, kind: 'closed', sequence: 1 };

describe('a dry run', () => {
  it('remembers so much of each source and no more, however long it lasts; what was said last stays', () => {
    const rehearsal = new Rehearsal(2);
    for (let n = 1; n <= 5; n += 1) {
      for (const source of ['a', 'b']) {
        const { known, records } = rehearsal.of(source, 0);
        known.events.set(`e-${n}`, accepted);
        known.contents.add(`c-${n}`);
        known.numbers.set(n, `e-${n}`);
        known.came(n);
        records.set(`r-${n}`, emptyRecord(`r-${n}`, '01', 'connect'));
      }
      rehearsal.forget();
    }
    const { known, records } = rehearsal.of('a', 0);
    expect([...known.events.keys()]).toEqual(['e-4', 'e-5']);
    expect([[...known.contents], [...known.numbers.keys()]]).toEqual([
      ['c-4', 'c-5'],
      [4, 5],
    ]);
    expect([[...records.keys()], known.sequences, known.highest]).toEqual([['r-4', 'r-5'], [], 5]);
  });

  it('takes what the database knows for what was before it: what it said itself stands', () => {
    const { known } = new Rehearsal().of('a', 0);
    known.events.set('e-1', accepted);
    const before = { ...accepted, status: 'rejected' as const };
    known.addBelow({
      events: new Map([
        ['e-1', before],
        ['e-2', before],
      ]),
      contents: new Set(['c-1']),
      numbers: new Map([[2, 'e-2']]),
      aliases: new Map([['new', 'old']]),
      earlierKeysInUse: new Set(['earlier']),
    });
    expect([known.events.get('e-1'), known.events.get('e-2')]).toEqual([accepted, before]);
    expect([known.canonical(['new']), known.canonical(['current', 'earlier'])]).toEqual(['old', 'earlier']);
  });
});
