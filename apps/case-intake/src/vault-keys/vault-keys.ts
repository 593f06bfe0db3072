import { vaultKeySet, type VaultKeySet } from '@answerable/contracts';
import { ask, CONFIG, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { intakeProblem } from '../case-events/case-events.problems.js';

const FRESH_MS = 2000;
const WAIT_MS = 2000;

/** Public halves of the vault's keys, fetched from survey-delivery and kept for seconds: keys rotate. */
@Injectable()
export class VaultKeys {
  private keys: VaultKeySet | undefined;
  private fetchedAt = Number.NEGATIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  private fetching: Promise<void> | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly log: Logger,
  ) {}

  /** Throws `keys-unavailable` where they were never had; else the last ones known. */
  async current(): Promise<VaultKeySet> {
    await this.refresh();
    if (!this.keys) throw intakeProblem('keys-unavailable');
    return this.keys;
  }

  /** Ids of the vault's keys, asked for anew where one of `named` is not among them; null while the vault cannot be asked. */
  async idsKnowing(named: ReadonlySet<string>): Promise<ReadonlySet<string> | null> {
    const known = this.ids();
    if (known && [...named].every((id) => known.has(id))) return known;
    if (named.size > 0) await this.refresh();
    return this.fetchedAt >= this.askedAt ? this.ids() : null;
  }

  /** Ids of the keys that the vault has now; null while it cannot be asked. */
  async currentIds(): Promise<ReadonlySet<string> | null> {
    await this.refresh();
    return this.fetchedAt >= this.askedAt ? this.ids() : null;
  }

  private ids(): Set<string> | null {
    return this.keys ? new Set(this.keys.keys.map((key) => key.kid)) : null;
  }

  private async refresh(): Promise<void> {
    // Whoever has none asks each time: nothing can be sealed until they are there.
    if (this.keys && performance.now() - this.askedAt < FRESH_MS) return this.fetching;
    this.fetching ??= this.fetch().finally(() => (this.fetching = undefined));
    await this.fetching;
  }

  private async fetch(): Promise<void> {
    this.askedAt = performance.now();
    try {
      const answer = await ask(this.config.VAULT_KEYS_URL, { timeoutMs: WAIT_MS });
      if (!answer.ok) throw new Error(`the vault answered ${answer.status}`);
      this.keys = vaultKeySet.parse(await answer.json());
      this.fetchedAt = performance.now();
    } catch (error) {
      this.log.warn({ error }, 'vault keys could not be fetched');
    }
  }
}
