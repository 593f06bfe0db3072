import type { Migration } from '@answerable/persistence';

export const withdrawnForms: Migration = {
  name: '0029-withdrawn-forms',
  up: `
alter table own_route_entries drop constraint own_route_entries_state_check;
alter table own_route_entries add constraint own_route_entries_state_check
  check (state in ('new', 'matched', 'not-told-about', 'same-person', 'not-verified', 'abuse', 'withdrawn'));
comment on column own_route_entries.way_hash is 'Keyed hash of the telephone number; empty once the form is gone.';
`,
};
