import type { Migration } from '@answerable/persistence';

/**
 * The audit is kept six years. The service may not delete of it, so the owner of the tables does, by the
 * clock of the database: whoever calls this cannot have anything younger deleted. What belongs to a legal hold stays.
 */
export const oldAudit: Migration = {
  name: '0016-old-audit',
  up: `
create index vault_reads_by_time on vault_reads using brin (read_at);
create index story_entries_by_time on story_entries using brin (at);
create function forget_old_audit() returns integer language plpgsql security definer set search_path = public, pg_temp as $$
declare
  since timestamptz := clock_timestamp() - interval '6 years';
  gone integer;
  forgotten integer;
begin
  delete from vault_reads r where read_at < since
     and not exists (select 1 from episodes e where e.id = r.episode_id and e.legal_hold);
  get diagnostics forgotten = row_count;
  delete from story_entries s where at < since
     and not exists (select 1 from episodes e where e.id = s.episode_id and e.legal_hold);
  get diagnostics gone = row_count;
  forgotten := forgotten + gone;
  delete from delivery_state_changes where changed_at < since;
  get diagnostics gone = row_count;
  return forgotten + gone;
end $$;
`,
};
