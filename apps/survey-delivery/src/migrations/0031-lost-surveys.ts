import type { Migration } from '@answerable/persistence';

/** After a restore: surveys that were told and whose episodes have yet to begin again, and what is heard of them meanwhile. */
export const lostSurveys: Migration = {
  name: '0031-lost-surveys',
  up: `
create table lost_surveys (
  survey_id uuid primary key,
  state jsonb not null,
  versions integer not null,
  lost_on date not null,
  begun boolean not null default false
);
comment on table lost_surveys is 'As last told; versions: how many were told. Gone after a week.';
create table lost_progress (
  position bigint generated always as identity primary key,
  survey_id uuid not null references lost_surveys on delete cascade,
  event jsonb not null
);
comment on table lost_progress is 'Events about lost surveys, as they came: handled once their episodes have begun again.';
`,
};
