import { exampleClosure, southwark } from '@answerable/contracts';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CaseEvent, Kind } from '../case-events/case-event.js';
import { judgeEvent } from '../case-events/judge-event.js';
import type { CodeTables } from '../code-tables/code-tables.js';
import { loadCodeTables, shippedTables } from '../code-tables/load-code-tables.js';
import { absorb, applyEvent, closureOf, emptyRecord, type CaseRecord } from './case-record.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const today = '2026-06-10';
let tables: CodeTables;
beforeAll(async () => {
  tables = (await loadCodeTables(shippedTables)).tables;
});

interface Said {
  kind: Kind;
  version: number;
  outcome?: string;
  offence?: string;
  closedOn?: string;
  live?: boolean;
  contact?: boolean;
  victim?: string | null;
}

function said({
  kind,
  version,
  outcome = '16',
  offence = '19C',
  closedOn = '2026-05-19',
  live = false,
  contact = false,
  victim = 'victim',
}: Said): CaseEvent {
  const facts = kind === 'reported' || kind === 'closed' || kind === 'outcome-revised';
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
    victimKeys: facts && victim !== null ? [victim] : null,
    otherCaseKeys: kind === 'merged' ? ['other'] : null,
    facts: facts
      ? {
          unit: `unit of ${version}`,
          offenceWritten: offence,
          reportedOn: closedOn < exampleClosure.reportedOn ? '2026-01-01' : exampleClosure.reportedOn,
          areaCode: exampleClosure.areaCode,
          areaBasis: 'offence-location',
          ageBand: '25-34',
        }
      : null,
    closing:
      facts && kind !== 'reported'
        ? {
            closedOn,
            outcomeWritten: outcome,
            previousWritten: null,
            decisionMaker: 'police',
            supervisorAuthorised: true,
            policeReferral: 'given',
            proceedingsLive: live,
          }
        : null,
    on: ['reopened', 'proceedings-started', 'proceedings-ended'].includes(kind) ? '2026-05-25' : null,
    restated: null,
    retired: null,
    contactGiven: contact,
    digests: [`d-${version}`],
  };
}

function apply(record: CaseRecord, event: CaseEvent): CaseRecord {
  const judged = judgeEvent(event, { tables, organisation: southwark, today });
  expect(judged.reasons).toEqual([]);
  const keys = { victimKey: event.victimKeys?.[0] ?? null, otherCaseKey: event.otherCaseKeys?.[0] ?? null };
  return applyEvent(record, event, judged, keys, { today, lookBackDays: southwark.lookBackDays });
}

const after = (events: readonly CaseEvent[]): CaseRecord => events.reduce(apply, emptyRecord('case', '01', 'connect'));

const life = fc
  .array(
    fc.record({
      kind: fc.constantFrom<Kind>(
        'reported',
        'closed',
        'outcome-revised',
        'reopened',
        'proceedings-started',
        'proceedings-ended',
        'merged',
        'removed',
      ),
      outcome: fc.constantFrom('1', '15', '16', 'C2', 'N100/2', '20'),
      offence: fc.constantFrom('19C', '20A', '88D'),
      closedOn: fc.constantFrom('2026-05-19', '2026-06-01', '2026-05-02', '2026-02-20'),
      victim: fc.constantFrom('one', 'another', null),
      live: fc.boolean(),
      contact: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((events) =>
    events.map((event, i) => said({ ...event, version: i + 1, contact: event.contact && event.kind === 'closed' })),
  );

describe('what is known of a case', () => {
  it('is the same in whatever order its events arrive', () => {
    const shuffled = life.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length })),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, anyOrder]) => {
        expect(after(anyOrder)).toEqual(after(inOrder));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same when a changed reference made two records of it for a while', () => {
    const split = life.chain((events) =>
      fc.tuple(fc.constant(events), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })),
    );
    fc.assert(
      fc.property(split, ([events, sides]) => {
        const joined = absorb(after(events.filter((_, i) => sides[i])), after(events.filter((_, i) => !sides[i])));
        expect(joined).toEqual(after(events));
      }),
      { numRuns: 150 },
    );
  });

  it('joined after a restore is told under a higher version, and no higher than events have come since', () => {
    const lifted = (events: CaseEvent[]) => ({ ...after(events), version: 1000 + events.length });
    const one = [said({ kind: 'closed', version: 1 })];
    const joined = absorb(lifted(one), lifted(one), 1000);
    expect(joined.version).toBe(1002);
    // Of the two one was there when its register was put back, and was lifted a minute before.
    expect(absorb(lifted(one), { ...after(one), version: 999 }, 1000).version).toBe(1001);
  });

  it('follows the newer outcome, also when the older one comes later', () => {
    const record = after([
      said({ kind: 'outcome-revised', version: 2, outcome: '1' }),
      said({ kind: 'closed', version: 1 }),
    ]);
    expect(closureOf(record, southwark)).toMatchObject({
      outcomeCode: '1',
      outcomeClass: 'CHARGED',
      unit: 'unit of 2',
      version: 2,
    });
    expect(record.classesSeen).toEqual(['CHARGED', 'WITHDREW']);
  });

  // A case system that exports its closed cases says "closed" again, with another offence and outcome.
  it.each(['outcome-revised', 'closed'] as const)(
    'stays in scope with the offence it had when it is reclassified to one that is none of ours (%s)',
    (kind) => {
      const reclassified = said({ kind, version: 2, outcome: 'RECLASSIFIED', offence: '105A' });
      const record = after([said({ kind: 'closed', version: 1 }), reclassified]);
      expect(closureOf(record, southwark)).toMatchObject({ offenceClass: '19C', outcomeClass: 'NOT_CRIMED' });
    },
  );

  it('has live proceedings until they ended, whatever a revision leaves unsaid', () => {
    const charged = said({ kind: 'closed', version: 1, outcome: '1', live: true });
    const revised = said({ kind: 'outcome-revised', version: 2, outcome: '1A' });
    expect(after([charged, revised]).proceedingsLive).toBe(true);
    expect(after([charged, revised, said({ kind: 'proceedings-ended', version: 3 })]).proceedingsLive).toBe(false);
  });

  it('is no closure to anybody before the case is closed', () => {
    expect(closureOf(after([said({ kind: 'reported', version: 1 })]), southwark)).toBeNull();
    expect(closureOf(after([said({ kind: 'reopened', version: 1 })]), southwark)).toBeNull();
  });

  it('marks a victim who may be dead or too ill, so that a person checks before any contact', () => {
    expect(closureOf(after([said({ kind: 'closed', version: 1, outcome: '13' })]), southwark)!.victimDeadOrIll).toBe(
      true,
    );
  });

  it('is too old to invite 90 days after closing, unless it was not when it came', () => {
    const old = said({ kind: 'closed', version: 1, closedOn: '2026-03-01' });
    expect(after([{ ...old, facts: { ...old.facts!, reportedOn: '2026-01-01' } }]).withinLookBack).toBe(false);
    expect(after([said({ kind: 'closed', version: 1 })]).withinLookBack).toBe(true);
  });

  it('is to be asked about once it was, whatever date of its closing is said before or after', () => {
    const [recent, early] = [said({ kind: 'closed', version: 1 }), said({ kind: 'closed', version: 2 })];
    const moved = { ...early, closing: { ...early.closing!, closedOn: '2026-01-05' } };
    const back = { ...moved, facts: { ...early.facts!, reportedOn: '2025-12-01' } };
    for (const events of [
      [recent, back],
      [back, recent],
    ])
      expect(after(events)).toMatchObject({ withinLookBack: true, closing: { closedOn: '2026-01-05' } });
  });

  it.each(['88D', '105A'])('was reclassified where its offence became one that is none of ours (%s)', (offence) => {
    const record = after([said({ kind: 'closed', version: 1 }), said({ kind: 'closed', version: 2, offence })]);
    expect(record).toMatchObject({ groupsSeen: ['outside', 'rape'], offence: { code: '19C' } });
  });

  it('has no constituency when only where she lives or who recorded it is known', () => {
    const event = said({ kind: 'closed', version: 1 });
    const record = after([{ ...event, facts: { ...event.facts!, areaBasis: 'recording-unit' } }]);
    expect(closureOf(record, southwark)!.constituency).toBeNull();
  });
});

describe('content that cannot be right', () => {
  const codes = (event: CaseEvent): string[] => {
    const { reasons, unlessInScope } = judgeEvent(event, { tables, organisation: southwark, today });
    return [...reasons, ...unlessInScope].map(({ code }) => code);
  };
  const closing = (more: object): CaseEvent => {
    const event = said({ kind: 'closed', version: 1 });
    return { ...event, closing: { ...event.closing!, ...more } };
  };
  const facts = (more: object): CaseEvent => {
    const event = said({ kind: 'closed', version: 1 });
    return { ...event, facts: { ...event.facts!, ...more } };
  };

  it.each([
    ['closed before it was reported', closing({ closedOn: '2026-04-01' }), ['closed-before-reported']],
    ['closed in the future', closing({ closedOn: '2026-06-11' }), ['closed-in-future']],
    ['an unknown outcome', closing({ outcomeWritten: '99' }), ['unknown-outcome-code']],
    ['an unknown previous outcome', closing({ previousWritten: 'zz' }), ['unknown-outcome-code']],
    ['fraud bureau filed', closing({ outcomeWritten: '19' }), ['outcome-not-accepted']],
    ['an unknown offence', facts({ offenceWritten: '105A' }), ['unknown-offence-class']],
    ['an offence without a person as victim', facts({ offenceWritten: '88D' }), ['offence-out-of-scope']],
    ['an offence located elsewhere', facts({ areaCode: 'E05009317' }), ['area-out-of-scope']],
    ['reported in the future', facts({ reportedOn: '2026-06-11' }), ['reported-in-future', 'closed-before-reported']],
  ])('is named: %s', (_, event, expected) => {
    expect(codes(event)).toEqual(expected);
  });

  it('is not: an unknown area, the borough alone, or her home outside while the place of the offence is not said', () => {
    expect(codes(facts({ areaCode: null }))).toEqual([]);
    expect(codes(facts({ areaCode: southwark.localAuthority }))).toEqual([]);
    expect(codes(facts({ areaCode: 'E05009317', areaBasis: 'victim-residence' }))).toEqual([]);
  });
});
