import type { ClosureState } from '@answerable/contracts';
import type { OutboxMessage } from '@answerable/messaging';
import type { CaseRecord } from '../cases/case-record.js';
import type { SourceChunk } from './source-chunk.js';

type Closure = Omit<ClosureState, 'contact'>;

/**
 * What the other services are to be told after a chunk: the whole state of each closure that changed, once, with the contact
 * that came with it. The contact is nowhere else, and leaves with the message.
 */
export function closureMessages(
  chunk: SourceChunk,
  closureBefore: (caseKey: string) => Closure | null,
  before: ReadonlyMap<string, CaseRecord>,
): OutboxMessage[] {
  return chunk.closures().flatMap(({ caseKey, closure }): OutboxMessage[] => {
    if (!closure) return [];
    const contact = chunk.contacts.get(caseKey)?.jwe ?? null;
    const old = before.has(caseKey) ? closureBefore(caseKey) : null;
    if (contact === null && old && isSame(old, closure)) return [];
    return [{ type: 'cases.closure.recorded.v1', data: { ...closure, contact } }];
  });
}

/** The version alone is no news. */
function isSame(old: Closure, now: Closure): boolean {
  return (Object.keys(now) as (keyof Closure)[]).every((field) => field === 'version' || old[field] === now[field]);
}
