import { events, type ClosureState } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { closureFrom } from './closure.js';
import { newEpisode } from './closure-desk.js';
import { exclude, hold, isForHerLead, mayStillStop, move, releaseHold, transitions, type Episode } from './episode.js';

const now = new Date('2026-06-01T09:00:00Z');
const episode = () =>
  newEpisode(closureFrom(events['cases.closure.recorded.v1'].example as ClosureState, undefined), now);

test('a reason of staff never replaces a concern, and what her lead has closed stays with her lead', () => {
  const her = episode();
  hold(her, 'safeguarding', null, now);
  expect(() => hold(her, 'staff', 'away', now)).toThrow();
  expect(her).toMatchObject({ heldReason: 'safeguarding', heldFrom: 'opening' });
  expect(isForHerLead(her)).toBe(true);
  exclude(her, 'safeguarding-hold', now);
  expect(isForHerLead(her)).toBe(true);
});

test('a concern replaces a hold of staff, and ends where that began; what was written down with it is gone', () => {
  const her = episode();
  move(her, 'scheduled', now);
  hold(her, 'staff', 'in hospital', now);
  expect(isForHerLead(her)).toBe(false);
  hold(her, 'safeguarding', null, now);
  releaseHold(her, now);
  expect(her).toMatchObject({ state: 'scheduled', heldReason: null, heldNote: null });
});

test('STOP is heard wherever she stands, unless she has said it; also from somebody who has answered, or whose no staff wrote down', () => {
  const states = Object.keys(transitions) as Episode['state'][];
  expect(states.filter((state) => !mayStillStop({ state, reasons: [] }))).toEqual([]);
  const heard = states.filter((state) => !mayStillStop({ state, reasons: ['said-stop'] }));
  expect(heard).toEqual(['answered', 'declined']);
});
