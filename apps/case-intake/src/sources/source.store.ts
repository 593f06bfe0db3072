import type { Tx } from '@answerable/persistence';

export interface SourceRow {
  readonly source_id: number;
  readonly source: string;
  readonly announced_on: string | null;
  /** Other systems of the same force have sent as well. */
  readonly has_siblings: boolean;
}

/** Locks the row of each source, made where it is new: events of one source are registered one transaction after another. */
export async function lockSources(tx: Tx, sources: readonly string[], heardAt: Date): Promise<Map<string, SourceRow>> {
  const known = await lock(tx, sources);
  if (known.length < sources.length) {
    await tx.query(
      `insert into sources (source, force, system, heard_at)
       select s, split_part(s, '/', 3), split_part(s, '/', 5), $2 from unnest($1::text[]) as s order by s
       on conflict (source) do nothing`,
      [sources, heardAt],
    );
    return byName(await lock(tx, sources));
  }
  return byName(known);
}

function lock(tx: Tx, sources: readonly string[]): Promise<SourceRow[]> {
  return tx.query<SourceRow>(
    `select source_id, source, announced_on::text,
            exists (select from sources o where o.force = s.force and o.source_id <> s.source_id) as has_siblings
       from sources s where source = any($1) order by source for update of s`,
    [sources],
  );
}

const byName = (rows: readonly SourceRow[]): Map<string, SourceRow> => new Map(rows.map((row) => [row.source, row]));

export interface Heard {
  readonly sourceId: number;
  readonly sequences: readonly number[];
  readonly heardAt: Date;
  readonly announcedOn: string;
  readonly alarms: number;
}

export async function recordHeard(tx: Tx, heard: Heard): Promise<void> {
  await tx.query(
    `update sources
        set sequences = sequences + coalesce((select range_agg(int8range(s, s + 1)) from unnest($2::bigint[]) as s), '{}'),
            heard_at = greatest(heard_at, $3),
            announced_on = greatest(announced_on, $4::date),
            alarms = alarms + $5
      where source_id = $1`,
    [heard.sourceId, heard.sequences, heard.heardAt, heard.announcedOn, heard.alarms],
  );
}
