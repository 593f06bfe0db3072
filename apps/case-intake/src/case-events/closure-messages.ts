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
    const changes = old ? changedFields(old, closure) : ['state' as const];
    if (contact === null && changes.length === 0) return [];
    const on = chunk.proceedingsOn.get(caseKey);
    if (contact === null && on !== undefined && changes.every((field) => field === 'proceedingsLive')) {
      const { organisationId, victimKey, version, proceedingsLive: live } = closure;
      return [
        { type: 'cases.proceedings.changed.v1', data: { organisationId, caseKey, victimKey, version, live, on } },
      ];
    }
    return [{ type: 'cases.closure.recorded.v1', data: { ...closure, contact } }];
  });
}

/** The version alone is no news. */
function changedFields(old: Closure, now: Closure): (keyof Closure)[] {
  return (Object.keys(now) as (keyof Closure)[]).filter((field) => field !== 'version' && old[field] !== now[field]);
}
