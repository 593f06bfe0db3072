import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as wait } from 'node:timers/promises';

const WINDOW_SECONDS = 15 * 60;
/** Tries of one link or code that may be under way or wait their turn. */
const LONGEST_LINE = 5;

/**
 * Wrong words and codes slow the next try down and never lock anybody out: a limit that ended a survey could be turned
 * against her. Counted in memory only, by network, by link and over all; no address is written anywhere.
 */
const limits = [
  { by: 'network', free: 10, stepMs: 250, longestMs: 4000 },
  { by: 'way', free: 5, stepMs: 500, longestMs: 8000 },
  { by: 'all', free: 2000, stepMs: 1, longestMs: 1000 },
] as const;

@Injectable()
export class Guesses {
  private readonly failures = new RateLimiterMemory({ points: 1, duration: WINDOW_SECONDS });
  private readonly lines = new Map<string, { length: number; last: Promise<void> }>();

  /**
   * Makes a try in its turn: tries of one link or code follow one another, since many at once would all wait the same
   * seconds and be as fast as ever. A try that finds too many before it is not looked at and fails like a wrong one.
   */
  async inTurn<T>(network: string, way: string, look: () => Promise<T | undefined>): Promise<T | undefined> {
    const line = this.lines.get(way) ?? { length: 0, last: Promise.resolve() };
    if (line.length >= LONGEST_LINE) return undefined;
    line.length += 1;
    this.lines.set(way, line);
    const turn = line.last.then(async () => {
      await this.slowDown(network, way);
      const found = await look();
      if (found === undefined) await this.failed(network, way);
      return found;
    });
    line.last = turn.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await turn;
    } finally {
      line.length -= 1;
      if (line.length === 0) this.lines.delete(way);
    }
  }

  /** Waits as long as the failures so far ask for. `way` is the hash of the link or code that is tried. */
  async slowDown(network: string, way: string): Promise<void> {
    const delays = await Promise.all(
      this.keys(network, way).map(async ([limit, key]) => {
        const failed = (await this.failures.get(key))?.consumedPoints ?? 0;
        return Math.min(limit.longestMs, Math.max(0, failed - limit.free) * limit.stepMs);
      }),
    );
    const longest = Math.max(...delays);
    if (longest > 0) await wait(longest);
  }

  async failed(network: string, way: string): Promise<void> {
    await Promise.all(this.keys(network, way).map(([, key]) => this.failures.penalty(key)));
  }

  private keys(network: string, way: string) {
    const of = { network: networkOf(network), way, all: '' };
    return limits.map((limit) => [limit, `${limit.by}:${of[limit.by]}`] as const);
  }
}

/** First three parts of an IPv4, first four of an IPv6 address: whoever holds one address mostly holds its neighbours. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain.split('.').slice(0, 3).join('.');
}
