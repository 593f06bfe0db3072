import { outcomeClasses } from '@answerable/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  closureEvent,
  apply,
  closed,
  desk,
  keyOf,
  standing,
  start,
  step,
  verdictOn,
} from '../../test/closures-desk.js';
import { takeClosure, type Desk } from './decide-closures.js';
import { hasEnded, hold, move } from './episode.js';

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
