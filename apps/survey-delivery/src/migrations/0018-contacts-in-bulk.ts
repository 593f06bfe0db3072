import type { Migration } from '@answerable/persistence';

/**
 * An index begins with what is looked for, not with the organisation: row-level security names that in every look, all rows are of
 * the same one, and until the table was analysed PostgreSQL takes it for a choice. Whom a number is shared with was found by
 * reading everybody's numbers for each of them: a quarter of what a migration cost. And every contact is marked once as checked,
 * soon after it came: where its page has room for that, no index has to hear of it.
 */
export const contactsInBulk: Migration = {
  name: '0018-contacts-in-bulk',
  up: `
alter table contact_hashes drop constraint contact_hashes_pkey, add primary key (way_hash, subject_key, organisation_id);
drop index contact_hashes_by_way;
create index contact_hashes_by_subject on contact_hashes (subject_key);
alter table contacts set (fillfactor = 50);
`,
};
