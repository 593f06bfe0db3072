import { messagingMigrations } from '@answerable/messaging';
import type { Migration } from '@answerable/persistence';

export const migrations: Migration[] = [
  ...messagingMigrations,
  {
    name: '0001-surveys',
    up: `
      create table surveys (
        survey_id uuid primary key,
        version integer not null,
        state text not null check (state in ('open', 'cancelled', 'closed')),
        link_hash bytea,
        code_hash bytea,
        check_word_hash bytea,
        language text,
        cue_month text,
        questionnaire text,
        opens_at timestamptz,
        expires_at timestamptz,
        bundles jsonb,
        opened boolean not null default false,
        -- After the end only the id stays, so that a late event cannot open it again.
        constraint nothing_but_the_id_after_the_end check (
          state <> 'closed' or (link_hash is null and code_hash is null and check_word_hash is null and language is null
            and cue_month is null and questionnaire is null and opens_at is null and expires_at is null and bundles is null)
        )
      );
      create unique index surveys_link on surveys (link_hash) where link_hash is not null;
      create unique index surveys_code on surveys (code_hash) where code_hash is not null;
      create index surveys_expiry on surveys (expires_at) where expires_at is not null;`,
  },
  {
    name: '0002-mixing-keys-and-records',
    up: `
      -- One key a month. Nobody can open a record that is sealed to it once the row is gone from here and from every backup.
      create table mixing_keys (
        month text primary key,
        public_key jsonb not null,
        sealed_private_key bytea not null,
        withdrawn integer not null default 0
      );
      create table records (
        record_id uuid primary key,
        mixing_month text not null references mixing_keys,
        kind text not null check (kind in ('headline', 'area', 'borough', 'constituency', 'characteristic', 'message', 'evidence')),
        -- The month at whose end the record leaves; where later than its mixing month, it is mixed again every month.
        leaves text not null,
        sealed text not null,
        withdrawal_hash bytea not null
      );
      create index records_month on records (mixing_month);
      create unique index records_withdrawal on records (withdrawal_hash);`,
  },
  {
    name: '0003-drafts',
    up: `
      create table drafts (
        draft_id bytea primary key,
        survey_id uuid not null references surveys,
        version integer not null,
        sealed_answers bytea not null,
        sealed_message bytea not null,
        evidence_id uuid not null
      );
      create index drafts_survey on drafts (survey_id);
      -- Sealed boxes do not compress; trying costs time.
      alter table drafts alter sealed_message set storage external;
      create table used_handovers (
        handover_id uuid primary key,
        expires_at timestamptz not null
      );`,
  },
  {
    name: '0004-closed-months',
    up: `
      -- One row. A month that has closed never gets another key: a second close would let one person's answers leave alone.
      create table closed_months (
        through text not null,
        unopenable integer not null default 0,
        only_row boolean primary key default true check (only_row)
      );
      insert into closed_months (through)
      select coalesce(to_char(to_date(min(month), 'YYYY-MM') - interval '1 month', 'YYYY-MM'), '') from mixing_keys;`,
  },
  {
    name: '0005-visits-that-go-on',
    // A month that closes asks for each visit whether its draft is still there.
    up: 'create unique index drafts_evidence on drafts (evidence_id);',
  },
  {
    name: '0006-drafts-without-a-count',
    // It counted the pages she had answered, and how many there are tells what she answered.
    up: 'alter table drafts drop column version;',
  },
];
