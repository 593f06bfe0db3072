import type { Migration } from '@answerable/persistence';

export const samePerson: Migration = {
  name: '0026-same-person',
  up: `
alter table own_route_entries drop constraint own_route_entries_state_check;
alter table own_route_entries add constraint own_route_entries_state_check
  check (state in ('new', 'matched', 'not-told-about', 'same-person', 'not-verified', 'abuse'));
create index own_route_by_way on own_route_entries (way_hash) where way_hash <> '';
`,
};
