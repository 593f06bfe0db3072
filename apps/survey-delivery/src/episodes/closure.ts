import type { ClosureState, Disposition, ExclusionReason, OffenceGroup, OutcomeClass } from '@answerable/contracts';

/** A closure as this service keeps it: what decides about asking, nothing that the police wrote about her. */
export interface Closure {
  caseKey: string;
  organisationId: string;
  subjectKey: string;
  victimKey: string | null;
  version: number;
  state: ClosureState['state'];
  /** The case of which it is a part, or of which it was another reference. */
  mergedInto: string | null;
  force: string;
  sourceSystem: string;
  unit: string;
  offenceGroup: OffenceGroup;
  outcomeClass: OutcomeClass;
  reportedOn: string;
  closedOn: string;
  closureMonth: string;
  constituency: string | null;
  ageBand: string;
  proceedingsLive: boolean;
  deadOrIll: boolean;
  withinLookBack: boolean;
  hasContact: boolean;
  staffReason: ExclusionReason | null;
  episodeId: string | null;
  recheckOn: string | null;
  disposition: Disposition | null;
  reason: ExclusionReason | null;
}

/** The closure after an event, keeping what only this service knows. */
export function closureFrom(state: ClosureState, before: Closure | undefined): Closure {
  return {
    caseKey: state.caseKey,
    organisationId: state.organisationId,
    subjectKey: state.victimKey ?? state.caseKey,
    victimKey: state.victimKey,
    version: state.version,
    state: state.state,
    mergedInto: state.mergedInto,
    force: state.force,
    sourceSystem: state.sourceSystem,
    unit: state.unit,
    offenceGroup: state.offenceGroup,
    outcomeClass: state.outcomeClass,
    reportedOn: state.reportedOn,
    closedOn: state.closedOn,
    closureMonth: state.closureMonth,
    constituency: state.constituency,
    ageBand: state.ageBandAtReport,
    proceedingsLive: state.proceedingsLive,
    deadOrIll: state.victimDeadOrIll,
    withinLookBack: state.withinLookBack,
    hasContact: state.contact !== null || (before?.hasContact ?? false),
    staffReason: before?.staffReason ?? null,
    episodeId: before?.episodeId ?? null,
    recheckOn: before?.recheckOn ?? null,
    disposition: before?.disposition ?? null,
    reason: before?.reason ?? null,
  };
}
