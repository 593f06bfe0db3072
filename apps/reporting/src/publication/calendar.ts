import { london } from '@answerable/service';

/** Working days and their use: all in Europe/London. Pure. */
const RELEASE_ON = 10;
const WAIT_FOR_TOTALS_UNTIL = 8;
const HOLD_WORKING_DAYS = 10;
const READING_WORKING_DAYS = 2;
const RELEASE_AT = '09:30';

export interface Calendar {
  /** Day the report of a month is released: the tenth working day of the month after. */
  readonly releaseOn: string;
  /** From this day the report is prepared even where the police have not signed their totals. */
  readonly preparedBy: string;
  /** From this day it is prepared even where answers are not complete: in time to be read before the hold ends. */
  readonly lastResortOn: string;
}

export function calendarOf(month: string, holidays: ReadonlySet<string>): Calendar {
  const next = london.addMonths(month, 1);
  const releaseOn = london.workingDay(next, RELEASE_ON, holidays);
  return {
    releaseOn,
    preparedBy: london.workingDay(next, WAIT_FOR_TOTALS_UNTIL, holidays),
    lastResortOn: london.addWorkingDays(holdEnd(releaseOn, holidays), -READING_WORKING_DAYS, holidays),
  };
}

/** A hold ends by itself ten working days after it began. */
export function holdEnd(from: string, holidays: ReadonlySet<string>): string {
  return london.addWorkingDays(from, HOLD_WORKING_DAYS, holidays);
}

/** Until this day at least those who approve have time to read: without them a report does not leave earlier. */
export function readUntil(preparedOn: string, holidays: ReadonlySet<string>): string {
  return london.addWorkingDays(preparedOn, READING_WORKING_DAYS, holidays);
}

/** The minute in which everybody gets the report. */
export function releaseInstant(day: string): Date {
  return london.at(day, RELEASE_AT);
}
