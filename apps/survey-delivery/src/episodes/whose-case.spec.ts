import type { ClosureState } from '@answerable/contracts';
import { describe, expect, test } from 'vitest';
import { closed, desk, keyOf, standing, start } from '../../test/closures-desk.js';
import { waitingEpisode } from './closure-desk.js';
import { takeClosure, takeProceedings, type Desk } from './decide-closures.js';
import { exclude, hasEnded, hold, move, type Episode } from './episode.js';

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
test('what she said to staff about reaching her goes not astray: her case stays hers under another pseudonym, also while it is looked at anew', () => {
  const d = desk();
  d.spokenWith = new Set([keyOf(9)]);
  takeClosure(d, closed());
  const [episode] = d.newEpisodes;
  Object.assign(episode!, { checkedOn: '2026-06-01' });
  takeClosure(d, closed({ version: 2, victimDeadOrIll: true }));
  expect(episode!.checkedOn, 'the police have news').toBeNull();
  takeClosure(d, closed({ version: 3, victimKey: keyOf(8) }));
  expect(d.closures.get(keyOf(1))).toMatchObject({ subjectKey: keyOf(9), episodeId: episode!.id });
  expect(episode!.state).toBe('opening');
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
