import { rowsOf, type Tx } from '@answerable/persistence';
import { normaliseOffenceClass, normaliseOutcomeCode } from '../code-tables/code-tables.js';
import type { CaseEvent } from './case-event.js';
import type { Judgement } from './judge-event.js';
import type { Reason } from './refusals.js';

export interface KnownEvent {
  readonly status: 'accepted' | 'rejected';
  /** null of what was refused before its content could be read. */
  readonly digest: string | null;
  readonly caseKey: string | null;
  readonly kind: string | null;
  readonly sequence: number | null;
}

interface KnownRow {
  event_id: string;
  status: 'accepted' | 'rejected';
  digest: string | null;
  case_key: string | null;
  kind: string | null;
  sequence: string | null;
}

/** What became of these event ids of a source before; the case is the one to which its reference leads by now. */
export async function knownEvents(
  tx: Tx,
  sourceId: number | null,
  ids: readonly string[],
): Promise<Map<string, KnownEvent>> {
  const rows = await tx.query<KnownRow>(
    `select r.event_id, r.status, r.digest, coalesce(a.case_key, r.case_key) as case_key, r.kind, r.sequence
       from received_events r left join case_aliases a on a.alias_key = r.case_key
      where r.source_id = $1 and r.event_id = any($2)`,
    [sourceId, ids],
  );
  return new Map(
    rows.map(({ event_id, case_key: caseKey, sequence, ...row }) => [
      event_id,
      { ...row, caseKey, sequence: sequence === null ? null : Number(sequence) },
    ]),
  );
}

/** Which accepted event of a source has which of these numbers. */
export async function knownNumbers(
  tx: Tx,
  sourceId: number | null,
  sequences: readonly number[],
): Promise<Map<number, string>> {
  const rows = await tx.query<{ sequence: string; event_id: string }>(
    `select sequence, event_id from received_events
      where source_id = $1 and sequence = any($2::bigint[]) and status = 'accepted'`,
    [sourceId, sequences],
  );
  return new Map(rows.map((row) => [Number(row.sequence), row.event_id]));
}

/** Which of these contents were accepted before, under whatever id. */
export async function knownContents(tx: Tx, digests: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ digest: string }>(
    `select digest from received_events where digest = any($1) and status = 'accepted'`,
    [digests],
  );
  return new Set(rows.map((row) => row.digest));
}

export interface ReceivedEventRow {
  readonly eventId: string;
  readonly sequence: number | null;
  readonly kind: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly reasons: readonly Reason[] | null;
  readonly caseKey: string | null;
  readonly caseVersion: number | null;
  readonly digest: string | null;
  readonly movedOn: string | null;
  readonly unit: string | null;
  readonly offenceGroup: string | null;
  readonly outcomeClass: string | null;
  /** As they were said: by a table that is put right they mean something else. */
  readonly outcomeCode: string | null;
  readonly previousCode: string | null;
  readonly offenceCode: string | null;
}

export function receivedRow(
  event: CaseEvent,
  judged: Judgement,
  caseKey: string | null,
  status: ReceivedEventRow['status'],
  reasons: readonly Reason[] | null,
): ReceivedEventRow {
  return {
    eventId: event.id,
    sequence: event.sequence,
    kind: event.kind,
    status,
    reasons,
    caseKey,
    caseVersion: event.caseVersion,
    digest: event.digests[0],
    movedOn: event.closing?.closedOn ?? (event.kind === 'reopened' ? event.on : null),
    unit: judged.facts?.unit ?? null,
    offenceGroup: judged.facts?.offence?.group ?? null,
    outcomeClass: judged.closing?.outcomeClass ?? null,
    outcomeCode: event.closing && normaliseOutcomeCode(event.closing.outcomeWritten),
    previousCode: event.closing?.previousWritten ? normaliseOutcomeCode(event.closing.previousWritten) : null,
    offenceCode: event.facts && normaliseOffenceClass(event.facts.offenceWritten),
  };
}

const columns = rowsOf<ReceivedEventRow>([
  ['event_id', 'text', 'eventId'],
  ['sequence', 'bigint', 'sequence'],
  ['kind', 'text', 'kind'],
  ['status', 'text', 'status'],
  ['reasons', 'json', ({ reasons }) => reasons && JSON.stringify(reasons)],
  ['case_key', 'text', 'caseKey'],
  ['case_version', 'bigint', 'caseVersion'],
  ['digest', 'text', 'digest'],
  ['moved_on', 'date', 'movedOn'],
  ['unit', 'text', 'unit'],
  ['offence_group', 'text', 'offenceGroup'],
  ['outcome_class', 'text', 'outcomeClass'],
  ['outcome_said', 'text', 'outcomeCode'],
  ['previous_said', 'text', 'previousCode'],
  ['offence_said', 'text', 'offenceCode'],
]);

/**
 * A refused event that is sent again and accepted takes the place of the refusal; an accepted one is never replaced. One that
 * waited here arrived when it came, and not when we understood it.
 */
export async function addReceivedEvents(
  tx: Tx,
  sourceId: number,
  rows: readonly ReceivedEventRow[],
  receivedAt: Date,
  settledBy: 'resent' | 'replayed',
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `insert into received_events as known (source_id, received_at, ${columns.names})
     select $${columns.count + 1}, $${columns.count + 2}, ${columns.names} from ${columns.source} as row
     on conflict (source_id, event_id) do update
        set sequence = excluded.sequence, kind = excluded.kind, status = excluded.status, reasons = excluded.reasons,
            case_key = excluded.case_key, case_version = excluded.case_version, digest = excluded.digest,
            moved_on = excluded.moved_on, unit = excluded.unit, offence_group = excluded.offence_group,
            outcome_class = excluded.outcome_class, outcome_said = excluded.outcome_said,
            previous_said = excluded.previous_said, offence_said = excluded.offence_said,
            received_at = case when $${columns.count + 3} = 'replayed' then known.received_at else excluded.received_at end
      where known.status = 'rejected'`,
    [...columns.values(rows), sourceId, receivedAt, settledBy],
  );
}
