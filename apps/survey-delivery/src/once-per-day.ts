import type { Clock } from '@answerable/service';

/** Work that falls due with the calendar: repeated until nothing is left, then not before the day changes. */
export class OncePerDay {
  private doneOn = '';

  constructor(private readonly clock: Clock) {}

  async run(work: () => Promise<number>): Promise<number> {
    const today = this.clock.today();
    if (this.doneOn === today) return 0;
    const done = await work();
    if (done === 0) this.doneOn = today;
    return done;
  }
}
