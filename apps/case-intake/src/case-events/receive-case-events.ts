import { setTimeout as pause } from 'node:timers/promises';
import type { Receipt } from '@answerable/contracts';
import { Database, RetryableError, type Tx } from '@answerable/persistence';
import { Clock, CONFIG } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../config.js';
import { VaultKeys } from '../vault-keys/vault-keys.js';
import { readCaseEvent, type Reading } from './case-event.js';
import { keyIdOf } from './contact-form.js';
import { KeyedHash } from './keyed-hash.js';
import { refuse } from './refusals.js';
import { Rehearsal } from './rehearsal.js';
import { RegisterCaseEvents, type Registration } from './register-case-events.js';

/** One event as it came: a JSON value, or why there is none. */
export type Arrived =
  | { readonly value: unknown }
  | { readonly unread: 'malformed-json' | 'line-too-long'; readonly detail?: string };

const TRIES = 3;
const PAUSE_MS = 200;

/** Takes what arrived by HTTP: reads it, and registers it in one transaction or judges it and stores nothing. */
@Injectable()
export class ReceiveCaseEvents {
  private readonly hash: KeyedHash;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly register: RegisterCaseEvents,
    private readonly vaultKeys: VaultKeys,
    private readonly clock: Clock,
  ) {
    this.hash = new KeyedHash(config.REFERENCE_KEYS);
  }

  /** Receipts in the order of arrival. Throws RetryableError where the database stays out of reach: nothing was stored. */
  async execute(arrived: readonly Arrived[], force: string): Promise<Receipt[]> {
    return this.registerRead(await this.read(arrived, force), force);
  }

  /** The second half of `execute`, for a caller who reads what comes next meanwhile. */
  registerRead(readings: Reading[], force: string): Promise<Receipt[]> {
    return this.inTransaction((tx) => this.register.execute(tx, readings, toCaller(force)));
  }

  /** A judge to whom events are handed over chunk by chunk: the last event meets what the first one did, and nothing is stored. */
  judge(force: string): (readings: Reading[]) => Promise<Receipt[]> {
    const rehearsal = new Rehearsal();
    return (readings) => this.inTransaction((tx) => this.register.judge(tx, readings, force, rehearsal));
  }

  private async inTransaction(work: (tx: Tx) => Promise<Receipt[]>): Promise<Receipt[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.database.transaction(work);
      } catch (error) {
        if (!(error instanceof RetryableError) || tries === TRIES) throw error;
        await pause(PAUSE_MS * tries);
      }
    }
  }

  async read(arrived: readonly Arrived[], force: string): Promise<Reading[]> {
    const named = arrived.map((item) =>
      'value' in item ? keyIdOf((item.value as { data?: { contact?: unknown } } | null)?.data?.contact) : null,
    );
    const keyIds = await this.vaultKeys.idsKnowing(new Set(named.filter((kid) => kid !== null)));
    const context = { force, now: this.clock.now(), hash: this.hash, keyIds };
    return arrived.map((item): Reading => {
      if ('value' in item) return readCaseEvent(item.value, context);
      const reasons = [refuse(item.unread, null, item.detail)];
      return { kind: 'refused', reasons, envelope: null, own: false, caseKeys: null };
    });
  }
}

const toCaller = (force: string): Registration => ({ force, settledBy: 'resent', receiptsTo: 'caller' });

/** JSON of one event; what is not JSON is refused without being looked at. */
export function parseEvent(text: string): Arrived {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { unread: 'malformed-json' };
  }
}
