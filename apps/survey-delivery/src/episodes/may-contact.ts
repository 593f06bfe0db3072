import { deliveryProblem } from '../problems.js';
import { hasEnded, isForHerLead, type Episode } from './episode.js';

/** What stands between us and her. */
type Obstacle = 'for-her-lead' | 'held' | 'answered' | 'ended' | 'being-opened' | 'dead-or-ill';

/** The one answer to "may she be contacted now, and if not, why"; null: nothing stands in the way. Pure. */
export function obstacleTo(episode: Episode): Obstacle | null {
  if (isForHerLead(episode)) return 'for-her-lead';
  if (episode.state === 'held') return 'held';
  if (episode.state === 'answered') return 'answered';
  if (hasEnded(episode.state)) return 'ended';
  if (episode.state === 'opening') return 'being-opened';
  return episode.deadOrIll && !episode.checkedOn ? 'dead-or-ill' : null;
}

/** Everything that reaches her, or says what comes next. Her own no is none of these: it counts always. */
type Route =
  | 'message'
  | 'dial'
  | 'call-back'
  | 'hand-over'
  | 'attempt'
  | 'safe-contact'
  | 'hold'
  | 'release'
  | 'exclude';

/**
 * What does not stop a route. She asked for the call-back herself. An attempt is written down when the interview has been sent,
 * and it is the looking that finds out whether she died.
 */
const passes: Readonly<Record<Route, readonly Obstacle[]>> = {
  message: [],
  dial: [],
  'call-back': ['held', 'answered', 'ended'],
  'hand-over': [],
  attempt: ['answered', 'dead-or-ill'],
  'safe-contact': ['being-opened', 'dead-or-ill'],
  hold: ['held', 'being-opened', 'dead-or-ill'],
  release: ['held'],
  exclude: ['held', 'ended', 'being-opened', 'dead-or-ill'],
};

export const FOR_HER_LEAD = 'Everything for her is held: her safeguarding lead decides.';

const because: Readonly<Record<Obstacle, string>> = {
  'for-her-lead': FOR_HER_LEAD,
  held: 'Everything for her is held: end the hold, or record that she says no.',
  answered: 'She has answered: there is nothing to ask her now.',
  ended: 'This episode has ended.',
  'being-opened': 'The police have sent something new about her: wait until it has been looked at, and try again.',
  'dead-or-ill': 'The police say that she died or is too ill: find that out without ringing her.',
};

/** Why this way to her is closed now; null: it is open. Pure. */
export function closedBecause(episode: Episode, route: Route): string | null {
  const obstacle = obstacleTo(episode);
  return obstacle === null || passes[route].includes(obstacle) ? null : because[obstacle];
}

/** Throws not-possible-now where this way is closed. */
export function assertMay(episode: Episode, route: Route): void {
  const reason = closedBecause(episode, route);
  if (reason !== null) throw deliveryProblem('not-possible-now', reason);
}
