import type { Migration } from '@answerable/persistence';

/**
 * Cases are found by person where something of hers bears on all of them: her no and her lead's on those that may begin anew, a
 * death on every other. Few cases are either, so that an arriving one is rarely written into these indexes.
 */
export const casesOfAPerson: Migration = {
  name: '0020-cases-of-a-person',
  up: `
create index closures_unsettled on closures (subject_key) where state <> 'closed' or disposition = 'deferred';
create index closures_of_the_dead on closures (subject_key) where dead_or_ill or staff_reason = 'deceased';
`,
};
