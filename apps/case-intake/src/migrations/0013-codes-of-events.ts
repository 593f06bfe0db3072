import type { Migration } from '@answerable/persistence';

export const codesOfEvents: Migration = {
  name: '0013-codes-of-events',
  up: `
alter table received_events add column outcome_said text, add column previous_said text, add column offence_said text;
comment on column received_events.outcome_said is 'As it was said, as are the two after it: read again when a code table is put right. Null of events from before they were kept.';
update received_events r
   set outcome_said = case when (r.case_version, r.sequence) = ((c.marks -> 'closing' ->> 0)::bigint, (c.marks -> 'closing' ->> 1)::bigint)
                           then c.outcome_code end,
       offence_said = case when (r.case_version, r.sequence) = ((c.marks -> 'offence' ->> 0)::bigint, (c.marks -> 'offence' ->> 1)::bigint)
                           then c.offence_class end
  from cases c
 where c.case_key = r.case_key and r.status = 'accepted' and r.kind in ('reported', 'closed', 'outcome-revised')
   and (r.case_version, r.sequence) in (
     ((c.marks -> 'closing' ->> 0)::bigint, (c.marks -> 'closing' ->> 1)::bigint),
     ((c.marks -> 'offence' ->> 0)::bigint, (c.marks -> 'offence' ->> 1)::bigint));

alter table cases add column judged_anew_at timestamptz;
comment on column cases.judged_anew_at is 'When a code table that was put right last gave it another class or offence group: no word of the police did.';

create table judged_anew (
  source_id integer not null references sources,
  event_id text not null,
  judged_at timestamptz not null,
  offence_group text,
  outcome_class text,
  primary key (source_id, event_id, judged_at)
);
comment on table judged_anew is 'How an event had been judged until a code table was put right: where its case stood when its month was signed.';
`,
};
