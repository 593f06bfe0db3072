import type { Migration } from '@answerable/persistence';

export const refusedThenVanished: Migration = {
  name: '0008-refused-then-vanished',
  up: `
create index rejections_by_case on rejections (case_key) where status = 'rejected' and case_key is not null;
create or replace view vanished_cases as
  with recursive
  leads as (
    select c.case_key, c.victim_key, coalesce(a.case_key, c.merged_into) as next
      from cases c left join case_aliases a on a.alias_key = c.merged_into
     where c.status = 'merged'
    union
    select l.case_key, l.victim_key, coalesce(a.case_key, n.merged_into)
      from leads l join cases n on n.case_key = l.next and n.status = 'merged'
      left join case_aliases a on a.alias_key = n.merged_into),
  standing as not materialized (
    select case_key, victim_key from cases
     where status in ('reported', 'closed', 'reopened') and offence_class is not null and area_basis is not null
       and not (status = 'closed' and outcome_class = 'ADMIN')),
  survived as (
    select l.case_key from leads l join standing s on s.case_key = l.next
     where (s.victim_key = l.victim_key) is not false
    union
    select d.case_key from cases d join standing s on s.victim_key = d.victim_key
     where d.status = 'closed' and d.outcome_class = 'ADMIN')
  select c.case_key, c.force, coalesce(c.unit, refused.unit, 'not known') as unit,
         coalesce(c.closure_month, to_char(c.reported_on, 'YYYY-MM'), refused.month) as month, c.status,
         c.status <> 'removed' and s.case_key is null as through_nothing
    from cases c left join survived s using (case_key)
    left join lateral (
      select r.unit, coalesce(r.closure_month, to_char(r.received_at at time zone 'Europe/London', 'YYYY-MM')) as month
        from rejections r
       where c.unit is null and r.case_key = c.case_key and r.status = 'rejected' and r.state in ('open', 'corrected')
         and not r.awaits_scope and (r.kind is null or r.kind in ('reported', 'closed', 'outcome-revised'))
       order by r.unit is null, r.case_version desc nulls last, r.sequence desc nulls last limit 1) refused on true
   where (c.unit is not null or refused.month is not null)
     and (c.status in ('merged', 'removed') or (c.status = 'closed' and c.outcome_class = 'ADMIN'))
     and not exists (select from case_aliases a join cases o on o.case_key = a.case_key
                      where a.alias_key = c.case_key and c.status = 'merged' and (o.victim_key = c.victim_key) is not false);
comment on view vanished_cases is 'Cases about which nobody will be asked: removed, merged away, cancelled as a duplicate (C3), also those of which everything that was to be known had been refused: they count where the refused event says. through_nothing: no standing record of the same victim is left in their place. Two records that a changed reference made one have not vanished.';
`,
};
