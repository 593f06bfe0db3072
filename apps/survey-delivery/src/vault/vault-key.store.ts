import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import type { RestingKey, VaultPublicKey } from './sealing.js';

export interface KeyRow {
  kid: string;
  publicKey: VaultPublicKey;
  privateSealed: string | null;
  activeFrom: string;
  retiredOn: string | null;
  destroyedAt: Date | null;
}
export interface SealedRow {
  id: string;
  kid: string;
  sealed: string;
}

const keyColumns = `kid, public_key as "publicKey", private_sealed as "privateSealed", active_from::text as "activeFrom",
  retired_on::text as "retiredOn", destroyed_at as "destroyedAt"`;

/** SQL of the vault's keys and of sealing anew. The transaction has entered the vault before. */
@Injectable()
export class VaultKeyStore {
  async keys(tx: Tx): Promise<KeyRow[]> {
    return tx.query<KeyRow>(`select ${keyColumns} from vault_keys order by retired_on nulls first, active_from desc`);
  }

  async lockRotation(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('vault-rotation'))`);
  }

  async replaceCurrent(tx: Tx, organisationId: string, key: RestingKey, today: string): Promise<void> {
    await tx.query(`update vault_keys set retired_on = $1 where retired_on is null`, [today]);
    await tx.query(
      `insert into vault_keys (kid, organisation_id, public_key, private_sealed, active_from) values ($1, $2, $3, $4, $5)`,
      [key.kid, organisationId, JSON.stringify(key.publicKey), key.privateSealed, today],
    );
  }

  async isToCome(tx: Tx, month: string): Promise<boolean> {
    return (await tx.one('select 1 from vault_keys_to_come where month = $1', [month])) !== undefined;
  }

  async addToCome(tx: Tx, organisationId: string, month: string, key: RestingKey): Promise<void> {
    await tx.query(
      `insert into vault_keys_to_come (organisation_id, month, kid, public_key, private_sealed) values ($1, $2, $3, $4, $5)`,
      [organisationId, month, key.kid, JSON.stringify(key.publicKey), key.privateSealed],
    );
  }

  /** The key that was made for this month; those of months that were slept through are gone with it. */
  async takeToCome(tx: Tx, month: string): Promise<RestingKey | undefined> {
    const rows = await tx.query<RestingKey & { month: string }>(
      `delete from vault_keys_to_come where month <= $1
       returning month, kid, public_key as "publicKey", private_sealed as "privateSealed"`,
      [month],
    );
    return rows.find((row) => row.month === month);
  }

  /** Rows of both kinds that are not sealed to the current key, locked for resealing. */
  async toReseal(
    tx: Tx,
    current: string,
    known: readonly string[],
    limit: number,
  ): Promise<(SealedRow & { table: 'contacts' | 'sealed_notes' })[]> {
    const found = [];
    for (const table of ['contacts', 'sealed_notes'] as const) {
      const rows = await tx.query<SealedRow>(
        `select id, kid, sealed from ${table} where kid <> $1 and kid = any($2) order by id limit $3 for update skip locked`,
        [current, known, limit],
      );
      found.push(...rows.map((row) => ({ ...row, table })));
    }
    return found;
  }

  async reseal(tx: Tx, table: 'contacts' | 'sealed_notes', rows: readonly SealedRow[]): Promise<void> {
    if (rows.length === 0) return;
    await tx.query(
      `update ${table} t set kid = r.kid, sealed = r.sealed
         from json_to_recordset($1::json) as r (id uuid, kid text, sealed text) where t.id = r.id`,
      [JSON.stringify(rows)],
    );
  }

  async sealedTo(tx: Tx, kid: string): Promise<number> {
    const row = await tx.one<{ n: number }>(
      `select ((select count(*) from contacts where kid = $1) + (select count(*) from sealed_notes where kid = $1))::int as n`,
      [kid],
    );
    return row!.n;
  }

  /** The deletion: the private half is gone, and the proof says that nothing was left under it. */
  async destroy(
    tx: Tx,
    organisationId: string,
    kid: string,
    publicKeyDigest: string,
    remaining: number,
    at: Date,
  ): Promise<void> {
    await tx.query(`update vault_keys set private_sealed = null, destroyed_at = $2 where kid = $1`, [kid, at]);
    await tx.query(
      `insert into vault_key_proofs (kid, organisation_id, public_key_digest, resealed, remaining, destroyed_at)
       values ($1, $2, $3, 0, $4, $5)`,
      [kid, organisationId, publicKeyDigest, remaining, at],
    );
  }

  async keyRegister(tx: Tx): Promise<
    {
      kid: string;
      activeFrom: string;
      retiredOn: string | null;
      destroyedAt: Date | null;
      contacts: number;
      proof: string | null;
    }[]
  > {
    return tx.query(
      `select k.kid, k.active_from::text as "activeFrom", k.retired_on::text as "retiredOn", k.destroyed_at as "destroyedAt",
              (select count(*)::int from contacts c where c.kid = k.kid) as contacts, p.public_key_digest as proof
         from vault_keys k left join vault_key_proofs p on p.kid = k.kid order by k.active_from desc, k.kid desc`,
    );
  }
}
