import type { Migration } from '@answerable/persistence';

export const delivery: Migration = {
  name: '0003-delivery',
  up: `
create table surveys (
  survey_id uuid primary key,
  episode_id uuid not null references episodes,
  version integer not null,
  epoch integer not null,
  cancelled boolean not null,
  with_link boolean not null,
  with_code boolean not null,
  check_word_hash text,
  language text not null,
  cue_month text not null,
  questionnaire_version text not null,
  opens_at timestamptz not null,
  expires_at timestamptz not null,
  bundles jsonb
);
comment on column surveys.bundles is 'Attributes sealed to reporting, kept for the next version of the same survey; gone when it has ended.';

create table messages (
  id uuid primary key,
  episode_id uuid not null references episodes,
  channel text not null,
  step integer not null,
  template text not null,
  template_version integer not null,
  language text not null,
  status text not null check (status in ('created', 'sending', 'accepted', 'delivered', 'temporary-failure',
                                         'permanent-failure', 'technical-failure', 'unconfirmed', 'cancelled')),
  provider_id text,
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  leased_until timestamptz,
  created_at timestamptz not null,
  sent_at timestamptz,
  settled_at timestamptz
);
comment on table messages is 'What was sent by which channel and what became of it; its id is our reference with the provider. No address.';
create index messages_due on messages (next_attempt_at) where status in ('created', 'sending');
create index messages_by_episode on messages (episode_id);
create index messages_by_provider on messages (provider_id) where provider_id is not null;

create table channel_pauses (
  channel text primary key,
  until timestamptz not null,
  reason text not null
);
`,
};
