import type { Migration } from '@answerable/persistence';

export const replies: Migration = {
  name: '0006-replies',
  up: `
alter table messages add column way_hash text;
comment on column messages.way_hash is 'Keyed hash of where a text went: a reply counts from there alone. Gone with her details.';
create index messages_by_way on messages (way_hash) where way_hash is not null;
`,
};
