import type { Receipt } from '@answerable/contracts';
import type { Database, Tx } from '@answerable/persistence';
import type { CaseEvent } from '../case-events/case-event.js';

export interface ReceiptRow {
  readonly source_id: number;
  readonly source: string;
  readonly force: string;
  readonly event_id: string;
  readonly sequence: string;
  readonly status: 'accepted' | 'rejected';
  readonly reasons: Receipt['reasons'] | null;
  readonly received_at: Date;
}

export interface PageAfter {
  readonly force: string;
  readonly source: string | null;
  readonly limit: number;
}

/** Place after which a page of receipts begins. */
export type ReceiptCursor = readonly [sourceId: number, sequence: number, eventId: string];

export function receiptsAfter(
  database: Database,
  { force, source, limit }: PageAfter,
  after: ReceiptCursor | null,
  eventId: string | null,
): Promise<ReceiptRow[]> {
  return database.read<ReceiptRow>(
    `select r.source_id, s.source, s.force, r.event_id, r.sequence, r.status, r.reasons, r.received_at
       from received_events r join sources s using (source_id)
      where s.force = $1 and ($2::text is null or s.source = $2) and r.sequence is not null
        and ($3::text is null or r.event_id = $3)
        and ($4::integer is null or (r.source_id, r.sequence, r.event_id) > ($4, $5::bigint, $6::text))
      order by r.source_id, r.sequence, r.event_id limit $7`,
    [force, source, eventId, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
  );
}

export interface RejectionRow extends Omit<ReceiptRow, 'sequence'> {
  readonly rejection_id: string;
  readonly sequence: string | null;
  readonly unit: string | null;
  readonly closure_month: string | null;
  readonly state: 'open' | 'out-of-scope' | 'replayed' | 'corrected' | 'resent';
  readonly resolved_at: Date | null;
}

export function rejectionsAfter(
  database: Database,
  { force, source, limit }: PageAfter,
  after: number,
  state: string,
): Promise<RejectionRow[]> {
  return database.read<RejectionRow>(
    `select r.rejection_id, r.source_id, s.source, s.force, r.event_id, r.sequence, r.status, r.reasons, r.received_at,
            r.unit, r.closure_month, r.state, r.resolved_at
       from rejections r join sources s using (source_id)
      where s.force = $1 and ($2::text is null or s.source = $2) and r.rejection_id > $3 and ($4 = 'all' or r.state = $4)
      order by r.rejection_id limit $5`,
    [force, source, after, state, limit],
  );
}

export interface WaitingRow {
  readonly rejection_id: string;
  readonly force: string;
  readonly event: CaseEvent;
  readonly contact: string | null;
  readonly in_scope: boolean;
  readonly state: 'open' | 'out-of-scope' | 'corrected';
}

/**
 * Events that wait here, oldest first, and those of cases that came into scope meanwhile; `in_scope`: it is registered by now. With
 * `all` those as well that were found to be none of ours, for as long as they are kept.
 */
export function waitingAfter(
  database: Database,
  { after, limit, all }: { after: number; limit: number; all: boolean },
): Promise<WaitingRow[]> {
  return database.read<WaitingRow>(
    `select * from (
       select r.rejection_id, s.force, r.state, r.event, r.contact,
              exists (select from cases c
                       where c.case_key = coalesce((select a.case_key from case_aliases a where a.alias_key = r.case_key), r.case_key)
                         and c.offence_class is not null and c.area_basis is not null) as in_scope
         from rejections r join sources s using (source_id)
        where r.event is not null and r.rejection_id > $1) waiting
      where state = 'open' or in_scope or ($3 and state = 'out-of-scope')
      order by rejection_id limit $2`,
    [after, limit, all],
  );
}

/** What is none of ours is remembered without a contact, and not for ever: until its case would be too old to be asked about. */
export async function forgetOutOfScopeBefore(tx: Tx, before: Date): Promise<void> {
  await tx.query(
    `update rejections set event = null, contact = null where state <> 'open' and event is not null and received_at < $1`,
    [before],
  );
}
