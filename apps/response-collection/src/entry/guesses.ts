import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as wait } from 'node:timers/promises';
import { sha256 } from '../keys/crypto.js';

const WINDOW_SECONDS = 15 * 60;
/** Tries that may wait at once: of one link or code from one network, of one network, and of all. */
const WAITING = { line: 5, network: 8, all: 100 } as const;

/**
 * Wrong words and codes slow the next try down and never lock anybody out: a limit that ended a survey could be turned
 * against her. Counted in the memory of this process only, by network, by link and over all; no address is written anywhere.
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
  private readonly waiting = new Map<string, number>();

  /**
   * Makes a try in its turn: tries of one link or code from one network follow one another, since many at once would all wait the
   * same seconds and be as fast as ever. From another network she never stands behind somebody else's. A try that finds too many
   * waiting is not looked at: 'busy', which says nothing of the word or code.
   */
  async inTurn<T>(address: string, way: string, look: () => Promise<T | undefined>): Promise<T | undefined | 'busy'> {
    const network = networkOf(address);
    const name = `${way} ${network}`;
    const delay = await this.delay(network, way);
    const line = this.lines.get(name) ?? { length: 0, last: Promise.resolve() };
    const waits = line.length > 0 || delay > 0;
    if (line.length >= WAITING.line || (waits && this.isFull(network))) return 'busy';
    line.length += 1;
    this.lines.set(name, line);
    if (waits) this.count(network, 1);
    const turn = line.last.then(async () => {
      await wait(await this.delay(network, way));
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
      if (line.length === 0) this.lines.delete(name);
      if (waits) this.count(network, -1);
    }
  }

  private isFull(network: string): boolean {
    return (this.waiting.get(network) ?? 0) >= WAITING.network || (this.waiting.get('') ?? 0) >= WAITING.all;
  }

  private count(network: string, change: 1 | -1): void {
    for (const key of [network, '']) {
      const now = (this.waiting.get(key) ?? 0) + change;
      if (now > 0) this.waiting.set(key, now);
      else this.waiting.delete(key);
    }
  }

  private async delay(network: string, way: string): Promise<number> {
    const delays = await Promise.all(
      keysOf(network, way).map(async ([limit, key]) => {
        const failed = (await this.failures.get(key))?.consumedPoints ?? 0;
        return Math.min(limit.longestMs, Math.max(0, failed - limit.free) * limit.stepMs);
      }),
    );
    return Math.max(...delays);
  }

  async failed(network: string, way: string): Promise<void> {
    await Promise.all(keysOf(network, way).map(([, key]) => this.failures.penalty(key)));
  }
}

function keysOf(network: string, way: string) {
  const of = { network: shortened(networkOf(network)), way: shortened(way), all: '' };
  return limits.map((limit) => [limit, `${limit.by}:${of[limit.by]}`] as const);
}

/** One of 65,536: whoever tries made-up links or addresses without end cannot fill the memory with them. */
const shortened = (name: string): string => sha256(name).toString('hex', 0, 2);

/** First three parts of an IPv4, first four of an IPv6 address: whoever holds one address mostly holds its neighbours. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? plain.split(':').slice(0, 4).join(':') : plain.split('.').slice(0, 3).join('.');
}
