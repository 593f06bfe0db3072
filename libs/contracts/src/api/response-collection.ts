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

/** Parameters in the path are text: whatever stands there gets a page. */
const paramsOf = (path: string): Pick<ApiRoute, 'params'> => {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => [name!, z.string()] as const);
  return names.length > 0 ? { params: z.object(Object.fromEntries(names)) } : {};
};
type Page = ApiRoute<'too-many'>;
const page = (id: string, path: Page['path'], summary: string, more: Partial<Page> = {}): Page => ({
  id,
  method: 'GET',
  path,
  access: 'public',
  summary,
  ...paramsOf(path),
  response: html,
  ...more,
});
const post = (
  id: string,
  path: Page['path'],
  summary: string,
  fields: z.ZodObject,
  more: Partial<Page> = {},
): Page => ({
  ...page(id, path, summary, more),
  method: 'POST',
  request: form(fields),
  leadsOn: true,
});
/** Where something can be guessed. */
const slowed = { problems: ['too-many'] } as const;

/**
 * The public survey: pages for people, no token. Every POST answers 303 to the next page, or 200 with the same page and
 * what to put right. A person is known by a session cookie that the link with its check word, the code or a handover sets.
 */
export const responseCollectionApi = defineApi({
  service: 'response-collection',
  title: 'The survey',
  description: 'Server-rendered pages: one question a page, no JavaScript needed, nothing kept in the browser.',
  problems: { 'too-many': { status: 429, title: 'Too many tries at once', fix: 'Try again in a moment.' } },
  routes: [
    page('enterCode', '/', 'Where a code from a letter is typed'),
    post('openByCode', '/', 'Opens the survey by its code', z.object({ ...csrf, code: z.string() }), slowed),
    page('landing', '/l/:token', 'Neutral landing page of a link; the same for every token; changes nothing'),
    post(
      'openByLink',
      '/l/:token',
      'Opens the survey by link and check word',
      z.object({ ...csrf, word: z.string() }),
      slowed,
    ),
    post(
      'openByHandover',
      '/interview',
      'Opens the survey for a telephone interview',
      z.object({ handover: z.string() }),
      slowed,
    ),
    page('safe', '/start', 'Is now a safe and private time?'),
    post('answerSafe', '/start', 'Goes on, leaves, or keeps for later', z.object({ ...visit, answer: z.string() })),
    page('consent', '/agree', 'What happens with answers; explicit consent', { leadsOn: true }),
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
    page('question', '/q/:place', 'One question; place counts from 1 in the order of the questionnaire', {
      leadsOn: true,
    }),
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
    page('check', '/check', 'All answers given in this session, before sending', { leadsOn: true }),
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
      slowed,
    ),
    page('leave', '/leave', 'Ends the session and goes to a page about the weather', {
      response: undefined,
      status: 303,
    }),
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
