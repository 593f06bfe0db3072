import { Injectable } from '@nestjs/common';
import type { SealedLink } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';

export interface ReportKey {
  readonly keyId: string;
  readonly publicKey: string;
  readonly createdAt: Date;
  readonly retiredAt: Date | null;
}

/** Links of the chain with their content, and the keys that signed them. */
@Injectable()
export class ChainStore {
  constructor(private readonly database: Database) {}

  /** Nobody else adds a link until this transaction ends. */
  async lock(tx: Tx, organisationId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('reporting/chain/' || $1))`, [organisationId]);
  }

  /** The database was put back and does not know yet what the chain has become: nothing is sealed. */
  async isToBeRecalled(tx: Tx): Promise<boolean> {
    return (await tx.one('select 1 from restores where settled_at is null')) !== undefined;
  }

  async last(tx: Tx, organisationId: string): Promise<SealedLink | undefined> {
    const row = await tx.one<{ sealed: SealedLink }>(
      'select sealed from chain_links where organisation_id = $1 order by number desc limit 1',
      [organisationId],
    );
    return row?.sealed;
  }

  async add(tx: Tx, sealed: SealedLink, content: string): Promise<void> {
    await tx.query('insert into chain_links (organisation_id, number, sealed, content) values ($1, $2, $3, $4)', [
      sealed.link.organisationId,
      sealed.link.number,
      sealed,
      content,
    ]);
  }

  async links(organisationId: string): Promise<SealedLink[]> {
    const rows = await this.database.read<{ sealed: SealedLink }>(
      'select sealed from chain_links where organisation_id = $1 order by number',
      [organisationId],
    );
    return rows.map((row) => row.sealed);
  }

  /** Contents of the links that hold no figure: key introductions and tombstones. */
  async publicContents(organisationId: string, kind: 'key' | 'tombstone'): Promise<unknown[]> {
    const rows = await this.database.read<{ content: string }>(
      `select content from chain_links where organisation_id = $1 and sealed->'link'->>'kind' = $2 order by number`,
      [organisationId, kind],
    );
    return rows.map((row) => JSON.parse(row.content) as unknown);
  }

  async currentKey(tx: Tx, organisationId: string): Promise<(ReportKey & { privateSealed: string }) | undefined> {
    return tx.one(
      `select key_id as "keyId", public_key as "publicKey", created_at as "createdAt", retired_at as "retiredAt", private_sealed as "privateSealed"
         from report_keys where organisation_id = $1 and retired_at is null`,
      [organisationId],
    );
  }

  async keys(organisationId: string): Promise<ReportKey[]> {
    return this.database.read(
      `select key_id as "keyId", public_key as "publicKey", created_at as "createdAt", retired_at as "retiredAt"
         from report_keys where organisation_id = $1 order by created_at desc, key_id`,
      [organisationId],
    );
  }

  async addKey(
    tx: Tx,
    organisationId: string,
    key: { keyId: string; publicKey: string; privateSealed: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `update report_keys set retired_at = $2, private_sealed = null where organisation_id = $1 and retired_at is null`,
      [organisationId, key.at],
    );
    await tx.query(
      'insert into report_keys (key_id, organisation_id, public_key, private_sealed, created_at) values ($1, $2, $3, $4, $5)',
      [key.keyId, organisationId, key.publicKey, key.privateSealed, key.at],
    );
  }
}
