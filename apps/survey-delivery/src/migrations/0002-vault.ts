import type { Migration } from '@answerable/persistence';

/** Each table of the vault is fenced by organisation: the service says for whom it works, row-level security does the rest. */
const fence = (table: string): string => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own_organisation on ${table}
  using (organisation_id = current_setting('answerable.organisation', true))
  with check (organisation_id = current_setting('answerable.organisation', true));`;

export const vault: Migration = {
  name: '0002-vault',
  up: `
create table vault_keys (
  kid text primary key,
  organisation_id text not null,
  public_key jsonb not null,
  private_sealed text,
  active_from date not null,
  retired_on date,
  destroyed_at timestamptz,
  check ((private_sealed is null) = (destroyed_at is not null))
);
comment on table vault_keys is 'Monthly X25519 keys; the private half is encrypted under the key-encryption key, and nulled when destroyed.';
create unique index one_current_vault_key on vault_keys (organisation_id) where retired_on is null;

create table vault_key_proofs (
  kid text primary key,
  organisation_id text not null,
  public_key_digest text not null,
  resealed integer not null,
  remaining integer not null check (remaining = 0),
  destroyed_at timestamptz not null,
  recorded_at timestamptz not null default now()
);

create table contacts (
  id uuid primary key,
  organisation_id text not null,
  subject_key text not null,
  case_key text,
  source text not null check (source in ('police', 'staff')),
  kid text not null,
  sealed text not null,
  received_on date not null,
  version integer not null,
  checked boolean not null default false,
  unique nulls not distinct (organisation_id, subject_key, case_key)
);
comment on table contacts is 'Contact blocks as JWE; one a case as the police gave it, and one (no case) as staff wrote it with her.';
create index contacts_by_subject on contacts (subject_key);
create index contacts_by_kid on contacts (kid);

create table contact_hashes (
  organisation_id text not null,
  subject_key text not null,
  way_hash text not null,
  primary key (organisation_id, subject_key, way_hash)
);
comment on table contact_hashes is 'Keyed hashes of numbers and addresses: shared ones are recognised without opening any contact.';
create index contact_hashes_by_way on contact_hashes (way_hash);

create table sealed_notes (
  id uuid primary key,
  organisation_id text not null,
  kind text not null check (kind in ('wish', 'untied-message', 'own-route', 'concern')),
  kid text not null,
  sealed text not null,
  received_on date not null,
  delete_after date not null
);
comment on table sealed_notes is 'Wishes, messages, own-route forms and notes on concerns: sealed to the vault, as contacts are.';
create index sealed_notes_by_kid on sealed_notes (kid);

create table refusals (
  organisation_id text not null,
  refusal_hash text not null,
  refused_on date not null,
  primary key (organisation_id, refusal_hash)
);
comment on table refusals is 'Keyed hashes: of a case she does not want to be asked about, or of herself where she said never.';

create table vault_reads (
  position bigint generated always as identity primary key,
  organisation_id text not null,
  person_subject text not null,
  person_name text not null,
  purpose text not null,
  episode_id uuid,
  reference text,
  read_at timestamptz not null,
  recorded_at timestamptz not null default now()
);
create index vault_reads_by_person on vault_reads (person_subject, read_at);
${['vault_keys', 'vault_key_proofs', 'contacts', 'contact_hashes', 'sealed_notes', 'refusals', 'vault_reads'].map(fence).join('\n')}
`,
};
