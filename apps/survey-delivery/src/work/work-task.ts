import type { WorkTask } from '@answerable/contracts';
import { nextContactMoment } from '../delivery/contact-hours.js';
import { isPlannedCall, plannedFrom } from './ringing.js';
import type { WorkRow } from './worklist.store.js';

/** A row of the worklist as staff see it: never a number, an address or a name. */
export function workTaskFrom(row: WorkRow, now: Date): WorkTask {
  const claimed = row.claimedBy !== null && row.claimedUntil !== null && row.claimedUntil > now;
  return {
    taskId: row.taskId,
    kind: row.kind,
    episodeId: row.episodeId,
    entryId: row.entryId,
    reference: row.reference ?? (row.caseKey ? `case ${row.caseKey.slice(0, 8).toUpperCase()}` : 'public page'),
    force: row.force,
    unit: row.unit,
    cueMonth: row.closedOn?.slice(0, 7) ?? null,
    language: row.language ?? 'en',
    interpreter: row.interpreter ?? false,
    reasons: row.reasons ?? [],
    safe: row.safe,
    attempts: row.attempts ?? 0,
    dueAt: row.dueAt.toISOString(),
    overdue: row.dueAt < now,
    notBefore: earliest(row, now).toISOString(),
    claimedBy: claimed ? { subject: row.claimedBy!, name: row.claimedName! } : null,
    claimedUntil: claimed ? row.claimedUntil!.toISOString() : null,
    supportedByMe: row.supportedByMe,
  };
}

/** Calls are made on the day they are planned for, not before: waiting time and "call again on" are part of her safety. */
function earliest(row: WorkRow, now: Date): Date {
  const from = plannedFrom(row);
  return nextContactMoment(isPlannedCall(row) && from > now ? from : now, row.safe?.times ?? []);
}
