import { randomUUID } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { SealingKey } from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, DueWork, london, Logger, Metrics } from '@answerable/service';
import { compactDecrypt, exportJWK, generateKeyPair, importJWK, decodeProtectedHeader, type CryptoKey } from 'jose';
import { KeyEncryption } from './key-encryption.js';
import { SealingKeyStore } from './sealing-key.store.js';

const DAY_MS = 86_400_000;
/**
 * A new key each half-year, no sooner: a record names the key of its attributes, which were sealed when the survey was issued,
 * and a key a month would tell the month of issue.
 */
const halfYearOf = (instant: Date): string => {
  const month = london.month(instant);
  return `${month.slice(0, 4)}-H${month.slice(5) <= '06' ? 1 : 2}`;
};
const startOfHalfYear = (instant: Date): Date =>
  london.startOfDay(`${london.month(instant).slice(0, 4)}-${halfYearOf(instant).endsWith('1') ? '01' : '07'}-01`);
/**
 * It is made before it is in use for longer than a backup is kept: whichever is put back, the key is in it. What was sealed to a key
 * that was made after the backup could be opened by nobody.
 */
const MADE_DAYS_BEFORE = 62;
/**
 * A bundle is sealed when a survey is issued and opened at the latest with the yearly close: six months of issuing, the four
 * a survey may be open, the year they end in, and a margin for a late batch. Then the private key is destroyed.
 */
const DESTROY_AFTER_DAYS = 640;

/** Makes, rotates, uses and destroys the sealing keys. */
@Injectable()
export class SealingKeys implements OnModuleInit {
  private readonly opened = new Map<string, CryptoKey>();

  constructor(
    private readonly database: Database,
    private readonly store: SealingKeyStore,
    private readonly encryption: KeyEncryption,
    private readonly clock: Clock,
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge('key_age_days', 'Days since the current key was made', ['key'], async (gauge) => {
      const newest = await database.transaction((tx) => store.newestFrom(tx, clock.now()));
      if (newest) gauge.set({ key: 'sealing' }, (clock.now().getTime() - newest.getTime()) / DAY_MS);
    });
  }

  /** A service with the wrong key-encryption key does not start: it could open nothing and sign nothing. */
  async onModuleInit(): Promise<void> {
    await this.makeWhereDue();
    await this.load();
  }

  @DueWork({ name: 'rotate-sealing-keys', everyMs: 60_000 })
  async rotate(): Promise<number> {
    const now = this.clock.now();
    const destroyed = await this.database.transaction((tx) =>
      this.store.destroyOlder(tx, new Date(now.getTime() - DESTROY_AFTER_DAYS * DAY_MS), now),
    );
    const made = await this.makeWhereDue();
    await this.load();
    return destroyed + made;
  }

  private async makeWhereDue(): Promise<number> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await this.store.lock(tx);
      const newest = await this.store.newestFrom(tx);
      const isInUse = newest !== undefined && halfYearOf(newest) >= halfYearOf(now);
      const ahead = new Date(now.getTime() + MADE_DAYS_BEFORE * DAY_MS);
      if (isInUse && halfYearOf(newest) >= halfYearOf(ahead)) return 0;
      // The first one too is in use from where a half-year begins: a clock that is set back by a moment is not without a key.
      const from = startOfHalfYear(isInUse ? ahead : now);
      const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
      const kid = `reporting-${london.today(from)}-${randomUUID().slice(0, 8)}`;
      const { x } = await exportJWK(publicKey);
      const publicJwk: SealingKey = { kty: 'OKP', crv: 'X25519', x: x!, kid, use: 'enc', alg: 'ECDH-ES' };
      await this.store.add(tx, {
        publicJwk,
        privateSealed: await this.encryption.seal(await exportJWK(privateKey)),
        at: from,
      });
      this.log.info({ kid, from }, 'a sealing key was made');
      return 1;
    });
  }

  /** Opens every private key that still exists, and lets go of those that do not; call it before `open`, outside a transaction. */
  async load(): Promise<void> {
    const keys = await this.store.privateKeys();
    for (const kid of this.opened.keys()) if (!keys.some((key) => key.kid === kid)) this.opened.delete(kid);
    for (const { kid, privateSealed } of keys)
      if (!this.opened.has(kid))
        this.opened.set(kid, (await importJWK(await this.encryption.open(privateSealed), 'ECDH-ES')) as CryptoKey);
  }

  /** Clear text of a JWE sealed to one of our keys. Throws when the key is unknown or destroyed, or the text was altered. */
  async open(sealed: string): Promise<unknown> {
    const { kid } = decodeProtectedHeader(sealed);
    const key = this.opened.get(kid ?? '');
    if (!key) throw new Error(`sealing key ${kid ?? '(none named)'} is unknown or destroyed`);
    const { plaintext } = await compactDecrypt(sealed, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as unknown;
  }
}
