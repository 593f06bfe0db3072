import type { Migration } from '@answerable/persistence';

export const workOfAPerson: Migration = {
  name: '0028-work-of-a-person',
  up: `
alter table tasks add column done_name text;
create index tasks_done on tasks (organisation_id, done_at) where done_at is not null;
create index story_attempts on story_entries (at) where kind = 'attempt';
`,
};
