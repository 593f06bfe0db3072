import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import {
  ageBand,
  areaBasis,
  areaCode,
  date,
  force,
  jwe,
  keyedHash,
  month,
  offenceGroup,
  outcomeClass,
  policeReferral,
  unit,
} from '../fields.js';

/** Whole state of a closure as intake knows it. Case and victim are keyed hashes; the contact stays encrypted. */
export const closureState = z.strictObject({
  organisationId: z.string(),
  caseKey: keyedHash,
  victimKey: keyedHash.nullable(),
  version: z.number().int().positive().describe('grows with every change of this closure; a later one supersedes'),
  state: z.enum(['closed', 'reopened', 'merged', 'removed']),
  mergedInto: keyedHash.nullable(),
  force,
  sourceSystem: z.string(),
  unit,
  offenceClass: z.string(),
  offenceGroup,
  reportedOn: date,
  closedOn: date,
  closureMonth: month,
  outcomeCode: z.string().describe('normalised'),
  outcomeClass,
  decisionMaker: z.enum(['police', 'cps']),
  areaCode: areaCode.nullable(),
  areaBasis,
  constituency: areaCode.nullable().describe('constituency of the area at the closure’s date; null when unknown'),
  ageBandAtReport: ageBand,
  policeReferral,
  proceedingsLive: z.boolean(),
  victimDeadOrIll: z.boolean().describe('outcome 13 or 5-like: a person must check before any contact'),
  withinLookBack: z.boolean().describe('false: registered and counted, not invited'),
  contact: jwe.nullable(),
});
export type ClosureState = z.infer<typeof closureState>;

const exampleKey = 'b1946ac92492d2347c6235b4d2611184b1946ac92492d2347c6235b4d2611184';

export const caseEvents = {
  'cases.closure.recorded.v1': defineEvent({
    topic: 'cases.v1',
    schema: closureState,
    keyOf: (c) => c.victimKey ?? c.caseKey,
    versionOf: (c) => `${c.caseKey}:${c.version}`,
    trace: 'inherit',
    description: 'A closure was registered, revised, reopened, merged or removed; carries its whole state.',
    example: {
      organisationId: 'southwark',
      caseKey: exampleKey,
      victimKey: exampleKey,
      version: 1,
      state: 'closed',
      mergedInto: null,
      force: '01',
      sourceSystem: 'connect',
      unit: 'AS BCU Sapphire team 2',
      offenceClass: '19C',
      offenceGroup: 'rape',
      reportedOn: '2026-04-02',
      closedOn: '2026-05-19',
      closureMonth: '2026-05',
      outcomeCode: '16',
      outcomeClass: 'WITHDREW',
      decisionMaker: 'police',
      areaCode: 'E05011110',
      areaBasis: 'offence-location',
      constituency: 'E14001421',
      ageBandAtReport: '25-34',
      policeReferral: 'not_asked',
      proceedingsLive: false,
      victimDeadOrIll: false,
      withinLookBack: true,
      contact: null,
    },
  }),
  'cases.proceedings.changed.v1': defineEvent({
    topic: 'cases.v1',
    schema: z.strictObject({
      organisationId: z.string(),
      caseKey: keyedHash,
      victimKey: keyedHash.nullable(),
      version: z.number().int().positive(),
      live: z.boolean(),
      on: date,
    }),
    keyOf: (c) => c.victimKey ?? c.caseKey,
    versionOf: (c) => `${c.caseKey}:${c.version}`,
    trace: 'inherit',
    description:
      'Court proceedings of a case started or ended; ends a deferral. Said by the release before: the whole closure is told now.',
    example: {
      organisationId: 'southwark',
      caseKey: exampleKey,
      victimKey: exampleKey,
      version: 2,
      live: false,
      on: '2026-07-01',
    },
  }),
  'cases.source.heard.v1': defineEvent({
    topic: 'cases.v1',
    schema: z.strictObject({ force, sourceSystem: z.string(), lastHeardOn: date }),
    keyOf: (s) => `${s.force}/${s.sourceSystem}`,
    versionOf: (s) => s.lastHeardOn,
    trace: 'none',
    description:
      'A police source was heard on this day (once a day): messages of a source silent for seven days are held.',
    example: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-05-19' },
  }),
};

export const contactCheckEvents = {
  'delivery.contact.checked.v1': defineEvent({
    topic: 'contact-checks.v1',
    schema: z.strictObject({
      caseKey: keyedHash,
      version: z.number().int().positive(),
      readable: z.boolean(),
      malformedFields: z.array(z.string()).describe('names of fields, never their content'),
    }),
    keyOf: (c) => c.caseKey,
    versionOf: (c) => c.version,
    // It would go on to the receipts that the force reads: one trace of who is asked, another of who is not.
    trace: 'none',
    description: 'Whether a contact block could be opened and read; never whether anyone was reached.',
    example: { caseKey: exampleKey, version: 1, readable: false, malformedFields: ['telephones[0].number'] },
  }),
};
