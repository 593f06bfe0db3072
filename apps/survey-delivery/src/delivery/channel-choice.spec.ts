import type { SafeNotes } from '@answerable/contracts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseChannel, type ChannelFacts } from './channel-choice.js';
import { endOfWorkingDay, mayContactAt, nextContactMoment } from './contact-hours.js';

const safe: SafeNotes = {
  telephone: 'safe',
  text: 'safe',
  voicemail: 'unknown',
  email: 'safe',
  letter: 'safe',
  times: [],
  linksSafeUntil: '2026-08-01',
  checkWordAgreed: true,
  sharedNumber: false,
  sharedEmail: false,
};
const facts = (over: Partial<ChannelFacts> = {}, notes: Partial<SafeNotes> = {}): ChannelFacts => ({
  safe: { ...safe, ...notes },
  today: '2026-06-01',
  interpreter: false,
  preferred: null,
  failed: [],
  used: [],
  step: 0,
  ...over,
});

const mark = fc.constantFrom('safe', 'unsafe', 'unknown') as fc.Arbitrary<'safe' | 'unsafe' | 'unknown'>;
const channel = fc.constantFrom('email', 'sms', 'letter', 'telephone') as fc.Arbitrary<
  'email' | 'sms' | 'letter' | 'telephone'
>;
const anyFacts: fc.Arbitrary<ChannelFacts> = fc.record({
  safe: fc.record({
    telephone: mark,
    text: mark,
    voicemail: mark,
    email: mark,
    letter: mark,
    times: fc.constant([]),
    linksSafeUntil: fc.constantFrom(null, '2026-05-31', '2026-06-01', '2026-08-01'),
    checkWordAgreed: fc.boolean(),
    sharedNumber: fc.boolean(),
    sharedEmail: fc.boolean(),
  }),
  today: fc.constant('2026-06-01'),
  interpreter: fc.boolean(),
  preferred: fc.option(channel),
  failed: fc.uniqueArray(channel),
  used: fc.array(channel, { maxLength: 3 }),
  step: fc.integer({ min: 0, max: 2 }),
});

test('a link is never sent but to a safe channel, within 90 days of her word, with a check word, to a number of her own', () => {
  fc.assert(
    fc.property(anyFacts, (f) => {
      const chosen = chooseChannel(f);
      if (chosen !== 'email' && chosen !== 'sms') return;
      expect(chosen === 'email' ? f.safe.email : f.safe.text).toBe('safe');
      expect(chosen === 'email' ? f.safe.sharedEmail : f.safe.sharedNumber).toBe(false);
      expect(f.safe.linksSafeUntil! >= f.today && f.safe.checkWordAgreed).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
test('a letter goes only to an address confirmed as safe, a call never to a number marked unsafe, nothing by a channel that failed', () => {
  fc.assert(
    fc.property(anyFacts, (f) => {
      const chosen = chooseChannel(f);
      if (chosen === 'letter') expect(f.safe.letter).toBe('safe');
      if (chosen === 'telephone') expect(f.safe.telephone).not.toBe('unsafe');
      if (chosen) expect(f.failed).not.toContain(chosen);
    }),
    { numRuns: 2000 },
  );
});
test('the second reminder goes another way than the message before it', () => {
  expect(chooseChannel(facts({ step: 2, used: ['email', 'email'] }))).toBe('sms');
  expect(chooseChannel(facts({ step: 1, used: ['email'] }))).toBe('email');
  expect(
    chooseChannel(
      facts({ step: 2, used: ['email', 'email'] }, { text: 'unsafe', letter: 'unknown', telephone: 'unsafe' }),
    ),
  ).toBe('email');
});
test('a number that somebody else has too takes no text, and keeps no e-mail from a mailbox of her own; and the other way round', () => {
  expect(chooseChannel(facts({ preferred: 'sms' }, { sharedNumber: true }))).toBe('email');
  expect(chooseChannel(facts({ preferred: 'email' }, { sharedEmail: true }))).toBe('sms');
});
test('her wish decides among safe channels, and no wish makes an unsafe one safe', () => {
  expect(chooseChannel(facts({ preferred: 'letter' }))).toBe('letter');
  expect(chooseChannel(facts({ preferred: 'sms' }, { text: 'unknown' }))).toBe('email');
});
test('whoever needs an interpreter is telephoned', () =>
  expect(chooseChannel(facts({ interpreter: true }))).toBe('telephone'));

test.each([
  ['2026-06-01T07:59:00Z', false, 'before nine'],
  ['2026-06-01T08:00:00Z', true, 'nine in London is eight in Greenwich in summer'],
  ['2026-06-01T18:00:00Z', false, 'seven in the evening'],
  ['2026-06-06T10:00:00Z', false, 'Saturday'],
  ['2026-05-25T10:00:00Z', false, 'bank holiday'],
  ['2026-12-25T10:00:00Z', false, 'Christmas'],
  ['2026-01-05T09:00:00Z', true, 'a Monday in winter'],
])('at %s contact is allowed: %s (%s)', (at, allowed) => expect(mayContactAt(new Date(at))).toBe(allowed));

test('her own times are kept: an evening only is an evening only', () => {
  expect(nextContactMoment(new Date('2026-06-01T08:00:00Z'), ['weekday-evening'])).toEqual(
    new Date('2026-06-01T16:00:00Z'),
  );
  expect(
    mayContactAt(new Date('2026-06-01T18:30:00Z'), ['weekday-evening']),
    'times come from the police too: they never make the day longer',
  ).toBe(false);
});
test('a moment found is always allowed, and never lies before the one asked for', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2025-06-01'), max: new Date('2027-10-01'), noInvalidDate: true }),
      fc.uniqueArray(
        fc.constantFrom('weekday-morning' as const, 'weekday-afternoon' as const, 'weekday-evening' as const),
      ),
      (at, times) => {
        const found = nextContactMoment(at, times);
        expect(found >= at && mayContactAt(found, times)).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});
test('a call-back asked for on Maundy Thursday is due on Easter Tuesday', () => {
  expect(endOfWorkingDay('2026-04-02', 1)).toEqual(new Date('2026-04-07T16:00:00Z'));
});
