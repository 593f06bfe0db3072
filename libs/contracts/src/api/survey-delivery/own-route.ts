import { z } from 'zod';
import { contactTime, safeMark, telephoneNumber } from '../../contact-block.js';
import { date, disposition, instant, language, month, unit } from '../../fields.js';
import { byEpisode, byId, callers, caseworkers, count, lead, page, person, text, type Route } from './common.js';
import { identityCheck } from './contact.js';
import { episodeState } from './episodes.js';
import { ownRouteState } from './found-entry.js';

export const ownRouteEntry = z.strictObject({
  entryId: z.uuid(),
  receivedOn: date,
  state: ownRouteState,
  dueAt: instant.nullable().describe('the third working day after she wrote, or the day after a try; null: dealt with'),
  overdue: z.boolean(),
  notReached: count.describe('tries so far'),
  claimedBy: person.nullable(),
  mayReopen: z.boolean().describe('a lead may take back what was found out: until its month is counted'),
  candidates: count.describe('open or closed episodes with the same telephone number'),
});
export const ownRouteForm = z.strictObject({
  firstName: text(80),
  telephone: telephoneNumber,
  times: z.array(contactTime).default([]),
  voicemailSafe: safeMark.default('unknown'),
  endedAround: z.string().trim().max(40).default(''),
  language: language.optional().describe('in which she read the page; left out: English'),
});

/** A case that somebody who came by herself may mean, with or without an episode. */
export const possibleCase = z.strictObject({
  caseKey: z.string(),
  reference: z.string().nullable().describe('of its episode; null: nobody has been asked about it'),
  disposition,
  unit,
  cueMonth: month,
});

/** Anybody may write to the page: the number in the form replaces hers only once somebody knows that it is she who gave it. */
const whoSheIs = {
  identity: identityCheck.optional().describe('how it was known that it was she who wrote; needed'),
  birthDate: date.optional().describe('as she says it, with said-name-and-birth-date; compared, never shown'),
};

/** She rings us, however the asking had ended. Her number is needed where her details are gone. */
export const askAgainRequest = z.strictObject({
  ...whoSheIs,
  firstName: text(80).optional(),
  telephone: telephoneNumber.optional().describe('as she says it; replaces the number'),
});

export const ownRouteRoutes: readonly Route[] = [
  {
    id: 'listOwnRoute',
    method: 'GET',
    path: '/v1/own-route',
    access: caseworkers,
    summary: '"My case was closed and nobody asked me": who waits, oldest first; or what was found out, newest first',
    query: page.extend({ state: z.enum(['waiting', 'dealt-with']).optional().describe('waiting where not said') }),
    response: z.strictObject({ entries: z.array(ownRouteEntry), next: z.string().nullable() }),
  },
  {
    id: 'openOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/open',
    access: caseworkers,
    summary: 'Takes an entry, and shows it and what it may belong to; audited',
    params: byId,
    response: z.strictObject({
      form: ownRouteForm,
      candidates: z.array(
        z.strictObject({ episodeId: z.uuid(), reference: z.string(), state: episodeState, cueMonth: month }),
      ),
      counted: z
        .boolean()
        .describe('somebody of this number counts already as a case that the police did not tell us about'),
    }),
    problems: ['no-such-entry', 'step-up-required', 'reveal-limit', 'claimed-by-another'],
  },
  {
    id: 'searchOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/search',
    access: caseworkers,
    summary: 'Cases she may mean, by reference, unit or month, also those nobody was asked about; audited',
    params: byId,
    request: z.strictObject({ search: text(60) }),
    response: z.strictObject({ cases: z.array(possibleCase) }),
    problems: ['no-such-entry'],
  },
  {
    id: 'notReachedOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/not-reached',
    access: caseworkers,
    summary: 'She was rung and not reached: tried again on the next working day',
    params: byId,
    problems: ['no-such-entry', 'not-possible-now', 'claimed-by-another'],
  },
  {
    id: 'askAgain',
    method: 'POST',
    path: '/v1/episodes/:episodeId/ask-again',
    access: callers,
    summary: 'She rings us and asks to be asked: her own no, or that nobody could reach her, does not stand any more',
    params: byEpisode,
    request: askAgainRequest,
    response: z.strictObject({ episodeId: z.uuid().describe('in which she is asked now') }),
    problems: ['no-such-episode', 'not-possible-now', 'identity-not-checked', 'no-contact-kept'],
  },
  {
    id: 'verifyOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/verify',
    access: caseworkers,
    summary:
      'What a person found out; whose case it is, once somebody made sure that it is she; that the police did not tell us, only after a search',
    params: byId,
    request: z.discriminatedUnion('result', [
      z.strictObject({ result: z.literal('matched'), episodeId: z.uuid(), ...whoSheIs }),
      z.strictObject({ result: z.literal('matched-case'), caseKey: text(200), ...whoSheIs }),
      z.strictObject({
        result: z.literal('not-told-about'),
        anotherPerson: z.boolean().default(false).describe('not whoever of this number counts already'),
      }),
      z.strictObject({ result: z.enum(['same-person', 'not-verified', 'abuse']) }),
    ]),
    problems: ['no-such-entry', 'no-such-episode', 'not-possible-now', 'identity-not-checked', 'claimed-by-another'],
  },
  {
    id: 'eraseOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/erase',
    access: caseworkers,
    summary:
      'Whoever wrote, or whose number it is, wants it deleted, in whichever state; never again: all of that number, and no later form is kept',
    params: byId,
    request: z.strictObject({ neverAgain: z.boolean() }),
    problems: ['no-such-entry'],
  },
  {
    id: 'reopenOwnRoute',
    method: 'POST',
    path: '/v1/own-route/:id/reopen',
    access: lead,
    summary: 'What was found out was wrong: the entry waits again, until the month it counts in is told',
    params: byId,
    problems: ['no-such-entry', 'not-possible-now'],
  },
];
