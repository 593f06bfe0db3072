import type { Migration } from '@answerable/persistence';

/**
 * Row-level security names the organisation in every look at contacts, so that the unique index (organisation, person, case) finds
 * those of a person; an index of its own was written twice for each contact and read for none.
 */
export const contactsOfAPerson: Migration = {
  name: '0009-contacts-of-a-person',
  up: `drop index contacts_by_subject;`,
};
