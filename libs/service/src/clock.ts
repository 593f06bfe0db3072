import { london } from './london.js';

/** The injected time: machine time plus an offset that only demo and test mode can change. */
export class Clock {
  private offsetMs = 0;

  constructor(private readonly machine: () => number = Date.now) {}

  /** A clock that stands still at an ISO instant, for unit tests. */
  static at(iso: string): Clock {
    const instant = new Date(iso).getTime();
    return new Clock(() => instant);
  }

  now(): Date {
    return new Date(this.machine() + this.offsetMs);
  }

  /** The calendar day in Europe/London, YYYY-MM-DD. */
  today(): string {
    return london.today(this.now());
  }

  /** Makes the clock show `date` now; it runs on from there. */
  set(date: Date): void {
    this.offsetMs = date.getTime() - this.machine();
  }
}
