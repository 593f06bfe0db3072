import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Seats } from '../seats/seats.js';

export type NoticeKind = 'published' | 'corrected' | 'taken-down';
export interface Notice {
  readonly reportId: string;
  readonly kind: NoticeKind;
  readonly recipient: string;
  readonly attempts: number;
}

/** Notices to the offices that hold a seat on the day of publication. */
@Injectable()
export class NoticeStore {
  constructor(private readonly seats: Seats) {}

  async schedule(tx: Tx, { reportId, kind, at }: { reportId: string; kind: NoticeKind; at: Date }): Promise<void> {
    await tx.query(
      `insert into notices (report_id, kind, recipient, due_at) select $1, $2, recipient, $4 from unnest($3::text[]) as recipient
       on conflict do nothing`,
      [reportId, kind, [...new Set(this.seats.heldToday().map(({ email }) => email))], at],
    );
  }

  async claimDue(tx: Tx, now: Date): Promise<Notice | undefined> {
    return tx.one(
      `select report_id as "reportId", kind, recipient, attempts from notices
        where sent_at is null and due_at <= $1 order by due_at limit 1 for update skip locked`,
      [now],
    );
  }

  async sent(tx: Tx, { reportId, kind, recipient }: Notice, at: Date): Promise<void> {
    await tx.query(
      'update notices set sent_at = $4, attempts = attempts + 1 where report_id = $1 and kind = $2 and recipient = $3',
      [reportId, kind, recipient, at],
    );
  }

  async retryAt(tx: Tx, { reportId, kind, recipient }: Notice, at: Date): Promise<void> {
    await tx.query(
      'update notices set due_at = $4, attempts = attempts + 1 where report_id = $1 and kind = $2 and recipient = $3',
      [reportId, kind, recipient, at],
    );
  }
}
