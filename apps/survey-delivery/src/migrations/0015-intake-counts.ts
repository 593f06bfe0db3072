import type { Migration } from '@answerable/persistence';

/** How many closures intake has registered: compared each day with what came here. */
export const intakeCounts: Migration = {
  name: '0015-intake-counts',
  up: `
create table intake_counts (
  organisation_id text not null,
  month text not null,
  revision integer not null,
  closures integer not null,
  primary key (organisation_id, month)
);
alter table sum_checks add column not_as_registered integer not null default 0;
`,
};
