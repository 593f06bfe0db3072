import { rowsOf, type Database, type Tx } from '@answerable/persistence';
import type { CaseRecord, Part, Mark } from './case-record.js';

interface CaseRow {
  case_key: string;
  force: string;
  source_system: string;
  reference_key: string | null;
  victim_key: string | null;
  version: string;
  status: CaseRecord['status'];
  merged_into: string | null;
  unit: string | null;
  reported_on: string | null;
  age_band: string | null;
  offence_class: string | null;
  offence_group: string | null;
  area_code: string | null;
  area_basis: string | null;
  closed_on: string | null;
  outcome_code: string | null;
  outcome_class: string | null;
  decision_maker: string | null;
  supervisor_authorised: boolean | null;
  police_referral: string | null;
  proceedings_live: boolean;
  contact_given: boolean;
  contact_event_id: string | null;
  within_look_back: boolean;
  victim_under: string | null;
  victims_seen: string[];
  classes_seen: string[];
  groups_seen: string[];
  marks: Partial<Record<Part, Mark>>;
}

const rows = rowsOf<CaseRecord>([
  ['case_key', 'text', 'caseKey'],
  ['force', 'text', 'force'],
  ['source_system', 'text', 'sourceSystem'],
  ['reference_key', 'text', 'referenceKey'],
  ['victim_key', 'text', 'victimKey'],
  ['version', 'bigint', 'version'],
  ['status', 'text', 'status'],
  ['merged_into', 'text', 'mergedInto'],
  ['unit', 'text', ({ facts }) => facts?.unit],
  ['reported_on', 'date', ({ facts }) => facts?.reportedOn],
  ['age_band', 'text', ({ facts }) => facts?.ageBand],
  ['offence_class', 'text', ({ offence }) => offence?.code],
  ['offence_group', 'text', ({ offence }) => offence?.group],
  ['area_code', 'text', ({ area }) => area?.areaCode],
  ['area_basis', 'text', ({ area }) => area?.areaBasis],
  ['closed_on', 'date', ({ closing }) => closing?.closedOn],
  ['outcome_code', 'text', ({ closing }) => closing?.outcomeCode],
  ['outcome_class', 'text', ({ closing }) => closing?.outcomeClass],
  ['decision_maker', 'text', ({ closing }) => closing?.decisionMaker],
  ['supervisor_authorised', 'boolean', ({ closing }) => closing?.supervisorAuthorised],
  ['police_referral', 'text', ({ closing }) => closing?.policeReferral],
  ['proceedings_live', 'boolean', 'proceedingsLive'],
  ['contact_given', 'boolean', 'contactGiven'],
  ['contact_event_id', 'text', 'contactEventId'],
  ['within_look_back', 'boolean', 'withinLookBack'],
  ['victim_under', 'text', 'victimUnder'],
  ['victims_seen', 'text[]', 'victimsSeen'],
  ['classes_seen', 'text[]', 'classesSeen'],
  ['groups_seen', 'text[]', 'groupsSeen'],
  ['marks', 'json', 'marks'],
]);
const columns = rows.names;
const loaded = columns
  .replace('reported_on', 'reported_on::text')
  .replace('closed_on', 'closed_on::text')
  .replace(
    'merged_into',
    'coalesce((select a.case_key from case_aliases a where a.alias_key = merged_into), merged_into) as merged_into',
  );
const changing = columns.split(', ').filter((column) => !['case_key', 'force', 'source_system'].includes(column));

/** The source's row is locked by the caller: no other transaction changes these cases. */
export async function loadCases(tx: Tx, caseKeys: readonly string[]): Promise<Map<string, CaseRecord>> {
  const found = await tx.query<CaseRow>(`select ${loaded} from cases where case_key = any($1)`, [caseKeys]);
  return new Map(found.map((row) => [row.case_key, fromRow(row)]));
}

export async function caseKeysAfter(database: Database, after: string, limit: number): Promise<string[]> {
  const rows = await database.read<{ case_key: string }>(
    'select case_key from cases where case_key > $1 order by case_key limit $2',
    [after, limit],
  );
  return rows.map((row) => row.case_key);
}

/** Takes cases of which the other services are to be told as they are, each once, and locks them. */
export async function takeCasesToTell(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.query<{ case_key: string }>(
    `with taken as (delete from cases_to_tell where case_key in (
       select case_key from cases_to_tell order by case_key limit $1 for update skip locked) returning case_key)
     select c.case_key from taken join cases c using (case_key) order by c.case_key for no key update of c`,
    [limit],
  );
  return rows.map((row) => row.case_key);
}

/** Minutes since 1970 at which the newest restore was settled, no lower than what versions were lifted to then; 0 where there was none. */
export async function settledAtMinute(database: Database): Promise<number> {
  const [row] = await database.read<{ minute: number }>(
    'select coalesce(floor(extract(epoch from max(settled_at)) / 60), 0)::integer as minute from restores',
  );
  return row!.minute;
}

/** Returns how many had a lower one. */
export async function liftVersions(tx: Tx, version: number): Promise<number> {
  return (await tx.query('update cases set version = $1 where version < $1 returning 1', [version])).length;
}

export async function saveCases(tx: Tx, sourceId: number, records: readonly CaseRecord[]): Promise<void> {
  if (records.length === 0) return;
  await tx.query(
    `insert into cases (source_id, ${columns}) select $${rows.count + 1}, ${columns} from ${rows.source} as row
     on conflict (case_key) do update set ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}`,
    [...rows.values(records), sourceId],
  );
}

/** Case that another key leads to: a reference that was changed. */
export async function aliasesOf(tx: Tx, keys: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ alias_key: string; case_key: string }>(
    'select alias_key, case_key from case_aliases where alias_key = any($1)',
    [keys],
  );
  return new Map(rows.map((row) => [row.alias_key, row.case_key]));
}

export async function addAlias(tx: Tx, aliasKey: string, caseKey: string): Promise<void> {
  await tx.query(
    `with led_there as (update case_aliases set case_key = $2 where case_key = $1)
     insert into case_aliases (alias_key, case_key) values ($1, $2)
     on conflict (alias_key) do update set case_key = excluded.case_key`,
    [aliasKey, caseKey],
  );
}

/** Which of these hashes, made with an earlier key, are in use: those cases and victims keep them. */
export async function keysInUse(tx: Tx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.query<{ key: string }>(
    `select case_key as key from cases where case_key = any($1)
     union select victim_key from cases where victim_key = any($1)`,
    [keys],
  );
  return new Set(rows.map((row) => row.key));
}

/**
 * Lets one transaction of a force at a time look for cases that two systems sent, until it ends: each sees what the one before it
 * stored. Returns whether other systems of the force have sent as well.
 */
export async function lockTwins(tx: Tx, force: string, sourceId: number): Promise<boolean> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('twins of ' || $1, 0))`, [force]);
  const row = await tx.one<{ siblings: boolean }>(
    'select exists (select from sources where force = $1 and source_id <> $2) as siblings',
    [force, sourceId],
  );
  return row!.siblings;
}

/**
 * Flags the closures that another system of the force seems to have sent too: the same reference, or the same victim with a
 * crime of the same group reported on the same day. Returns the flagged case keys.
 */
export async function flagTwins(tx: Tx, sourceId: number, caseKeys: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ case_key: string }>(
    `update cases c set twin_of = twin.case_key
       from (select mine.case_key as mine, min(other.case_key) as case_key
               from cases mine
               join cases other on other.force = mine.force and other.source_id <> mine.source_id
                and other.status not in ('merged', 'removed')
                and (other.reference_key = mine.reference_key
                     or (other.victim_key = mine.victim_key and other.offence_group = mine.offence_group
                         and other.reported_on = mine.reported_on))
              where mine.case_key = any($2) and mine.source_id = $1 and mine.twin_of is null
                and mine.status not in ('merged', 'removed')
              group by mine.case_key) twin
      where c.case_key = twin.mine
     returning c.case_key`,
    [sourceId, caseKeys],
  );
  return rows.map((row) => row.case_key);
}

function fromRow(row: CaseRow): CaseRecord {
  return {
    caseKey: row.case_key,
    force: row.force,
    sourceSystem: row.source_system,
    referenceKey: row.reference_key,
    victimKey: row.victim_key,
    version: Number(row.version),
    status: row.status,
    mergedInto: row.merged_into,
    facts: row.unit === null ? null : { unit: row.unit, reportedOn: row.reported_on!, ageBand: row.age_band as never },
    offence: row.offence_class === null ? null : { code: row.offence_class, group: row.offence_group as never },
    area: row.area_basis === null ? null : { areaCode: row.area_code, areaBasis: row.area_basis as never },
    closing:
      row.closed_on === null
        ? null
        : {
            closedOn: row.closed_on,
            outcomeCode: row.outcome_code!,
            outcomeClass: row.outcome_class as never,
            decisionMaker: row.decision_maker as never,
            supervisorAuthorised: row.supervisor_authorised!,
            policeReferral: row.police_referral as never,
          },
    proceedingsLive: row.proceedings_live,
    contactGiven: row.contact_given,
    contactEventId: row.contact_event_id,
    withinLookBack: row.within_look_back,
    victimUnder: row.victim_under,
    victimsSeen: row.victims_seen,
    classesSeen: row.classes_seen as never,
    groupsSeen: row.groups_seen as never,
    marks: row.marks,
  };
}
