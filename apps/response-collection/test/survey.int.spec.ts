import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '@answerable/stack';
import { answerAll, opened, Visitor } from './browser.js';
import { TestSurvey } from './setup.js';

let survey: TestSurvey;

beforeAll(async () => {
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
});
afterAll(() => survey.close());

describe('from a link to sent answers', () => {
  it('a person can answer every question, check, send, and is told of it; delivery hears that, and nothing else', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    expect(visitor.path).toBe('/q/1');
    expect(visitor.text).toContain('the case that ended around May 2026');
    await answerAll(visitor, (_place, offered) => offered[0]);
    expect(visitor.path).toBe('/check');
    await visitor.post('/check');
    expect(visitor.path).toBe('/done');
    expect(visitor.heading).toBe('Your answers are sent');
    const sent = await eventually(() => {
      const found = survey.events('responses.survey.submitted.v1').find(({ key }) => key === issued.state.surveyId);
      if (!found) throw new Error('not announced yet');
      return found;
    });
    expect(sent.data).toEqual({ surveyId: issued.state.surveyId, on: '2026-06-10' });
    const { rows } = await survey.pool.query('select * from surveys where survey_id = $1', [issued.state.surveyId]);
    expect(Object.entries(rows[0]).filter(([, value]) => value !== null).map(([name]) => name).toSorted()).toEqual(['opened', 'state', 'survey_id', 'version']);
    const { rows: records } = await survey.pool.query('select kind, count(*)::int as n from records group by kind order by kind');
    expect(records).toEqual([
      { kind: 'area', n: 3 },
      { kind: 'borough', n: 1 },
      { kind: 'characteristic', n: 4 },
      { kind: 'constituency', n: 3 },
      { kind: 'evidence', n: 1 },
      { kind: 'headline', n: 3 },
      { kind: 'message', n: 1 },
    ]);
  });
});
void Visitor;
