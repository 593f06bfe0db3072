import { expect, test } from 'vitest';
import { safeInWords, standing, storyLine } from './words.js';

test('the story tells what happened in sentences, with codes in words', () => {
  expect(storyLine({ kind: 'message-created', detail: { channel: 'sms' } })).toBe(
    'A message was prepared (text message)',
  );
  expect(storyLine({ kind: 'attempt', detail: { outcome: 'no-answer' } })).toBe('She was called: no answer');
});

test('an event that is newer than this page is still told, by its name', () => {
  expect(storyLine({ kind: 'moved-to-other-office', detail: {} })).toBe('Moved to other office');
});

test('what is not safe is said first, and what nobody asked is not called safe', () => {
  const safe = {
    telephone: 'safe',
    voicemail: 'unsafe',
    text: 'unknown',
    email: 'unknown',
    letter: 'unsafe',
    times: ['weekday-morning'],
    linksSafeUntil: null,
    checkWordAgreed: false,
    sharedNumber: false,
  } as const;
  expect(safeInWords({ ...safe, times: [...safe.times] })).toEqual({
    never: ['voicemail', 'letters'],
    may: ['calls'],
    unasked: ['texts', 'e-mail'],
    times: 'weekday mornings',
  });
});

test('whoever waits for the court is said to wait, and not to be left out', () => {
  expect(standing({ state: 'excluded', exclusion: 'proceedings-live' })).toBe('waiting for the court');
  expect(standing({ state: 'excluded', exclusion: 'deceased' })).toBe('not asked');
  expect(standing({ state: 'superseded', exclusion: null })).toBe('part of another episode');
});
