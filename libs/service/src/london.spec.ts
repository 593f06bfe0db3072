import { expect, test } from 'vitest';
import { bankHolidays } from './bank-holidays.js';
import { Clock } from './clock.js';
import { london } from './london.js';

test('the day is London’s, not UTC’s, in summer', () => {
  expect(london.today(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07-01');
  expect(london.today(new Date('2026-12-31T23:30:00Z'))).toBe('2026-12-31');
  expect(london.month(new Date('2026-06-30T23:30:00Z'))).toBe('2026-07');
  expect(london.timeOfDay(new Date('2026-06-30T20:05:00Z'))).toBe('21:05');
});

test('a day starts at London’s midnight, on the days the clocks change too', () => {
  expect(london.startOfDay('2026-01-15').toISOString()).toBe('2026-01-15T00:00:00.000Z');
  expect(london.startOfDay('2026-07-15').toISOString()).toBe('2026-07-14T23:00:00.000Z');
  expect(london.startOfDay('2026-03-29').toISOString()).toBe('2026-03-29T00:00:00.000Z');
  expect(london.startOfDay('2026-03-30').toISOString()).toBe('2026-03-29T23:00:00.000Z');
  expect(london.startOfDay('2026-10-25').toISOString()).toBe('2026-10-24T23:00:00.000Z');
  expect(london.startOfDay('2026-10-26').toISOString()).toBe('2026-10-26T00:00:00.000Z');
});

test('every start of a day is the first instant of that day', () => {
  for (let day = '2026-01-01'; day < '2029-01-01'; day = london.addDays(day, 1)) {
    const start = london.startOfDay(day);
    expect(london.today(start)).toBe(day);
    expect(london.today(new Date(start.getTime() - 1))).toBe(london.addDays(day, -1));
  }
});

test('a time that spring skips is the hour after, one that autumn repeats the first', () => {
  expect(london.at('2026-03-29', '01:30').toISOString()).toBe('2026-03-29T01:30:00.000Z');
  expect(london.at('2026-10-25', '01:30').toISOString()).toBe('2026-10-25T00:30:00.000Z');
  expect(london.at('2026-10-25', '09:00').toISOString()).toBe('2026-10-25T09:00:00.000Z');
});

test('months end where the calendar says, and a missing day becomes the last', () => {
  expect(london.endOfMonth('2026-02')).toBe('2026-02-28');
  expect(london.endOfMonth('2028-02-03')).toBe('2028-02-29');
  expect(london.startOfMonth('2026-02-17')).toBe('2026-02-01');
  expect(london.addMonths('2026-11', 3)).toBe('2027-02');
  expect(london.addMonths('2026-01', -1)).toBe('2025-12');
  expect(london.addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(london.addMonths('2026-05-31', -3)).toBe('2026-02-28');
  expect(london.daysBetween('2026-03-01', '2026-04-01')).toBe(31);
});

test('working days leave out weekends and bank holidays', () => {
  expect(london.weekday('2026-05-04')).toBe(1);
  expect(london.weekday('2026-05-10')).toBe(7);
  expect(london.isWorkingDay('2026-05-04', bankHolidays)).toBe(false);
  expect(london.addWorkingDays('2026-05-01', 1, bankHolidays)).toBe('2026-05-05');
  expect(london.addWorkingDays('2026-05-05', -1, bankHolidays)).toBe('2026-05-01');
  // May 2026 begins on a Friday and has a bank holiday on the first Monday.
  expect(london.workingDay('2026-05', 1, bankHolidays)).toBe('2026-05-01');
  expect(london.workingDay('2026-05', 10, bankHolidays)).toBe('2026-05-15');
  expect(london.workingDay('2026-01', 1, bankHolidays)).toBe('2026-01-02');
});

test('a year of bank holidays has eight days, none on a weekend', () => {
  for (const day of bankHolidays) expect(london.weekday(day), day).toBeLessThanOrEqual(5);
  for (const year of ['2025', '2026', '2027', '2028']) {
    expect([...bankHolidays].filter((day) => day.startsWith(year))).toHaveLength(8);
  }
});

test('what is not a day is refused', () => {
  for (const day of ['2026-02-30', '2026-2-3', 'today', '']) expect(() => london.addDays(day, 1)).toThrow(RangeError);
  expect(() => london.at('2026-02-03', '24:00')).toThrow(RangeError);
});

test('a clock runs on from where it was set', () => {
  let machine = Date.parse('2026-01-01T00:00:00Z');
  const clock = new Clock(() => machine);
  clock.set(new Date('2027-06-30T23:30:00Z'));
  machine += 60_000;
  expect(clock.now().toISOString()).toBe('2027-06-30T23:31:00.000Z');
  expect(clock.today()).toBe('2027-07-01');
  clock.set(new Date('2026-01-01T00:01:00Z'));
  expect(clock.now().toISOString()).toBe('2026-01-01T00:01:00.000Z');
});
