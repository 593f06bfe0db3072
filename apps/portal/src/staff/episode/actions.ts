import {
  attemptOutcomes,
  staffExclusionReason,
  staffNotePattern,
  telephoneNumber,
  type Role,
} from '@answerable/contracts';
import { z } from 'zod';
import type { CallInput } from '../../api/apis.js';
import { birthDateMissing, identityFields, identityMissing, saysBirthDate } from '../identity.js';
import * as words from '../words.js';

type Field =
  | { kind: 'choice'; name: string; label: string; items: Record<string, string>; hint?: string }
  | { kind: 'text' | 'long' | 'date'; name: string; label: string; hint?: string };

/** One thing staff can do with an episode: a short form, the call it becomes, and the line that confirms it. */
export interface EpisodeAction {
  title: string;
  /** What happens then, before it is done. */
  lead: string;
  button: string;
  warning?: true;
  roles: readonly Role[];
  fields: readonly Field[];
  form: z.ZodType<Record<string, unknown>>;
  /** What is wrong on this day although each field is right. */
  fault?: (data: Record<string, unknown>, today: string) => { field: string; text: string } | null;
  route: string;
  /** Done through a task, whose id comes with the address. */
  byTask?: true;
  body?: (data: Record<string, unknown>, ids: { episodeId: string; taskId: string | null }) => unknown;
  done: (data: Record<string, unknown>) => Parameters<typeof import('../../page/done.js').withDone>[1];
}

const anyStaff = ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead'] as const;
const caseworkers = ['caseworker', 'vs-lead'] as const;
const callers = ['caseworker', 'interviewer', 'vs-lead'] as const;
const leads = ['vs-lead', 'safeguarding-lead'] as const;

const yesNo = { yes: 'Yes', no: 'No' };
const isYes = (value: unknown) => value === 'yes';
const answer = (message: string) => z.enum(['yes', 'no'], message);
const text = (message: string, max: number) =>
  z.string(message).trim().min(1, message).max(max, `Use at most ${max} characters`);
const noteOf = (message: string, max: number) =>
  text(message, max).regex(staffNotePattern, 'Leave out telephone numbers, addresses and postcodes');
const day = z.iso.date('Give a date, such as 2026-05-04');
const pick = <T extends string>(values: readonly [T, ...T[]], message: string) => z.enum(values, message);
const labelled = (codes: readonly string[], labels: Record<string, string>) =>
  Object.fromEntries(codes.map((code) => [code, labels[code] ?? words.plain(code)]));

export const episodeActions: Record<string, EpisodeAction> = {
  attempt: {
    title: 'How did the call go?',
    lead: 'Say nothing to anybody but her about why you call.',
    button: 'Record the call',
    roles: callers,
    fields: [
      {
        kind: 'choice',
        name: 'outcome',
        label: 'What happened',
        items: labelled(attemptOutcomes, words.attemptOutcomes),
      },
      { kind: 'date', name: 'callAgainOn', label: 'Call again on', hint: 'Only if she asked to be called later' },
      {
        kind: 'text',
        name: 'callAgainFrom',
        label: 'Not before',
        hint: 'Such as 17:00: nobody can ring her earlier. Needed if it is today',
      },
    ],
    form: z.object({
      outcome: pick(attemptOutcomes, 'Choose what happened'),
      callAgainOn: day.optional(),
      callAgainFrom: z.iso.time({ precision: -1, message: 'Give a time, such as 17:00' }).optional(),
    }),
    fault: ({ callAgainOn, callAgainFrom }, today) =>
      callAgainOn === today && !callAgainFrom
        ? { field: 'callAgainFrom', text: 'Ask her from when on: nobody rings her before' }
        : null,
    route: 'recordAttempt',
    body: (data, { taskId }) => ({ taskId, ...data }),
    done: ({ outcome }) => (outcome === 'declined' || outcome === 'never-ask-again' ? 'attempt-declined' : 'attempt'),
  },
  hold: {
    title: 'Hold everything for her',
    lead: 'Nothing is sent and nobody calls until the hold ends. It comes back to the worklist on the day you choose.',
    button: 'Hold',
    roles: anyStaff,
    fields: [
      { kind: 'long', name: 'reason', label: 'Why', hint: 'No names, no contact details' },
      { kind: 'date', name: 'reviewOn', label: 'Look at it again on' },
    ],
    form: z.object({ reason: noteOf('Write why', 300), reviewOn: day }),
    route: 'hold',
    body: (data) => data,
    done: () => 'held',
  },
  'release-hold': {
    title: 'End the hold',
    lead: 'What was due in the meantime is done at its next good time, not all at once.',
    button: 'End the hold',
    roles: caseworkers,
    fields: [],
    form: z.object({}),
    route: 'releaseHold',
    done: () => 'hold-ended',
  },
  'end-link': {
    title: 'End her link',
    lead: 'For a link that somebody else has seen, or that is on a telephone she has lost. Every link and code she was sent opens nothing any more, a page that is open closes, and what was saved on it is deleted. Nothing else goes to her before somebody has said with her what is safe; then another link may.',
    button: 'End the link',
    warning: true,
    roles: anyStaff,
    fields: [{ kind: 'long', name: 'reason', label: 'What happened', hint: 'No names, no contact details' }],
    form: z.object({ reason: noteOf('Write what happened', 300) }),
    route: 'endLink',
    body: (data) => data,
    done: () => 'link-ended',
  },
  decline: {
    title: 'She says no',
    lead: 'Everything stops and her contact details are deleted at once. Nothing brings these back.',
    button: 'Stop everything',
    warning: true,
    roles: anyStaff,
    fields: [
      {
        kind: 'choice',
        name: 'never',
        label: 'May she be asked about another case, some day?',
        items: { no: 'Yes: her no is about this case', yes: 'No: never ask again' },
      },
    ],
    form: z.object({ never: answer('Choose one') }),
    route: 'decline',
    body: ({ never }) => ({ never: isYes(never) }),
    done: () => 'declined',
  },
  exclude: {
    title: 'She cannot be asked',
    lead: 'The case is counted with this reason in the report. Reasons that follow from rules are not listed here.',
    button: 'Record it',
    warning: true,
    roles: caseworkers,
    fields: [
      {
        kind: 'choice',
        name: 'reason',
        label: 'Why',
        items: labelled(staffExclusionReason.options, words.exclusionReasons),
      },
    ],
    form: z.object({
      reason: z.enum(staffExclusionReason.options, 'Choose why'),
    }),
    route: 'exclude',
    body: (data) => data,
    done: () => 'excluded',
  },
  concern: {
    title: 'Raise a concern',
    lead: 'It goes to the safeguarding lead at once, and everything for her is held. In danger now: 999 first.',
    button: 'Raise the concern',
    warning: true,
    roles: anyStaff,
    fields: [
      { kind: 'choice', name: 'risk', label: 'What is at risk', items: words.risks },
      { kind: 'long', name: 'note', label: 'What you know', hint: 'Only the safeguarding lead reads this' },
    ],
    form: z.object({
      risk: z.enum(['life', 'child', 'domestic', 'other'], 'Choose what is at risk'),
      note: text('Write what you know', 1000),
    }),
    route: 'raiseConcern',
    body: (data, { episodeId }) => ({ episodeId, ...data }),
    done: () => 'concern',
  },
  'ask-again': {
    title: 'She asks to be asked',
    lead: 'She decides: her own no, or that nobody could reach her, does not stand any more. Then say with her what is safe.',
    button: 'Begin anew',
    roles: callers,
    fields: [
      { kind: 'choice', name: 'identity', label: 'How do you know that it is she?', items: words.identityChecks },
      {
        kind: 'text',
        name: 'birthDate',
        label: 'Her date of birth, as she says it',
        hint: 'Such as 28 2 1991. It is compared with the one we hold, where one is held',
      },
      { kind: 'text', name: 'firstName', label: 'First name', hint: 'It need not be her own' },
      {
        kind: 'text',
        name: 'telephone',
        label: 'Telephone number, as she says it',
        hint: 'Needed where her details were deleted; it replaces the one we hold',
      },
    ],
    form: z
      .object({
        ...identityFields,
        firstName: z.string().trim().max(80, 'Use at most 80 characters').optional(),
        telephone: telephoneNumber.optional(),
      })
      .refine(({ identity }) => identity, identityMissing)
      .refine(saysBirthDate, birthDateMissing),
    route: 'askAgain',
    body: (data) => Object.fromEntries(Object.entries(data).filter(([, value]) => value)),
    done: () => 'ask-again',
  },
  'take-back': {
    title: 'It was written down by mistake',
    lead: 'Why she is not asked. It held for every case of hers: each is judged again, and somebody looks first. Of her no’s the last one here is taken back, what she had said before stands. What she said herself cannot be taken back, and details that were deleted stay deleted. That she was left alone is decided anew by a safeguarding lead.',
    button: 'Take it back',
    warning: true,
    roles: leads,
    fields: [{ kind: 'long', name: 'reason', label: 'How you know', hint: 'No names, no contact details' }],
    form: z.object({ reason: noteOf('Write how you know', 300) }),
    route: 'takeBack',
    body: (data) => data,
    done: () => 'taken-back',
  },
  supporter: {
    title: 'You support her',
    lead: 'Whoever supports her does not interview her: she must be free to say anything. You can still do everything else.',
    button: 'I support her',
    roles: anyStaff,
    fields: [],
    form: z.object({}),
    route: 'recordSupport',
    done: () => 'supporter',
  },
  proceedings: {
    title: 'Does the court case go on?',
    lead: 'As long as it does, she is not asked, and we look again in 90 days.',
    button: 'Record the answer',
    roles: caseworkers,
    fields: [
      { kind: 'choice', name: 'stillLive', label: 'The court case', items: { yes: 'goes on', no: 'has ended' } },
    ],
    form: z.object({ stillLive: answer('Choose whether it goes on') }),
    route: 'recheckProceedings',
    byTask: true,
    body: ({ stillLive }) => ({ stillLive: isYes(stillLive) }),
    done: () => 'proceedings',
  },
  'child-decision': {
    title: 'May a person under 16 be asked?',
    lead: 'A child specialist decides. A parent is never the way to a child by default.',
    button: 'Record the decision',
    roles: leads,
    fields: [
      { kind: 'choice', name: 'ask', label: 'May be asked', items: yesNo },
      { kind: 'text', name: 'specialist', label: 'Name of the specialist' },
    ],
    form: z.object({ ask: answer('Choose yes or no'), specialist: text('Write who decided', 120) }),
    route: 'decideOnChild',
    byTask: true,
    body: ({ ask, specialist }) => ({ ask: isYes(ask), specialist }),
    done: () => 'child-decision',
  },
  'legal-hold': {
    title: 'Legal hold',
    lead: 'Keeps her details from deletion, for a reason that can be shown to her and to a court.',
    button: 'Save',
    roles: ['vs-lead'],
    fields: [
      {
        kind: 'choice',
        name: 'hold',
        label: 'Keep her details',
        items: { yes: 'Yes, until this is ended here', no: 'No, delete as usual' },
      },
      { kind: 'long', name: 'reason', label: 'Why' },
    ],
    form: z.object({ hold: answer('Choose yes or no'), reason: noteOf('Write why', 300) }),
    route: 'setLegalHold',
    body: ({ hold, reason }) => ({ hold: isYes(hold), reason }),
    done: () => 'legal-hold',
  },
  request: {
    title: 'She asks about her data',
    lead: 'It must be answered within one month. The lead does it.',
    button: 'Note the request',
    roles: caseworkers,
    fields: [
      { kind: 'choice', name: 'kind', label: 'She wants to', items: words.requestKinds },
      { kind: 'date', name: 'receivedOn', label: 'She asked on' },
    ],
    form: z.object({
      kind: z.enum(['access', 'erasure', 'objection', 'rectification'], 'Choose what she wants'),
      receivedOn: day,
    }),
    route: 'receiveRequest',
    body: (data, { episodeId }) => ({ episodeId, ...data }),
    done: () => 'requested',
  },
};

/** The call of the API that an action becomes. */
export function callOf(
  action: EpisodeAction,
  data: Record<string, unknown>,
  ids: { episodeId: string; taskId: string | null },
): CallInput {
  return {
    params: action.byTask ? { taskId: ids.taskId ?? '' } : { episodeId: ids.episodeId },
    ...(action.body && { body: action.body(data, ids) }),
  };
}
