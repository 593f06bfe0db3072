import { rowsOf, type Tx } from '@answerable/persistence';
import type { Reason } from './refusals.js';

export interface KnownEvent {
  readonly digest: string | null;
  readonly status: 'accepted' | 'rejected';
}

/** What became of these event ids of a source before. */
export async function knownEvents(tx: Tx, sourceId: number, ids: readonly string[]): Promise<Map<string, KnownEvent>> {
  const rows = await tx.query<{ event_id: string; digest: string | null; status: 'accepted' | 'rejected' }>(
    'select event_id, digest, status from received_events where source_id = $1 and event_id = any($2)',
    [sourceId, ids],
  );
  return new Map(rows.map(({ event_id, digest, status }) => [event_id, { digest, status }]));
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
  readonly outcomeClass: string | null;
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
  ['outcome_class', 'text', 'outcomeClass'],
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
            moved_on = excluded.moved_on, outcome_class = excluded.outcome_class,
            received_at = case when $${columns.count + 3} = 'replayed' then known.received_at else excluded.received_at end
      where known.status = 'rejected'`,
    [...columns.values(rows), sourceId, receivedAt, settledBy],
  );
}
