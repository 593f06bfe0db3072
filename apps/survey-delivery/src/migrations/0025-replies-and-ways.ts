import type { Migration } from '@answerable/persistence';

/**
 * What she answers to a message is kept, sealed, until somebody has read it. And of a number or address it is known what it would be
 * used for: one that she has replaced is shared with nobody any more. From before that was kept it counts for everything.
 */
export const repliesAndWays: Migration = {
  name: '0025-replies-and-ways',
  up: `
alter table sealed_notes drop constraint sealed_notes_kind_check,
  add constraint sealed_notes_kind_check check (kind in ('wish', 'untied-message', 'own-route', 'concern', 'reply'));
create table message_replies (
  note_id uuid primary key references sealed_notes on delete cascade,
  episode_id uuid not null references episodes,
  position bigint generated always as identity
);
create index message_replies_by_episode on message_replies (episode_id);
alter table contact_hashes add column used_for text[] not null default '{telephone,text,email}';
`,
};
