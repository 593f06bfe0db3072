import { london } from '@answerable/service';
import {
  constituencyOf,
  type ClosureState,
  type OffenceGroup,
  type Organisation,
  type OutcomeClass,
} from '@answerable/contracts';
import type { CaseEvent } from '../case-events/case-event.js';
import type { JudgedClosing, JudgedFacts, Judgement } from '../case-events/judge-event.js';

/** Place of an event in the life of its case: the sender's case version, then the sequence of the source. */
export type Mark = readonly [caseVersion: number, sequence: number];

interface Area {
  readonly areaCode: string | null;
  readonly areaBasis: JudgedFacts['areaBasis'];
}

/**
 * What intake knows of one case. Each part is the one that came last in the sender's order, whatever the order of arrival:
 * `marks` remembers the place of each, so that any permutation of the same events ends in the same record.
 */
export interface CaseRecord {
  readonly caseKey: string;
  readonly force: string;
  readonly sourceSystem: string;
  readonly referenceKey: string | null;
  readonly victimKey: string | null;
  /** Counts the events applied; from where the register counts since it was last put back. */
  readonly version: number;
  readonly status: 'unknown' | 'reported' | 'closed' | 'reopened' | 'merged' | 'removed';
  readonly mergedInto: string | null;
  readonly facts: Omit<JudgedFacts, 'offence' | 'areaCode' | 'areaBasis'> | null;
  readonly offence: { readonly code: string; readonly group: OffenceGroup } | null;
  readonly area: Area | null;
  readonly closing: Omit<JudgedClosing, 'previousClass'> | null;
  readonly proceedingsLive: boolean;
  readonly contactGiven: boolean;
  readonly contactEventId: string | null;
  readonly withinLookBack: boolean;
  /** The reference under which the victim was named. */
  readonly victimUnder: string | null;
  /** Sorted; more than one means that the case was given to another victim. */
  readonly victimsSeen: readonly string[];
  /** Sorted; more than one means that the case was reclassified. */
  readonly classesSeen: readonly OutcomeClass[];
  /** Likewise; `outside` is an offence that is none of ours, which the case keeps none the less. */
  readonly groupsSeen: readonly (OffenceGroup | 'outside')[];
  readonly marks: Readonly<Partial<Record<Part, Mark>>>;
}
const parts = ['status', 'facts', 'offence', 'area', 'closing', 'proceedings', 'contact', 'victim', 'renamed'] as const;
export type Part = (typeof parts)[number];

export function emptyRecord(caseKey: string, force: string, sourceSystem: string, version = 0): CaseRecord {
  return {
    caseKey,
    force,
    sourceSystem,
    referenceKey: null,
    victimKey: null,
    version,
    status: 'unknown',
    mergedInto: null,
    facts: null,
    offence: null,
    area: null,
    closing: null,
    proceedingsLive: false,
    contactGiven: false,
    contactEventId: null,
    withinLookBack: false,
    victimUnder: null,
    victimsSeen: [],
    classesSeen: [],
    groupsSeen: [],
    marks: {},
  };
}

/** Keys of an event after aliases and earlier hash keys were looked up. */
export interface ResolvedKeys {
  readonly victimKey: string | null;
  readonly otherCaseKey: string | null;
}

/**
 * The status that a kind of event asserts; an outcome can only be revised on a closed case. A report asserts none: sent again
 * with corrected facts it does not reopen anything.
 */
const assertedStatus: Readonly<Partial<Record<CaseEvent['kind'], CaseRecord['status']>>> = {
  closed: 'closed',
  'outcome-revised': 'closed',
  reopened: 'reopened',
  merged: 'merged',
  removed: 'removed',
};

/** Applies one event; pure, and the order of application does not matter. `today` is Europe/London. */
export function applyEvent(
  record: CaseRecord,
  event: CaseEvent,
  judged: Judgement,
  keys: ResolvedKeys,
  context: { today: string; lookBackDays: number },
): CaseRecord {
  const mark: Mark = [event.caseVersion, event.sequence];
  const newer = (part: Part): boolean => isLater(mark, record.marks[part]);
  const marks: Partial<Record<Part, Mark>> = { ...record.marks };
  const next: Writable<CaseRecord> = { ...record, version: record.version + 1, marks };
  next.referenceKey ??= event.referenceKeys?.[0] ?? null;

  // That the other reference is of the same case is known, and takes nothing away.
  const status = keys.otherCaseKey === record.caseKey ? undefined : assertedStatus[event.kind];
  if (event.kind === 'reported' && record.status === 'unknown') next.status = 'reported';
  if (status && newer('status')) {
    next.status = status;
    next.mergedInto = status === 'merged' ? keys.otherCaseKey : null;
    marks.status = mark;
  }
  if (judged.facts) applyFacts(judged.facts);
  if (keys.victimKey !== null) applyVictim(keys.victimKey);
  if (event.kind === 'reference-changed' && newer('renamed')) marks.renamed = mark;
  if (judged.closing) applyClosing(judged.closing);
  const live = livenessOf(event);
  if (live !== null && newer('proceedings')) {
    next.proceedingsLive = live;
    marks.proceedings = mark;
  }
  if (event.contactGiven && newer('contact')) {
    next.contactGiven = true;
    next.contactEventId = event.id;
    marks.contact = mark;
  }
  return next;

  function applyVictim(victimKey: string): void {
    next.victimsSeen = withMember(record.victimsSeen, victimKey);
    if (!newer('victim')) return;
    next.victimKey = victimKey;
    if (!event.caseKeys!.includes(record.victimUnder ?? '')) next.victimUnder = event.caseKeys![0];
    marks.victim = mark;
  }

  function applyFacts({ offence, areaCode, areaBasis, ...facts }: JudgedFacts): void {
    if (newer('facts')) {
      next.facts = facts;
      marks.facts = mark;
    }
    next.groupsSeen = withMember(record.groupsSeen, offence?.group ?? 'outside');
    if (offence && newer('offence')) {
      next.offence = offence;
      marks.offence = mark;
    }
    if (areaCode !== undefined && newer('area')) {
      next.area = { areaCode, areaBasis };
      marks.area = mark;
    }
  }

  function applyClosing({ previousClass, ...closing }: JudgedClosing): void {
    next.classesSeen = withMember(
      previousClass === null ? record.classesSeen : withMember(record.classesSeen, previousClass),
      closing.outcomeClass,
    );
    // Once she is to be asked, no date that is said of the closing, before or after, makes her case too old for it.
    next.withinLookBack ||= london.daysBetween(closing.closedOn, context.today) <= context.lookBackDays;
    if (!newer('closing')) return;
    next.closing = closing;
    marks.closing = mark;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Only `proceedings ended` ends what was live: a revision that does not mention it must not lift a deferral. */
function livenessOf(event: CaseEvent): boolean | null {
  if (event.kind === 'proceedings-started') return true;
  if (event.kind === 'proceedings-ended') return false;
  return event.closing?.proceedingsLive ? true : null;
}

/**
 * Two records that turned out to be one case: a reference was changed, and events of the new one came first.
 * What came later in the sender's order stands. `countedFrom`: where both began to count.
 */
export function absorb(record: CaseRecord, other: CaseRecord, countedFrom = 0): CaseRecord {
  const from = (part: Part): CaseRecord => (isLater(other.marks[part], record.marks[part]) ? other : record);
  const marks = parts.flatMap((part) => {
    const mark = from(part).marks[part];
    return mark ? [[part, mark] as const] : [];
  });
  return {
    ...record,
    referenceKey: record.referenceKey ?? other.referenceKey,
    victimKey: from('victim').victimKey,
    version: record.version + Math.max(other.version - countedFrom, 0),
    status: record.marks.status || other.marks.status ? from('status').status : firstKnown(record.status, other.status),
    mergedInto: from('status').mergedInto,
    facts: from('facts').facts,
    offence: from('offence').offence,
    area: from('area').area,
    closing: from('closing').closing,
    proceedingsLive: from('proceedings').proceedingsLive,
    contactGiven: record.contactGiven || other.contactGiven,
    contactEventId: from('contact').contactEventId,
    withinLookBack: record.withinLookBack || other.withinLookBack,
    victimUnder: from('victim').victimUnder,
    victimsSeen: other.victimsSeen.reduce(withMember<string>, record.victimsSeen),
    classesSeen: other.classesSeen.reduce(withMember<OutcomeClass>, record.classesSeen),
    groupsSeen: other.groupsSeen.reduce(withMember<OffenceGroup | 'outside'>, record.groupsSeen),
    marks: Object.fromEntries(marks),
  };
}

/** What is known of a case without its having been merged: closed as it was last, or open. */
export function unmerged(record: CaseRecord): CaseRecord {
  const { status: _, ...others } = record.marks;
  const marks = others.closing ? { ...others, status: others.closing } : others;
  const open = record.facts ? 'reported' : 'unknown';
  return { ...record, status: record.closing ? 'closed' : open, mergedInto: null, marks };
}

/**
 * Whether an event of a case names another victim than the one that is known of it, though it was a case of its own then: it speaks of
 * the time before the reference was changed, under the other one. Two people must not become one by a change of reference.
 */
export function isOfAnotherVictim(record: CaseRecord, event: CaseEvent, victimKey: string | null): boolean {
  if (victimKey === null || record.victimKey === null || victimKey === record.victimKey) return false;
  const mark: Mark = [event.caseVersion, event.sequence];
  return isLater(record.marks.renamed, mark) && !event.caseKeys!.includes(record.victimUnder!);
}

/** Whether two records say the same of a case, whatever the places of what they say. */
export function isSame(a: CaseRecord, b: CaseRecord): boolean {
  const said = (record: CaseRecord) => JSON.stringify({ ...record, version: 0, contactEventId: null, marks: null });
  return said(a) === said(b);
}

function firstKnown(a: CaseRecord['status'], b: CaseRecord['status']): CaseRecord['status'] {
  return a === 'unknown' ? b : a;
}

export function isLater(a: Mark | undefined, b: Mark | undefined): boolean {
  if (!a) return false;
  return !b || a[0] > b[0] || (a[0] === b[0] && a[1] > b[1]);
}

function withMember<T extends string>(members: readonly T[], member: T): readonly T[] {
  return members.includes(member) ? members : [...members, member].sort();
}

/** The closure as other services are told of it; null while the case is not known to be closed. */
export function closureOf(record: CaseRecord, organisation: Organisation): Omit<ClosureState, 'contact'> | null {
  const { facts, offence, area, closing, status } = record;
  if (!facts || !offence || !area || !closing || status === 'unknown' || status === 'reported') return null;
  const located = area.areaBasis === 'offence-location';
  return {
    organisationId: organisation.id,
    caseKey: record.caseKey,
    victimKey: record.victimKey,
    version: record.version,
    state: status,
    mergedInto: record.mergedInto,
    force: record.force,
    sourceSystem: record.sourceSystem,
    unit: facts.unit,
    offenceClass: offence.code,
    offenceGroup: offence.group,
    reportedOn: facts.reportedOn,
    closedOn: closing.closedOn,
    closureMonth: closing.closedOn.slice(0, 7),
    outcomeCode: closing.outcomeCode,
    outcomeClass: closing.outcomeClass,
    decisionMaker: closing.decisionMaker,
    areaCode: area.areaCode,
    areaBasis: area.areaBasis,
    constituency: located ? constituencyOf(organisation, area.areaCode, closing.closedOn) : null,
    ageBandAtReport: facts.ageBand,
    policeReferral: closing.policeReferral,
    proceedingsLive: record.proceedingsLive,
    victimDeadOrIll: closing.outcomeCode === '13',
    withinLookBack: record.withinLookBack,
  };
}
