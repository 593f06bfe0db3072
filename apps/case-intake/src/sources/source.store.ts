import type { Tx } from '@answerable/persistence';
import type { CaseEvent } from '../case-events/case-event.js';

export interface SourceRow {
  readonly source_id: number;
  readonly source: string;
  readonly announced_on: string | null;
  /** The highest number that arrived. */
  readonly highest: string;
}

/** Locks the row of each source, made where it is new: events of one source are registered one transaction after another. */
export async function lockSources(tx: Tx, sources: readonly string[], heardAt: Date): Promise<Map<string, SourceRow>> {
  const known = await find(tx, sources, 'for no key update');
  if (known.length === sources.length) return byName(known);
  await tx.query(
    `insert into sources (source, force, system, heard_at)
     select s, split_part(s, '/', 3), split_part(s, '/', 5), $2 from unnest($1::text[]) as s order by s
     on conflict (source) do nothing`,
    [sources, heardAt],
  );
  return byName(await find(tx, sources, 'for no key update'));
}

/** The sources that have sent, without a lock. */
export async function sourcesNamed(tx: Tx, sources: readonly string[]): Promise<Map<string, SourceRow>> {
  return byName(await find(tx, sources, ''));
}

function find(tx: Tx, sources: readonly string[], lock: 'for no key update' | ''): Promise<SourceRow[]> {
  return tx.query<SourceRow>(
    `select source_id, source, announced_on::text, coalesce(upper(sequences) - 1, 0) as highest
       from sources where source = any($1) order by source ${lock}`,
    [sources],
  );
}

const byName = (rows: readonly SourceRow[]): Map<string, SourceRow> => new Map(rows.map((row) => [row.source, row]));

/** What the latest accepted event of a source says of the source itself; `retired` is null while it goes on. */
export interface Standing {
  readonly sequence: number;
  readonly retired: CaseEvent['retired'];
}

export interface Heard {
  readonly sourceId: number;
  readonly sequences: readonly number[];
  readonly heardAt: Date;
  readonly announcedOn: string;
  readonly alarms: number;
  readonly standing: Standing | null;
}

export async function recordHeard(tx: Tx, heard: Heard): Promise<void> {
  await tx.query(
    `update sources
        set sequences = sequences + coalesce((select range_agg(int8range(s, s + 1)) from unnest($2::bigint[]) as s), '{}'),
            heard_at = greatest(heard_at, $3),
            announced_on = greatest(announced_on, $4::date),
            alarms = alarms + $5,
            retired_on = case when $6::bigint > stands_since then $7::date else retired_on end,
            continued_in = case when $6::bigint > stands_since then $8 else continued_in end,
            stands_since = greatest(stands_since, $6::bigint)
      where source_id = $1`,
    [
      heard.sourceId,
      heard.sequences,
      heard.heardAt,
      heard.announcedOn,
      heard.alarms,
      heard.standing?.sequence ?? 0,
      heard.standing?.retired?.on ?? null,
      heard.standing?.retired?.continuedIn ?? null,
    ],
  );
}

/** Systems of a force whose cases this one has taken over: while it is heard, so are they. */
export async function continuedIn(tx: Tx, source: string): Promise<string[]> {
  const rows = await tx.query<{ system: string }>(
    `with recursive earlier as (
       select o.force, o.system from sources s join sources o on o.force = s.force and o.continued_in = s.system
        where s.source = $1 and o.source <> $1
       union
       select o.force, o.system from earlier e join sources o on o.force = e.force and o.continued_in = e.system)
     select system from earlier order by system`,
    [source],
  );
  return rows.map(({ system }) => system);
}
