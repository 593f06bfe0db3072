import { sealingKey } from '@answerable/contracts';
import { ask, Clock, CONFIG, Logger, problem } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Config } from '../config.js';
import { sealTo, type SealTo } from './sealing.js';

const keyUnavailable = problem('key-unavailable', 503, 'A key that is needed cannot be had now');

const keySet = z.object({ keys: z.array(sealingKey).min(1) });
const FRESH_MS = 10 * 60_000;
const PATIENCE_MS = 5000;

interface Held {
  readonly key: SealTo;
  readonly fetchedAt: number;
  /** Keys rotate by the calendar, which a demo passes through in seconds. */
  readonly day: string;
}

/** The current public keys of the vault and of reporting; a key once had serves on while its owner does not answer. */
@Injectable()
export class PublicKeys {
  private readonly held = new Map<string, Held>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Logger,
    private readonly clock: Clock,
  ) {}

  vault(): Promise<SealTo> {
    return this.current(this.config.VAULT_KEYS_URL);
  }

  reporting(): Promise<SealTo> {
    return this.current(this.config.REPORTING_KEYS_URL);
  }

  private async current(url: string): Promise<SealTo> {
    const held = this.held.get(url);
    const day = this.clock.today();
    if (held && held.day === day && performance.now() - held.fetchedAt < FRESH_MS) return held.key;
    try {
      const answer = await ask(url, { timeoutMs: PATIENCE_MS });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const [first] = keySet.parse(await answer.json()).keys;
      const key = sealTo(first!);
      this.held.set(url, { key, fetchedAt: performance.now(), day });
      return key;
    } catch (error) {
      this.log.warn({ error, held: held !== undefined }, 'public keys could not be fetched');
      if (held) return held.key;
      throw keyUnavailable();
    }
  }
}
