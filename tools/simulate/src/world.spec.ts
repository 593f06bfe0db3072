import { expect, it } from 'vitest';
import { londonInstant } from './days.js';
import { imagine } from './world.js';

const settings = { seed: 2013, from: '2025-07', to: '2026-09', closuresAMonth: [85, 100] as const };

it('the same seed lives the same year', () => {
  expect(imagine(settings)).toEqual(imagine(settings));
  expect(imagine(settings)).not.toEqual(imagine({ ...settings, seed: 1 }));
});

it('the mix of closures is that of the field: about half are recorded as withdrawn, one in five felt pressed', () => {
  const lives = imagine(settings);
  const share = (test: (l: (typeof lives)[number]) => boolean): number => lives.filter(test).length / lives.length;
  expect(lives.length).toBeGreaterThan(15 * 85);
  expect(share((l) => ['14', '16'].includes(l.outcomeCode))).toBeCloseTo(0.54, 1);
  expect(share((l) => l.truth.pressedToStop)).toBeCloseTo(0.2, 1);
});

it('an hour in London is an hour earlier in UTC in summer', () => {
  expect(londonInstant('2026-01-15', 9, 30)).toBe('2026-01-15T09:30:00.000Z');
  expect(londonInstant('2026-07-15', 9, 30)).toBe('2026-07-15T08:30:00.000Z');
});
