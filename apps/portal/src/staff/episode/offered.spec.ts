import type { Principal } from '@answerable/access';
import type { EpisodeView } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { mayDo, offered } from './offered.js';

const caseworker = { subject: 'a', roles: ['caseworker'] } as unknown as Principal;
const episode = (state: string, heldReason: string | null) =>
  ({ state, heldReason, supporters: [] }) as unknown as EpisodeView;
const reaching = ['attempt', 'hold', 'release-hold', 'exclude'];

test.each([
  ['being asked', episode('to-check', null), ['attempt', 'hold', 'exclude'], true],
  ['held by staff', episode('held', 'abroad'), ['release-hold', 'exclude'], false],
  ['held by a concern', episode('held', 'safeguarding'), [], false],
] as const)('somebody %s: nothing is offered that would go round a hold', (_, one, names, call) => {
  const given = offered(one, caseworker).map(({ name }) => name);
  expect(given.filter((name) => reaching.includes(name))).toEqual(names);
  expect(given, 'a no always counts, and so does a worry').toEqual(expect.arrayContaining(['decline', 'concern']));
  expect(mayDo(caseworker, one).call).toBe(call);
});
