import type { Migration } from '@answerable/persistence';
import { messagingMigrations } from '@answerable/messaging';
import { rowsToldOutside } from './rows-told-outside.js';

const refuseChanges = (table: string): string => `
  create trigger ${table}_append_only before update or delete on ${table}
    for each row execute function refuse_change();
  create trigger ${table}_never_truncated before truncate on ${table}
    for each statement execute function refuse_change();`;

const firstAppendOnlyTables = [
  'release_ledger',
  'chain_links',
  'publications',
  'approvals',
  'holds',
  'corrections',
  'police_responses',
] as const;

/** Tables in which the service may add and read, never change: grants say so, and triggers say so again. */
export const appendOnly = [...firstAppendOnlyTables, 'police_response_takedowns'] as const;

export const migrations: readonly Migration[] = [
  ...messagingMigrations,
  {
    name: '0001-keys',
    up: `
      create table sealing_keys (
        kid text primary key,
        public_jwk jsonb not null,
        private_sealed text,
        created_at timestamptz not null,
        destroyed_at timestamptz,
        check ((private_sealed is null) = (destroyed_at is not null))
      );
      create table report_keys (
        key_id text primary key,
        organisation_id text not null,
        public_key text not null,
        private_sealed text,
        created_at timestamptz not null,
        retired_at timestamptz,
        check ((private_sealed is null) = (retired_at is not null))
      );
      create unique index report_keys_current on report_keys (organisation_id) where retired_at is null;`,
  },
  {
    name: '0002-answers',
    // Facts have no key, no order and no time: nothing in a row says whose it is or what came with it.
    up: `
      create table batches (
        batch_id uuid primary key,
        organisation_id text not null,
        kind text not null check (kind in ('headline', 'area', 'borough', 'constituency', 'characteristic')),
        period text not null,
        records integer not null check (records >= 0),
        evidence jsonb,
        state text not null default 'waiting' check (state in ('waiting', 'opened', 'faulty')),
        fault text,
        check ((state = 'faulty') = (fault is not null))
      );
      create index batches_of_period on batches (organisation_id, period, kind);
      create table sealed_records (
        record_id uuid primary key,
        batch_id uuid not null,
        sealed text not null
      );
      create index sealed_records_of_batch on sealed_records (batch_id);

      create table headline_facts (
        organisation_id text not null,
        month text not null,
        questionnaire text not null,
        item text not null,
        answer text not null
      );
      create index headline_facts_of_month on headline_facts (organisation_id, month, item, answer, questionnaire);
      create table area_facts (
        organisation_id text not null,
        half_year text not null,
        area text not null,
        questionnaire text not null,
        item text not null,
        answer text not null
      );
      create index area_facts_of_area on area_facts (organisation_id, half_year, area, item, answer, questionnaire);
      create table constituency_facts (
        organisation_id text not null,
        year text not null,
        constituency text not null,
        questionnaire text not null,
        item text not null,
        answer text not null
      );
      create index constituency_facts_of_year on constituency_facts (organisation_id, year, constituency, item, answer, questionnaire);
      create table characteristic_facts (
        organisation_id text not null,
        year text not null,
        characteristic text not null,
        category text not null,
        questionnaire text not null,
        answer text not null
      );
      create index characteristic_facts_of_year on characteristic_facts (organisation_id, year);
      create table borough_facts (
        organisation_id text not null,
        half_year text not null,
        questionnaire text not null,
        withdrew boolean,
        closed_within_30_days boolean,
        satisfied text,
        seriously text,
        how_ended text,
        pressure text,
        pressure_strength text,
        free_choice text,
        pressure_how text[],
        told_police_stop text,
        why_stopped text[],
        listened text,
        believed text,
        respect text,
        trained_officer text,
        support_offered text,
        looked_into text,
        closing_first text,
        told_recorded text,
        recorded_right text,
        outcome_told text,
        reasons_given text,
        review_told text,
        wellbeing text,
        report_again text,
        talked_about text
      );
      create index borough_facts_of_half_year on borough_facts (organisation_id, half_year, questionnaire);`,
  },
  {
    name: '0003-coverage',
    up: `
      create table intake_coverage (
        organisation_id text not null,
        month text not null,
        revision integer not null,
        data jsonb not null,
        primary key (organisation_id, month)
      );
      create table delivery_coverage (
        organisation_id text not null,
        month text not null,
        revision integer not null,
        frozen boolean not null,
        data jsonb not null,
        primary key (organisation_id, month)
      );`,
  },
  {
    name: '0004-publications',
    up: `
      create function refuse_change() returns trigger language plpgsql as $$
        begin
          raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
        end $$;

      create table release_ledger (
        organisation_id text not null,
        sequence integer not null,
        entry jsonb not null,
        recorded_at timestamptz not null default now(),
        primary key (organisation_id, sequence)
      );
      create table chain_links (
        organisation_id text not null,
        number integer not null,
        sealed jsonb not null,
        content text not null,
        recorded_at timestamptz not null default now(),
        primary key (organisation_id, number)
      );
      create table publications (
        report_id text primary key,
        organisation_id text not null,
        month text not null,
        version integer not null,
        chain_number integer not null,
        ledger_entries integer not null,
        published_at timestamptz not null,
        unique (organisation_id, month, version),
        foreign key (organisation_id, chain_number) references chain_links (organisation_id, number)
      );
      create table preparations (
        organisation_id text not null,
        month text not null,
        version integer not null,
        report_id text not null unique,
        content text not null,
        digest text not null,
        ledger_entries jsonb not null,
        ledger_length integer not null,
        prepared_at timestamptz not null,
        release_on date not null,
        state text not null default 'prepared' check (state in ('prepared', 'published')),
        primary key (organisation_id, month, version)
      );
      create unique index preparations_one_open on preparations (organisation_id) where state = 'prepared';
      create table approvals (
        organisation_id text not null,
        month text not null,
        version integer not null,
        subject text not null,
        name text not null,
        digest text not null,
        approved_at timestamptz not null,
        primary key (organisation_id, month, version, subject)
      );
      create table holds (
        organisation_id text not null,
        month text not null,
        version integer not null,
        reason text not null,
        held_from date not null,
        ends_on date not null,
        subject text,
        primary key (organisation_id, month, version)
      );
      create table corrections (
        id uuid primary key default gen_random_uuid(),
        organisation_id text not null,
        month text not null,
        why text not null,
        answers_changed integer not null,
        outcome text not null check (outcome in ('noted', 'prepared')),
        report_id text,
        subject text not null,
        corrected_on date not null
      );
      create table police_responses (
        report_id text not null references publications,
        force text not null,
        text text not null,
        subject text not null,
        answered_on date not null,
        primary key (report_id, force)
      );
      create table notices (
        report_id text not null references publications,
        kind text not null check (kind in ('published', 'corrected', 'taken-down')),
        recipient text not null,
        due_at timestamptz not null,
        sent_at timestamptz,
        attempts integer not null default 0,
        primary key (report_id, kind, recipient)
      );
      create index notices_due on notices (due_at) where sent_at is null;
      create table delegates (
        id uuid primary key,
        seat text not null,
        username text not null,
        name text not null,
        added_on date not null,
        added_by text not null,
        ended_on date
      );
      create unique index delegates_once on delegates (seat, lower(username)) where ended_on is null;
      ${firstAppendOnlyTables.map(refuseChanges).join('\n')}`,
  },
  {
    name: '0005-corrected-figures',
    // Few entries are later versions; the list of reports asks for them with every report.
    up: `
      create index release_ledger_corrected on release_ledger (organisation_id)
       where entry->>'kind' = 'published' and (entry->>'version')::int > 1;`,
  },
  {
    name: '0006-approvals-of-a-digest',
    // A report that is prepared again is another one: who approved the first is asked again.
    up: `
      alter table approvals drop constraint approvals_pkey,
        add primary key (organisation_id, month, version, digest, subject);`,
  },
  {
    name: '0007-corrected-headline',
    up: `
      alter table corrections add column headline text check (headline in ('satisfied', 'seriously', 'pressure'));`,
  },
  {
    name: '0008-equal-answers-are-counted',
    // Where a record holds one answer, a batch has few different ones: a row is kept for each of these and not for each person.
    // Under another name, so that a service of an earlier release fails where it would count rows.
    up: ['headline', 'area', 'constituency', 'characteristic']
      .map(
        (kind) => `
      alter table ${kind}_facts rename to ${kind}_counts;
      alter table ${kind}_counts add column records integer not null default 1 check (records > 0);`,
      )
      .join(''),
  },
  {
    name: '0009-holds-of-people-and-automatic-ones',
    // A report that holds itself does not use up the one hold that people may ask for.
    up: `
      alter table holds drop constraint holds_pkey;
      create unique index holds_once on holds (organisation_id, month, version, (subject is null));`,
  },
  {
    name: '0010-police-responses-taken-down',
    // What a force answered can put somebody at risk while the report beside it does not.
    up: `
      create table police_response_takedowns (
        report_id text not null,
        force text not null,
        why text not null,
        subject text not null,
        taken_down_on date not null,
        primary key (report_id, force),
        foreign key (report_id, force) references police_responses
      );
      ${refuseChanges('police_response_takedowns')}`,
  },
  rowsToldOutside,
  {
    name: '0012-answers-are-forgotten-in-time',
    // What is never opened goes too, also where nobody announced it. What the release before counted as the page at which somebody
    // stopped may be one that an answer leads to: it would be kept for two years.
    up: `
      alter table sealed_records add column arrived text not null default to_char(current_date, 'YYYY-MM');
      update batches set evidence = evidence
        || jsonb_build_object('breakOffs', (evidence->'breakOffs') - array['pressure-strength', 'pressure-how', 'why-stopped'])
        || jsonb_build_object('sentEarly', coalesce(evidence->'sentEarly', '{}') - array['pressure-strength', 'pressure-how', 'why-stopped'])
       where evidence <> 'null';`,
  },
  {
    name: '0013-one-batch-of-a-period',
    // A period that its sender closed twice, after a restore: the first that was whole counts.
    up: `
      alter table batches drop constraint batches_state_check,
        add constraint batches_state_check check (state in ('waiting', 'opened', 'faulty', 'refused'));
      create unique index batches_opened_once on batches (organisation_id, kind, period) where state = 'opened';`,
  },
];
