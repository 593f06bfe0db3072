import type { Migration } from '@answerable/persistence';

export const work: Migration = {
  name: '0004-work',
  up: `
create table tasks (
  id uuid primary key,
  organisation_id text not null,
  kind text not null,
  episode_id uuid references episodes,
  case_key text,
  note_id uuid,
  due_at timestamptz not null,
  created_at timestamptz not null,
  claimed_by text,
  claimed_name text,
  claimed_until timestamptz,
  done_at timestamptz,
  done_by text,
  outcome text
);
create unique index one_open_task_a_kind on tasks (kind, coalesce(episode_id::text, case_key), coalesce(note_id::text, '')) where done_at is null;
create index tasks_open on tasks (organisation_id, due_at, id) where done_at is null;
create index tasks_by_episode on tasks (episode_id);

create table supporters (
  subject_key text not null,
  person_subject text not null,
  person_name text not null,
  since timestamptz not null,
  primary key (subject_key, person_subject)
);
comment on table supporters is 'Who supported her: they never interview her.';

create table concerns (
  id uuid primary key,
  organisation_id text not null,
  episode_id uuid references episodes,
  note_id uuid not null,
  risk text not null,
  raised_by text not null,
  raised_name text not null,
  raised_at timestamptz not null,
  due_at timestamptz not null,
  lead_subject text,
  lead_name text,
  taken_at timestamptz,
  escalated_at timestamptz,
  closed_at timestamptz,
  outcome text
);
create index concerns_open on concerns (due_at) where closed_at is null;

create table own_route_entries (
  id uuid primary key,
  organisation_id text not null,
  received_on date not null,
  state text not null check (state in ('new', 'matched', 'not-told-about', 'not-verified', 'abuse')),
  way_hash text not null,
  episode_id uuid references episodes,
  verified_on date,
  verified_by text
);
create index own_route_by_state on own_route_entries (organisation_id, state, received_on);

create table data_requests (
  id uuid primary key,
  organisation_id text not null,
  episode_id uuid not null references episodes,
  kind text not null,
  received_on date not null,
  due_on date not null,
  state text not null,
  handled_by text,
  handled_name text,
  handled_at timestamptz
);
`,
};
