import type { Migration } from '@answerable/persistence';

/** What the police send while she is being asked is looked at first; then the asking goes on at its time. */
export const resume: Migration = {
  name: '0014-resume',
  up: `alter table episodes add column resume_at timestamptz;`,
};
