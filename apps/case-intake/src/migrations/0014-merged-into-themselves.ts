import type { Migration } from '@answerable/persistence';

/** What the last event says that said anything of its status, but for the mergers, stands again. It may run on a schema on which it ran. */
export const mergedIntoThemselves: Migration = {
  name: '0014-merged-into-themselves',
  up: `
create table if not exists cases_to_tell (case_key text collate "C" primary key);
comment on table cases_to_tell is 'Cases that a migration put right: the other services are told of each as it is, and it leaves this table.';

with mine as (
  select c.case_key from cases c left join case_aliases a on a.alias_key = c.merged_into
   where c.status = 'merged' and coalesce(a.case_key, c.merged_into) = c.case_key),
stood as (
  select distinct on (m.case_key) m.case_key, r.kind, r.case_version, r.sequence
    from mine m
    join received_events r on (r.case_key = m.case_key or r.case_key in (select alias_key from case_aliases where case_key = m.case_key))
     and r.status = 'accepted' and r.kind in ('closed', 'outcome-revised', 'reopened', 'removed')
   order by m.case_key, r.case_version desc, r.sequence desc),
repaired as (
  update cases c
     set merged_into = null, version = c.version + 1,
         status = case when s.kind in ('reopened', 'removed') then s.kind
                       when c.outcome_code is not null then 'closed'
                       when c.unit is not null then 'reported' else 'unknown' end,
         marks = case when s.kind is null then c.marks::jsonb - 'status'
                      else jsonb_set(c.marks::jsonb, '{status}', jsonb_build_array(s.case_version, s.sequence)) end
    from mine m left join stood s using (case_key)
   where c.case_key = m.case_key
  returning c.case_key, c.closed_on, c.reported_on),
told as (
  insert into cases_to_tell (case_key) select case_key from repaired on conflict do nothing)
insert into touched_months (month)
select distinct to_char(day, 'YYYY-MM') from repaired cross join lateral (values (closed_on), (reported_on)) as days (day)
 where day is not null;
`,
};
