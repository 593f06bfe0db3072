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

  /** Seats whose office named this person and has not ended it, with the day, by the name of the sign-in. */
  async seatsOfDelegate(username: string): Promise<{ seat: string; addedOn: string }[]> {
    return this.database.read(
      `select seat, added_on::text as "addedOn" from delegates
        where lower(username) = lower($1) and ended_on is null order by added_on`,
      [username],
    );
  }

  /** Delegates named before the term began were those of the office before: they end with it. */
  async endOfEarlierTerms(tx: Tx, seat: string, from: string): Promise<void> {
    await tx.query('update delegates set ended_on = $2 where seat = $1 and added_on < $2 and ended_on is null', [
      seat,
      from,
    ]);
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
