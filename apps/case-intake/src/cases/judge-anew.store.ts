import type { OffenceGroup, OutcomeClass } from '@answerable/contracts';
import { rowsOf, type Database, type Tx } from '@answerable/persistence';
import type { LoadedCodeTables } from '../code-tables/load-code-tables.js';
import type { SaidInCodes } from './judge-anew.js';

/** $1 and $2 the code tables: rows of each that say what a code means. */
const tables = `
  outcomes as (
    select code, class, daterange("from", until, '[]') as days
      from json_to_recordset($1::json) as o (code text, class text, "from" date, until date) where class is not null),
  offences as (
    select code, "group", daterange("from", until, '[]') as days
      from json_to_recordset($2::json) as o (code text, "group" text, "inScope" boolean, "from" date, until date) where "inScope")`;

const inJson = ({ outcomes, offences }: LoadedCodeTables['rows']): string[] => [
  JSON.stringify(outcomes),
  JSON.stringify(offences),
];

export interface JudgedOtherwise {
  readonly source: string;
  readonly case_key: string;
}

/** Cases of which something was accepted that means something else by these tables; a code that they do not know means what it did. */
export function judgedOtherwise(database: Database, rows: LoadedCodeTables['rows']): Promise<JudgedOtherwise[]> {
  return database.read<JudgedOtherwise>(
    `with ${tables}, found as (
       select c.case_key from cases c
         join outcomes o on o.code = c.outcome_code and o.days @> c.closed_on and o.class <> c.outcome_class
       union
       select c.case_key from cases c
         join offences o on o.code = c.offence_class and o.days @> coalesce(c.closed_on, c.reported_on)
          and o."group" <> c.offence_group
       union
       select coalesce(a.case_key, r.case_key) from received_events r
         left join case_aliases a on a.alias_key = r.case_key
         join outcomes o on o.code = r.outcome_said and o.days @> r.moved_on and o.class <> r.outcome_class
        where r.status = 'accepted'
       union
       select c.case_key from received_events r
         left join case_aliases a on a.alias_key = r.case_key
         join cases c on c.case_key = coalesce(a.case_key, r.case_key)
         join offences o on o.code = r.offence_said and o.days @> coalesce(r.moved_on, c.reported_on)
          and o."group" is distinct from r.offence_group
        where r.status = 'accepted')
     select s.source, case_key from found join cases using (case_key) join sources s using (source_id) order by 1, 2`,
    inJson(rows),
  );
}

export interface SaidOfCase extends SaidInCodes {
  readonly caseKey: string;
  readonly sourceId: number;
  readonly eventId: string;
}

/** Everything accepted of these cases that names codes, under whichever reference it came. */
export async function saidInCodes(tx: Tx, caseKeys: readonly string[]): Promise<SaidOfCase[]> {
  const rows = await tx.query<
    Omit<SaidOfCase, 'mark'> & { case_version: string; sequence: string; outcomeClass: OutcomeClass | null }
  >(
    `select c.case_key as "caseKey", r.source_id as "sourceId", r.event_id as "eventId", r.kind, r.case_version, r.sequence,
            coalesce(r.moved_on, c.reported_on)::text as "on", r.outcome_said as "outcomeCode",
            r.previous_said as "previousCode", r.offence_said as "offenceCode", r.outcome_class as "outcomeClass",
            r.offence_group as "offenceGroup"
       from cases c
       join lateral (select c.case_key as key union all
                     select alias_key from case_aliases a where a.case_key = c.case_key) known_as on true
       join received_events r on r.case_key = known_as.key
      where c.case_key = any($1) and r.status = 'accepted' and r.kind in ('reported', 'closed', 'outcome-revised')`,
    [caseKeys],
  );
  return rows.map(({ case_version, sequence, ...row }) => ({ ...row, mark: [Number(case_version), Number(sequence)] }));
}

export interface JudgedAnew {
  readonly sourceId: number;
  readonly eventId: string;
  readonly outcomeClass: OutcomeClass | null;
  readonly offenceGroup: OffenceGroup | null;
  /** The group in which its case stood until now. */
  readonly groupBefore: OffenceGroup | null;
}

const judged = rowsOf<JudgedAnew>(
  [
    ['source_id', 'integer', 'sourceId'],
    ['event_id', 'text', 'eventId'],
    ['outcome_class', 'text', 'outcomeClass'],
    ['offence_group', 'text', 'offenceGroup'],
    ['group_before', 'text', 'groupBefore'],
  ],
  2,
);

/** Judges these events anew, and remembers how they had been judged. */
export async function saveJudgedAnew(tx: Tx, events: readonly JudgedAnew[], at: Date): Promise<void> {
  if (events.length === 0) return;
  await tx.query(
    `with given as (select ${judged.names} from ${judged.source} as row),
     was as (
       insert into judged_anew (source_id, event_id, judged_at, offence_group, outcome_class)
       select source_id, event_id, $1, coalesce(r.offence_group, g.group_before), r.outcome_class
         from given g join received_events r using (source_id, event_id))
     update received_events r set outcome_class = g.outcome_class, offence_group = g.offence_group
       from given g where r.source_id = g.source_id and r.event_id = g.event_id`,
    [at, ...judged.values(events)],
  );
}

export async function markJudgedAnew(tx: Tx, caseKeys: readonly string[], at: Date): Promise<void> {
  await tx.query('update cases set judged_anew_at = $2 where case_key = any($1)', [caseKeys, at]);
}

/** A class that no table knew is known by now: as one of ours, or as none. Of its events nothing is to be put right any more. */
export async function settleKnownClasses(
  tx: Tx,
  offences: LoadedCodeTables['rows']['offences'],
  at: Date,
): Promise<void> {
  await tx.query(
    `update rejections r set state = 'corrected', resolved_at = $2
       from received_events e
       join (select code, daterange("from", until, '[]') as days
               from json_to_recordset($1::json) as o (code text, "from" date, until date)) o on o.code = e.offence_said
      where r.state = 'open' and r.notice = 'offence-not-in-table' and e.source_id = r.source_id and e.event_id = r.event_id
        and o.days @> coalesce(e.moved_on, (e.received_at at time zone 'Europe/London')::date)`,
    [JSON.stringify(offences), at],
  );
}
