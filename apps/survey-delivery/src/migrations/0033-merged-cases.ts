import type { Migration } from '@answerable/persistence';

/** What was known of a case under another reference is found from the case of which it is a part. */
export const mergedCases: Migration = {
  name: '0033-merged-cases',
  up: `
alter table closures add column merged_into text;
create index closures_merged on closures (merged_into) where merged_into is not null;
`,
};
