import { Database, type Tx } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';
import type { JWK } from 'jose';

export interface MixingKeyRow {
  readonly month: string;
  readonly publicKey: JWK;
  readonly sealedPrivateKey: Buffer;
  readonly withdrawn: number;
}

interface TakenRow {
  readonly kind: string;
  readonly leaves: string;
  readonly sealed: string;
  readonly goesOn: string | null;
}

const columns = 'month, public_key as "publicKey", sealed_private_key as "sealedPrivateKey", withdrawn';
/** Never for a month that has closed; where its close is under way, this waits for the end of it. */
const insert = `insert into mixing_keys (month, public_key, sealed_private_key)
  select $1::text, $2::jsonb, $3::bytea from closed_months where through < $1 for share
  on conflict do nothing`;

@Injectable()
export class MixingKeyStore {
  constructor(private readonly database: Database) {}

  async find(month: string): Promise<MixingKeyRow | undefined> {
    const [row] = await this.database.read<MixingKeyRow>(`select ${columns} from mixing_keys where month = $1`, [
      month,
    ]);
    return row;
  }

  async isThere(tx: Tx, month: string): Promise<boolean> {
    return (await tx.one('select 1 from mixing_keys where month = $1', [month])) !== undefined;
  }

  /** Every key there is: months under way and to come, and one that is being closed. */
  async all(tx: Tx): Promise<MixingKeyRow[]> {
    return tx.query<MixingKeyRow>(`select ${columns} from mixing_keys`);
  }

  /** The last month that has closed; '' before the first. */
  async closedThrough(): Promise<string> {
    const [row] = await this.database.read<{ through: string }>('select through from closed_months');
    return row!.through;
  }

  async unopenable(): Promise<number> {
    const [row] = await this.database.read<{ unopenable: number }>('select unopenable from closed_months');
    return row!.unopenable;
  }

  async countBefore(month: string): Promise<number> {
    const [row] = await this.database.read<{ n: number }>(
      'select count(*)::int as n from mixing_keys where month < $1',
      [month],
    );
    return row!.n;
  }

  async add(row: Omit<MixingKeyRow, 'withdrawn'>): Promise<void> {
    await this.database.read(insert, [row.month, JSON.stringify(row.publicKey), row.sealedPrivateKey]);
  }

  /** The key of this month within `tx`, made from `fresh` where there is none yet. */
  async findOrAdd(tx: Tx, fresh: Omit<MixingKeyRow, 'withdrawn'>): Promise<MixingKeyRow> {
    await tx.query(insert, [fresh.month, JSON.stringify(fresh.publicKey), fresh.sealedPrivateKey]);
    return (await tx.one<MixingKeyRow>(`select ${columns} from mixing_keys where month = $1`, [fresh.month]))!;
  }

  /** The oldest month before `current` that is not closed yet; waits for submissions under way, which hold a share of its row. */
  async lockOldestBefore(tx: Tx, current: string): Promise<MixingKeyRow | undefined> {
    return tx.one<MixingKeyRow>(
      `select ${columns} from mixing_keys where month < $1 order by month limit 1 for update`,
      [current],
    );
  }

  /** From here on nobody can make a key for this month or one before it. */
  async markClosed(tx: Tx, month: string): Promise<void> {
    await tx.query('update closed_months set through = $1', [month]);
  }

  async rewrap(tx: Tx, month: string, sealedPrivateKey: Buffer): Promise<void> {
    await tx.query('update mixing_keys set sealed_private_key = $2 where month = $1', [month, sealedPrivateKey]);
  }

  async countUnopenable(tx: Tx, records: number): Promise<void> {
    await tx.query('update closed_months set unopenable = unopenable + $1', [records]);
  }

  /** Records of the month, with its key gone from the table; of a visit that goes on with the id that its draft knows. */
  async takeAll(tx: Tx, month: string): Promise<TakenRow[]> {
    const rows = await tx.query<TakenRow>(
      `delete from records where mixing_month = $1
       returning kind, leaves, sealed, (select evidence_id from drafts where evidence_id = record_id) as "goesOn"`,
      [month],
    );
    await tx.query('delete from mixing_keys where month = $1', [month]);
    return rows;
  }

  /** Deletes records of each kind that should have left by the end of that month, or of one before. */
  async forget(kinds: readonly string[], through: readonly string[]): Promise<number> {
    const [row] = await this.database.read<{ n: number }>(
      `with gone as (
         delete from records using unnest($1::text[], $2::text[]) as old (of, through)
          where kind = of and leaves <= through returning 1)
       select count(*)::int as n from gone`,
      [kinds, through],
    );
    return row!.n;
  }

  async putBack(
    tx: Tx,
    month: string,
    rows: readonly { kind: string; leaves: string; sealed: string; recordId: string; withdrawalHash: Buffer }[],
  ): Promise<void> {
    await tx.query(
      `insert into records (record_id, mixing_month, kind, leaves, sealed, withdrawal_hash)
       select record_id, $1, kind, leaves, sealed, withdrawal_hash
         from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[])
              with ordinality as row (record_id, kind, leaves, sealed, withdrawal_hash, place)
        order by place`,
      [
        month,
        rows.map((r) => r.recordId),
        rows.map((r) => r.kind),
        rows.map((r) => r.leaves),
        rows.map((r) => r.sealed),
        rows.map((r) => r.withdrawalHash),
      ],
    );
  }
}
