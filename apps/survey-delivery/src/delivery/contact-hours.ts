import { contactTimes, type ContactTime } from '@answerable/contracts';
import { bankHolidays, london } from '@answerable/service';

/** Europe/London, from and until as HH:MM; until is not included. */
interface Window {
  from: string;
  until: string;
}
const anyTime: Window = { from: '09:00', until: '19:00' };
const windows: Readonly<Record<ContactTime, Window>> = {
  'weekday-morning': { from: '09:00', until: '12:00' },
  'weekday-afternoon': { from: '12:00', until: '17:00' },
  'weekday-evening': { from: '17:00', until: '19:00' },
};

const windowsOf = (times: readonly ContactTime[]): Window[] =>
  times.length === 0
    ? [anyTime]
    : Object.entries(windows).flatMap(([name, w]) => (times.includes(name as ContactTime) ? [w] : []));

/** Whether somebody may be contacted at this moment: a working day, within her safe times, never at night. */
export function mayContactAt(moment: Date, times: readonly ContactTime[] = []): boolean {
  const day = london.today(moment);
  const time = london.timeOfDay(moment);
  return london.isWorkingDay(day, bankHolidays) && windowsOf(times).some((w) => w.from <= time && time < w.until);
}

/** Which of the times that people name are now; null: it is within no contact hours at all, not even of somebody who named none. */
export function timesOpenAt(moment: Date): ContactTime[] | null {
  if (!mayContactAt(moment)) return null;
  return contactTimes.filter((time) => mayContactAt(moment, [time]));
}

/** The first moment not before the given one at which she may be contacted. */
export function nextContactMoment(moment: Date, times: readonly ContactTime[] = []): Date {
  if (mayContactAt(moment, times)) return moment;
  const allowed = windowsOf(times);
  for (let day = london.today(moment), i = 0; i < 30; day = london.addDays(day, 1), i++) {
    if (!london.isWorkingDay(day, bankHolidays)) continue;
    const start = allowed.map((w) => london.at(day, w.from)).find((from) => from >= moment);
    if (start) return start;
  }
  throw new Error('no contact hours within thirty days');
}

/** Five in the afternoon of the working day that lies so many working days after the given day. */
export const endOfWorkingDay = (day: string, workingDays: number): Date =>
  london.at(london.addWorkingDays(day, workingDays, bankHolidays), '17:00');

export const isWorkingDay = (day: string): boolean => london.isWorkingDay(day, bankHolidays);
export const nextWorkingDay = (day: string): string =>
  isWorkingDay(day) ? day : london.addWorkingDays(day, 1, bankHolidays);
