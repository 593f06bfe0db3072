import type { Migration } from '@answerable/persistence';

export const episodes: Migration = {
  name: '0001-episodes',
  up: `
create table episodes (
  id uuid primary key,
  organisation_id text not null,
  subject_key text not null,
  reference text not null,
  state text not null check (state in ('opening', 'to-check', 'scheduled', 'inviting', 'held', 'answered', 'declined',
                                       'undeliverable', 'not-answered', 'excluded', 'superseded')),
  held_reason text check (held_reason in ('safeguarding', 'staff')),
  held_note text,
  held_from text,
  exclusion text,
  force text not null,
  unit text not null,
  source_system text not null,
  closed_on date not null,
  dead_or_ill boolean not null,
  age_group text not null,
  child_may_be_asked boolean not null,
  language text not null,
  interpreter boolean not null,
  reasons text[] not null,
  checked_on date,
  safe jsonb,
  preferred_channel text,
  failed_channels text[] not null,
  used_channels text[] not null,
  check_word_hash text,
  survey_id uuid not null unique,
  due_at timestamptz,
  messages_sent integer not null,
  phone_attempts integer not null,
  reached boolean not null,
  first_invited_at timestamptz,
  opened_on date,
  answered_on date,
  expires_at timestamptz,
  legal_hold boolean not null,
  started_at timestamptz not null,
  closed_at timestamptz,
  check ((state = 'held') = (held_reason is not null)),
  check ((state = 'excluded') = (exclusion is not null)),
  check ((closed_at is not null) = (state in ('answered', 'declined', 'undeliverable', 'not-answered', 'excluded', 'superseded')))
);
comment on table episodes is 'One person, her cases that ended together, one invitation. No contact detail.';
create unique index one_open_episode_a_victim on episodes (organisation_id, subject_key) where closed_at is null;
create index episodes_due on episodes (due_at) where due_at is not null;
create index episodes_by_subject on episodes (subject_key);
create index episodes_by_reference on episodes (reference);
create index episodes_invited on episodes (first_invited_at) where first_invited_at is not null;
create index episodes_answered on episodes (answered_on) where answered_on is not null;
create index episodes_ended on episodes (closed_at) where closed_at is not null;

create table closures (
  case_key text primary key,
  organisation_id text not null,
  subject_key text not null,
  victim_key text,
  version integer not null,
  state text not null check (state in ('closed', 'reopened', 'merged', 'removed')),
  force text not null,
  source_system text not null,
  unit text not null,
  offence_group text not null,
  outcome_class text not null,
  reported_on date not null,
  closed_on date not null,
  closure_month text not null,
  constituency text,
  age_band text not null,
  proceedings_live boolean not null,
  dead_or_ill boolean not null,
  within_look_back boolean not null,
  has_contact boolean not null,
  staff_reason text,
  episode_id uuid references episodes,
  recheck_on date,
  disposition text,
  reason text,
  -- Exactly one disposition for everything that is closed, none for what is not (any more).
  constraint one_disposition_each check ((state = 'closed') = (disposition is not null)),
  constraint reason_where_excluded check ((disposition in ('excluded', 'deferred')) = (reason is not null) or disposition is null)
);
comment on table closures is 'Every closure of every force, by keyed hash, with its one current disposition.';
create index closures_by_episode on closures (episode_id) where episode_id is not null;
create index closures_by_month on closures (organisation_id, closure_month);
create index closures_by_day on closures (organisation_id, closed_on);
create index closures_to_recheck on closures (recheck_on) where recheck_on is not null;

create table disposition_changes (
  position bigint generated always as identity primary key,
  case_key text not null,
  version integer not null,
  disposition text,
  reason text,
  changed_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
create index disposition_changes_by_case on disposition_changes (case_key, position);

create table story_entries (
  position bigint generated always as identity primary key,
  episode_id uuid not null,
  at timestamptz not null,
  kind text not null,
  detail jsonb not null,
  by_name text,
  by_subject text
);
create index story_entries_by_episode on story_entries (episode_id, position);

create table sources (
  force text not null,
  source_system text not null,
  last_heard_on date not null,
  primary key (force, source_system)
);
`,
};
