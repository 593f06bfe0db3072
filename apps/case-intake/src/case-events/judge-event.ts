import { isInScope, type OffenceGroup, type Organisation, type OutcomeClass } from '@answerable/contracts';
import type { CodeTables } from '../code-tables/code-tables.js';
import type { CaseEvent } from './case-event.js';
import { refuse, type Reason } from './refusals.js';

export interface JudgedFacts {
  readonly unit: string;
  readonly offence: { readonly code: string; readonly group: OffenceGroup } | null;
  readonly reportedOn: string;
  /** undefined: outside the organisation; a case already in scope keeps the area it had. */
  readonly areaCode: string | null | undefined;
  readonly areaBasis: 'offence-location' | 'victim-residence' | 'recording-unit';
  readonly ageBand: NonNullable<CaseEvent['facts']>['ageBand'];
}
export interface JudgedClosing {
  readonly closedOn: string;
  readonly outcomeCode: string;
  readonly outcomeClass: OutcomeClass;
  readonly previousClass: OutcomeClass | null;
  readonly decisionMaker: 'police' | 'cps';
  readonly supervisorAuthorised: boolean;
  readonly policeReferral: NonNullable<CaseEvent['closing']>['policeReferral'];
}

/** What an event says, in the words of the code tables. */
export interface Judgement {
  readonly facts: JudgedFacts | null;
  readonly closing: JudgedClosing | null;
  /** Nothing else is wrong, but without a case already in scope the event cannot be taken. Once in scope, always in scope. */
  readonly unlessInScope: readonly Reason[];
  readonly reasons: readonly Reason[];
}

export interface JudgingContext {
  readonly tables: CodeTables;
  readonly organisation: Organisation;
  /** Europe/London. */
  readonly today: string;
}

/** Judges the content of an event by the tables in force on the days it speaks of. */
export function judgeEvent(event: CaseEvent, { tables, organisation, today }: JudgingContext): Judgement {
  const reasons: Reason[] = [];
  const unlessInScope: Reason[] = [];
  const codesOn = event.closing?.closedOn ?? event.facts?.reportedOn ?? today;

  const facts = event.facts && judgeFacts(event.facts);
  const closing = event.closing && judgeClosing(event.closing);
  if (event.on !== null && event.on > today) reasons.push(refuse('closed-in-future', 'data'));
  if (event.kind === 'merged' && event.otherCaseKeys?.[0] === event.caseKeys?.[0]) {
    reasons.push(refuse('merged-into-itself', 'data.intoCaseReference'));
  }
  return { facts, closing, reasons, unlessInScope };

  function judgeFacts(written: NonNullable<CaseEvent['facts']>): JudgedFacts {
    if (written.reportedOn > today) reasons.push(refuse('reported-in-future', 'data.reportedOn'));
    const reading = tables.offence(written.offenceWritten, codesOn);
    if (reading.kind === 'out-of-scope')
      unlessInScope.push(refuse('offence-out-of-scope', 'data.offenceClass', reading.code));
    // A case reclassified to an offence that is none of ours stays in scope, by whatever kind of event; a new one waits for the table.
    if (reading.kind === 'unknown')
      unlessInScope.push(refuse('unknown-offence-class', 'data.offenceClass', reading.code));
    const located = written.areaBasis === 'offence-location';
    const outside = located && !isInScope(organisation, written.areaCode);
    if (outside) unlessInScope.push(refuse('area-out-of-scope', 'data.areaCode', organisation.name));
    return {
      unit: written.unit,
      offence: reading.kind === 'known' ? { code: reading.code, group: reading.group } : null,
      reportedOn: written.reportedOn,
      areaCode: outside ? undefined : written.areaCode,
      areaBasis: written.areaBasis,
      ageBand: written.ageBand,
    };
  }

  function judgeClosing(written: NonNullable<CaseEvent['closing']>): JudgedClosing | null {
    if (written.closedOn > today) reasons.push(refuse('closed-in-future', 'data.closedOn'));
    if (event.facts && written.closedOn < event.facts.reportedOn) {
      reasons.push(refuse('closed-before-reported', 'data.closedOn'));
    }
    const outcome = tables.outcome(written.outcomeWritten, written.closedOn);
    if (outcome.kind === 'unknown') reasons.push(refuse('unknown-outcome-code', 'data.outcomeCode', outcome.code));
    if (outcome.kind === 'not-accepted') reasons.push(refuse('outcome-not-accepted', 'data.outcomeCode', outcome.code));
    const previous =
      written.previousWritten === null ? null : tables.outcome(written.previousWritten, written.closedOn);
    if (previous?.kind === 'unknown') {
      reasons.push(refuse('unknown-outcome-code', 'data.previousOutcomeCode', previous.code));
    }
    if (outcome.kind !== 'known') return null;
    return {
      closedOn: written.closedOn,
      outcomeCode: outcome.code,
      outcomeClass: outcome.class,
      previousClass: previous?.kind === 'known' ? previous.class : null,
      decisionMaker: written.decisionMaker,
      supervisorAuthorised: written.supervisorAuthorised,
      policeReferral: written.policeReferral,
    };
  }
}
