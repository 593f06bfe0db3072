import type { Migration } from '@answerable/persistence';

export const contactsThatWait: Migration = {
  name: '0015-contacts-that-wait',
  up: `
alter table rejections add column contact_came_at timestamptz, add column contact_lost_at timestamptz;
comment on column rejections.contact_came_at is 'It is kept for so long from then on; its event may have been refused long before.';
comment on column rejections.contact_lost_at is 'When the contact of an event that waits was dropped: it was kept too long, or the key it was sealed to is the vault''s no more.';
`,
};
