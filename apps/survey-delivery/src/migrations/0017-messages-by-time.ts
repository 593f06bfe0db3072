import type { Migration } from '@answerable/persistence';

/** The hourly limit counts what the last hour wrote, at every hundred messages: without it, by looking at every message ever. */
export const messagesByTime: Migration = {
  name: '0017-messages-by-time',
  up: `create index messages_by_time on messages (created_at);`,
};
