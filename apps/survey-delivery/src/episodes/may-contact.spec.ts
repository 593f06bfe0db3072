import { events, type ClosureState } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { closureFrom } from './closure.js';
import { newEpisode } from './closure-desk.js';
import { exclude, hold, move, transitions, type Episode } from './episode.js';
import { closedBecause, obstacleTo } from './may-contact.js';

const now = new Date('2026-06-01T09:00:00Z');
const episode = (state: Episode['state'] = 'opening'): Episode => {
  const her = newEpisode(closureFrom(events['cases.closure.recorded.v1'].example as ClosureState, undefined), now);
  if (state === 'held') hold(her, 'staff', 'away', now);
  else if (state === 'excluded') exclude(her, 'no-safe-channel', now);
  else if (state === 'not-answered') move(her, 'inviting', now);
  else if (state === 'undeliverable') move(her, 'to-check', now);
  if (state !== 'held' && state !== 'excluded') move(her, state, now);
  return her;
};
const by = (change: (her: Episode) => void, state?: Episode['state']): Episode => {
  const her = episode(state);
  change(her);
  return her;
};

const states: Record<string, Episode> = {
  ...Object.fromEntries((Object.keys(transitions) as Episode['state'][]).map((state) => [state, episode(state)])),
  'held by her lead': by((her) => hold(her, 'safeguarding', null, now), 'inviting'),
  'left alone by her lead': by((her) => exclude(her, 'safeguarding-hold', now), 'inviting'),
  'said to be dead, before somebody looked': by((her) => (her.deadOrIll = true), 'inviting'),
  'said to be dead, and somebody looked': by(
    (her) => Object.assign(her, { deadOrIll: true, checkedOn: '2026-06-01' }),
    'inviting',
  ),
};

const routes = [
  'message',
  'dial',
  'call-back',
  'hand-over',
  'attempt',
  'safe-contact',
  'hold',
  'release',
  'exclude',
] as const;
const anyone = [...routes];
const over = ['call-back', 'exclude'];
/** Which ways are open; every other one is closed. */
const open: Record<string, string[]> = {
  opening: ['safe-contact', 'hold', 'exclude'],
  'to-check': anyone,
  scheduled: anyone,
  inviting: anyone,
  held: ['call-back', 'hold', 'release', 'exclude'],
  answered: ['call-back', 'attempt'],
  declined: over,
  undeliverable: over,
  'not-answered': over,
  excluded: over,
  superseded: over,
  'held by her lead': [],
  'left alone by her lead': [],
  'said to be dead, before somebody looked': ['attempt', 'safe-contact', 'hold', 'exclude'],
  'said to be dead, and somebody looked': anyone,
};

test.each(Object.entries(states))('%s: the ways that lead to her, and no other', (name, her) => {
  expect(routes.filter((route) => closedBecause(her, route) === null)).toEqual(open[name]);
  const ways = ['message', 'dial', 'hand-over'] as const;
  for (const route of ways) expect(closedBecause(her, route) === null, route).toBe(obstacleTo(her) === null);
});
