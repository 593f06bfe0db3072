import { expect, test } from 'vitest';
import { closed, desk, keyOf, standing, start } from '../../test/closures-desk.js';
import { waitingEpisode } from './closure-desk.js';
import { takeClosure, takeProceedings, type Desk } from './decide-closures.js';
import { exclude, hold, move, type Episode } from './episode.js';

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

const excludedFor = (reasons: Episode['reasons']) => {
  const d = desk();
  takeClosure(d, closed());
  const [episode] = d.newEpisodes;
  episode!.reasons = reasons;
  exclude(episode!, 'no-safe-channel', d.now);
  d.closures.get(keyOf(1))!.staffReason = 'no-safe-channel';
  return d;
};
const now = (d: Desk) => standing(d, d.closures.get(keyOf(1))!);
test.each(['contact-not-kept', 'unreadable-block', 'no-contact-block', 'no-usable-contact'] as const)(
  'left out by staff because nothing is there to reach her with (%s): when the police give it she is asked, closed again too',
  (reason) => {
    const d = excludedFor([reason]);
    takeClosure(d, closed({ version: 2, contact: null }));
    expect(now(d), 'nothing came').toMatchObject({ reason: 'no-safe-channel' });
    takeClosure(d, closed({ version: 3 }));
    expect(now(d)).toEqual({ disposition: 'to-check', reason: null });
    const again = excludedFor([reason]);
    takeClosure(again, closed({ version: 2, state: 'reopened', contact: null }));
    takeClosure(again, closed({ version: 3 }));
    expect(now(again)).toEqual({ disposition: 'to-check', reason: null });
  },
);
test('staff found that nothing was there to reach her with, and the event that has it comes late: she is asked', () => {
  const d = desk();
  takeClosure(d, closed({ version: 2, contact: null }));
  exclude([...d.newEpisodes][0]!, 'no-usable-contact', d.now);
  d.closures.get(keyOf(1))!.staffReason = 'no-usable-contact';
  takeClosure(d, closed({ version: 1 }));
  expect(now(d)).toEqual({ disposition: 'to-check', reason: null });
});
test('that no way to her is safe, found by staff, stands whatever the police give later', () => {
  const d = excludedFor(['links-not-confirmed']);
  takeClosure(d, closed({ version: 2 }));
  expect(now(d)).toEqual({ disposition: 'excluded', reason: 'no-safe-channel' });
});
