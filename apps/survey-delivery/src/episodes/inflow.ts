import { Injectable } from '@nestjs/common';

const BULK = 100;
const JUST_NOW_MS = 500;

/** Whether closures are coming in by the hundred: a few contacts to open then wait until they are many, because a batch costs much however small. */
@Injectable()
export class Inflow {
  private lastBulk = Number.NEGATIVE_INFINITY;

  note(events: number): void {
    if (events >= BULK) this.lastBulk = performance.now();
  }

  isHigh(): boolean {
    return performance.now() - this.lastBulk < JUST_NOW_MS;
  }
}
