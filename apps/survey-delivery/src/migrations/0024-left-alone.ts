import type { Migration } from '@answerable/persistence';

/**
 * That she may not be contacted again is said of a person, and ended with the cases it was said in: it stands at the concern now, from
 * which her later cases learn of it. Where it was said before, her cases or her episodes show it.
 */
export const leftAlone: Migration = {
  name: '0024-left-alone',
  up: `
alter table concerns add column left_alone boolean not null default false;
comment on column concerns.left_alone is 'Its lead said that she may not be contacted again, and no lead has taken that back.';
update concerns c set left_alone = true from episodes e
 where e.id = c.episode_id and c.closed_at is not null
   and (exists (select 1 from closures k where k.subject_key = e.subject_key and k.staff_reason = 'safeguarding-hold')
     or exists (select 1 from episodes o where o.subject_key = e.subject_key and o.exclusion = 'safeguarding-hold'));
create index concerns_left_alone on concerns (episode_id) where left_alone;
`,
};
