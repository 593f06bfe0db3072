import type { Migration } from '@answerable/persistence';

/** A message in doubt is somebody's: what she answers to it, and what its provider says of it, is known by it before it is made again. */
export const doubtByEpisode: Migration = {
  name: '0030-doubt-by-episode',
  up: `
alter table messages_in_doubt
  add column episode_id uuid references episodes,
  add column channel text,
  add column receipt text;
create index messages_in_doubt_by_episode on messages_in_doubt (episode_id);
`,
};
