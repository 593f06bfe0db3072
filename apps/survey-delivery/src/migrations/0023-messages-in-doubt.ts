import type { Migration } from '@answerable/persistence';

/** After a restore: which messages may have gone out before it, though the database no longer knows. */
export const messagesInDoubt: Migration = {
  name: '0023-messages-in-doubt',
  up: `create table messages_in_doubt (id uuid primary key);`,
};
