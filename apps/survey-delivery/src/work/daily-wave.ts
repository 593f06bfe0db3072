import { london } from '@answerable/service';
import { endOfWorkingDay, nextWorkingDay } from '../delivery/contact-hours.js';

/** Spreads tasks over working days so that no day holds more than staff can do. */
export class DailyWave {
  /** Where the search from a day ended last: after a migration the first free day may lie years ahead. */
  private readonly freeFrom = new Map<string, string>();

  /** `load`: open tasks by day. */
  constructor(
    private readonly load: Map<string, number>,
    private readonly perDay: number,
  ) {}

  /** Takes a place on the first day with room, not before `earliest`; the moment by which the task is to be done. */
  take(earliest: string): Date {
    const start = nextWorkingDay(earliest);
    let day = start;
    while ((this.load.get(day) ?? 0) >= this.perDay) {
      const free = this.freeFrom.get(day) ?? day;
      day = free > day ? free : nextWorkingDay(london.addDays(day, 1));
    }
    this.freeFrom.set(start, day);
    this.load.set(day, (this.load.get(day) ?? 0) + 1);
    return endOfWorkingDay(day, 0);
  }
}
