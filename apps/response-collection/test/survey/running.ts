import { eventually } from '@answerable/stack';
import { opened } from '../browser.js';
import { TestSurvey, type IssuedSurvey } from '../setup.js';

/** The one service that all chapters of survey.int.spec.ts share: starting one takes longer than most of its tests. */
export let survey: TestSurvey;

export async function startSurvey(): Promise<void> {
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
}

export const progress = (type: Parameters<TestSurvey['events']>[0], { state }: IssuedSurvey) =>
  eventually(() => {
    const found = survey.events(type).find(({ key }) => key === state.surveyId);
    if (!found) throw new Error('not announced yet');
    return found.data;
  });
export const row = async ({ state }: IssuedSurvey) => {
  const { rows } = await survey.pool.query('select * from surveys where survey_id = $1', [state.surveyId]);
  return Object.fromEntries(Object.entries(rows[0] as object).filter(([, value]) => value !== null));
};
export const drafts = async ({ state }: IssuedSurvey) =>
  (await survey.pool.query('select * from drafts where survey_id = $1', [state.surveyId])).rows;

/** A link and a word, and a code, for each reason why nothing opens; the first is of a survey that was sent. */
export async function linksThatDoNotOpen(): Promise<{
  used: IssuedSurvey;
  links: [token: string, word: string][];
  codes: string[];
}> {
  const [used, open, revoked] = [await survey.issued(), await survey.issued(), await survey.issued()];
  const expired = await survey.issued({ expiresAt: '2026-06-01T00:00:00Z' });
  const early = await survey.issued({ opensAt: '2026-07-01T00:00:00Z' });
  await survey.issue({ state: { ...revoked.state, version: 2, cancelled: true } });
  const visitor = await opened(survey.url, used);
  await visitor.post('/q/1', { action: 'finish' });
  await visitor.post('/check');
  const links: [token: string, word: string][] = [
    [used.token, used.word],
    [expired.token, expired.word],
    [early.token, early.word],
    [revoked.token, revoked.word],
    [open.token.slice(0, 10), open.word],
    ['made-up', 'made up'],
    [open.token, 'wrong word'],
  ];
  const codes = [used, expired, early, revoked].map(({ code }) => code);
  return {
    used,
    links,
    codes: [...codes, open.code.slice(0, 8), '0000-0000-0000', 'made up, and longer than any code is'],
  };
}
