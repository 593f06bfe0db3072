import { london } from '@answerable/service';
import { endOfWorkingDay, nextWorkingDay } from '../delivery/contact-hours.js';

/** Spreads tasks over working days so that no day holds more than staff can do; `load` is brought up to date. */
export function takePlace(load: Map<string, number>, earliest: string, perDay: number): Date {
  let day = nextWorkingDay(earliest);
  while ((load.get(day) ?? 0) >= perDay) day = nextWorkingDay(london.addDays(day, 1));
  load.set(day, (load.get(day) ?? 0) + 1);
  return endOfWorkingDay(day, 0);
}
