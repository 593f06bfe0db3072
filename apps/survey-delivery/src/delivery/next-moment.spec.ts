import type { SafeNotes } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { nextMoment } from './next-moment.js';

const her = (times: SafeNotes['times']) => ({ safe: { times } as SafeNotes });
const cases = [
  { force: '48', sourceSystem: 'niche' },
  { force: '01', sourceSystem: 'connect' },
];
// Tuesday 30 June 2026, eleven in London.
const eleven = new Date('2026-06-30T10:00:00Z');
const heard: ReadonlySet<string> = new Set();
const silent: ReadonlySet<string> = new Set(['01/connect']);

test.each([
  ['at any hour, now', [], heard, '2026-06-30T10:00:00Z'],
  ['in the evening alone, in the evening', ['weekday-evening'], heard, '2026-06-30T16:00:00Z'],
  ['in the morning alone, in what is left of it', ['weekday-morning'], heard, '2026-06-30T10:00:00Z'],
  ['with a silent source, tomorrow', [], silent, '2026-07-01T08:00:00Z'],
  ['with the source of another of her cases silent, tomorrow', [], new Set(['48/niche']), '2026-07-01T08:00:00Z'],
  ['with a silent source, tomorrow at her hour', ['weekday-evening'], silent, '2026-07-01T16:00:00Z'],
] as const)('whoever may be reached %s', (_, times, sources, at) => {
  expect(nextMoment(her([...times]), cases, sources, eleven).at).toEqual(new Date(at));
});
