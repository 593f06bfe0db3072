import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@answerable/persistence';

export interface Delegate {
  readonly id: string;
  readonly seat: string;
  readonly username: string;
  readonly name: string;
  readonly addedOn: string;
  readonly endedOn: string | null;
}

const columns = `id, seat, username, name, added_on::text as "addedOn", ended_on::text as "endedOn"`;

/** People an office lets read for its seat. */
@Injectable()
export class SeatStore {
  constructor(private readonly database: Database) {}

  async delegatesOf(seat: string): Promise<Delegate[]> {
    return this.database.read(`select ${columns} from delegates where seat = $1 order by added_on, name`, [seat]);
  }

  /** Seats that a person reads for now, by the name of the sign-in. */
  async seatsOfDelegate(username: string): Promise<string[]> {
    const rows = await this.database.read<{ seat: string }>(
      'select seat from delegates where lower(username) = lower($1) and ended_on is null order by added_on',
      [username],
    );
    return rows.map((row) => row.seat);
  }

  async lockSeat(tx: Tx, seat: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('reporting/seat/' || $1))`, [seat]);
  }

  async countOf(tx: Tx, seat: string): Promise<number> {
    const row = await tx.one<{ count: number }>(
      'select count(*)::int as count from delegates where seat = $1 and ended_on is null',
      [seat],
    );
    return row?.count ?? 0;
  }

  async add(tx: Tx, of: { seat: string; username: string; name: string; by: string; on: string }): Promise<void> {
    await tx.query(
      `insert into delegates (id, seat, username, name, added_on, added_by) values ($1, $2, $3, $4, $5, $6)
       on conflict (seat, lower(username)) where ended_on is null do nothing`,
      [randomUUID(), of.seat, of.username, of.name, of.on, of.by],
    );
  }

  async end(tx: Tx, seat: string, id: string, on: string): Promise<boolean> {
    const rows = await tx.query(
      'update delegates set ended_on = $3 where seat = $1 and id = $2 and ended_on is null returning id',
      [seat, id, on],
    );
    return rows.length > 0;
  }
}
