import type { Migration } from '@answerable/persistence';

export const migrations: Migration[] = [
  {
    name: '0001-sessions',
    up: `
      create table sessions (
        id_hash bytea primary key,
        client_id text not null,
        subject text not null,
        keycloak_session text,
        -- null once the session has ended: the tokens are gone, whose session it was is kept for a day
        sealed text,
        started_at timestamptz not null,
        seen_at timestamptz not null
      );
      create index sessions_keycloak_session on sessions (keycloak_session) where sealed is not null;
      create index sessions_seen_at on sessions (seen_at);

      create table kept_forms (
        id_hash bytea primary key,
        subject text not null,
        sealed text not null,
        kept_at timestamptz not null
      );
      create index kept_forms_kept_at on kept_forms (kept_at);
    `,
  },
];
