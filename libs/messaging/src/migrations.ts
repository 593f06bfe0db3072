import type { Migration } from '@answerable/persistence';

/** Tables of the outbox and the inbox; an app spreads them before its own migrations. */
export const messagingMigrations: Migration[] = [
  {
    name: 'messaging-0001-outbox',
    up: `
create table outbox (
  position bigint generated always as identity primary key,
  topic text not null,
  key text not null,
  type text not null,
  event_id uuid not null,
  traceparent text,
  data text not null,
  recorded_at timestamptz not null default now()
);
comment on table outbox is 'Events not yet sent; the relay deletes a row in the transaction in which Kafka acknowledged it.';
-- Every row is dead within a second: the space must be found again by count, not by share.
alter table outbox set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
`,
  },
  {
    name: 'messaging-0002-inbox',
    up: `
create table inbox (
  event_id uuid not null,
  recorded_on date not null default (now() at time zone 'utc')::date,
  primary key (event_id, recorded_on)
) partition by range (recorded_on);
comment on table inbox is 'Events whose effect is in this database; kept 30 days, one partition a day.';

-- The service changes no schema: this function, run with the owner's rights, is the one exception.
create function inbox_maintain() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  today date := (now() at time zone 'utc')::date;
  day date;
  part text;
  changes integer := 0;
begin
  perform pg_advisory_xact_lock(7205759404);
  for day in select generate_series(today - 1, today + 7, interval '1 day')::date loop
    part := 'inbox_' || to_char(day, 'YYYYMMDD');
    if to_regclass('public.' || part) is null then
      execute format('create table public.%I partition of public.inbox for values from (%L) to (%L)', part, day, day + 1);
      changes := changes + 1;
    end if;
  end loop;
  for part in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'public.inbox'::regclass and c.relname < 'inbox_' || to_char(today - 30, 'YYYYMMDD')
  loop
    execute format('drop table public.%I', part);
    changes := changes + 1;
  end loop;
  return changes;
end $$;
select inbox_maintain();
`,
  },
  {
    name: 'messaging-0003-restores',
    // deploy/helm/answerable/files/restore.sh adds a row.
    up: `
create table restores (
  recorded_at timestamptz not null default now(),
  settled_at timestamptz
);
comment on table restores is 'When this database was put back from a backup; with one that is not settled no service starts.';
`,
  },
];
