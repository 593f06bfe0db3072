import type { Principal } from '@answerable/access';
import { staffExclusionReason, type EpisodeState, type EpisodeView } from '@answerable/contracts';
import { episodeActions } from './actions.js';

/** States after which nothing more is done for an episode. */
const over: readonly EpisodeState[] = [
  'answered',
  'declined',
  'not-answered',
  'superseded',
  'excluded',
  'undeliverable',
];

/** While she is held nobody calls her; what a concern holds is changed by her safeguarding lead alone, at the concern. */
const free = ({ state }: EpisodeView) => !over.includes(state) && state !== 'held';
const byConcern = ({ state, heldReason }: EpisodeView) => state === 'held' && heldReason === 'safeguarding';

/** How an asking ended that she can begin anew; of exclusions, her own and that nobody could reach her. */
const askable: readonly EpisodeState[] = ['undeliverable', 'not-answered', 'declined'];

/** In which states an action makes sense; the API has the last word. */
const when: Record<string, (episode: EpisodeView, roles: Principal['roles']) => boolean> = {
  attempt: free,
  hold: free,
  'release-hold': (episode) => episode.state === 'held' && !byConcern(episode),
  'end-link': ({ state, messages }) => !over.includes(state) && messages.length > 0,
  decline: ({ state }) => state !== 'declined',
  exclude: (episode) => !over.includes(episode.state) && !byConcern(episode),
  concern: () => true,
  supporter: () => true,
  'legal-hold': () => true,
  request: () => true,
  'ask-again': ({ state, exclusion }) =>
    askable.includes(state) || exclusion === 'no-usable-contact' || exclusion === 'no-safe-channel',
  'take-back': ({ state, exclusion }, roles) =>
    exclusion === 'safeguarding-hold' ||
    (roles.includes('vs-lead') &&
      (state === 'declined' || staffExclusionReason.options.some((reason) => reason === exclusion))),
};

/** What this person can do with this episode now, in the order of the table. */
export function offered(episode: EpisodeView, principal: Principal): { name: string; title: string }[] {
  const supports = episode.supporters.some(({ subject }) => subject === principal.subject);
  return Object.entries(episodeActions)
    .filter(
      ([name, action]) =>
        when[name]?.(episode, principal.roles) && action.roles.some((role) => principal.roles.includes(role)),
    )
    .filter(([name]) => !(name === 'supporter' && supports))
    .map(([name, { title }]) => ({ name, title }));
}

const callers: readonly string[] = ['caseworker', 'interviewer', 'vs-lead'];

/**
 * What else is open to this person: an interviewer sees a first name while calling, and never the details. Where the asking is over
 * nobody calls her, except whoever has taken the call she asked for; what is wrong with her details is put right all the same.
 */
export const mayDo = ({ roles, subject }: Principal, episode: EpisodeView) => ({
  call:
    roles.some((role) => callers.includes(role)) &&
    (free(episode) || episode.tasks.some((t) => t.kind === 'call-back' && t.claimedBy?.subject === subject)),
  safeContact: episode.state !== 'held' && roles.some((role) => callers.includes(role)),
  reveal: roles.some(
    (role) =>
      role === 'vs-lead' ||
      role === 'safeguarding-lead' ||
      (role === 'caseworker' && !byConcern(episode) && episode.exclusion !== 'safeguarding-hold'),
  ),
});
