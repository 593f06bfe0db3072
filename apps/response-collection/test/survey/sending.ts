import { consentVersion } from '@answerable/questionnaire';
import { eventually } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { answerAll, opened, Visitor } from '../browser.js';
import { drafts, progress, row, survey } from './running.js';

describe('from a link to sent answers', () => {
  it('a person can answer every question, check, send, and is told of it; delivery hears that, and nothing else', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    expect(visitor.path).toBe('/q/1');
    expect(visitor.text).toContain('the case that ended around May 2026');
    await answerAll(visitor, (_place, offered) => offered[0]);
    expect(visitor.path).toBe('/check');
    const { rows: before } = await survey.pool.query('select count(*)::int as n from records');
    await visitor.post('/check');
    expect(visitor.path).toBe('/done');
    expect(visitor.heading).toBe('Your answers are sent');
    expect(await progress('responses.survey.submitted.v1', issued)).toEqual({
      surveyId: issued.state.surveyId,
      on: '2026-06-10',
      consentVersion,
    });
    expect(Object.keys(await row(issued)).toSorted()).toEqual(['opened', 'state', 'survey_id', 'version']);
    expect(await drafts(issued)).toEqual([]);
    const { rows: after } = await survey.pool.query('select count(*)::int as n from records');
    // The visit's own evidence record was there before.
    expect(after[0].n - before[0].n).toBe(15);
  });

  it('agreeing to a text of another version shows her the present one first: what is recorded is what she read', async () => {
    const issued = await survey.issued();
    const visitor = await new Visitor(survey.url).get(`/l/${issued.token}`);
    await visitor.post(visitor.path, { word: issued.word });
    await visitor.post('/start', { answer: 'yes' });
    expect(visitor.form().get('version')).toBe(consentVersion);
    const page = visitor.html;
    visitor.html = page.replace(`value="${consentVersion}"`, 'value="2020-1"');
    await visitor.post('/agree', { answer: 'agree' });
    expect(visitor.html).toContain(`name="version" value="${consentVersion}"`);
    expect(await drafts(issued)).toEqual([]);
    await visitor.post('/agree', { answer: 'agree' });
    expect(visitor.path).toBe('/q/1');
  });

  it('a skipped question is asked no more, and "finish here" leads to the check page at any time', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'skip' });
    expect(visitor.path).toBe('/q/2');
    await visitor.post('/q/2', { action: 'finish', answer: 'very' });
    expect(visitor.path).toBe('/check');
    expect(visitor.text).toContain('Skipped');
    expect(visitor.text).toContain('Very seriously');
    await visitor.post('/check');
    expect(visitor.path).toBe('/done');
  });

  it('"finish here" on a page without a choice skips it, and leaves an answer of an earlier visit as it was; "stop for now" leaves it open', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/1', { action: 'finish' });
    expect(visitor.path).toBe('/check');
    expect(visitor.text.match(/Skipped/g)).toHaveLength(1);
    await visitor.post('/q/1', { action: 'continue', answer: 'neither' });
    await visitor.post('/q/2', { action: 'later' });
    const again = await opened(survey.url, issued);
    expect(again.path).toBe('/q/2');
    await again.post('/q/1', { action: 'finish' });
    expect(again.text).not.toContain('Skipped');
    expect(again.text).toContain('Answered earlier');
  });

  it('a follow-up is asked after her own answer only, and an answer to a question not asked is not kept', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/4', { action: 'continue', answer: 'neither' });
    expect(visitor.path).toBe('/q/6');
    await visitor.post('/q/5', { action: 'continue', answer: 'a-lot' });
    expect(visitor.path).toBe('/q/1');
    await visitor.post('/q/4', { action: 'continue', answer: 'stop' });
    expect(visitor.path).toBe('/q/5');
  });

  it('changing an answer from the check page leads back there', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    await visitor.get('/q/1?from=check');
    expect(visitor.html).toMatch(/value="neither" checked/);
    await visitor.post('/q/1', { action: 'continue', answer: 'very-satisfied', from: 'check' });
    expect(visitor.path).toBe('/check');
    expect(visitor.text).toContain('Very satisfied');
  });

  it('an empty or wrong answer is explained on the same page and loses nothing', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'continue' });
    expect(visitor.text).toContain('Choose an answer, or skip this question.');
    await visitor.post('/q/1', { action: 'continue', answer: ['neither', 'very-satisfied'] });
    expect(visitor.text).toContain('Choose an answer');
    await visitor.post('/q/1', { action: 'continue', answer: '<script>' });
    expect(visitor.text).toContain('Choose one of the answers on this page.');
    expect(visitor.html).not.toContain('<script>');
  });

  it('an answer that cannot be kept as it was given is shown to her, also where she wants to finish or to stop', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    for (const action of ['finish', 'later']) {
      await visitor.post('/q/30', { action, answer: 'x'.repeat(1001) });
      expect(visitor.path).toBe('/q/30');
      expect(visitor.text).toContain('Your text is too long');
    }
    await visitor.post('/q/1', { action: 'finish' });
    expect(visitor.path).toBe('/check');
  });

  it('a message with markup and odd characters comes back as it was typed; one too long is refused in words', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    const message = 'Ünï <b>bold</b> \u{1F600}\n"quoted" & more';
    await visitor.post('/q/30', { action: 'continue', answer: message });
    expect(visitor.path).toBe('/q/31');
    await visitor.get('/q/30');
    expect(visitor.html).toContain('&lt;b&gt;bold&lt;/b&gt; \u{1F600}');
    await visitor.post('/q/30', { action: 'continue', answer: 'x'.repeat(1001) });
    expect(visitor.text).toContain('Your text is too long');
    await visitor.post('/q/30', { action: 'continue', answer: 'x'.repeat(1_000_000) });
    expect(visitor.text).toContain('Your text is too long');
    await visitor.get('/q/30');
    expect(visitor.html).toContain('&lt;b&gt;bold');
  });
});

it('a message that says just "skipped" is a message, and reaches Victim Support', async () => {
  const issued = await survey.issued();
  const visitor = await opened(survey.url, issued);
  await visitor.post('/q/30', { action: 'continue', answer: ' skipped ', tie: 'yes' });
  await visitor.get('/q/30');
  expect(visitor.html).toContain('>skipped</textarea>');
  await visitor.post('/q/31', { action: 'finish', answer: 'no' });
  expect(visitor.text).toContain('You wrote a message');
  await visitor.post('/check');
  const { sealed } = (await progress('responses.contact.wanted.v1', issued)) as { sealed: string };
  expect(JSON.parse(await survey.others.open('vault', sealed))).toMatchObject({ message: 'skipped' });
});

describe('her no, her wishes', () => {
  it.each([
    ['decline', false],
    ['never', true],
  ])('%s ends the survey at once', async (answer, never) => {
    const issued = await survey.issued();
    const visitor = new Visitor(survey.url);
    await visitor.get(`/l/${issued.token}`);
    await visitor.post(`/l/${issued.token}`, { word: issued.word });
    await visitor.post('/start', { answer: 'yes' });
    await visitor.post('/agree', { answer });
    expect(visitor.heading).toBe('That is fine');
    expect(await progress('responses.survey.declined.v1', issued)).toEqual({
      surveyId: issued.state.surveyId,
      on: '2026-06-10',
      never,
    });
    expect((await row(issued)).state).toBe('closed');
  });

  it('where she says at the start that now is not safe, nothing is kept, and delivery hears the day of it', async () => {
    const issued = await survey.issued();
    const visitor = new Visitor(survey.url);
    await visitor.get(`/l/${issued.token}`);
    await visitor.post(`/l/${issued.token}`, { word: issued.word });
    await visitor.post('/start', { answer: 'no' });
    expect(visitor.path).toBe('/bye');
    expect(await drafts(issued)).toEqual([]);
    expect(await progress('responses.survey.unsafe.v1', issued)).toEqual({
      surveyId: issued.state.surveyId,
      on: '2026-06-10',
    });
  });

  it.each([
    ['/agree', { answer: 'not-safe' }],
    ['/q/2', { action: 'not-safe', answer: 'very' }],
    ['/check', { action: 'not-safe' }],
  ])('"not safe now" on %s reaches delivery each time, and nothing is sent or answered by it', async (page, fields) => {
    const issued = await survey.issued();
    for (const times of [1, 2]) {
      const visitor = new Visitor(survey.url);
      await visitor.get(`/l/${issued.token}`);
      await visitor.post(`/l/${issued.token}`, { word: issued.word });
      if (page !== '/agree') {
        await visitor.post('/start', { answer: 'yes' });
        if (visitor.path === '/agree') await visitor.post('/agree', { answer: 'agree' });
      }
      await visitor.get(page);
      expect(visitor.html).toContain('value="not-safe"');
      await visitor.post(page, fields);
      expect(visitor.path).toBe('/bye');
      expect(visitor.cookies.has('page')).toBe(false);
      await eventually(() => {
        const told = survey
          .events('responses.survey.unsafe.v1')
          .filter(({ key }) => key === issued.state.surveyId).length;
        if (told !== times) throw new Error(`told ${told} times`);
      });
    }
    expect((await row(issued)).state).toBe('open');
    expect((await opened(survey.url, issued)).path).toBe('/q/1');
  });

  it('a wish to be contacted, with the message she tied to it, goes to the vault alone', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/30', { action: 'continue', answer: 'Please ring after six', tie: 'yes' });
    await visitor.post('/q/31', { action: 'finish', answer: ['support', 'mp'] });
    await visitor.post('/check');
    const { sealed } = (await progress('responses.contact.wanted.v1', issued)) as { sealed: string };
    expect(JSON.parse(await survey.others.open('vault', sealed))).toEqual({
      wishes: ['support', 'mp'],
      message: 'Please ring after six',
      notSafeNow: false,
    });
  });
});
