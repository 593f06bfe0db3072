import { events, outcomeClasses, type ClosureState, type EventData } from '@answerable/contracts';
import * as fc from 'fast-check';
import type { Closure } from '../src/episodes/closure.js';
import { newEpisode } from '../src/episodes/closure-desk.js';
import { takeClosure, takeProceedings, type Desk } from '../src/episodes/decide-closures.js';
import { dispositionOf, hasEnded, hold, mayMove, move, transitions, type Episode } from '../src/episodes/episode.js';

export const start = Date.parse('2026-06-01T09:00:00Z');
export const example = events['cases.closure.recorded.v1'].example as EventData<'cases.closure.recorded.v1'>;
export const keyOf = (n: number) => String(n).padStart(64, '0');

export function desk(refused: ReadonlySet<string> = new Set()): Desk {
  return {
    now: new Date(start),
    closures: new Map(),
    merged: new Set(),
    episodes: new Map(),
    episodesOf: new Map(),
    refused: (key) => refused.has(key),
    deaths: new Map(),
    heldUntil: new Map(),
    spokenWith: new Set(),
    startEpisode: (c) => newEpisode(c, new Date(start)),
    changedClosures: new Map(),
    newEpisodes: new Set(),
    changedEpisodes: new Set(),
  };
}

/** As it is written: a closure in an episode stands where its episode stands. */
export const standing = (d: Desk, closure: Closure) => {
  const episode = closure.episodeId ? d.episodes.get(closure.episodeId) : undefined;
  return episode
    ? dispositionOf(episode)
    : closure.disposition && { disposition: closure.disposition, reason: closure.reason };
};

export type Step =
  | { kind: 'closure'; event: ClosureState }
  | { kind: 'proceedings'; caseKey: string; version: number; live: boolean }
  | { kind: 'move'; victim: number; to: Episode['state'] }
  | { kind: 'invited' | 'looked' | 'held' | 'not-safe'; victim: number }
  | { kind: 'days'; days: number };

export const closureEvent = fc
  .record({
    case: fc.integer({ min: 1, max: 5 }),
    // Now and then another pseudonym than that of the other events of the case.
    swapped: fc.constantFrom(0, 0, 0, 1),
    version: fc.integer({ min: 1, max: 6 }),
    state: fc.constantFrom('closed', 'closed', 'closed', 'reopened', 'merged', 'removed'),
    outcomeClass: fc.constantFrom(...outcomeClasses),
    proceedingsLive: fc.boolean(),
    withinLookBack: fc.boolean(),
    withContact: fc.boolean(),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map((r): Step => ({
    kind: 'closure',
    event: {
      ...example,
      caseKey: keyOf(r.case),
      victimKey: keyOf(100 + ((r.case + r.swapped) % 2)),
      version: r.version,
      state: r.state as ClosureState['state'],
      mergedInto: r.state === 'merged' ? keyOf((r.case % 5) + 1) : null,
      outcomeClass: r.outcomeClass,
      proceedingsLive: r.proceedingsLive,
      withinLookBack: r.withinLookBack,
      closedOn: `2026-05-${String(r.day).padStart(2, '0')}`,
      contact: r.withContact ? 'a.b.c.d.e' : null,
    },
  }));
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: closureEvent },
  fc.record({
    kind: fc.constant('proceedings' as const),
    caseKey: fc.integer({ min: 1, max: 5 }).map(keyOf),
    version: fc.integer({ min: 1, max: 6 }),
    live: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('move' as const),
    victim: fc.integer({ min: 0, max: 1 }),
    to: fc.constantFrom(...(Object.keys(transitions) as Episode['state'][])),
  }),
  fc.record({ kind: fc.constantFrom('invited', 'looked', 'held', 'not-safe'), victim: fc.integer({ min: 0, max: 1 }) }),
  fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 60 }) }),
);

export function apply(d: Desk, s: Step): void {
  const openOf = (victim: number) => (d.episodesOf.get(keyOf(100 + victim)) ?? []).find((e) => !hasEnded(e.state));
  if (s.kind === 'closure') takeClosure(d, s.event);
  if (s.kind === 'proceedings') takeProceedings(d, s);
  if (s.kind === 'days') d.now = new Date(d.now.getTime() + s.days * 86_400_000);
  const episode = 'victim' in s ? openOf(s.victim) : undefined;
  if (s.kind === 'looked' && episode) Object.assign(episode, { checkedOn: '2026-06-01', reasons: [] });
  if (s.kind === 'not-safe' && episode) Object.assign(episode, { reasons: ['not-safe-now'] });
  if (s.kind === 'held' && episode && episode.state !== 'held') {
    hold(episode, 'staff', 'away', d.now);
    d.heldUntil.set(episode.subjectKey, new Date(d.now.getTime() + 28 * 86_400_000));
  }
  if (s.kind === 'invited' && episode) {
    episode.firstInvitedAt ??= d.now;
    if (episode.state !== 'held' && mayMove(episode, 'inviting')) move(episode, 'inviting', d.now);
  }
  if (
    s.kind === 'move' &&
    episode &&
    s.to !== 'held' &&
    s.to !== 'excluded' &&
    s.to !== 'superseded' &&
    mayMove(episode, s.to)
  ) {
    if (episode.state === 'held') d.heldUntil.delete(episode.subjectKey);
    move(episode, s.to, d.now);
  }
}

export const closed = (over: Partial<ClosureState> = {}): ClosureState => ({
  ...example,
  caseKey: keyOf(1),
  victimKey: keyOf(9),
  contact: 'a.b.c.d.e',
  ...over,
});
export const verdictOn = (over: Partial<ClosureState>, refused?: ReadonlySet<string>) => {
  const d = desk(refused);
  takeClosure(d, closed(over));
  return standing(d, [...d.closures.values()][0]!);
};
