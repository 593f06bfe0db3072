import type { Migration } from '@answerable/persistence';

export const stateChanges: Migration = {
  name: '0011-state-changes',
  up: `
create table delivery_state_changes (
  position bigint generated always as identity primary key,
  organisation_id text not null,
  paused boolean not null,
  person_subject text not null,
  person_name text not null,
  reason text,
  changed_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
comment on table delivery_state_changes is 'Each use of the one switch; only ever added to.';
`,
};
