import { z } from 'zod';
import type { ApiProblem, ApiRoute } from '../../define-api.js';

export const count = z.number().int().nonnegative();
export const text = (max: number) => z.string().trim().min(1).max(max);
/**
 * A note of staff is read by colleagues and outlives her details: whatever would reach her (a mailbox, nine digits of a number,
 * a postcode) is refused, whoever wrote it down. The vault is the place for it.
 */
export const staffNotePattern =
  /^(?![\s\S]*@)(?![\s\S]*\d(?:[\s().+-]*\d){8})(?![\s\S]*\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b)/;
export const staffNote = (max: number) =>
  text(max).regex(staffNotePattern, 'No telephone number, e-mail address or postcode');
export const person = z.strictObject({ subject: z.string(), name: z.string() });

export const caseworkers = ['caseworker', 'vs-lead'] as const;
export const callers = ['caseworker', 'interviewer', 'vs-lead'] as const;
export const anyStaff = ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead'] as const;
export const leads = ['vs-lead', 'safeguarding-lead'] as const;
export const lead = ['vs-lead'] as const;
export const safeguarding = ['safeguarding-lead', 'vs-lead'] as const;

export const byEpisode = z.object({ episodeId: z.uuid() });
export const byTask = z.object({ taskId: z.uuid() });
export const byId = z.object({ id: z.uuid() });
export const page = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
});

export const problems = {
  'no-such-episode': { status: 404, title: 'There is no such episode' },
  'no-such-task': { status: 404, title: 'There is no such task' },
  'no-such-entry': { status: 404, title: 'There is no such entry' },
  'claimed-by-another': {
    status: 409,
    title: 'Somebody else works on this',
    fix: 'Choose another task, or ask the person named to release it.',
  },
  'task-of-another-role': {
    status: 403,
    title: 'This task is for another role than yours',
    fix: 'Leave it to a colleague who can do it, and choose another task.',
  },
  'not-claimed': { status: 409, title: 'Claim the task first' },
  'not-possible-now': {
    status: 409,
    title: 'This is not possible in the state it is in',
    fix: 'Read the episode again; it has moved on.',
  },
  'day-out-of-reach': { status: 422, title: 'This day cannot be chosen' },
  'supported-her': { status: 403, title: 'Whoever supported her does not interview her' },
  'step-up-required': {
    status: 403,
    title: 'Sign in again to see contact details',
    fix: 'Sign in again; the last proof must be under fifteen minutes old.',
  },
  'reveal-limit': { status: 429, title: 'Too many contact details were opened within an hour' },
  'no-contact-kept': { status: 404, title: 'No contact details are kept for this episode' },
  'identity-not-checked': {
    status: 409,
    title: 'Say how you knew that it was she',
    fix: 'Let her say her name and date of birth, or say that you know her; then a way to her may be written down.',
  },
  'not-named-by-her': {
    status: 409,
    title: 'She has to name the address herself',
    fix: 'Let her say her e-mail or postal address and write it down: one that only the police named is not written to.',
  },
  'another-leads': {
    status: 403,
    title: 'Another lead has taken this concern',
    fix: 'Speak with the lead named, or take it over first.',
  },
  'same-person': { status: 403, title: 'Another person must approve this' },
  'webhook-refused': { status: 401, title: 'This webhook call was not accepted' },
  'no-telephony': {
    status: 503,
    title: 'No telephone system is connected',
    fix: 'Open the contact details and dial by hand.',
  },
  'legal-hold': { status: 409, title: 'A legal hold keeps these details' },
  'too-many': { status: 429, title: 'Too many attempts' },
} as const satisfies Readonly<Record<string, ApiProblem>>;

export type Route = ApiRoute<keyof typeof problems>;

export const episodeAction = (
  id: string,
  path: Route['path'],
  access: Route['access'],
  summary: string,
  request: z.ZodType | undefined,
  problems: Route['problems'] = [],
) => ({
  id,
  method: 'POST' as const,
  path,
  access,
  summary,
  params: byEpisode,
  ...(request && { request }),
  problems: ['no-such-episode', 'not-possible-now', ...problems] as never,
});
