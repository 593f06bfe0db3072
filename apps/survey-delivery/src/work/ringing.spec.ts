import type { TaskKind } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { defaultSettings } from '../oversight/settings.js';
import { agreedFrom, askedForCall, atColleague, firstDayToRing } from './ringing.js';
import type { Task } from './task.store.js';

const now = new Date('2026-06-10T09:00:00Z');
const [past, later] = [new Date('2026-06-10T08:59:00Z'), new Date('2026-06-10T10:00:00Z')];
const task = (kind: TaskKind, over: Partial<Task> = {}): Task => ({
  id: kind,
  kind,
  episodeId: 'e',
  caseKey: null,
  noteId: null,
  dueAt: new Date('2026-06-12T16:00:00Z'),
  notBefore: null,
  claimedBy: null,
  claimedName: null,
  claimedUntil: null,
  doneAt: null,
  ...over,
});
const cas = { claimedBy: 'cas', claimedUntil: later };

test('while a colleague has her call she is rung by nobody else; a claim that has run out keeps nobody from it', () => {
  for (const kind of ['telephone', 'safe-contact-check', 'call-back'] as const) {
    expect(atColleague([task(kind, cas)], 'ivo', now)?.kind, kind).toBe(kind);
    expect(atColleague([task(kind, cas)], 'cas', now), kind).toBeUndefined();
    expect(atColleague([task(kind, { ...cas, claimedUntil: past })], 'ivo', now), kind).toBeUndefined();
  }
  expect(atColleague([task('hold-review', cas)], 'ivo', now), 'nobody talks with her for that').toBeUndefined();
});

test('who asked to be called is rung by whoever has taken that, as long as it is theirs', () => {
  expect(askedForCall([task('call-back', cas)], 'cas', now)).toBe(true);
  expect(askedForCall([task('call-back', cas)], 'ivo', now)).toBe(false);
  expect(askedForCall([task('call-back', { ...cas, claimedUntil: past })], 'cas', now)).toBe(false);
  expect(askedForCall([task('telephone', cas)], 'cas', now)).toBe(false);
});

test('she is rung from the day of her call on; where none is planned, not before the waiting time is over', () => {
  const closed = { closedOn: '2026-06-09', firstInvitedAt: null };
  expect(firstDayToRing(closed, [], defaultSettings), 'the day after her case ended').toBe('2026-06-23');
  expect(firstDayToRing(closed, [task('hold-review')], defaultSettings)).toBe('2026-06-23');
  const agreed = task('telephone');
  expect(firstDayToRing({ ...closed, firstInvitedAt: past }, [agreed], defaultSettings)).toBe('2026-06-12');
  expect(
    firstDayToRing(closed, [agreed, task('safe-contact-check', { dueAt: past })], defaultSettings),
    'the earliest',
  ).toBe('2026-06-10');
  expect(firstDayToRing({ ...closed, firstInvitedAt: past }, [], defaultSettings)).toBeNull();
});

test('"call me later": from the time she named on, and from the beginning of the day where she named none', () => {
  const at = (time: string) => new Date(`2026-06-12T${time}:00Z`);
  expect(agreedFrom([task('hold-review')])).toBeNull();
  expect(agreedFrom([task('telephone')])).toEqual(new Date('2026-06-11T23:00:00Z'));
  expect(agreedFrom([task('telephone', { notBefore: at('15:30') })])).toEqual(at('15:30'));
  expect(
    agreedFrom([task('telephone', { notBefore: at('15:30') }), task('safe-contact-check', { notBefore: at('14:00') })]),
  ).toEqual(at('14:00'));
  expect(agreedFrom([task('telephone', { notBefore: now })]), 'put off since to another day').toEqual(
    new Date('2026-06-11T23:00:00Z'),
  );
});
