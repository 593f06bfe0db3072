import { messagingMigrations } from '@answerable/messaging';
import type { Migration } from '@answerable/persistence';
import { victimsOfACase } from './migrations/0007-victims-of-a-case.js';
import { refusedThenVanished } from './migrations/0008-refused-then-vanished.js';
import { cellsOfEvents } from './migrations/0009-cells-of-events.js';
import { codesOfEvents } from './migrations/0013-codes-of-events.js';
import { mergedIntoThemselves } from './migrations/0014-merged-into-themselves.js';
import { contactsThatWait } from './migrations/0015-contacts-that-wait.js';
import { unreadAndDryRuns } from './migrations/0016-unread-and-dry-runs.js';
import { reports } from './migrations/0010-reports.js';

/** Tables to which the service may add and which it may read, but never change. */
export const appendOnly = ['control_totals', 'restatements', 'explanations', 'judged_anew', 'unread_settlements'];

export const migrations: Migration[] = [
  ...messagingMigrations,
  {
    name: '0001-sources-and-cases',
    up: `
create table sources (
  source_id integer generated always as identity primary key,
  source text not null unique,
  force text not null,
  system text not null,
  sequences int8multirange not null default '{}',
  heard_at timestamptz not null,
  announced_on date,
  alarms integer not null default 0
);
comment on table sources is 'Case systems that send; sequences holds every number that arrived, so what it lacks is a gap.';

create table received_events (
  source_id integer not null references sources,
  event_id text not null,
  sequence bigint,
  kind text,
  status text not null check (status in ('accepted', 'rejected')),
  reasons json,
  case_key text collate "C",
  case_version bigint,
  digest text collate "C",
  moved_on date,
  outcome_class text,
  received_at timestamptz not null,
  primary key (source_id, event_id)
);
create index received_events_by_sequence on received_events (source_id, sequence);
create index received_events_by_digest on received_events (digest);
comment on table received_events is 'One row an event id: what became of it. No content; the digest is keyed.';

create table cases (
  case_key text collate "C" primary key,
  source_id integer not null references sources,
  force text not null,
  source_system text not null,
  reference_key text collate "C",
  victim_key text collate "C",
  version bigint not null,
  status text not null check (status in ('unknown', 'reported', 'closed', 'reopened', 'merged', 'removed')),
  merged_into text,
  unit text,
  reported_on date,
  age_band text,
  offence_class text,
  offence_group text,
  area_code text,
  area_basis text,
  closed_on date,
  closure_month text generated always as (
    extract(year from closed_on)::text || '-' || lpad(extract(month from closed_on)::text, 2, '0')
  ) stored,
  outcome_code text,
  outcome_class text,
  decision_maker text,
  supervisor_authorised boolean,
  police_referral text,
  proceedings_live boolean not null,
  contact_given boolean not null,
  contact_event_id text,
  contact_malformed text[],
  within_look_back boolean not null,
  classes_seen text[] not null,
  groups_seen text[] not null,
  marks json not null,
  twin_of text
);
create index cases_by_closure_month on cases (closure_month);
create index cases_by_victim on cases (victim_key);
create index cases_by_reference on cases (reference_key);
comment on table cases is 'What is known of each case; keyed hashes in place of references, no contact ever.';

create table case_aliases (
  alias_key text collate "C" primary key,
  case_key text collate "C" not null
);
create index case_aliases_by_case on case_aliases (case_key);
`,
  },
  {
    name: '0002-rejections',
    up: `
create table rejections (
  rejection_id bigint generated always as identity primary key,
  source_id integer not null references sources,
  event_id text not null,
  status text not null check (status in ('accepted', 'rejected')),
  state text not null default 'open' check (state in ('open', 'replayed', 'corrected', 'resent')),
  reasons json not null,
  kept boolean not null,
  kind text,
  sequence bigint,
  case_key text collate "C",
  case_version bigint,
  unit text,
  closure_month text,
  event json,
  contact text,
  received_at timestamptz not null,
  resolved_at timestamptz,
  check (state = 'open' or (event is null and contact is null))
);
create unique index rejections_open_once on rejections (source_id, event_id, status) where state = 'open';
create index rejections_open_by_case on rejections (case_key) where state = 'open';
create index rejections_open_by_month on rejections (closure_month) where state = 'open';
comment on table rejections is 'What was refused or waits. A kept event holds normalised fields and keyed hashes, and its encrypted contact until it is relayed.';

create table refused_unread (
  force text not null,
  day date not null,
  code text not null,
  events bigint not null,
  primary key (force, day, code)
);
comment on table refused_unread is 'Counts of what could not be attributed to an event of this force: nothing of it is kept.';
`,
  },
  {
    name: '0003-control-totals-and-coverage',
    up: `
create table control_totals (
  force text not null,
  month text not null,
  revision integer not null,
  totals json not null,
  stock json,
  signed_by text not null,
  signed_at timestamptz not null,
  primary key (force, month, revision)
);
create table restatements (
  force text not null,
  month text not null,
  reason text not null,
  restated_at timestamptz not null
);
create index restatements_by_month on restatements (force, month);
create table explanations (
  force text not null,
  month text not null,
  unit text not null,
  offence_group text not null,
  outcome_class text not null,
  explanation text not null,
  explained_by text not null,
  explained_at timestamptz not null
);
create index explanations_by_month on explanations (force, month);

create table touched_months (month text not null);
comment on table touched_months is 'Months to be counted again; rows are only added and deleted, so that nobody waits for anybody.';
create table coverage_snapshots (
  month text primary key,
  revision integer not null,
  digest text not null,
  taken_on date not null
);
`,
  },
  {
    name: '0004-callers',
    up: `
create unlogged table callers (
  caller text primary key,
  began timestamptz not null,
  requests integer not null
);
comment on table callers is 'Requests of each client in the minute that runs, for the rate limit; lost in a crash, and no harm done.';
`,
  },
  {
    name: '0005-vanished-cases',
    up: `
create index cases_vanished on cases (case_key) where status in ('merged', 'removed') or outcome_class = 'ADMIN';
create view vanished_cases as
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
  select c.case_key, c.force, c.unit, coalesce(c.closure_month, to_char(c.reported_on, 'YYYY-MM')) as month, c.status,
         c.status <> 'removed' and s.case_key is null as through_nothing
    from cases c left join survived s using (case_key)
   where c.unit is not null
     and (c.status in ('merged', 'removed') or (c.status = 'closed' and c.outcome_class = 'ADMIN'))
     and not exists (select from case_aliases a join cases o on o.case_key = a.case_key
                      where a.alias_key = c.case_key and c.status = 'merged' and (o.victim_key = c.victim_key) is not false);
comment on view vanished_cases is 'Cases about which nobody will be asked: removed, merged away, cancelled as a duplicate (C3). through_nothing: no standing record of the same victim is left in their place. Two records that a changed reference made one have not vanished.';

alter table coverage_snapshots add column through_nothing integer not null default 0;
`,
  },
  {
    name: '0006-what-is-settled',
    up: `
alter table rejections
  add column notice text not null default '',
  add column awaits_scope boolean not null default false,
  drop constraint rejections_state_check,
  drop constraint rejections_check,
  add constraint rejections_state_check check (state in ('open', 'out-of-scope', 'replayed', 'corrected', 'resent')),
  add constraint rejections_check check (
    (state in ('open', 'out-of-scope', 'corrected') or event is null) and (state in ('open', 'corrected') or contact is null));
comment on column rejections.notice is 'Code of what is said about an accepted event; empty for a refused one.';
comment on column rejections.awaits_scope is 'Nothing is wrong but that its case is not in scope: taken at once when an event brings the case in, whichever came first.';
update rejections set notice = reasons -> 0 ->> 'code' where status = 'accepted';
update rejections set state = 'out-of-scope', resolved_at = received_at, event = null, contact = null
 where state = 'open' and status = 'rejected'
   and exists (select from json_array_elements(reasons) r where r ->> 'code' in ('offence-out-of-scope', 'area-out-of-scope'));
create index rejections_kept on rejections (rejection_id) where event is not null;
drop index rejections_open_once;
create unique index rejections_open_once on rejections (source_id, event_id, status, notice)
  where state in ('open', 'out-of-scope');

alter table explanations add column difference integer;
comment on column explanations.difference is 'The difference that is explained; another one is not.';

alter table sources
  add column retired_on date,
  add column continued_in text,
  add column stands_since bigint not null default 0;
comment on column sources.stands_since is 'Number of the latest event that said whether the source goes on; an earlier one that comes later changes nothing.';
`,
  },
  victimsOfACase,
  refusedThenVanished,
  cellsOfEvents,
  codesOfEvents,
  mergedIntoThemselves,
  contactsThatWait,
  unreadAndDryRuns,
  reports,
];
