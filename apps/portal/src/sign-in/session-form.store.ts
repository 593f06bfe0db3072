import { Database } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';

@Injectable()
export class KeptFormStore {
  constructor(private readonly database: Database) {}

  async insert(row: { idHash: Buffer; subject: string; sealed: string; at: Date }): Promise<void> {
    await this.database.read('insert into kept_forms (id_hash, subject, sealed, kept_at) values ($1, $2, $3, $4)', [
      row.idHash,
      row.subject,
      row.sealed,
      row.at,
    ]);
  }

  async find(idHash: Buffer): Promise<{ subject: string; sealed: string } | undefined> {
    const [row] = await this.database.read<{ subject: string; sealed: string }>(
      'select subject, sealed from kept_forms where id_hash = $1',
      [idHash],
    );
    return row;
  }

  async remove(idHash: Buffer): Promise<void> {
    await this.database.read('delete from kept_forms where id_hash = $1', [idHash]);
  }

  async removeKeptBefore(at: Date): Promise<number> {
    const rows = await this.database.read('delete from kept_forms where kept_at < $1 returning 1', [at]);
    return rows.length;
  }
}
