/** Calendar of Europe/London on plain strings: a day is YYYY-MM-DD, a month YYYY-MM, a time of day HH:MM. */

const clockFace = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const FORMAT = /^\d{4}-\d{2}-\d{2}$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Asking Intl costs microseconds, and London's offset changes on the hour: it is asked once an hour of the calendar. */
const offsets = new Map<number, number>();
const MOST_OFFSETS = 50_000;

function offsetMs(instant: number): number {
  const hour = Math.floor(instant / HOUR_MS);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const f = Object.fromEntries(clockFace.formatToParts(hour * HOUR_MS).map(({ type, value }) => [type, Number(value)]));
  const offset = Date.UTC(f.year!, f.month! - 1, f.day!, f.hour!, f.minute!, f.second!) - hour * HOUR_MS;
  if (offsets.size >= MOST_OFFSETS) offsets.clear();
  offsets.set(hour, offset);
  return offset;
}

/** The instant whose UTC fields are London's. */
function shifted(instant: Date): string {
  return new Date(instant.getTime() + offsetMs(instant.getTime())).toISOString();
}

function utc(day: string): number {
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))];
  const at = new Date(Date.UTC(year, month - 1, date));
  const valid = FORMAT.test(day) && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  if (!valid) throw new RangeError(`not a calendar day: ${day}`);
  return at.getTime();
}

function format(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function today(instant: Date): string {
  return shifted(instant).slice(0, 10);
}

function month(instant: Date): string {
  return shifted(instant).slice(0, 7);
}

function timeOfDay(instant: Date): string {
  return shifted(instant).slice(11, 16);
}

/** The instant of a London wall-clock time; in the hour that spring skips, the hour after it; in the hour that autumn repeats, the first. */
function at(day: string, time: string): Date {
  const found = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!found) throw new RangeError(`not a time of day: ${time}`);
  const wall = utc(day) + (Number(found[1]) * 60 + Number(found[2])) * 60_000;
  const summer = wall - 3_600_000;
  return new Date(offsetMs(summer) === 3_600_000 ? summer : wall);
}

function startOfDay(day: string): Date {
  return at(day, '00:00');
}

function addDays(day: string, days: number): string {
  return format(utc(day) + days * DAY_MS);
}

function daysBetween(from: string, to: string): number {
  return (utc(to) - utc(from)) / DAY_MS;
}

/** Months later, of a month or of a day; a day that the month does not have becomes its last (31 January + 1 = 28 February). */
function addMonths(monthOrDay: string, months: number): string {
  if (!MONTH.test(monthOrDay.slice(0, 7))) throw new RangeError(`not a calendar month: ${monthOrDay}`);
  const index = Number(monthOrDay.slice(0, 4)) * 12 + Number(monthOrDay.slice(5, 7)) - 1 + months;
  const target = `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
  if (monthOrDay.length === 7) return target;
  utc(monthOrDay);
  const last = endOfMonth(target);
  const day = `${target}-${monthOrDay.slice(8)}`;
  return day > last ? last : day;
}

function startOfMonth(monthOrDay: string): string {
  return `${monthOrDay.slice(0, 7)}-01`;
}

function endOfMonth(monthOrDay: string): string {
  return addDays(`${addMonths(monthOrDay.slice(0, 7), 1)}-01`, -1);
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
function weekday(day: string): number {
  return ((utc(day) / DAY_MS + 3) % 7) + 1;
}

function isWorkingDay(day: string, bankHolidays: ReadonlySet<string>): boolean {
  return weekday(day) <= 5 && !bankHolidays.has(day);
}

/** The day that lies `count` working days after `day` (before it where negative). */
function addWorkingDays(day: string, count: number, bankHolidays: ReadonlySet<string>): string {
  const step = count < 0 ? -1 : 1;
  let found = day;
  for (let left = Math.abs(count); left > 0;) {
    found = addDays(found, step);
    if (isWorkingDay(found, bankHolidays)) left -= 1;
  }
  return found;
}

/** The n-th working day of a month, counted from 1. */
function workingDay(inMonth: string, n: number, bankHolidays: ReadonlySet<string>): string {
  return addWorkingDays(addDays(startOfMonth(inMonth), -1), n, bankHolidays);
}

export const london = {
  today,
  month,
  timeOfDay,
  at,
  startOfDay,
  addDays,
  daysBetween,
  addMonths,
  startOfMonth,
  endOfMonth,
  weekday,
  isWorkingDay,
  addWorkingDays,
  workingDay,
};
