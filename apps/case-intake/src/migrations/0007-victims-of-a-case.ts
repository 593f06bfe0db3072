import type { Migration } from '@answerable/persistence';

export const victimsOfACase: Migration = {
  name: '0007-victims-of-a-case',
  up: `
alter table cases
  add column victim_under text collate "C",
  add column victims_seen text[] not null default '{}';
comment on column cases.victim_under is 'The reference under which its victim was named: after a change of reference, whose case it was.';
comment on column cases.victims_seen is 'Every victim that was named for the case.';
update cases set victims_seen = array[victim_key] where victim_key is not null;
create index cases_awaiting_court on cases (closed_on) where proceedings_live;
comment on column rejections.notice is 'Tells rows of one event id apart: code of what is said about an accepted event; the case for which an id was used again; empty for a refused event.';
`,
};
