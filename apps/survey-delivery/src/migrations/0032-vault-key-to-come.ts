import type { Migration } from '@answerable/persistence';

/** A key is made a month before it is offered: whichever backup is put back, what was sealed to it since can be opened. */
export const vaultKeyToCome: Migration = {
  name: '0032-vault-key-to-come',
  up: `
create table vault_keys_to_come (
  organisation_id text not null,
  month text not null,
  kid text not null,
  public_key jsonb not null,
  private_sealed text not null,
  primary key (organisation_id, month)
);
alter table vault_keys_to_come enable row level security;
create policy own_organisation on vault_keys_to_come
  using (organisation_id = current_setting('answerable.organisation', true))
  with check (organisation_id = current_setting('answerable.organisation', true));
`,
};
