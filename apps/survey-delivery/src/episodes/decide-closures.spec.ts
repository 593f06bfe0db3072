import { events, outcomeClasses, type ClosureState, type EventData } from '@answerable/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Closure } from './closure.js';
import { newEpisode, waitingEpisode } from './closure-desk.js';
import { takeClosure, takeProceedings, type Desk } from './decide-closures.js';
import { dispositionOf, exclude, hasEnded, hold, mayMove, move, transitions, type Episode } from './episode.js';

const start = Date.parse('2026-06-01T09:00:00Z');
const example = events['cases.closure.recorded.v1'].example as EventData<'cases.closure.recorded.v1'>;
const keyOf = (n: number) => String(n).padStart(64, '0');

function desk(refused: ReadonlySet<string> = new Set()): Desk {
  return {
    now: new Date(start),
    closures: new Map(),
    merged: new Set(),
    episodes: new Map(),
    episodesOf: new Map(),
    refused: (key) => refused.has(key),
    deaths: new Map(),
    heldUntil: new Map(),
    startEpisode: (c) => newEpisode(c, new Date(start)),
    changedClosures: new Map(),
    newEpisodes: new Set(),
    changedEpisodes: new Set(),
  };
}

/** As it is written: a closure in an episode stands where its episode stands. */
const standing = (d: Desk, closure: Closure) => {
  const episode = closure.episodeId ? d.episodes.get(closure.episodeId) : undefined;
  return episode
    ? dispositionOf(episode)
    : closure.disposition && { disposition: closure.disposition, reason: closure.reason };
};

type Step =
  | { kind: 'closure'; event: ClosureState }
  | { kind: 'proceedings'; caseKey: string; version: number; live: boolean }
  | { kind: 'move'; victim: number; to: Episode['state'] }
  | { kind: 'invited' | 'looked' | 'held' | 'not-safe'; victim: number }
  | { kind: 'days'; days: number };

const closureEvent = fc
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
const step: fc.Arbitrary<Step> = fc.oneof(
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

function apply(d: Desk, s: Step): void {
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

test('whatever happens in whatever order, every closure has exactly one disposition, and what is not closed has none', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const d = desk();
      for (const s of steps) apply(d, s);
      for (const closure of d.closures.values()) {
        const stands = standing(d, closure);
        if (closure.state !== 'closed') expect(stands).toBeNull();
        else {
          expect(stands?.disposition).toBeDefined();
          expect(['excluded', 'deferred'].includes(stands!.disposition)).toBe(stands!.reason !== null);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('a victim has one open episode at most, and an open episode has a closure', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const d = desk();
      for (const s of steps) apply(d, s);
      for (const [, own] of d.episodesOf) {
        const open = own.filter((e) => !hasEnded(e.state));
        expect(open.length).toBeLessThanOrEqual(1);
        for (const e of open) expect([...d.closures.values()].some((c) => c.episodeId === e.id)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

test('whose a case is changes with the pseudonym alone, and not where anything was done for her; whatever is reopened meanwhile', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const d = desk();
      for (const [i, one] of steps.entries()) {
        const s = one.kind === 'closure' ? { ...one, event: { ...one.event, caseKey: keyOf(1), version: i + 1 } } : one;
        const before = s.kind === 'closure' ? d.closures.get(s.event.caseKey) : undefined;
        const known = before && { ...before };
        const episode = known?.episodeId ? { ...d.episodes.get(known.episodeId)! } : undefined;
        apply(d, s);
        if (!known || s.kind !== 'closure') continue;
        const isTouched = episode && (episode.firstInvitedAt || hasEnded(episode.state) || episode.checkedOn);
        if (s.event.victimKey === known.victimKey || isTouched)
          expect(d.closures.get(s.event.caseKey)!.subjectKey).toBe(known.subjectKey);
      }
    }),
    { numRuns: 500 },
  );
});

test('no event of the police lifts a hold of staff before its day, or forgets that nobody has looked since she was not safe', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const d = desk();
      const news = (i: number) => ({ caseKey: keyOf(1), victimKey: keyOf(101), version: i + 1, withinLookBack: true });
      for (const [i, one] of steps.entries()) {
        const hers = () => (d.episodesOf.get(keyOf(101)) ?? []).filter((e) => !hasEnded(e.state));
        const unsafe = hers().some((e) => e.reasons.includes('not-safe-now'));
        apply(d, one.kind === 'closure' ? { ...one, event: { ...one.event, ...news(i) } } : one);
        if (one.kind !== 'closure' && one.kind !== 'proceedings') continue;
        const until = d.heldUntil.get(keyOf(101));
        if (until && until > d.now) expect(hers().filter((e) => e.state !== 'held')).toEqual([]);
        if (unsafe) for (const e of hers()) expect(e.reasons).toContain('not-safe-now');
      }
    }),
    { numRuns: 500 },
  );
});
test.each([
  ['a duplicate by mistake', { outcomeClass: 'ADMIN' as const }],
  ['reopened', { state: 'reopened' as const }],
])(
  'held by staff, her case is sent as %s and closed again: she is held to the same day, and then somebody looks',
  (_, news) => {
    const d = desk();
    takeClosure(d, closed());
    const [first] = d.newEpisodes;
    const until = new Date(start + 28 * 86_400_000);
    hold(first!, 'staff', 'not safe', d.now);
    d.heldUntil.set(keyOf(9), until);
    takeClosure(d, closed({ ...news, version: 2, contact: null }));
    expect(first!.state).toBe('superseded');
    // As it is read again: what is over is known by what nobody has looked at.
    takeClosure(d, closed({ version: 3 }));
    const next = d.episodes.get(d.closures.get(keyOf(1))!.episodeId!)!;
    expect(next).toMatchObject({
      state: 'held',
      heldReason: 'staff',
      heldFrom: 'opening',
      reasons: ['kept-out-before'],
    });
    takeClosure(d, closed({ ...news, version: 4, contact: null }));
    d.now = until;
    takeClosure(d, closed({ version: 5 }));
    const last = d.episodes.get(d.closures.get(keyOf(1))!.episodeId!)!;
    expect(last).toMatchObject({ state: 'opening', reasons: ['kept-out-before'], checkedOn: null });
  },
);

test('the order in which versions arrive does not matter: the latest decides', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(closureEvent, {
        maxLength: 12,
        selector: (s) => (s.kind === 'closure' ? `${s.event.caseKey}/${s.event.version}` : ''),
      }),
      fc.infiniteStream(fc.nat()),
      (steps, numbers) => {
        const shuffled = steps
          .map((s) => ({ s, n: numbers.next().value }))
          .sort((a, b) => a.n - b.n)
          .map(({ s }) => s);
        const [one, other] = [desk(), desk()];
        for (const s of steps) apply(one, s);
        for (const s of shuffled) apply(other, s);
        const seen = (d: Desk) => [...d.closures.values()].map((c) => [c.caseKey, c.version, standing(d, c)]).sort();
        expect(seen(other)).toEqual(seen(one));
      },
    ),
    { numRuns: 300 },
  );
});

const closed = (over: Partial<ClosureState> = {}): ClosureState => ({
  ...example,
  caseKey: keyOf(1),
  victimKey: keyOf(9),
  contact: 'a.b.c.d.e',
  ...over,
});
const verdictOn = (over: Partial<ClosureState>, refused?: ReadonlySet<string>) => {
  const d = desk(refused);
  takeClosure(d, closed(over));
  return standing(d, [...d.closures.values()][0]!);
};

test.each(['given', 'refused', 'not_asked', 'unknown'] as const)(
  'what the police recorded about a referral (%s) excludes nobody',
  (policeReferral) => {
    expect(verdictOn({ policeReferral })?.disposition).toBe('to-check');
  },
);
test.each(outcomeClasses.filter((c) => c !== 'CHARGED' && c !== 'ADMIN'))(
  '"proceedings live" defers only a charge, not %s: nothing can be parked there',
  (outcomeClass) => {
    expect(verdictOn({ outcomeClass, proceedingsLive: true })?.disposition).toBe('to-check');
  },
);
test('a charge with live proceedings is deferred, one without is asked about', () => {
  expect(verdictOn({ outcomeClass: 'CHARGED', proceedingsLive: true })).toEqual({
    disposition: 'deferred',
    reason: 'proceedings-live',
  });
  expect(verdictOn({ outcomeClass: 'CHARGED', proceedingsLive: false })?.disposition).toBe('to-check');
});
test('who said never is not asked, a duplicate is asked about through the other record, an old closure is only counted', () => {
  expect(verdictOn({}, new Set([keyOf(9)]))?.reason).toBe('declined-by-her');
  expect(verdictOn({ outcomeClass: 'ADMIN' })?.reason).toBe('surveyed-through-another-record');
  expect(verdictOn({ withinLookBack: false })?.reason).toBe('older-than-look-back');
});
test('several cases of one person that end together are one episode; one that ends after her invitation is covered by it', () => {
  const d = desk();
  takeClosure(d, closed());
  takeClosure(d, closed({ caseKey: keyOf(2), closedOn: '2026-05-25' }));
  expect(d.newEpisodes.size).toBe(1);
  const [episode] = d.newEpisodes;
  expect(episode!.closedOn, 'she is asked about the case that ended last').toBe('2026-05-25');
  move(episode!, 'scheduled', d.now);
  move(episode!, 'inviting', d.now);
  episode!.firstInvitedAt = d.now;
  d.now = new Date(start + 60 * 86_400_000);
  takeClosure(d, closed({ caseKey: keyOf(3), closedOn: '2026-07-20' }));
  expect(d.closures.get(keyOf(3))).toMatchObject({ disposition: 'excluded', reason: 'invited-within-90-days' });
  move(episode!, 'not-answered', d.now);
  d.now = new Date(start + 100 * 86_400_000);
  takeClosure(d, closed({ caseKey: keyOf(4), closedOn: '2026-09-01' }));
  expect(d.closures.get(keyOf(4))?.disposition).toBe('to-check');
  expect(d.newEpisodes.size).toBe(2);
});
/** Two cases of one person; the second is said to be of somebody else afterwards. */
const revised = (between: (d: Desk, episode: Episode) => void, over: Partial<ClosureState> = {}) => {
  const d = desk();
  takeClosure(d, closed());
  takeClosure(d, closed({ caseKey: keyOf(2) }));
  const [episode] = d.newEpisodes as Set<Episode>;
  between(d, episode!);
  takeClosure(d, closed({ caseKey: keyOf(2), version: 2, victimKey: keyOf(8), contact: null, ...over }));
  return { d, episode: episode!, of: (n: number) => d.closures.get(keyOf(n))! };
};

test('another pseudonym before anything was sent is another person, and her other case is asked about all the same', () => {
  const { d, episode, of } = revised(() => undefined);
  expect(of(2).subjectKey).toBe(keyOf(8));
  expect(d.episodes.get(of(2).episodeId!)?.subjectKey).toBe(keyOf(8));
  expect([episode.state, standing(d, of(1))?.disposition]).toEqual(['opening', 'to-check']);
});
test.each<[string, (d: Desk, episode: Episode) => void, Episode['state']]>([
  ['is held', (d, e) => hold(e, 'safeguarding', null, d.now), 'held'],
  [
    'was invited',
    (d, e) => {
      for (const state of ['scheduled', 'inviting'] as const) move(e, state, d.now);
      e.firstInvitedAt = d.now;
    },
    'inviting',
  ],
  ['said on the telephone how she is reached', (_, e) => (e.checkedOn = '2026-06-01'), 'opening'],
  ['is under a legal hold', (_, e) => (e.legalHold = true), 'opening'],
  ['said no', (d, e) => move(e, 'declined', d.now), 'declined'],
  ['answered', (d, e) => move(e, 'answered', d.now), 'answered'],
])(
  'another pseudonym of somebody who %s makes nobody else of her: nothing is asked again, or lifted',
  (_, between, state) => {
    const { d, episode, of } = revised(between);
    expect([of(2).subjectKey, of(2).episodeId, of(2).version]).toEqual([keyOf(9), episode.id, 2]);
    expect([d.newEpisodes.size, episode.state]).toEqual([1, state]);
  },
);
test('she stays who she is when her case is reopened and closed again under the pseudonym that was not taken', () => {
  const { d, of } = revised((desk, e) => {
    for (const state of ['scheduled', 'inviting'] as const) move(e, state, desk.now);
    e.firstInvitedAt = desk.now;
    move(e, 'answered', desk.now);
  });
  const again = { caseKey: keyOf(2), victimKey: keyOf(8), contact: null };
  takeClosure(d, closed({ ...again, version: 3, state: 'reopened' }));
  takeClosure(d, closed({ ...again, version: 4 }));
  expect(of(2)).toMatchObject({ subjectKey: keyOf(9), disposition: 'excluded', reason: 'invited-within-90-days' });
  expect(d.newEpisodes.size).toBe(1);
});
test('who waits for the court, and has an episode, stays who she is: her concern and her legal hold are kept there', () => {
  const d = desk();
  takeClosure(d, closed({ outcomeClass: 'CHARGED', proceedingsLive: true }));
  const known = waitingEpisode(d.closures.get(keyOf(1))!, d.now);
  d.episodes.set(known.id, known);
  d.episodesOf.set(keyOf(9), [known]);
  takeClosure(d, closed({ version: 2, victimKey: keyOf(8), outcomeClass: 'CHARGED', proceedingsLive: true }));
  expect(d.closures.get(keyOf(1))).toMatchObject({ subjectKey: keyOf(9), disposition: 'deferred' });
  takeProceedings(d, { caseKey: keyOf(1), version: 3, live: false });
  expect(d.closures.get(keyOf(1))).toMatchObject({ subjectKey: keyOf(9), episodeId: known.id });
});
/** Told under its new reference first; the event that says so comes when this and that was done. */
const renamed = (
  done: (d: Desk, episode: Episode) => void,
  victimKey: string | null,
  refusals: ReadonlySet<string> = new Set(),
) => {
  const d = desk(refusals);
  takeClosure(d, closed({ caseKey: keyOf(2), victimKey }));
  const [episode] = d.newEpisodes as Set<Episode>;
  done(d, episode!);
  const asOld = { caseKey: keyOf(1), victimKey, contact: null };
  const asNew = {
    caseKey: keyOf(2),
    victimKey,
    version: 2,
    state: 'merged' as const,
    mergedInto: keyOf(1),
    contact: null,
  };
  return {
    d,
    episode: episode!,
    asOld: () => takeClosure(d, closed(asOld)),
    asNew: () => takeClosure(d, closed(asNew)),
  };
};
const invite = (d: Desk, e: Episode) => {
  for (const state of ['scheduled', 'inviting'] as const) move(e, state, d.now);
  e.firstInvitedAt = d.now;
};
describe.each([
  ['she is named', keyOf(9)],
  ['she is not named', null],
])('a case that was known under its new reference first, where %s,', (_, victimKey) => {
  test.each<[string, (d: Desk, e: Episode) => void, Episode['state'], string | null, object]>([
    ['is to be called', () => undefined, 'opening', 'to-check', {}],
    ['was invited', invite, 'inviting', 'asked', {}],
    ['is held', (d, e) => hold(e, 'safeguarding', null, d.now), 'held', 'excluded', {}],
    [
      'answered long ago',
      (d, e) => (invite(d, e), move(e, 'answered', d.now), (d.now = new Date(start + 2e10))),
      'answered',
      'answered',
      {},
    ],
    ['said no', (d, e) => move(e, 'declined', d.now), 'declined', 'declined', {}],
  ])(
    'goes on under the old one: of her who %s nothing is ended, and nothing asked again',
    (__, done, state, disposition) => {
      const { d, episode, asOld, asNew } = renamed(done, victimKey);
      asOld();
      asNew();
      const [old, as] = [d.closures.get(keyOf(1))!, d.closures.get(keyOf(2))!];
      expect([episode.state, standing(d, old)?.disposition, old.episodeId]).toEqual([state, disposition, episode.id]);
      expect([old.hasContact, old.subjectKey, as.episodeId, standing(d, as)]).toEqual([
        true,
        episode.subjectKey,
        null,
        null,
      ]);
      expect([...d.newEpisodes].filter((e) => !hasEnded(e.state) && e !== episode)).toEqual([]);
    },
  );

  test.each([
    ['the old reference first', true],
    ['the change first', false],
  ])('keeps her no, and what a lead found, whichever is told first: %s', (__, oldFirst) => {
    for (const found of [null, 'no-safe-channel'] as const) {
      const refusals = new Set<string>();
      const said = (on: Desk, e: Episode) => {
        if (!found) refusals.add(keyOf(2));
        if (found) exclude(e, found, on.now);
        else move(e, 'declined', on.now);
        on.closures.get(keyOf(2))!.staffReason = found;
      };
      const { d, asOld, asNew } = renamed(said, victimKey, refusals);
      for (const take of oldFirst ? [asOld, asNew] : [asNew, asOld]) take();
      const stands = standing(d, d.closures.get(keyOf(1))!);
      expect(['declined', 'excluded']).toContain(stands?.disposition);
      expect(d.closures.get(keyOf(1))).toMatchObject({ hasContact: true, staffReason: found });
    }
  });
});
test('a case merged into that of somebody else hands nothing over: she is not asked about it, and he is asked about his', () => {
  const { d, episode } = renamed(invite, keyOf(9));
  takeClosure(d, closed({ caseKey: keyOf(1), victimKey: keyOf(8) }));
  takeClosure(
    d,
    closed({
      caseKey: keyOf(2),
      victimKey: keyOf(9),
      version: 2,
      state: 'merged',
      mergedInto: keyOf(1),
      contact: null,
    }),
  );
  expect(episode.state).toBe('superseded');
  expect(d.closures.get(keyOf(1))).toMatchObject({ subjectKey: keyOf(8), disposition: 'to-check' });
});
test('of an event that comes late nothing is taken but the one way to her', () => {
  const d = desk();
  takeClosure(d, closed({ version: 2, unit: 'B', contact: null }));
  expect(takeClosure(d, closed({ version: 1, unit: 'A' }))).toMatchObject({ version: 2, unit: 'B', hasContact: true });
  expect(takeClosure(d, closed({ version: 1, unit: 'A' })), 'once').toBeNull();
});
test('a revision before the invitation is followed; reopened, the case is no closure any more and nothing is sent', () => {
  const d = desk();
  takeClosure(d, closed());
  takeClosure(d, closed({ version: 2, outcomeClass: 'CHARGED', proceedingsLive: true }));
  expect(standing(d, d.closures.get(keyOf(1))!)?.disposition).toBe('deferred');
  expect([...d.newEpisodes][0]!.state).toBe('superseded');
  takeClosure(d, closed({ version: 3, state: 'reopened' }));
  expect(standing(d, d.closures.get(keyOf(1))!)).toBeNull();
});
test('a charge revised in after the invitation ends the asking: an answer could be demanded in court', () => {
  const d = desk();
  takeClosure(d, closed());
  const [episode] = d.newEpisodes;
  move(episode!, 'scheduled', d.now);
  move(episode!, 'inviting', d.now);
  episode!.firstInvitedAt = d.now;
  takeClosure(d, closed({ version: 2, outcomeClass: 'CHARGED', proceedingsLive: true }));
  expect(episode!.state).toBe('superseded');
  expect(standing(d, d.closures.get(keyOf(1))!)?.disposition).toBe('deferred');
});
test.each([
  [
    'reopened and closed again',
    { version: 2, state: 'reopened' as const, contact: null },
    (d: Desk) => takeClosure(d, closed({ version: 3 })),
  ],
  [
    'charged, and the court has done',
    { version: 2, outcomeClass: 'CHARGED' as const, proceedingsLive: true },
    (d: Desk) => takeProceedings(d, { caseKey: keyOf(1), version: 3, live: false }),
  ],
])('%s within ninety days of an invitation that was taken back: she is asked anew', (_, news, closeAgain) => {
  const d = desk();
  takeClosure(d, closed());
  const [first] = d.newEpisodes;
  move(first!, 'scheduled', d.now);
  move(first!, 'inviting', d.now);
  first!.firstInvitedAt = d.now;
  d.now = new Date(start + 2 * 86_400_000);
  takeClosure(d, closed(news));
  expect(first!.state).toBe('superseded');
  d.now = new Date(start + 20 * 86_400_000);
  closeAgain(d);
  expect(standing(d, d.closures.get(keyOf(1))!)).toEqual({ disposition: 'to-check', reason: null });
  expect([...d.newEpisodes].map((e) => e.state)).toEqual(['superseded', 'opening']);
});
test.each([
  ['reopened', { version: 2, state: 'reopened' as const, contact: null }],
  ['charged', { version: 2, outcomeClass: 'CHARGED' as const, proceedingsLive: true }],
])(
  'the case she was invited about is %s: another that this invitation covered is judged again, and somebody looks first',
  (_, news) => {
    const d = desk();
    takeClosure(d, closed());
    const [first] = d.newEpisodes;
    move(first!, 'scheduled', d.now);
    move(first!, 'inviting', d.now);
    first!.firstInvitedAt = d.now;
    takeClosure(d, closed({ caseKey: keyOf(2) }));
    takeClosure(d, closed({ caseKey: keyOf(3), victimKey: keyOf(8) }));
    const covered = { disposition: 'excluded', reason: 'invited-within-90-days' };
    expect(d.closures.get(keyOf(2))).toMatchObject(covered);
    takeClosure(d, closed(news));
    expect(standing(d, d.closures.get(keyOf(2))!)).toEqual({ disposition: 'to-check', reason: null });
    const her = d.episodes.get(d.closures.get(keyOf(2))!.episodeId!)!;
    expect(her).toMatchObject({ state: 'opening', reasons: ['kept-out-before'], checkedOn: null });
    expect(d.changedClosures.has(keyOf(2)) && d.newEpisodes.has(her)).toBe(true);
    expect(standing(d, d.closures.get(keyOf(1))!)?.disposition ?? null, 'the other is not asked about').not.toBe(
      'to-check',
    );
    expect(d.episodes.get(d.closures.get(keyOf(3))!.episodeId!)!.reasons, 'somebody else').toEqual([]);
  },
);
test('what an answer covers stays covered, also when the police take the case back afterwards', () => {
  const d = desk();
  takeClosure(d, closed());
  const [first] = d.newEpisodes;
  move(first!, 'scheduled', d.now);
  move(first!, 'inviting', d.now);
  first!.firstInvitedAt = d.now;
  takeClosure(d, closed({ caseKey: keyOf(2) }));
  move(first!, 'answered', d.now);
  takeClosure(d, closed({ version: 2, state: 'reopened', contact: null }));
  expect(d.closures.get(keyOf(2))).toMatchObject({ disposition: 'excluded', reason: 'invited-within-90-days' });
  expect(d.newEpisodes.size).toBe(1);
});
test('an answer that came after all counts: she is not asked again within ninety days', () => {
  const d = desk();
  takeClosure(d, closed());
  const [first] = d.newEpisodes;
  move(first!, 'scheduled', d.now);
  move(first!, 'inviting', d.now);
  first!.firstInvitedAt = d.now;
  takeClosure(d, closed({ version: 2, state: 'reopened', contact: null }));
  move(first!, 'answered', d.now);
  takeClosure(d, closed({ version: 3 }));
  expect(d.closures.get(keyOf(1))).toMatchObject({ disposition: 'excluded', reason: 'invited-within-90-days' });
});
test.each(['to-check', 'scheduled', 'inviting'] as const)(
  'told that she died or is too ill while %s: what was looked at counts no more, and it is opened and judged anew',
  (state) => {
    const d = desk();
    takeClosure(d, closed());
    const [episode] = d.newEpisodes;
    if (state === 'inviting') move(episode!, 'scheduled', d.now);
    move(episode!, state, d.now);
    Object.assign(episode!, { checkedOn: '2026-05-30', dueAt: null });
    takeClosure(d, closed({ version: 2, outcomeClass: 'PREVENTED', victimDeadOrIll: true, contact: null }));
    expect(episode).toMatchObject({ state: 'opening', deadOrIll: true, checkedOn: null, dueAt: d.now });
    Object.assign(episode!, { state: 'to-check', checkedOn: '2026-06-02' });
    takeClosure(d, closed({ version: 3, outcomeClass: 'PREVENTED', victimDeadOrIll: true, contact: null }));
    expect(episode, 'told again, after somebody has looked').toMatchObject({
      state: 'to-check',
      checkedOn: '2026-06-02',
    });
  },
);
test('told in a case that is not asked about, or while she is held: it is heeded all the same, and the hold goes on', () => {
  const d = desk();
  takeClosure(d, closed());
  const [episode] = d.newEpisodes;
  move(episode!, 'scheduled', d.now);
  hold(episode!, 'staff', 'away', d.now);
  takeClosure(d, closed({ caseKey: keyOf(2), outcomeClass: 'ADMIN', victimDeadOrIll: true }));
  expect(episode).toMatchObject({ state: 'held', heldFrom: 'opening', deadOrIll: true, checkedOn: null });
  expect(d.changedEpisodes.has(episode!) || d.newEpisodes.has(episode!)).toBe(true);
});
test('told in a case that is over, or in one that came just before: whatever begins for her waits until somebody has looked', () => {
  const d = desk();
  d.deaths.set(keyOf(9), 'told');
  takeClosure(d, closed());
  expect([...d.newEpisodes][0]).toMatchObject({ state: 'opening', deadOrIll: true });
  const other = desk();
  takeClosure(other, closed({ outcomeClass: 'ADMIN', victimDeadOrIll: true }));
  takeClosure(other, closed({ caseKey: keyOf(2) }));
  expect([...other.newEpisodes][0]).toMatchObject({ state: 'opening', deadOrIll: true });
});
test('staff found that she died: no later case of hers is asked about, and none that waited for the court', () => {
  const d = desk();
  takeClosure(d, closed({ outcomeClass: 'CHARGED', proceedingsLive: true }));
  d.deaths.set(keyOf(9), 'found');
  takeProceedings(d, { caseKey: keyOf(1), version: 2, live: false });
  takeClosure(d, closed({ caseKey: keyOf(2), outcomeClass: 'PREVENTED', victimDeadOrIll: true }));
  for (const key of [keyOf(1), keyOf(2)])
    expect(d.closures.get(key)).toMatchObject({ disposition: 'excluded', reason: 'deceased', episodeId: null });
  expect(d.newEpisodes.size).toBe(0);
  takeClosure(d, closed({ caseKey: keyOf(3), victimKey: keyOf(8) }));
  expect(d.closures.get(keyOf(3))?.disposition, 'somebody else').toBe('to-check');
});
test.each([
  ['the court has done', (d: Desk) => takeProceedings(d, { caseKey: keyOf(1), version: 2, live: false }), keyOf(1)],
  ['another case of hers ends', (d: Desk) => takeClosure(d, closed({ caseKey: keyOf(2) })), keyOf(2)],
])('who waited for the court keeps the episode by which she is known: it begins when %s', (_, ends, caseKey) => {
  const d = desk();
  takeClosure(d, closed({ outcomeClass: 'CHARGED', proceedingsLive: true }));
  const waiting = waitingEpisode(d.closures.get(keyOf(1))!, d.now);
  d.episodes.set(waiting.id, waiting);
  d.episodesOf.set(keyOf(9), [waiting]);
  d.now = new Date(start + 86_400_000);
  d.deaths.set(keyOf(9), 'told');
  ends(d);
  expect(waiting).toMatchObject({ state: 'opening', exclusion: null, dueAt: d.now, deadOrIll: true });
  expect(d.closures.get(caseKey)).toMatchObject({ episodeId: waiting.id, disposition: 'to-check' });
  expect(d.changedEpisodes.has(waiting)).toBe(true);
  expect(d.newEpisodes.size).toBe(0);
});
test('while she waits for the court her case is in no episode, and counts as waiting', () => {
  const d = desk();
  takeClosure(d, closed({ outcomeClass: 'CHARGED', proceedingsLive: true }));
  const waiting = waitingEpisode(d.closures.get(keyOf(1))!, d.now);
  d.episodes.set(waiting.id, waiting);
  d.episodesOf.set(keyOf(9), [waiting]);
  takeClosure(d, closed({ version: 2, outcomeClass: 'CHARGED', proceedingsLive: true }));
  expect(d.closures.get(keyOf(1))).toMatchObject({ disposition: 'deferred', episodeId: null });
  expect(waiting.state).toBe('excluded');
});
test('a child for whom the police send another date of birth is judged again, as the same episode; a finding of staff stays', () => {
  const d = desk();
  takeClosure(d, closed());
  const [episode] = d.newEpisodes;
  move(episode!, 'to-check', d.now);
  exclude(episode!, 'under-16', d.now);
  takeClosure(d, closed({ version: 2, contact: null }));
  expect(episode!.state, 'no new contact').toBe('excluded');
  takeClosure(d, closed({ version: 3 }));
  expect(episode).toMatchObject({ state: 'opening', exclusion: null, dueAt: d.now });
  expect(d.newEpisodes.size).toBe(1);
  exclude(episode!, 'deceased', d.now);
  d.closures.get(keyOf(1))!.staffReason = 'deceased';
  takeClosure(d, closed({ version: 4 }));
  expect(episode!.state).toBe('excluded');
});
