import type { OffenceGroup, OutcomeClass } from '@answerable/contracts';
import type { CodeTables } from '../code-tables/code-tables.js';
import { isLater, type CaseRecord, type Mark } from './case-record.js';

/** What an accepted event said in codes, and how it was judged when it came; null: it said none, or it came before codes were kept. */
export interface SaidInCodes {
  readonly mark: Mark;
  readonly kind: string;
  /** By the table of this day its codes are read. */
  readonly on: string;
  readonly outcomeCode: string | null;
  readonly previousCode: string | null;
  readonly offenceCode: string | null;
  readonly outcomeClass: OutcomeClass | null;
  /** null: of no group of ours. */
  readonly offenceGroup: OffenceGroup | null;
}

const closings: ReadonlySet<string> = new Set(['closed', 'outcome-revised']);
const withFacts: ReadonlySet<string> = new Set([...closings, 'reported']);

/** The class and group of an event by the tables as they are; a code that they do not know any more keeps what it was taken for. */
export function readAnew<E extends SaidInCodes>(said: E, tables: CodeTables): E {
  return {
    ...said,
    outcomeClass: classOf(said.outcomeCode, said.on, tables) ?? said.outcomeClass,
    offenceGroup: offenceOf(said.offenceCode, said.on, tables)?.group ?? said.offenceGroup,
  };
}

/**
 * A case as if the tables had always been as they are: its class, its offence, and what it was seen as, so that the mistake of a table
 * is no reclassification by the police. `events`: everything accepted of it. Once in scope, always in scope. Pure.
 */
export function judgeAnew(record: CaseRecord, events: readonly SaidInCodes[], tables: CodeTables): CaseRecord {
  const { closing, facts } = record;
  const said = events.map((event) => readAnew(event, tables));
  const outcomeClass = closing && (classOf(closing.outcomeCode, closing.closedOn, tables) ?? closing.outcomeClass);
  const on = closing?.closedOn ?? facts?.reportedOn;
  const kept = record.offence && on && { ...record.offence, ...offenceOf(record.offence.code, on, tables) };
  const last = said
    .filter((event) => offenceOf(event.offenceCode, event.on, tables) !== null)
    .reduce<SaidInCodes | null>((found, event) => (isLater(event.mark, found?.mark) ? event : found), null);
  const isNewer = last !== null && isLater(last.mark, record.marks.offence);
  const now: CaseRecord = {
    ...record,
    closing: closing && { ...closing, outcomeClass: outcomeClass! },
    offence: isNewer ? offenceOf(last.offenceCode, last.on, tables) : kept || record.offence,
    marks: isNewer ? { ...record.marks, offence: last.mark } : record.marks,
  };
  return {
    ...now,
    classesSeen: hasCodes(said, closings, 'outcomeCode')
      ? sortedSet(said.flatMap((event) => classesOf(event, tables)))
      : replaced(record.classesSeen, closing?.outcomeClass, outcomeClass ?? undefined),
    groupsSeen: hasCodes(said, withFacts, 'offenceCode')
      ? sortedSet(said.filter(({ kind }) => withFacts.has(kind)).map((event) => event.offenceGroup ?? 'outside'))
      : replaced(record.groupsSeen, record.offence?.group, now.offence?.group),
  };
}

function hasCodes(said: readonly SaidInCodes[], kinds: ReadonlySet<string>, code: keyof SaidInCodes): boolean {
  const own = said.filter(({ kind }) => kinds.has(kind));
  return own.length > 0 && own.every((event) => event[code] !== null);
}

function classesOf({ kind, outcomeClass, previousCode, on }: SaidInCodes, tables: CodeTables): OutcomeClass[] {
  if (!closings.has(kind)) return [];
  return [outcomeClass, classOf(previousCode, on, tables)].filter((each) => each !== null);
}

function classOf(code: string | null, on: string, tables: CodeTables): OutcomeClass | null {
  const reading = code === null ? null : tables.outcome(code, on);
  return reading?.kind === 'known' ? reading.class : null;
}

function offenceOf(code: string | null, on: string, tables: CodeTables) {
  const reading = code === null ? null : tables.offence(code, on);
  return reading?.kind === 'known' ? { code: reading.code, group: reading.group } : null;
}

const replaced = <T extends string>(seen: readonly T[], was: T | undefined, is: T | undefined): T[] =>
  sortedSet(seen.map((each) => (each === was && is !== undefined ? is : each)));

const sortedSet = <T extends string>(members: readonly T[]): T[] => [...new Set(members)].sort();
