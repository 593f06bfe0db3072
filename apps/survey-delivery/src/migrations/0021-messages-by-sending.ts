import type { Migration } from '@answerable/persistence';

/** The hourly limit counts also what the last hour sent: what waited leaves no faster than what is written now. */
export const messagesBySending: Migration = {
  name: '0021-messages-by-sending',
  up: `create index messages_by_sending on messages (sent_at) where sent_at is not null;`,
};
