import type { Migration } from '@answerable/persistence';

export const unreadIsSettled: Migration = {
  name: '0016-unread-is-settled',
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
`,
};
