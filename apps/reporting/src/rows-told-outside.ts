import type { Migration } from '@answerable/persistence';

/**
 * Tables whose rows are told outside the database, in the order in which they can be put back: what makes two rows the same, which column
 * says that one has ended, and what else changes with that. A table that is added later gets its trigger in a migration of its own.
 */
export interface KeptRows {
  readonly table: string;
  readonly key: readonly string[];
  readonly ends?: string;
  readonly withIt?: readonly string[];
}
export const keptRows: readonly KeptRows[] = [
  { table: 'report_keys', key: ['key_id'], ends: 'retired_at', withIt: ['private_sealed'] },
  { table: 'chain_links', key: ['organisation_id', 'number'] },
  { table: 'release_ledger', key: ['organisation_id', 'sequence'] },
  { table: 'publications', key: ['report_id'] },
  { table: 'approvals', key: ['organisation_id', 'month', 'version', 'digest', 'subject'] },
  { table: 'holds', key: ['organisation_id', 'month', 'version', 'subject'] },
  { table: 'corrections', key: ['id'] },
  { table: 'police_responses', key: ['report_id', 'force'] },
  { table: 'police_response_takedowns', key: ['report_id', 'force'] },
  { table: 'delegates', key: ['id'], ends: 'ended_on' },
];

export const rowsToldOutside: Migration = {
  name: '0011-rows-told-outside',
  // What was published or withdrawn stays so when the database is put back to before it: after a restore these rows are read
  // back from the topic (publication/recall-publications.ts). Whatever adds one, tells it.
  up: `
    create function tell_outside() returns trigger language plpgsql as $$
      declare
        key text := (select string_agg(to_jsonb(new) ->> part, '/' order by place)
                       from unnest(tg_argv) with ordinality as named(part, place));
        whole text := to_jsonb(new)::text;
        parts integer := greatest(1, ceil(length(whole) / 100000.0));
      begin
        -- In parts: the broker takes 1 MB, and a report may be more.
        insert into outbox (topic, key, type, event_id, data)
        select 'reports.v1', tg_table_name || '/' || key || '/' || part, 'reports.row.kept.v1', gen_random_uuid(),
               jsonb_build_object('table', tg_table_name, 'key', key, 'part', part, 'parts', parts,
                                  'text', substr(whole, (part - 1) * 100000 + 1, 100000))::text
          from generate_series(1, parts) as part order by part;
        return null;
      end $$;
    ${keptRows
      .map(
        ({ table, key }) => `
    create trigger ${table}_told after insert or update on ${table}
      for each row execute function tell_outside(${key.map((column) => `'${column}'`).join(', ')});`,
      )
      .join('')}`,
};
