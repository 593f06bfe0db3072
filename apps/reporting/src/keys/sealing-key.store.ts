import { Injectable } from '@nestjs/common';
import type { SealingKey } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';

/** X25519 keys to which records and attribute bundles are sealed. */
@Injectable()
export class SealingKeyStore {
  constructor(private readonly database: Database) {}

  /** Public keys that may still be used, newest first; of one that is to come nobody hears. */
  async published(now: Date): Promise<SealingKey[]> {
    const rows = await this.database.read<{ public_jwk: SealingKey }>(
      'select public_jwk from sealing_keys where destroyed_at is null and created_at <= $1 order by created_at desc, kid limit 2',
      [now],
    );
    return rows.map((row) => row.public_jwk);
  }

  /** Private keys that still exist, encrypted. */
  async privateKeys(): Promise<{ kid: string; privateSealed: string }[]> {
    return this.database.read(
      'select kid, private_sealed as "privateSealed" from sealing_keys where destroyed_at is null',
    );
  }

  /** One rotation at a time, over all replicas. */
  async lock(tx: Tx): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', ['reporting/sealing-keys']);
  }

  /** From when the newest is in use that is by that moment; without one, also one that is to come. */
  async newestFrom(tx: Tx, by: Date | 'infinity' = 'infinity'): Promise<Date | undefined> {
    const row = await tx.one<{ newest: Date | null }>(
      'select max(created_at) as newest from sealing_keys where created_at <= $1',
      [by],
    );
    return row?.newest ?? undefined;
  }

  /** `at`: from when it is in use. */
  async add(tx: Tx, key: { publicJwk: SealingKey; privateSealed: string; at: Date }): Promise<void> {
    await tx.query('insert into sealing_keys (kid, public_jwk, private_sealed, created_at) values ($1, $2, $3, $4)', [
      key.publicJwk.kid,
      key.publicJwk,
      key.privateSealed,
      key.at,
    ]);
  }

  /** Destroys private keys created before `before`; returns how many. */
  async destroyOlder(tx: Tx, before: Date, at: Date): Promise<number> {
    const rows = await tx.query(
      `update sealing_keys set private_sealed = null, destroyed_at = $2
        where created_at < $1 and destroyed_at is null returning kid`,
      [before, at],
    );
    return rows.length;
  }
}
