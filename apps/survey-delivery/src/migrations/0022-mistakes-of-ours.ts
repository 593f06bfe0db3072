import type { Migration } from '@answerable/persistence';

/**
 * What was written down of a person by mistake is taken back: whose each refusal is, so that a mistaken one can be found; which cases
 * an invitation covers, so that they are judged again when it is taken back. And from when on the day agreed with her she is rung.
 */
export const mistakesOfOurs: Migration = {
  name: '0022-mistakes-of-ours',
  up: `
alter table refusals add column of_whom text not null default '';
comment on column refusals.of_whom is 'Hash of her key, as on the erasure list; empty: from before this was kept.';
alter table refusals drop constraint refusals_pkey, add primary key (organisation_id, refusal_hash, of_whom);
create index closures_covered on closures (subject_key) where reason = 'invited-within-90-days';
alter table tasks add column not_before timestamptz;
`,
};
