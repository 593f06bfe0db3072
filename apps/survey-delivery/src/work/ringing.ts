import type { DeliverySettings, TaskKind } from '@answerable/contracts';
import { london } from '@answerable/service';
import type { Episode } from '../episodes/episode.js';
import { inviteOn } from '../episodes/plan-episode.js';
import type { Task } from './task.store.js';

/** Calls of ours, planned for a day of their own: the waiting time and "call me on Friday" are in it. */
export const isPlannedCall = ({ kind }: { kind: TaskKind }): boolean =>
  kind === 'telephone' || kind === 'safe-contact-check';

const claimedNow = (task: Task, now: Date): boolean => task.claimedUntil !== null && task.claimedUntil > now;

/** She asked to be called, and this person has taken that: neither a hold nor a planned day stands against it. Pure. */
export const askedForCall = (open: readonly Task[], subject: string, now: Date): boolean =>
  open.some((t) => t.kind === 'call-back' && t.claimedBy === subject && claimedNow(t, now));

/** The task for which a colleague may be talking with her at this moment; she is not rung twice. Pure. */
export const atColleague = (open: readonly Task[], subject: string, now: Date): Task | undefined =>
  open.find((t) => (isPlannedCall(t) || t.kind === 'call-back') && t.claimedBy !== subject && claimedNow(t, now));

/** From when on a planned call may be made: the beginning of its day, or the time of it that was agreed with her. Pure. */
export function plannedFrom({ dueAt, notBefore }: Pick<Task, 'dueAt' | 'notBefore'>): Date {
  const day = london.startOfDay(london.today(dueAt));
  return notBefore && notBefore > day ? notBefore : day;
}

/** The first moment of her planned calls. Null: none is planned. Pure. */
export function agreedFrom(open: readonly Pick<Task, 'kind' | 'dueAt' | 'notBefore'>[]): Date | null {
  const from = open.filter(isPlannedCall).map(plannedFrom);
  return from.toSorted((a, b) => a.getTime() - b.getTime())[0] ?? null;
}

/**
 * The first day on which she may be rung: that of her earliest planned call; where none is planned and nobody has asked her yet,
 * the end of the waiting time. Null: any day. Pure.
 */
export function firstDayToRing(
  episode: Pick<Episode, 'closedOn' | 'firstInvitedAt'>,
  open: readonly Pick<Task, 'kind' | 'dueAt'>[],
  settings: DeliverySettings,
): string | null {
  const days = open.filter(isPlannedCall).map((t) => london.today(t.dueAt));
  if (days.length > 0) return days.toSorted()[0]!;
  return episode.firstInvitedAt ? null : inviteOn(episode, settings);
}
