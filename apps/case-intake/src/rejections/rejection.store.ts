import type { Tx } from '@answerable/persistence';
import type { CaseEvent } from '../case-events/case-event.js';
import { isOutOfScope, refuse, type Reason } from '../case-events/refusals.js';

export interface NewRejection {
  readonly eventId: string;
  /** accepted: the event counts, but something about it should be put right. */
  readonly status: 'accepted' | 'rejected';
  readonly reasons: readonly Reason[];
  readonly kind: string | null;
  readonly sequence: number | null;
  readonly caseKey: string | null;
  readonly caseVersion: number | null;
  readonly unit: string | null;
  readonly closureMonth: string | null;
  /** Only of an event that waits here. */
  readonly event: CaseEvent | null;
  readonly contact: string | null;
  /** Nothing is wrong but that its case is not in scope yet. */
  readonly awaitsScope?: boolean;
}

/** What tells several rows of one event id apart: what is said of an accepted event, and each case for which its id was used again. */
function noticeOf({ status, reasons, caseKey }: NewRejection): string {
  const { code } = reasons[0]!;
  if (status === 'accepted') return code;
  return code === 'event-id-reused' ? `${code} ${caseKey ?? ''}`.trim() : '';
}

/** An id can stand twice in one chunk, refused in two ways: one row can be written, the last. */
function lastOfEach(rows: readonly NewRejection[]): NewRejection[] {
  return [...new Map(rows.map((row) => [JSON.stringify([row.eventId, row.status, noticeOf(row)]), row])).values()];
}

export async function addRejections(tx: Tx, sourceId: number, rows: readonly NewRejection[], at: Date): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into rejections (source_id, event_id, status, reasons, kept, kind, sequence, case_key, case_version, unit,
                             closure_month, event, contact, state, awaits_scope, notice, received_at, resolved_at, contact_came_at)
     select $1, r.event_id, r.status, r.reasons, r.kept, r.kind, r.sequence, r.case_key, r.case_version, r.unit,
            r.closure_month, r.event, r.contact, r.state, r.awaits_scope, r.notice, $2,
            case when r.state <> 'open' then $2::timestamptz end, case when r.contact is not null then $2::timestamptz end
       from json_to_recordset($3::json) as r (
         event_id text, status text, reasons json, kept boolean, kind text, sequence bigint, case_key text,
         case_version bigint, unit text, closure_month text, event json, contact text, state text, awaits_scope boolean,
         notice text)
     on conflict (source_id, event_id, status, notice) where state in ('open', 'out-of-scope') do update
        set reasons = excluded.reasons, kept = excluded.kept, kind = excluded.kind, sequence = excluded.sequence,
            case_key = excluded.case_key, case_version = excluded.case_version, unit = excluded.unit,
            closure_month = excluded.closure_month, event = excluded.event, contact = excluded.contact,
            state = excluded.state, awaits_scope = excluded.awaits_scope, resolved_at = excluded.resolved_at,
            contact_came_at = excluded.contact_came_at, contact_lost_at = null`,
    [
      sourceId,
      at,
      JSON.stringify(
        lastOfEach(rows).map((row) => ({
          event_id: row.eventId,
          status: row.status,
          reasons: row.reasons,
          kept: row.event !== null,
          kind: row.kind,
          sequence: row.sequence,
          case_key: row.caseKey,
          case_version: row.caseVersion,
          unit: row.unit,
          closure_month: row.closureMonth,
          event: row.event,
          contact: row.contact,
          state: row.status === 'rejected' && isOutOfScope(row.reasons) ? 'out-of-scope' : 'open',
          awaits_scope: row.awaitsScope ?? false,
          notice: noticeOf(row),
        })),
      ),
    ],
  );
}

/** Events that were refused before and are accepted now: sent again, or replayed here. Returns the months they were missing in. */
export async function settleRejections(
  tx: Tx,
  sourceId: number,
  eventIds: readonly string[],
  state: 'resent' | 'replayed',
  at: Date,
): Promise<string[]> {
  if (eventIds.length === 0) return [];
  const rows = await tx.query<Settled>(
    `update rejections set state = $3, resolved_at = $4, event = null, contact = null
      where source_id = $1 and event_id = any($2) and status = 'rejected' and notice = ''
        and (state in ('open', 'out-of-scope') or event is not null)
     returning closure_month, to_char(received_at at time zone 'Europe/London', 'YYYY-MM') as received_month`,
    [sourceId, eventIds, state, at],
  );
  return monthsOf(rows);
}

interface Settled {
  closure_month: string | null;
  received_month: string;
}

/** What could not be read is counted in the month in which it came. */
const monthsOf = (rows: readonly Settled[]): string[] => [
  ...new Set(rows.map(({ closure_month, received_month }) => closure_month ?? received_month)),
];

export interface Correction {
  readonly eventId: string;
  readonly caseKey: string;
  readonly caseVersion: number;
  readonly sequence: number;
  readonly kind: string;
}

/**
 * A later accepted event of the same case, under whichever reference, that says what the refused one should have said, or takes the case
 * away; under which references it is known no closure says. One that only waits for its case to come into scope is taken all the same, as it would have been had it come after. Returns the months concerned.
 */
export async function settleCorrected(tx: Tx, corrections: readonly Correction[], at: Date): Promise<string[]> {
  if (corrections.length === 0) return [];
  const rows = await tx.query<Settled>(
    `update rejections r
        set state = 'corrected', resolved_at = $6, event = case when r.awaits_scope then r.event end,
            contact = case when r.awaits_scope and a.kind in ('closed', 'outcome-revised') then r.contact end
       from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
              as a (event_id, case_key, case_version, sequence, kind)
      cross join lateral (select a.case_key union all
                          select alias_key from case_aliases where case_key = a.case_key) as known_as (case_key)
      where r.state = 'open' and r.status = 'rejected' and r.case_key = known_as.case_key and r.event_id <> a.event_id
        and (a.case_version, a.sequence) > (coalesce(r.case_version, 0), coalesce(r.sequence, 0))
        and (a.kind in ('merged', 'removed') or a.kind = r.kind
             or (a.kind in ('closed', 'outcome-revised') and r.kind is distinct from 'reference-changed'))
     returning r.closure_month, to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM') as received_month`,
    [
      corrections.map((c) => c.eventId),
      corrections.map((c) => c.caseKey),
      corrections.map((c) => c.caseVersion),
      corrections.map((c) => c.sequence),
      corrections.map((c) => c.kind),
      at,
    ],
  );
  return monthsOf(rows);
}

/** What a source says of itself or of a month, and was refused, is put right by the next of its kind: there is no case to know it by. */
export async function settleSaidAgain(tx: Tx, sourceId: number, again: readonly SaidAgain[], at: Date): Promise<void> {
  if (again.length === 0) return;
  await tx.query(
    `update rejections r set state = 'corrected', resolved_at = $4
       from unnest($2::text[], $3::bigint[]) as a (kind, sequence)
      where r.source_id = $1 and r.state = 'open' and r.status = 'rejected' and r.case_key is null
        and r.kind = a.kind and coalesce(r.sequence, 0) < a.sequence`,
    [sourceId, again.map(({ kind }) => kind), again.map(({ sequence }) => sequence), at],
  );
}

export type SaidAgain = Pick<Correction, 'kind' | 'sequence'>;

/**
 * What is said of accepted events is settled when it is true no more: of two systems that sent one crime one took its record back,
 * or its sender looked and said it again, as of an offence that no table knows; a contact that could not be kept came again.
 */
export async function settleNotices(tx: Tx, at: Date): Promise<void> {
  await tx.query(
    `update rejections r set state = 'corrected', resolved_at = $1
       from cases c
       left join cases t on t.case_key = c.twin_of
      where r.state = 'open' and r.status = 'accepted' and r.case_key = c.case_key
        and (c.status in ('merged', 'removed')
             or (r.notice = 'contact-not-kept' and c.contact_event_id is distinct from r.event_id)
             or (r.notice = 'sent-by-two-systems' and (t.case_key is null or t.status in ('merged', 'removed')))
             or (r.notice in ('sent-by-two-systems', 'offence-not-in-table')
                 and ((c.marks -> 'facts' ->> 0)::bigint, (c.marks -> 'facts' ->> 1)::bigint) > (r.case_version, r.sequence)))`,
    [at],
  );
}

/** The key that a contact names in its header. */
const keyOfContact = `convert_from(decode(
  rpad(translate(split_part(contact, '.', 1), '-_', '+/'), (ceil(length(split_part(contact, '.', 1)) / 4.0) * 4)::int, '='),
  'base64'), 'UTF8')::json ->> 'kid'`;

export interface LostContact {
  readonly source: string;
  readonly force: string;
  readonly event_id: string;
  readonly reasons: readonly Reason[];
}

/**
 * Drops the contacts of what came before a time, and those sealed to a key that the vault has no more (null: it could not be asked): nobody
 * will ever open them. Of an event that still waits this is said beside its reasons. Returns those events.
 */
export async function dropContacts(
  tx: Tx,
  { before, keyIds, at }: { before: Date; keyIds: ReadonlySet<string> | null; at: Date },
): Promise<LostContact[]> {
  const reason = JSON.stringify([refuse('contact-not-kept', 'data.contact')]);
  return tx.query<LostContact>(
    `with lost as (
       update rejections
          set contact = null, contact_lost_at = $3,
              reasons = case when state = 'open' then (reasons::jsonb || $4::jsonb)::json else reasons end
        where contact is not null and (coalesce(contact_came_at, received_at) < $1 or ($2::text[] is not null and ${keyOfContact} <> all ($2)))
       returning source_id, event_id, reasons, state)
     select s.source, s.force, event_id, reasons from lost join sources s using (source_id) where state = 'open'`,
    [before, keyIds && [...keyIds], at, reason],
  );
}

export interface UnreadTally {
  readonly force: string;
  readonly day: string;
  readonly codes: readonly string[];
}

export async function countUnread(tx: Tx, { force, day, codes }: UnreadTally): Promise<void> {
  if (codes.length === 0) return;
  await tx.query(
    `insert into refused_unread as known (force, day, code, events)
     select $1, $2, code, count(*) from unnest($3::text[]) as code group by code
     on conflict (force, day, code) do update set events = known.events + excluded.events`,
    [force, day, codes],
  );
}
