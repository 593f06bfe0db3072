import type { Migration } from '@answerable/persistence';

/** How a concern ended tells as much of her as the concern itself: it rests sealed, and goes when that goes. */
export const sealedOutcomes: Migration = {
  name: '0012-sealed-outcomes',
  up: `
alter table concerns add column outcome_note_id uuid;
alter table concerns drop column outcome;
`,
};
