import { z } from 'zod';
import { defineEvent } from '../define-event.js';
import { instant, jwe, keyedHash, language, month } from '../fields.js';

/** Name of the mixing key of a month, 2026-08. It lives until response-collection has closed that month. */
export const mixingKid = (inMonth: string): string => `mixing-${inMonth}`;

/**
 * Sealed report attributes: one equal-sized JWE for each record a submission will become, sealed twice. The inner JWE is to
 * reporting, so that response-collection cannot read it. The outer one is to the mixing key of the month in which the survey
 * ends (`mixingKid`): it comes off where a month closes, in the job that seals records to reporting, so that nothing that
 * travelled here is found in a released record, and with that key gone what travelled here can be opened by nobody.
 * Clear content (for reporting): see `recordAttributes`.
 */
export const attributeBundles = z.strictObject({
  area: z.array(jwe).length(3).describe('one for each headline: area only'),
  borough: jwe.describe('class, offence group, age, closed within 30 days'),
  constituency: z.array(jwe).length(3).describe('one for each headline: constituency, for the yearly table'),
});

/** What a bundle holds when reporting opens it. Attributes shared by fewer than ten closures were coarsened to null. */
export const recordAttributes = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('area'), area: z.string() }),
  z.strictObject({ kind: z.literal('constituency'), constituency: z.string() }),
  z.strictObject({
    kind: z.literal('borough'),
    recordClass: z.enum(['withdrew', 'stopped', 'not-crimed', 'other']).nullable(),
    offenceGroup: z.enum(['rape', 'other']).nullable(),
    age: z.enum(['16-24', '25-plus']).nullable(),
    closedWithin30Days: z.boolean().nullable(),
  }),
]);
export type RecordAttributes = z.infer<typeof recordAttributes>;

const exampleJwe = 'eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn';
const exampleHash = 'c0ffee00'.repeat(8);
const surveyId = z.uuid();

export const surveyState = z.strictObject({
  organisationId: z.string(),
  surveyId,
  version: z.number().int().positive(),
  cancelled: z.boolean(),
  linkHash: keyedHash.nullable().describe('SHA-256 of the link token; null where no link may be sent'),
  codeHash: keyedHash.nullable().describe('HMAC of the letter code, normalised'),
  checkWordHash: keyedHash.nullable().describe('HMAC over survey id and check word; null: the code alone opens it'),
  language,
  cueMonth: month.describe('memory cue: the case that ended around this month'),
  questionnaireVersion: z.string(),
  opensAt: instant,
  expiresAt: instant,
  bundles: attributeBundles,
});
export type SurveyState = z.infer<typeof surveyState>;

const exampleSurveyId = '4f6c1e9a-6a7e-4e57-8a0b-2f6f2f0f8a11';

export const surveyEvents = {
  'surveys.survey.issued.v1': defineEvent({
    topic: 'surveys.v1',
    schema: surveyState,
    keyOf: (s) => s.surveyId,
    versionOf: (s) => s.version,
    trace: 'none',
    description: 'A survey was issued, changed (new epoch, language, expiry) or cancelled; carries its whole state.',
    example: {
      organisationId: 'southwark',
      surveyId: exampleSurveyId,
      version: 1,
      cancelled: false,
      linkHash: exampleHash,
      codeHash: exampleHash,
      checkWordHash: exampleHash,
      language: 'en',
      cueMonth: '2026-05',
      questionnaireVersion: '2026-1',
      opensAt: '2026-06-10T09:00:00Z',
      expiresAt: '2026-08-19T00:00:00Z',
      bundles: {
        area: [exampleJwe, exampleJwe, exampleJwe],
        borough: exampleJwe,
        constituency: [exampleJwe, exampleJwe, exampleJwe],
      },
    },
  }),
};

const progress = { surveyId };
const onDay = z.iso.date().describe('the day, no time');
export const surveyProgressEvents = {
  'responses.survey.opened.v1': defineEvent({
    topic: 'survey-progress.v1',
    schema: z.strictObject({ ...progress, on: onDay }),
    keyOf: (s) => s.surveyId,
    versionOf: () => 'opened',
    trace: 'none',
    description: 'The survey was opened for the first time by somebody who passed the check word.',
    example: { surveyId: exampleSurveyId, on: '2026-06-12' },
  }),
  'responses.survey.declined.v1': defineEvent({
    topic: 'survey-progress.v1',
    schema: z.strictObject({ ...progress, on: onDay, never: z.boolean().describe('never ask again, about anything') }),
    keyOf: (s) => s.surveyId,
    versionOf: () => 'declined',
    trace: 'none',
    description: 'She declined on the page: stop at once.',
    example: { surveyId: exampleSurveyId, on: '2026-06-12', never: false },
  }),
  'responses.survey.unsafe.v1': defineEvent({
    topic: 'survey-progress.v1',
    schema: z.strictObject({ ...progress, on: onDay }),
    keyOf: (s) => s.surveyId,
    trace: 'none',
    description:
      'She said that it is not safe now. Each time is an event of its own: nothing is sent to her before a person has looked.',
    example: { surveyId: exampleSurveyId, on: '2026-06-12' },
  }),
  'responses.survey.submitted.v1': defineEvent({
    topic: 'survey-progress.v1',
    schema: z.strictObject({
      ...progress,
      on: onDay,
      consentVersion: z.string().max(20).describe('which text she agreed to; no answer'),
    }),
    keyOf: (s) => s.surveyId,
    versionOf: () => 'submitted',
    trace: 'none',
    description: 'The survey was submitted. No answer, ever.',
    example: { surveyId: exampleSurveyId, on: '2026-06-12', consentVersion: '2026-1' },
  }),
  'responses.contact.wanted.v1': defineEvent({
    topic: 'survey-progress.v1',
    schema: z.strictObject({
      ...progress,
      on: onDay,
      sealed: jwe.describe('to the vault: wishes, and the message she tied to her contact'),
    }),
    keyOf: (s) => s.surveyId,
    versionOf: () => 'contact-wanted',
    trace: 'none',
    description: 'She asked for somebody to contact her; call back within one working day.',
    example: { surveyId: exampleSurveyId, on: '2026-06-12', sealed: exampleJwe },
  }),
};
/** What `responses.contact.wanted.v1` holds when the vault opens it. */
export const contactWish = z.strictObject({
  wishes: z.array(z.enum(['support', 'review', 'complaint', 'independent-body', 'mp'])),
  message: z.string().max(1000).nullable(),
  notSafeNow: z.boolean().default(false),
});
export type ContactWish = z.infer<typeof contactWish>;
