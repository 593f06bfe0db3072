import { events, type CheckReason, type ClosureState, type SafeNotes } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { defaultSettings } from '../oversight/settings.js';
import { closureFrom } from './closure.js';
import { newEpisode } from './closure-desk.js';
import { move } from './episode.js';
import { planEpisode, type Before } from './plan-episode.js';

const now = new Date('2026-06-01T09:00:00Z');
const safe: SafeNotes = {
  telephone: 'safe',
  text: 'unknown',
  voicemail: 'unknown',
  email: 'safe',
  letter: 'unknown',
  times: [],
  linksSafeUntil: '2026-08-01',
  checkWordAgreed: true,
  sharedNumber: false,
};
const episode = () =>
  newEpisode(closureFrom(events['cases.closure.recorded.v1'].example as ClosureState, undefined), now);
const judged = (...reasons: CheckReason[]) => ({
  ageGroup: '25-plus' as const,
  language: 'en' as const,
  interpreter: false,
  reasons,
  safe,
  current: null,
});
const stood: Before = { mayBeWrittenTo: true, call: null };
const plan = (her: ReturnType<typeof episode>, reasons: CheckReason[], seen = false) => {
  move(her, 'opening', now);
  return planEpisode(her, judged(...reasons), defaultSettings, now, seen ? stood : null).task;
};

test('what somebody has looked at does not stop a message again; a reason that is new does, until somebody has looked', () => {
  const her = episode();
  expect(plan(her, ['old-details'])?.kind).toBe('safe-contact-check');
  her.checkedOn = '2026-06-01';
  expect(plan(her, ['old-details'], true)).toBeNull();
  expect(her.state).toBe('scheduled');
  expect(plan(her, ['old-details']), 'the same block once more').toBeNull();
  expect(plan(her, ['old-details', 'at-risk'])?.kind).toBe('safe-contact-check');
  expect(plan(her, ['old-details', 'at-risk'])?.kind, 'nobody has looked yet').toBe('safe-contact-check');
  her.checkedOn = '2026-06-02';
  expect(plan(her, ['old-details', 'at-risk'], true)).toBeNull();
});

test('who was kept out before is looked at first, however often her details come, until somebody has looked', () => {
  const her = episode();
  her.reasons = ['kept-out-before'];
  expect(plan(her, [])?.kind).toBe('safe-contact-check');
  expect(plan(her, [])?.kind, 'told again').toBe('safe-contact-check');
  her.checkedOn = '2026-06-01';
  expect(plan(her, [], true)).toBeNull();
  expect(her).toMatchObject({ state: 'scheduled', reasons: [] });
});

test('the one way to her is somebody else’s too: somebody looks again, however often; where no way is safe she is left out, and that is counted', () => {
  const only = (notes: Partial<SafeNotes>) => {
    const her = Object.assign(episode(), { checkedOn: '2026-06-01' });
    const assessment = { ...judged('shared-number'), safe: { ...safe, telephone: 'unsafe' as const, ...notes } };
    return { task: planEpisode(her, assessment, defaultSettings, now, stood).task, her };
  };
  for (const notes of [{ sharedEmail: true }, { email: 'unknown', text: 'safe', sharedNumber: true }] as const) {
    const { task, her } = only(notes);
    expect(task?.kind).toBe('safe-contact-check');
    expect(her.state).toBe('to-check');
  }
  const { task, her } = only({ email: 'unsafe', sharedEmail: true });
  expect(task).toBeNull();
  expect(her).toMatchObject({ state: 'excluded', exclusion: 'no-safe-channel' });
});

test('what only a call can settle is no reason to look again', () => {
  const her = episode();
  her.checkedOn = '2026-06-01';
  expect(plan(her, ['links-not-confirmed', 'no-check-word'])).toBeNull();
});

test('that she died or is too ill is looked into by the next working day, and waits for no free place', () => {
  expect(plan(episode(), ['dead-or-ill'])).toMatchObject({ kind: 'safe-contact-check', urgent: true });
  expect(plan(episode(), ['old-details'])).toMatchObject({ kind: 'safe-contact-check', urgent: false });
});

test('news that is no reason to look changes nothing about when she is written to; grave news stops it', () => {
  const later = new Date('2026-06-10T08:00:00Z');
  const asked = { firstInvitedAt: now, messagesSent: 1, reasons: ['old-details'], checkedOn: '2026-06-01' };
  const her = Object.assign(episode(), asked, { resumeAt: later });
  expect(plan(her, ['old-details'])).toBeNull();
  expect(her).toMatchObject({ state: 'inviting', dueAt: later, resumeAt: null });
  Object.assign(her, { resumeAt: later });
  expect(plan(her, ['old-details', 'contradictory-details'])?.kind).toBe('safe-contact-check');
  expect(her).toMatchObject({ state: 'to-check', dueAt: null });
});

test('whoever had been invited when somebody had to look is asked on from where it was, not invited anew', () => {
  const her = episode();
  Object.assign(her, { firstInvitedAt: now, messagesSent: 1, reasons: ['dead-or-ill'], checkedOn: '2026-06-01' });
  expect(plan(her, ['dead-or-ill'], true)).toBeNull();
  expect(her).toMatchObject({ state: 'inviting', messagesSent: 1 });
});

const friday = new Date('2026-06-05T16:00:00Z');
/** Invited, with her next message due then; what she said is written down. */
const said = (
  before: Partial<Before>,
  over: Partial<ReturnType<typeof episode>> = {},
  notes: Partial<SafeNotes> = {},
) => {
  const her = Object.assign(episode(), { firstInvitedAt: now, messagesSent: 1, safe, ...over });
  move(her, 'inviting', now);
  her.dueAt = friday;
  planEpisode(her, { ...judged(), safe: { ...safe, ...notes } }, defaultSettings, now, { ...stood, ...before });
  return her.dueAt;
};

test('a correction while she is being asked brings nothing forward, and leaves the call she agreed to', () => {
  expect(said({}), 'her reminder').toBe(friday);
  expect(said({ call: 'planned' }, {}, { times: ['weekday-evening'] })).toBe(friday);
  const byCall = { email: 'unknown', text: 'unknown', linksSafeUntil: null } as const;
  expect(said({ mayBeWrittenTo: false, call: 'planned' }, {}, byCall)).toBe(friday);
  expect(said({ mayBeWrittenTo: false }, { preferredChannel: 'telephone' }), 'she wants the call').toBe(friday);
});

test('it goes on at once after it was not safe, after the call that was due, and where she can be written to at last', () => {
  expect(said({}, { reasons: ['not-safe-now'] })).toEqual(now);
  expect(said({ call: 'made' })).toEqual(now);
  expect(said({ mayBeWrittenTo: false, call: 'planned' })).toEqual(now);
  expect(said({ call: 'planned' }, {}, { telephone: 'unsafe' }), 'no call can be made').toEqual(now);
  const evening = { times: ['weekday-evening' as const] };
  expect(said({ mayBeWrittenTo: false }, {}, evening), 'within the times she named').toEqual(
    new Date('2026-06-01T16:00:00Z'),
  );
  expect(said({ mayBeWrittenTo: false }, { messagesSent: 3 }), 'she has had every message').toBe(friday);
});
