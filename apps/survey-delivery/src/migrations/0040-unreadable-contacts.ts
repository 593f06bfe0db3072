import type { Migration } from '@answerable/persistence';

/**
 * Intake is told of a contact that could be read only where the one before could not. Of which cases it was told that before this was
 * written down is not known: of all of them it is told once more.
 */
export const unreadableContacts: Migration = {
  name: '0040-unreadable-contacts',
  up: `
create table unreadable_contacts (case_key text primary key);
comment on table unreadable_contacts is 'Cases of which intake was told that their contact could not be read, and not since that one can be.';
insert into unreadable_contacts (case_key) select case_key from closures where has_contact;
`,
};
