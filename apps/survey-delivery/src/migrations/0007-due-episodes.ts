import type { Migration } from '@answerable/persistence';

/** Each due work finds its own: whether a message is due was found by looking at every contact that waited to be opened. */
export const dueEpisodes: Migration = {
  name: '0007-due-episodes',
  up: `
create index episodes_to_open on episodes (due_at) where state = 'opening';
create index episodes_to_send on episodes (due_at) where state in ('scheduled', 'inviting');
drop index episodes_due;
`,
};
