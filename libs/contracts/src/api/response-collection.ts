import { z } from 'zod';
import { defineApi, type ApiRoute } from '../define-api.js';
import { sealingKey } from './reporting.js';

const html = { 'text/html': z.string() } as const;
const form = (fields: z.ZodObject) => ({ 'application/x-www-form-urlencoded': fields }) as const;
const csrf = { _csrf: z.string() };
/** Which session a form is of: a browser may have a page of another one open. */
const visit = { ...csrf, visit: z.string() };

/** Buttons every question page offers beside its answers. */
export const pageAction = z.enum(['continue', 'skip', 'finish', 'later', 'not-safe']);

const page = (id: string, path: ApiRoute['path'], summary: string): ApiRoute => ({
  id,
  method: 'GET',
  path,
  access: 'public',
  summary,
  response: html,
});
const post = (id: string, path: ApiRoute['path'], summary: string, fields: z.ZodObject): ApiRoute => ({
  id,
  method: 'POST',
  path,
  access: 'public',
  summary,
  request: form(fields),
  status: 303,
});

/**
 * The public survey: pages for people, no token. Every POST answers 303 to the next page, or 200 with the same page and
 * what to put right. A person is known by a session cookie that the link with its check word, the code or a handover sets.
 */
export const responseCollectionApi = defineApi({
  service: 'response-collection',
  title: 'The survey',
  description: 'Server-rendered pages: one question a page, no JavaScript needed, nothing kept in the browser.',
  problems: {},
  routes: [
    page('enterCode', '/', 'Where a code from a letter is typed'),
    post('openByCode', '/', 'Opens the survey by its code', z.object({ ...csrf, code: z.string() })),
    page('landing', '/l/:token', 'Neutral landing page of a link; the same for every token; changes nothing'),
    post('openByLink', '/l/:token', 'Opens the survey by link and check word', z.object({ ...csrf, word: z.string() })),
    post(
      'openByHandover',
      '/interview',
      'Opens the survey for a telephone interview',
      z.object({ handover: z.string() }),
    ),
    page('safe', '/start', 'Is now a safe and private time?'),
    post('answerSafe', '/start', 'Goes on, leaves, or keeps for later', z.object({ ...visit, answer: z.string() })),
    page('consent', '/agree', 'What happens with answers; explicit consent'),
    post(
      'answerConsent',
      '/agree',
      'Agrees or declines',
      z.object({
        ...visit,
        answer: z.enum(['agree', 'decline', 'never', 'not-safe']),
        version: z.string().describe('of the text she read; another one than ours is shown again'),
      }),
    ),
    page('question', '/q/:place', 'One question; place counts from 1 in the order of the questionnaire'),
    post(
      'answerQuestion',
      '/q/:place',
      'Keeps the answer and goes on',
      z.object({
        ...visit,
        action: pageAction,
        answer: z.union([z.string(), z.array(z.string())]).optional(),
        tie: z.literal('yes').optional().describe('with the message: may be shown beside her contact'),
      }),
    ),
    page('check', '/check', 'All answers given in this session, before sending'),
    post(
      'send',
      '/check',
      'Sends, and the link ends; or keeps for later, or leaves',
      z.object({
        ...visit,
        code: z.literal('yes').optional(),
        action: z.enum(['send', 'later', 'not-safe']).optional(),
      }),
    ),
    page('done', '/done', 'Thank you, and the withdrawal code once if it was asked for'),
    page('withdrawal', '/withdraw', 'Where answers can be taken back until their month closes'),
    post(
      'withdraw',
      '/withdraw',
      'Takes answers back; the same reply whatever is found',
      z.object({ ...csrf, code: z.string() }),
    ),
    page('leave', '/leave', 'Ends the session and goes to a page about the weather'),
    page('bye', '/bye', 'Neutral page after leaving'),
    page('languages', '/languages', 'Links to every language; ?lang= chooses it on any page'),
    page('privacy', '/privacy', 'Who sees what, how long, and why'),
    page('help', '/help', 'Helplines'),
    {
      id: 'mixingKeys',
      method: 'GET',
      path: '/v1/public/mixing-keys',
      access: 'public',
      summary:
        'Public keys of this month and the next five: the outer seal of what travels with a survey that ends then',
      response: z.strictObject({ keys: z.array(sealingKey) }),
    },
  ],
});
