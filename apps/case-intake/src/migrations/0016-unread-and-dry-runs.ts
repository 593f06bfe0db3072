import type { Migration } from '@answerable/persistence';

export const unreadAndDryRuns: Migration = {
  name: '0016-unread-and-dry-runs',
  up: `
create table unread_settlements (
  force text not null,
  day date not null,
  code text not null,
  events bigint not null check (events > 0),
  done text not null,
  settled_by text not null,
  settled_at timestamptz not null
);
create index unread_settlements_by_day on unread_settlements (force, day);
comment on table unread_settlements is 'What a data officer did about events that could not be read: they have no name by which anything could settle them.';

create unlogged table dry_runs (
  force text primary key,
  run uuid not null,
  held_until timestamptz not null
);
comment on table dry_runs is 'The stream of each force that is judged now, by whichever instance; lost in a crash, and no harm done.';
`,
};
