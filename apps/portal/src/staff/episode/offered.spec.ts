import type { Principal } from '@answerable/access';
import { staffExclusionReason, type EpisodeView } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { mayDo, offered } from './offered.js';

const caseworker = { subject: 'a', roles: ['caseworker'] } as unknown as Principal;
const episode = (state: string, heldReason: string | null, over: object = {}) =>
  ({ state, heldReason, exclusion: null, supporters: [], tasks: [], messages: [], ...over }) as unknown as EpisodeView;
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
  expect(mayDo(caseworker, one).reveal, 'what a concern holds opens to a lead alone').toBe(
    one.heldReason !== 'safeguarding',
  );
});

test.each(['answered', 'declined', 'undeliverable', 'not-answered', 'excluded', 'superseded'])(
  'once it is %s nobody is offered to call her, except whoever has taken the call she asked for',
  (state) => {
    const callBack = (subject: string) => ({ tasks: [{ kind: 'call-back', claimedBy: { subject } }] });
    expect(mayDo(caseworker, episode(state, null)).call).toBe(false);
    expect(mayDo(caseworker, episode(state, null, callBack('b'))).call).toBe(false);
    expect(mayDo(caseworker, episode(state, null, callBack('a'))).call).toBe(true);
  },
);

test('a link is ended while one may be open: whatever holds her, and not once her asking is over', () => {
  const offers = (one: EpisodeView) => offered(one, caseworker).some(({ name }) => name === 'end-link');
  const sent = { messages: [{}] };
  for (const state of ['inviting', 'to-check', 'opening']) expect(offers(episode(state, null, sent))).toBe(true);
  expect(offers(episode('held', 'safeguarding', sent))).toBe(true);
  expect(offers(episode('inviting', null)), 'nothing was sent').toBe(false);
  for (const state of ['answered', 'declined', 'not-answered']) expect(offers(episode(state, null, sent))).toBe(false);
});

test('however the asking ended, she decides anew: her own no, and that nobody could reach her; not a death or what her lead decided', () => {
  const offers = (one: EpisodeView) => offered(one, caseworker).some(({ name }) => name === 'ask-again');
  const out = (exclusion: string) => episode('excluded', null, { exclusion });
  for (const state of ['undeliverable', 'not-answered', 'declined']) expect(offers(episode(state, null))).toBe(true);
  for (const reason of ['no-usable-contact', 'no-safe-channel']) expect(offers(out(reason))).toBe(true);
  for (const reason of ['declined-by-her', 'deceased', 'under-16', 'safeguarding-hold', 'proceedings-live'])
    expect(offers(out(reason))).toBe(false);
  expect(['to-check', 'held', 'answered'].some((state) => offers(episode(state, null)))).toBe(false);
});

test('what was written down by mistake is taken back by a lead alone, and only where something was found', () => {
  const lead = { subject: 'l', roles: ['vs-lead'] } as unknown as Principal;
  const offers = (who: Principal, one: EpisodeView) => offered(one, who).some(({ name }) => name === 'take-back');
  const dead = episode('excluded', null, { exclusion: 'deceased' });
  for (const exclusion of staffExclusionReason.options)
    expect(offers(lead, episode('excluded', null, { exclusion }))).toBe(true);
  expect([dead, episode('declined', null)].map((one) => offers(lead, one))).toEqual([true, true]);
  expect([dead, episode('declined', null)].map((one) => offers(caseworker, one))).toEqual([false, false]);
  for (const exclusion of ['invited-within-90-days', 'proceedings-live', 'declined-by-her'])
    expect(offers(lead, episode('excluded', null, { exclusion })), 'follows from a rule, or is her word').toBe(false);
  const safeguarding = { subject: 's', roles: ['safeguarding-lead'] } as unknown as Principal;
  expect(offers(safeguarding, episode('excluded', null, { exclusion: 'safeguarding-hold' }))).toBe(true);
  expect(offers(safeguarding, dead), 'no decision of hers').toBe(false);
});
