import type { Migration } from '@answerable/persistence';

/** What she agreed to is kept beside her survey, and of the time she answered the day alone. */
export const dayOfAnAnswer: Migration = {
  name: '0013-day-of-an-answer',
  up: `
alter table episodes add column consent_version text;
alter table disposition_changes alter column recorded_at type date;
alter table disposition_changes alter column recorded_at set default current_date;
`,
};
