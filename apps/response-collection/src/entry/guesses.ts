import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as wait } from 'node:timers/promises';

const WINDOW_SECONDS = 15 * 60;

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
