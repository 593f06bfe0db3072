import { Injectable } from '@nestjs/common';
import { isIPv6 } from 'node:net';
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

type Slowed = Readonly<Record<(typeof limits)[number]['by'], number>>;
interface Places {
  readonly network?: string;
  readonly connection?: string;
  readonly all?: string;
}
const longest = (slowed: Slowed): number => Math.max(...Object.values(slowed));

@Injectable()
export class Guesses {
  private readonly failures = new RateLimiterMemory({ points: 1, duration: WINDOW_SECONDS });
  private readonly lines = new Map<string, { length: number; last: Promise<void> }>();
  private readonly waiting = new Map<string, number>();

  /**
   * Makes a try in its turn: tries of one link or code from one network follow one another, since many at once would all wait the
   * same seconds and be as fast as ever. From another network she never stands behind somebody else's. A try that finds too many
   * waiting is not looked at: 'busy', which says nothing of the word or code. A try is told so for what came from its own network
   * alone: however many others wait, one from a network and of a link that are clean waits a second at most.
   */
  async inTurn<T>(address: string, way: string, look: () => Promise<T | undefined>): Promise<T | undefined | 'busy'> {
    const network = networkOf(address);
    const name = `${way} ${network}`;
    const slowed = await this.slowed(network, way);
    const line = this.lines.get(name) ?? { length: 0, last: Promise.resolve() };
    const places = placesOf(address, network, slowed, line.length);
    if (line.length >= WAITING.line || this.isFull(places)) return 'busy';
    line.length += 1;
    this.lines.set(name, line);
    this.count(places, 1);
    const turn = line.last.then(async () => {
      await wait(longest(await this.slowed(network, way)));
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
      this.count(places, -1);
    }
  }

  /** A neighbour in a full network, of whose own connection nothing waits, is let wait as well. */
  private isFull({ network, connection, all }: Places): boolean {
    const waiting = (place: string | undefined) => (place === undefined ? 0 : (this.waiting.get(place) ?? 0));
    if (waiting(all) >= WAITING.all) return true;
    return waiting(network) >= WAITING.network && waiting(connection) > 0;
  }

  private count(places: Places, change: 1 | -1): void {
    for (const key of Object.values(places)) {
      const now = (this.waiting.get(key) ?? 0) + change;
      if (now > 0) this.waiting.set(key, now);
      else this.waiting.delete(key);
    }
  }

  private async slowed(network: string, way: string): Promise<Slowed> {
    const delays = await Promise.all(
      keysOf(network, way).map(async ([limit, key]) => {
        const failed = (await this.failures.get(key))?.consumedPoints ?? 0;
        return [limit.by, Math.min(limit.longestMs, Math.max(0, failed - limit.free) * limit.stepMs)] as const;
      }),
    );
    return Object.fromEntries(delays) as Slowed;
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

/**
 * What a try takes up while it waits. One of a clean network and link takes nothing; one of a clean network takes nothing of
 * what all share: whoever makes her link wait from elsewhere cannot fill the house before her.
 */
function placesOf(address: string, network: string, slowed: Slowed, before: number): Places {
  if (before === 0 && slowed.network === 0 && slowed.way === 0) return {};
  const own = { network: `network ${network}`, connection: `connection ${connectionOf(address)}` };
  return slowed.network === 0 ? own : { ...own, all: 'all' };
}

/** First three parts of an IPv4, first three (/48) of an IPv6 address: whoever holds one address mostly holds its neighbours. */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  return groups ? groups.slice(0, 3).join(':') : plainOf(address).split('.').slice(0, 3).join('.');
}

/** One household's: an IPv4 address, a /56 of IPv6; a network has 256 of them. */
function connectionOf(address: string): string {
  const groups = groupsOf(address);
  return groups ? `${networkOf(address)}:${groups[3]!.padStart(4, '0').slice(0, 2)}` : plainOf(address);
}

const plainOf = (address: string): string => address.replace(/^::ffff:(?=[\d.]+$)/i, '');

/** The eight parts of an IPv6 address, however it is written; undefined for any other. */
function groupsOf(address: string): string[] | undefined {
  const [plain = ''] = plainOf(address).split('%');
  if (!isIPv6(plain)) return undefined;
  // The URL parser writes each in one way (RFC 5952), with no dotted part.
  const [head = [], tail = []] = new URL(`http://[${plain}]`).hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean));
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
}
