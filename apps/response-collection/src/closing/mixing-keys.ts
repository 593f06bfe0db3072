import { mixingKid, sealing, type SealingKey } from '@answerable/contracts';
import { DatabaseProblem } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { exportJWK, generateKeyPair, importJWK, type CryptoKey } from 'jose';
import type { Config } from '../config.js';
import { box, derive, unbox } from '../keys/crypto.js';
import { sealTo, type SealTo } from '../keys/sealing.js';
import { MixingKeyStore, type MixingKeyRow } from './mixing-key.store.js';

export interface CurrentMixingKey {
  readonly month: string;
  readonly to: SealTo;
}

type Wrapped = Pick<MixingKeyRow, 'month' | 'sealedPrivateKey'>;

/** A survey lives at most 120 days: it ends in this month or one of the next four; one more for whoever has the old list. */
const MONTHS_OFFERED = 6;

/**
 * One key pair a month, for two things: to it go the month's records, and the outer seal of the attributes of surveys that end
 * in that month, which is why it is there months before. Its private half rests in the database, wrapped under a key from the configuration, is opened by
 * the close job alone, and is deleted at month end: that is what cuts the last tie between a survey and its answers.
 */
@Injectable()
export class MixingKeys {
  private readonly wrapKeys: readonly [Buffer, ...Buffer[]];
  private held: CurrentMixingKey | undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly store: MixingKeyStore,
    private readonly clock: Clock,
  ) {
    const [current, ...earlier] = config.MIXING_WRAP_KEY.map((key) =>
      derive(Buffer.from(key, 'base64url'), 'mixing keys'),
    );
    this.wrapKeys = [current!, ...earlier];
  }

  /** This month's public key, made where there is none; the next one's where another machine's clock has closed this month. */
  async current(): Promise<CurrentMixingKey> {
    if (this.held?.month === london.month(this.clock.now())) return this.held;
    const month = await this.firstOpen();
    this.held = { month, to: sealTo((await this.ofMonth(month)).publicKey) };
    return this.held;
  }

  private async firstOpen(): Promise<string> {
    const [now, closed] = [london.month(this.clock.now()), await this.store.closedThrough()];
    return now > closed ? now : london.addMonths(closed, 1);
  }

  /** Public keys of this month and those to come, for survey-delivery. */
  async offered(): Promise<SealingKey[]> {
    const first = await this.firstOpen();
    const rows = await Promise.all(
      Array.from({ length: MONTHS_OFFERED }, (_, ahead) => this.ofMonth(london.addMonths(first, ahead))),
    );
    return rows.map(({ month, publicKey: { x } }) => ({
      kty: 'OKP',
      crv: 'X25519',
      x: x!,
      kid: mixingKid(month),
      use: 'enc',
      alg: sealing.alg,
    }));
  }

  /**
   * Runs work that writes records under the current key; once more where the month was closed in between (then the
   * database refuses the record, because its key is gone).
   */
  async withCurrent<T>(work: (key: CurrentMixingKey) => Promise<T>): Promise<T> {
    try {
      return await work(await this.current());
    } catch (error) {
      if (!(error instanceof DatabaseProblem && error.code === 'reference-missing')) throw error;
      this.held = undefined;
      return work(await this.current());
    }
  }

  async fresh(month: string): Promise<Omit<MixingKeyRow, 'withdrawn'>> {
    const pair = await generateKeyPair(sealing.alg, { crv: 'X25519', extractable: true });
    const publicKey = { ...(await exportJWK(pair.publicKey)), kid: mixingKid(month) };
    const clear = Buffer.from(JSON.stringify(await exportJWK(pair.privateKey)));
    return { month, publicKey, sealedPrivateKey: box(this.wrapKeys[0], clear, month) };
  }

  private async ofMonth(month: string): Promise<MixingKeyRow> {
    const found = await this.store.find(month);
    if (found) return found;
    await this.store.add(await this.fresh(month));
    const added = await this.store.find(month);
    if (!added) throw new Error(`${month} has closed, and gets no other key`);
    return added;
  }

  /** For the close job alone. */
  async privateKey(row: Wrapped): Promise<CryptoKey> {
    return (await importJWK(JSON.parse(this.unwrapped(row).toString()), sealing.alg)) as CryptoKey;
  }

  /** The same key wrapped under the current secret; undefined where it is already. */
  rewrapped(row: Wrapped): Buffer | undefined {
    if (unbox(this.wrapKeys[0], row.sealedPrivateKey, row.month)) return undefined;
    return box(this.wrapKeys[0], this.unwrapped(row), row.month);
  }

  private unwrapped({ month, sealedPrivateKey }: Wrapped): Buffer {
    for (const key of this.wrapKeys) {
      const clear = unbox(key, sealedPrivateKey, month);
      if (clear) return clear;
    }
    throw new Error(`the mixing key of ${month} cannot be unwrapped: MIXING_WRAP_KEY is another one`);
  }
}
