import type { DeliverySettings } from '@answerable/contracts';
import { london } from '@answerable/service';
import type { Closure } from '../episodes/closure.js';
import type { Episode } from '../episodes/episode.js';
import { nextContactMoment } from './contact-hours.js';

/** All messages of a source are held that has sent nothing for longer: what we know of her may be old (a later outcome, a death). */
export const SILENT_AFTER_DAYS = 7;

/**
 * When she may next be written to: now, at her next safe hour, or on a day on which every source of her
 * cases may have been heard again: a death is told by any of them. Pure.
 */
export function nextMoment(
  episode: Pick<Episode, 'safe'>,
  cases: readonly Pick<Closure, 'force' | 'sourceSystem'>[],
  silentSources: ReadonlySet<string>,
  now: Date,
): { readonly at: Date; readonly sourceIsSilent: boolean } {
  const sourceIsSilent = cases.some((c) => silentSources.has(`${c.force}/${c.sourceSystem}`));
  const from = sourceIsSilent ? london.at(london.addDays(london.today(now), 1), '09:00') : now;
  return { at: nextContactMoment(from, episode.safe?.times), sourceIsSilent };
}

/** When that is due which follows a message of now: the next reminder, or the end. Days are counted whole: at what hour one left decides nothing. */
export function afterMessage(
  { messagesSent, expiresAt, safe }: Pick<Episode, 'messagesSent' | 'expiresAt' | 'safe'>,
  settings: Pick<DeliverySettings, 'reminders' | 'reminderAfterDays'>,
  now: Date,
): Date | null {
  const day = london.addDays(london.today(now), settings.reminderAfterDays);
  const next = nextContactMoment(london.startOfDay(day), safe?.times);
  return messagesSent > settings.reminders || (expiresAt && next > expiresAt) ? expiresAt : next;
}
