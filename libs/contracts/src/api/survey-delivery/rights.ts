import { z } from 'zod';
import { keptContact } from '../../contact-block.js';
import { date, instant } from '../../fields.js';
import { byEpisode, byId, caseworkers, count, lead, page, person, staffNote, type Route } from './common.js';
import { episodeView, storyEntry } from './episodes.js';

export const dataSubjectRequest = z.strictObject({
  requestId: z.uuid(),
  kind: z.enum(['access', 'erasure', 'objection', 'rectification']),
  reference: z.string(),
  receivedOn: date,
  dueOn: date.describe('one month after receipt (UK GDPR Art. 12(3))'),
  state: z.enum(['open', 'done', 'refused']),
  handledBy: person.nullable(),
});

export const rightsRoutes: readonly Route[] = [
  {
    id: 'listRequests',
    method: 'GET',
    path: '/v1/data-subject-requests',
    access: lead,
    summary: 'Requests of data subjects with their time limit',
    response: z.strictObject({ requests: z.array(dataSubjectRequest) }),
  },
  {
    id: 'receiveRequest',
    method: 'POST',
    path: '/v1/data-subject-requests',
    access: caseworkers,
    summary: 'Notes a request',
    request: z.strictObject({
      episodeId: z.uuid(),
      kind: z.enum(['access', 'erasure', 'objection', 'rectification']),
      receivedOn: date,
    }),
    response: dataSubjectRequest,
    status: 201,
    problems: ['no-such-episode'],
  },
  {
    id: 'fulfilRequest',
    method: 'POST',
    path: '/v1/data-subject-requests/:id/fulfil',
    access: lead,
    summary: 'Does what was asked; access answers with everything held',
    params: byId,
    response: z.strictObject({
      request: dataSubjectRequest,
      held: z
        .strictObject({
          contact: keptContact.nullable(),
          others: z.array(keptContact).describe('what else was given of her: each block of the police'),
          notes: z.array(z.string()).describe('what she wrote to Victim Support'),
          story: z.array(storyEntry),
          episodes: z.array(episodeView).describe('each time she was to be asked: messages, tasks, supporters, story'),
          reads: z
            .array(z.strictObject({ at: instant, by: z.string(), purpose: z.string() }))
            .describe('who opened her details and what for'),
        })
        .nullable(),
    }),
    problems: ['no-such-entry', 'not-possible-now', 'step-up-required', 'legal-hold'],
  },
  {
    id: 'refuseRequest',
    method: 'POST',
    path: '/v1/data-subject-requests/:id/refuse',
    access: lead,
    summary: 'Does not do what was asked, and says why (UK GDPR Art. 12(4))',
    params: byId,
    request: z.strictObject({ reason: staffNote(300) }),
    response: dataSubjectRequest,
    problems: ['no-such-entry', 'not-possible-now'],
  },
  {
    id: 'setLegalHold',
    method: 'POST',
    path: '/v1/episodes/:episodeId/legal-hold',
    access: lead,
    summary: 'Keeps details from deletion, with a reason; or ends that',
    params: byEpisode,
    request: z.strictObject({ hold: z.boolean(), reason: staffNote(300) }),
    problems: ['no-such-episode'],
  },
  {
    id: 'listVaultReads',
    method: 'GET',
    path: '/v1/vault/reads',
    access: ['auditor', 'vs-lead'],
    summary: 'Who opened which contact, when and what for',
    query: page,
    response: z.strictObject({
      reads: z.array(z.strictObject({ at: instant, person, purpose: z.string(), reference: z.string().nullable() })),
      next: z.string().nullable(),
    }),
  },
  {
    id: 'listVaultKeys',
    method: 'GET',
    path: '/v1/vault/keys',
    access: ['auditor', 'operator'],
    summary: 'Keys of the vault with the proof of their destruction',
    response: z.strictObject({
      keys: z.array(
        z.strictObject({
          kid: z.string(),
          activeFrom: date,
          retiredOn: date.nullable(),
          destroyedAt: instant.nullable(),
          contacts: count,
          proof: z.string().nullable(),
        }),
      ),
    }),
  },
];
