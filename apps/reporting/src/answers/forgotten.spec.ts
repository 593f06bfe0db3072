import { readFileSync } from 'node:fs';
import { london } from '@answerable/service';
import { checkout } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { correctableFrom } from '../publication/answer-corrections.js';
import { halfName, yearName } from './fact.js';
import { forgottenIn } from './forgotten.js';

const DAY_MS = 86_400_000;
const months = Array.from({ length: 60 }, (_, n) => london.addMonths('2026-01', n));
const startOf = (month: string): number => Date.parse(`${month}-01T00:00:00Z`);
const schema = JSON.parse(readFileSync(`${checkout}/deploy/helm/answerable/values.schema.json`, 'utf8')) as {
  properties: { backup: { properties: { databases: { properties: { reporting: { allOf: Limits } } } } } };
};
type Limits = readonly { properties?: { keepDays: { maximum: number } } }[];

describe('an answer sent on the first day of a month', () => {
  it('is two years old in no table and in no backup, whatever period it is part of, opened or sealed', () => {
    const limits = schema.properties.backup.properties.databases.properties.reporting.allOf;
    const { maximum } = limits.find(({ properties }) => properties)!.properties!.keepDays;
    for (const month of months) {
      const parts = { month, halfYear: halfName(month), year: yearName(month), arrived: london.addMonths(month, 12) };
      const kept = (now: string) => {
        const forgotten = forgottenIn(now);
        return (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => forgotten[part] < parts[part]);
      };
      const gone = Array.from({ length: 30 }, (_, n) => london.addMonths(month, n)).find(
        (now) => kept(now).length === 0,
      )!;
      expect(startOf(gone) + maximum * DAY_MS, month).toBeLessThan(startOf(london.addMonths(month, 24)));
    }
  });

  it('is there until no report may correct it any more, also one that was held', () => {
    for (const month of months) {
      const [forgotten, from] = [forgottenIn(london.addMonths(month, 3)), correctableFrom(month)];
      expect(forgotten.year < yearName(from), month).toBe(true);
      expect(forgotten.halfYear < halfName(from), month).toBe(true);
      expect(forgotten.month < from, month).toBe(true);
    }
  });
});
