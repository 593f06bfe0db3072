import { exampleClosure, southwark } from '@answerable/contracts';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CaseEvent } from '../case-events/case-event.js';
import { judgeEvent } from '../case-events/judge-event.js';
import { receivedRow } from '../case-events/received-event.store.js';
import { CodeTables, type OffenceRow, type OutcomeRow } from '../code-tables/code-tables.js';
import { applyEvent, emptyRecord, type CaseRecord } from './case-record.js';
import { judgeAnew, type SaidInCodes } from './judge-anew.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const today = '2026-06-10';

const outcomes = fc.record({
  '16': fc.constantFrom('WITHDREW', 'NFA_POLICE', 'CHARGED' as const),
  '18': fc.constantFrom('WITHDREW', 'NFA_EVIDENCE', 'TRANSFER' as const),
});
const offences = fc.record({
  '19C': fc.constantFrom('rape', 'other' as const),
  '20A': fc.constantFrom('rape', 'other', 'outside' as const),
});
const tablesOf = (classes: Record<string, string>, groups: Record<string, string>): CodeTables =>
  new CodeTables(
    Object.entries(classes).map(([code, of]) => ({ code, label: 'x', class: of, ...always }) as OutcomeRow),
    Object.entries(groups).flatMap(([code, group]) =>
      group === 'outside'
        ? []
        : [{ code, label: 'x', group, concernsChildren: false, inScope: true, ...always } as OffenceRow],
    ),
  );
const always = { from: '2013-04-01', until: null };

const written = fc.record({
  kind: fc.constantFrom<Written['kind']>('reported', 'closed', 'outcome-revised'),
  outcome: fc.constantFrom('16', '18'),
  previous: fc.constantFrom('16', '18', null),
  offence: fc.constantFrom('19C', '20A'),
});

interface Written {
  kind: 'reported' | 'closed' | 'outcome-revised';
  outcome: string;
  previous: string | null;
  offence: string;
}

function eventOf({ kind, outcome, previous, offence }: Written, version: number): CaseEvent {
  return {
    id: `e-${version}`,
    source: '/forces/01/systems/connect',
    force: '01',
    system: 'connect',
    kind,
    sequence: version,
    caseVersion: version,
    caseKeys: ['case'],
    referenceKeys: ['reference'],
    victimKeys: ['victim'],
    otherCaseKeys: null,
    facts: {
      unit: 'unit',
      offenceWritten: offence,
      reportedOn: exampleClosure.reportedOn,
      areaCode: exampleClosure.areaCode,
      areaBasis: 'offence-location',
      ageBand: '25-34',
    },
    closing:
      kind === 'reported'
        ? null
        : {
            closedOn: exampleClosure.closedOn,
            outcomeWritten: outcome,
            previousWritten: previous,
            decisionMaker: 'police',
            supervisorAuthorised: true,
            policeReferral: 'given',
            proceedingsLive: false,
          },
    on: null,
    restated: null,
    retired: null,
    contactGiven: false,
    digests: [`d-${version}`],
  };
}

/** What is known of a case by these tables, and what is kept of each event. */
function registered(events: readonly CaseEvent[], tables: CodeTables): [CaseRecord, SaidInCodes[]] {
  let record = emptyRecord('case', '01', 'connect');
  const said = events.map((event): SaidInCodes => {
    const judged = judgeEvent(event, { tables, organisation: southwark, today });
    const keys = { victimKey: 'victim', otherCaseKey: null };
    record = applyEvent(record, event, judged, keys, { today, lookBackDays: southwark.lookBackDays });
    const row = receivedRow(event, judged, 'case', 'accepted', null);
    const mark = [event.caseVersion, event.sequence] as const;
    return { ...row, mark, kind: event.kind, on: row.movedOn ?? event.facts!.reportedOn } as SaidInCodes;
  });
  return [record, said];
}

describe('a case that is judged anew', () => {
  it('is what it would be had the tables always been as they are, in whatever order its events came', () => {
    const life = fc
      .array(written, { minLength: 1, maxLength: 6 })
      .map((all) => [
        eventOf({ kind: 'closed', outcome: '16', previous: null, offence: '19C' }, 1),
        ...all.map((one, i) => eventOf(one, i + 2)),
      ]);
    const shuffled = life.chain((events) => fc.shuffledSubarray(events, { minLength: events.length }));
    // What a table does not carry keeps what it was taken for: only what it carries is put right.
    const more = offences.filter((groups) => groups['20A'] !== 'outside');
    fc.assert(
      fc.property(
        shuffled,
        outcomes,
        offences,
        outcomes,
        more,
        (events, classes, groups, rightClasses, rightGroups) => {
          const right = tablesOf(rightClasses, rightGroups);
          const [wrong, said] = registered(events, tablesOf(classes, groups));
          expect(judgeAnew(wrong, said, right)).toEqual(registered(events, right)[0]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps what it was taken for where the tables carry its codes no more: once in scope, always in scope', () => {
    const [record, said] = registered(
      [eventOf({ kind: 'closed', outcome: '16', previous: null, offence: '20A' }, 1)],
      tablesOf({ '16': 'WITHDREW' }, { '20A': 'rape' }),
    );
    expect(judgeAnew(record, said, tablesOf({}, {}))).toEqual(record);
  });

  it('of which codes were not kept gets its own class, and was not reclassified by that', () => {
    const [record, said] = registered(
      [eventOf({ kind: 'closed', outcome: '16', previous: null, offence: '19C' }, 1)],
      tablesOf({ '16': 'WITHDREW' }, { '19C': 'rape' }),
    );
    const old = said.map((event) => ({ ...event, outcomeCode: null, previousCode: null, offenceCode: null }));
    expect(judgeAnew(record, old, tablesOf({ '16': 'NFA_POLICE' }, { '19C': 'other' }))).toMatchObject({
      closing: { outcomeClass: 'NFA_POLICE' },
      offence: { code: '19C', group: 'other' },
      classesSeen: ['NFA_POLICE'],
      groupsSeen: ['other'],
    });
  });
});
