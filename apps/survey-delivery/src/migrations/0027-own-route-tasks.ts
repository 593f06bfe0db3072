import type { Migration } from '@answerable/persistence';

/** Whoever waits already is due within three working days of the day on which she wrote: at most five days of the calendar. */
export const ownRouteTasks: Migration = {
  name: '0027-own-route-tasks',
  up: `
alter table own_route_entries add column not_reached integer not null default 0;
create index tasks_by_note on tasks (note_id) where note_id is not null;
insert into tasks (id, organisation_id, kind, note_id, due_at, created_at)
select uuidv7(), organisation_id, 'own-route', id, (received_on + 5 + time '17:00') at time zone 'Europe/London',
       received_on at time zone 'Europe/London'
  from own_route_entries where state = 'new';
`,
};
