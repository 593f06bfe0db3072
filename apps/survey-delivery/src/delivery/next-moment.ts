import { london } from '@answerable/service';
import type { Episode } from '../episodes/episode.js';
import { nextContactMoment } from './contact-hours.js';

/** All messages of a source are held that has sent nothing for longer: what we know of her may be old (a later outcome, a death). */
export const SILENT_AFTER_DAYS = 7;

/** When she may next be written to: now, at her next safe hour, or on a day on which her source may have been heard again. Pure. */
export function nextMoment(
  episode: Pick<Episode, 'force' | 'sourceSystem' | 'safe'>,
  silentSources: ReadonlySet<string>,
  now: Date,
): { readonly at: Date; readonly sourceIsSilent: boolean } {
  const sourceIsSilent = silentSources.has(`${episode.force}/${episode.sourceSystem}`);
  const from = sourceIsSilent ? london.at(london.addDays(london.today(now), 1), '09:00') : now;
  return { at: nextContactMoment(from, episode.safe?.times), sourceIsSilent };
}
