import { london } from '@answerable/service';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWorkingDay, nextWorkingDay } from '../delivery/contact-hours.js';
import { DailyWave } from './daily-wave.js';

const days = fc.integer({ min: 0, max: 12 }).map((after) => london.addDays('2026-05-20', after));

describe('the daily wave', () => {
  it('gives each task the first working day with room, whatever was asked for before', () => {
    fc.assert(
      fc.property(
        fc.array(days, { maxLength: 60 }),
        fc.dictionary(days, fc.nat(4)),
        fc.integer({ min: 1, max: 3 }),
        (wishes, load, perDay) => {
          const wave = new DailyWave(new Map(Object.entries(load)), perDay);
          const taken = new Map(Object.entries(load));
          for (const earliest of wishes) {
            let first = nextWorkingDay(earliest);
            while ((taken.get(first) ?? 0) >= perDay) first = nextWorkingDay(london.addDays(first, 1));
            taken.set(first, (taken.get(first) ?? 0) + 1);
            const given = london.today(wave.take(earliest));
            expect(given).toBe(first);
            expect(isWorkingDay(given)).toBe(true);
          }
        },
      ),
    );
  });

  it('finds a place years ahead without walking there each time', () => {
    const wave = new DailyWave(new Map(), 10);
    for (let task = 0; task < 20_000; task += 1) wave.take('2026-05-20');
    expect(london.today(wave.take('2026-05-20')) > '2033-01-01').toBe(true);
  });
});
