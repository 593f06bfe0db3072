import type { Migration } from '@answerable/persistence';

/** Whether a force sends reports is asked at every count: without this, where it sends none, by reading every event that ever came. */
export const reports: Migration = {
  name: '0010-reports',
  up: `create index received_events_reports on received_events (source_id) where kind = 'reported' and status = 'accepted';`,
};
