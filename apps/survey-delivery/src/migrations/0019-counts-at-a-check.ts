import type { Migration } from '@answerable/persistence';

/**
 * What intake had registered of each month at the last check. While a backlog comes in over days, a month differs at every check
 * by what is just then on its way, and nothing is lost.
 */
export const countsAtACheck: Migration = {
  name: '0019-counts-at-a-check',
  up: `
alter table intake_counts add column closures_at_check integer;
update intake_counts set closures_at_check = closures;
`,
};
