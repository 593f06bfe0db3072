import type { Migration } from '@answerable/persistence';

/** Of two no's of hers one may be taken back: by its moment what each made us remember is told apart. */
export const eachNo: Migration = {
  name: '0034-each-no',
  up: `
alter table refusals add column said_at timestamptz not null default '-infinity';
comment on column refusals.said_at is 'When it was said, as in the story; -infinity: from before this was kept, only the day is known.';
alter table refusals drop constraint refusals_pkey, add primary key (organisation_id, refusal_hash, of_whom, said_at);
`,
};
