import { z } from 'zod';
import { areaCode, date, force, month } from '../../fields.js';
import { sha256 } from '../../report.js';
import type { Route } from './common.js';

export const unitSignal = z.strictObject({
  force,
  unit: z.string(),
  months: z.strictObject({ from: month, to: month }),
  closures: z.number().int(),
  contactMissing: z.number().int(),
  contactUnusable: z.number().int(),
  outcome16Within30Days: z.number().int(),
  averageDaysToClosure: z.number().nullable().describe('each case counts for a year at most'),
  reclassified: z.number().int(),
  reclassifiedByTable: z
    .number()
    .int()
    .describe('in another class or group since a code table was put right; no doing of the police, and no sign'),
  victimChanged: z.number().int().describe('cases that were given to another victim'),
  olderThanLookBack: z.number().int().describe('closures that came too late for anybody to be asked'),
  openCases: z.number().int().describe('at the end of the last month, where the force reports each case that it opens'),
  openOverTwelveMonths: z.number().int(),
  parkedAsLive: z.number().int().describe('proceedings are live, and nobody is charged'),
  awaitingCourt: z.number().int().describe('charged, and proceedings are live, at the end of the last month'),
  awaitingCourtOverTwelveMonths: z.number().int(),
  removed: z.number().int().describe('cases that were removed after they were sent'),
  mergedAway: z.number().int().describe('cases merged into another record, or cancelled as its duplicate (C3)'),
  surveyedThroughNothing: z
    .number()
    .int()
    .describe('of these: the record that should survive is not here, or is that of another victim'),
  stands: z
    .array(z.string())
    .describe('in words, where the unit differs from the reference fixed in advance by more than chance'),
});
export type UnitSignal = z.infer<typeof unitSignal>;

const counts = z.record(z.string(), z.number().int());
const few = z.number().int().nullable().describe('null: fewer than five');
const pagesLeft = z.array(z.strictObject({ item: z.string(), question: z.string(), people: z.number().int().min(5) }));

/** How the surveys of a month were answered, one thing at a time; what somebody answered is in none of it. */
export const answeringMonth = z.strictObject({
  month,
  sent: z.number().int().describe('people whose answers left with the month'),
  modes: counts.describe('visits, sent or not'),
  languages: counts.describe('visits, sent or not'),
  sentEarly: pagesLeft.describe('page put to everybody at which five people or more stopped and sent what they had'),
  neverSent: pagesLeft.describe('page put to everybody at which five people or more stopped and never sent'),
  straightLined: few.describe('the same place on every scale: perhaps nobody read the questions'),
  withdrawn: z.number().int().describe('taken back by code'),
});
export type AnsweringMonth = z.infer<typeof answeringMonth>;

const share = z.number().min(0).max(1);
/** Least bases and numbers of the release rules. */
const thresholdName = z.enum([
  'block',
  'fewerThan',
  'helpBase',
  'constituencyShown',
  'constituencyHidden',
  'eachSide',
  'followUpParent',
  'correction',
  'possibleValues',
  'knownRespondents',
]);
/** Signs of gaming for which a share is expected of each unit. */
const signName = z.enum([
  'contactMissing',
  'contactUnusable',
  'outcome16Within30Days',
  'reclassified',
  'victimChanged',
  'olderThanLookBack',
  'parkedAsLive',
  'removed',
  'mergedAway',
  'surveyedThroughNothing',
  'openOverTwelveMonths',
  'awaitingCourtOverTwelveMonths',
]);

/** What was settled before anybody answered: dated configuration, for whoever checks that reports keep to it. */
export const rulesInForce = z.strictObject({
  geographies: z.array(
    z.strictObject({
      from: month.describe('first month it holds for'),
      areas: z.array(z.strictObject({ name: z.string(), constituencies: z.array(z.string()) })),
      scales: z.array(z.strictObject({ scale: z.string(), fromBase: z.number().int() })),
      thresholds: z.record(thresholdName, z.number().int()),
      references: z.record(z.string(), share).describe('levels that the alarm is measured against, by measure'),
    }),
  ),
  signals: z.array(
    z.strictObject({
      from: month,
      expected: z.record(signName, share).describe('expected of each police unit'),
      daysToClosure: z.number(),
    }),
  ),
  seats: z.array(z.strictObject({ seat: areaCode, office: z.string(), from: date, until: date.nullable() })),
});
export type RulesInForce = z.infer<typeof rulesInForce>;

export const ledgerEntry = z.strictObject({
  number: z.number().int(),
  month: month.describe('month of the report'),
  entry: z.unknown().describe('published values and bases; never an exact count that was not shown'),
  sha256,
});

/** Signs of gaming, how surveys were answered, the ledger and the rules: for Victim Support and auditors. */
export const auditRoutes: readonly Route[] = [
  {
    id: 'listSignals',
    method: 'GET',
    path: '/v1/signals',
    access: ['vs-lead', 'auditor'],
    summary: 'Signs of gaming by unit over the last months, from coverage alone',
    query: z.object({ months: z.coerce.number().int().min(1).max(12).optional() }),
    response: z.array(unitSignal),
  },
  {
    id: 'listAnswering',
    method: 'GET',
    path: '/v1/answering',
    access: ['vs-lead', 'auditor'],
    summary: 'How surveys were answered, by month: mode, language, where people stopped; totals, and no answer',
    response: z.array(answeringMonth),
  },
  {
    id: 'readLedger',
    method: 'GET',
    path: '/v1/ledger',
    access: ['auditor'],
    summary: 'The release ledger: every published value and base, chained',
    response: z.strictObject({ head: sha256.nullable(), entries: z.array(ledgerEntry) }),
  },
  {
    id: 'readRules',
    method: 'GET',
    path: '/v1/rules',
    access: ['auditor'],
    summary:
      'The rules in force by date: areas, release thresholds, references of the alarm and of the signs of gaming, seats',
    response: rulesInForce,
  },
];
