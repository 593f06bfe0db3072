import { exampleClosure, examplePoliceEvent, southwark, type PoliceEventType } from '@answerable/contracts';
import { expect, it } from 'vitest';
import { closureOf, type CaseRecord } from '../cases/case-record.js';
import { loadCodeTables, shippedTables } from '../code-tables/load-code-tables.js';
import { readCaseEvent } from './case-event.js';
import { closureMessages } from './closure-messages.js';
import { KeyedHash } from './keyed-hash.js';
import { KnownOfSource } from './known-before.js';
import { SourceChunk } from './source-chunk.js';

const today = '2026-06-10';
const hash = new KeyedHash([Buffer.alloc(32, 1)]);

it('whatever changes of a closure, the whole of it is told: who missed the version before misses nothing', async () => {
  const { tables } = await loadCodeTables(shippedTables);
  const records = new Map<string, CaseRecord>();
  const nothing = { events: new Map(), contents: new Set<string>(), numbers: new Map(), aliases: new Map() };
  const told = (type: PoliceEventType, sequence: number, data: object) => {
    const before = new Map(records);
    const known = new KnownOfSource({ ...nothing, earlierKeysInUse: new Set() }, sequence);
    const chunk = new SourceChunk(records, known, {
      force: '01',
      today,
      organisation: southwark,
      countedFrom: 0,
      tables,
    });
    const event = { ...examplePoliceEvent, type, id: `e-${sequence}`, sequence, caseversion: sequence, data };
    chunk.take(readCaseEvent(event, { force: '01', now: new Date(`${today}T10:00:00Z`), hash, keyIds: null }));
    return closureMessages(chunk, (key) => closureOf(before.get(key)!, southwark), before);
  };
  const { caseReference } = exampleClosure;
  const whole = { type: 'cases.closure.recorded.v1', data: { outcomeClass: 'CHARGED', contact: null } };
  expect(told('police.case.closed.v1', 1, { ...exampleClosure, outcomeCode: '1' })).toMatchObject([whole]);
  const started = told('police.case.proceedings-started.v1', 2, { caseReference, startedOn: '2026-06-01' });
  expect(started).toMatchObject([{ ...whole, data: { ...whole.data, version: 2, proceedingsLive: true } }]);
  const ended = told('police.case.proceedings-ended.v1', 3, { caseReference, endedOn: '2026-06-02' });
  expect(ended).toMatchObject([{ ...whole, data: { ...whole.data, version: 3, proceedingsLive: false } }]);
});
