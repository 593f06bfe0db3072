import type { Migration } from '@answerable/persistence';

export const ownRouteCases: Migration = {
  name: '0010-own-route-cases',
  up: `
alter table own_route_entries add column case_key text references closures;
comment on column own_route_entries.case_key is 'Matched to a case that nobody was asked about: it waits for the court, or came without a contact.';
`,
};
