import { Inject, Injectable } from '@nestjs/common';
import { Clock, CONFIG, DueWork, Logger, london, Metrics } from '@answerable/service';
import type { Config } from '../config.js';
import { digestOf, makeKey, sealText, type RestingKey } from './sealing.js';
import { Vault } from './vault.js';
import type { KeyRow } from './vault-key.store.js';
import { OncePerDay } from '../once-per-day.js';

/** A sender may hold the old public key, and Kafka keeps what was sealed to it, for seven days. */
const KEPT_AFTER_RETIREMENT_DAYS = 8;
const BATCH = 200;

/**
 * A new key every month; contacts still needed are sealed anew to it while the service runs; then the retired private key
 * is destroyed, with proof that nothing was left under it. That is the deletion of every copy sealed to it, wherever it lies.
 */
@Injectable()
export class RotateVaultKeys {
  private readonly daily: OncePerDay;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.daily = new OncePerDay(clock);
    metrics.gauge('key_age_days', 'Days since the current key was made', ['key'], async (gauge) => {
      const keys = await vault.transaction((tx) => vault.keyStore.keys(tx));
      const current = keys.find((key) => key.retiredOn === null);
      if (current) gauge.set({ key: 'vault' }, london.daysBetween(current.activeFrom, clock.today()));
    });
  }

  @DueWork({ name: 'vault-keys', everyMs: 2000 })
  async run(): Promise<number> {
    return this.daily.run(() => this.rotate());
  }

  private async rotate(): Promise<number> {
    await this.makeNext();
    const keys = await this.vault.transaction((tx) => this.vault.keyStore.keys(tx));
    const current = keys.find((k) => k.retiredOn === null);
    if (!current || current.activeFrom.slice(0, 7) !== this.clock.today().slice(0, 7)) return this.renew();
    const retired = keys.filter((k) => k.retiredOn !== null && k.privateSealed !== null);
    if (retired.length === 0) return 0;
    const resealed = await this.reseal(current, retired);
    if (resealed > 0) return resealed;
    return this.destroy(retired);
  }

  private async renew(): Promise<number> {
    return this.vault.transaction(async (tx) => {
      await this.vault.keyStore.lockRotation(tx);
      const today = this.clock.today();
      const keys = await this.vault.keyStore.keys(tx);
      if (keys.some((k) => k.retiredOn === null && k.activeFrom.slice(0, 7) === today.slice(0, 7))) return 0;
      const month = today.slice(0, 7);
      const key = (await this.vault.keyStore.takeToCome(tx, month)) ?? (await this.keyOf(month));
      await this.vault.keyStore.replaceCurrent(tx, this.config.ORGANISATION_ID, key, today);
      this.log.info({ kid: key.kid }, 'vault key was renewed');
      return 1;
    });
  }

  /** Long before it is offered, so that it is in every backup from which what is sealed to it may have to be opened. */
  private async makeNext(): Promise<void> {
    const month = london.addMonths(this.clock.today().slice(0, 7), 1);
    await this.vault.transaction(async (tx) => {
      await this.vault.keyStore.lockRotation(tx);
      if (await this.vault.keyStore.isToCome(tx, month)) return;
      await this.vault.keyStore.addToCome(tx, this.config.ORGANISATION_ID, month, await this.keyOf(month));
    });
  }

  private keyOf(month: string): Promise<RestingKey> {
    return makeKey(`vault-${month}-${crypto.randomUUID().slice(0, 8)}`, this.config.VAULT_KEY_ENCRYPTION_KEY);
  }

  private async reseal(current: KeyRow, retired: readonly KeyRow[]): Promise<number> {
    return this.vault.transaction(async (tx) => {
      const rows = await this.vault.keyStore.toReseal(
        tx,
        current.kid,
        retired.map((k) => k.kid),
        BATCH,
      );
      const to = await this.vault.publicKey(current);
      await this.vault.loadKeys(
        tx,
        rows.map((row) => row.kid),
      );
      const done = await Promise.all(
        rows.map(async (row) => {
          const clear = this.vault.openLoaded(row.kid, row.sealed);
          // What cannot be opened today cannot be opened later either: it goes with its key.
          return { ...row, kid: current.kid, sealed: clear === null ? '' : await sealText(clear, to, current.kid) };
        }),
      );
      for (const table of ['contacts', 'sealed_notes'] as const) {
        await this.vault.keyStore.reseal(
          tx,
          table,
          done.filter((r) => r.table === table),
        );
      }
      if (rows.length > 0) await this.vault.noteOwnReads(tx, 'reseal', [{ episodeId: null, reference: current.kid }]);
      return rows.length;
    });
  }

  /** Another instance has destroyed what this one may have used. */
  @DueWork({ name: 'forget-destroyed-keys', everyMs: 60_000 })
  async forget(): Promise<number> {
    await this.vault.forgetDestroyed();
    return 0;
  }

  private async destroy(retired: readonly KeyRow[]): Promise<number> {
    const due = retired.filter((k) => london.addDays(k.retiredOn!, KEPT_AFTER_RETIREMENT_DAYS) <= this.clock.today());
    for (const key of due) {
      const remaining = await this.vault.transaction(async (tx) => {
        await this.vault.keyStore.lockRotation(tx);
        const left = await this.vault.keyStore.sealedTo(tx, key.kid);
        if (left > 0) return left;
        const digest = digestOf(key.publicKey);
        await this.vault.keyStore.destroy(tx, this.config.ORGANISATION_ID, key.kid, digest, left, this.clock.now());
        return 0;
      });
      if (remaining === 0) this.log.info({ kid: key.kid }, 'vault key was destroyed');
      else this.log.warn({ kid: key.kid, remaining }, 'vault key was not destroyed: something is sealed to it still');
    }
    await this.vault.forgetDestroyed();
    return due.length;
  }
}
