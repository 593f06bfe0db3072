import type { Migration } from '@answerable/persistence';

export const oversight: Migration = {
  name: '0005-oversight',
  up: `
create table delivery_states (
  organisation_id text primary key,
  paused boolean not null,
  paused_by text,
  paused_name text,
  paused_at timestamptz,
  reason text,
  resumed_at timestamptz
);

create table settings (
  organisation_id text primary key,
  settings jsonb not null
);

create table settings_proposals (
  id uuid primary key,
  organisation_id text not null,
  changes jsonb not null,
  reason text not null,
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  state text not null check (state in ('open', 'approved', 'rejected')),
  decided_by text,
  decided_name text,
  decided_at timestamptz,
  constraint four_eyes check (state <> 'approved' or decided_by <> proposed_by)
);

create table help_wishes (
  organisation_id text not null,
  month text not null,
  wish text not null,
  wishes integer not null,
  primary key (organisation_id, month, wish)
);

create table coverage_snapshots (
  organisation_id text not null,
  month text not null,
  revision integer not null,
  digest text not null,
  frozen boolean not null,
  taken_at timestamptz not null,
  primary key (organisation_id, month)
);

create table sum_checks (
  organisation_id text not null,
  checked_on date not null,
  checked_at timestamptz not null,
  closures integer not null,
  with_disposition integer not null,
  history_differs integer not null,
  primary key (organisation_id, checked_on)
);
`,
};
