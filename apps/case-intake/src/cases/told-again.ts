import type { Organisation } from '@answerable/contracts';
import type { OutboxMessage } from '@answerable/messaging';
import { closureOf, type CaseRecord } from './case-record.js';

/** What the other services are told of cases of which no event has come: the closure whole, without the contact, which is not kept here. */
export function toldAgain(records: Iterable<CaseRecord>, organisation: Organisation): OutboxMessage[] {
  return [...records].flatMap((record): OutboxMessage[] => {
    const closure = closureOf(record, organisation);
    return closure ? [{ type: 'cases.closure.recorded.v1', data: { ...closure, contact: null } }] : [];
  });
}
