import { textsOf } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { SurveyStore } from '../../src/survey/survey.store.js';
import { opened, Visitor } from '../browser.js';
import { drafts, row, survey } from './running.js';

describe('save and return', () => {
  it('the same link goes on where she was, and does not show what she said earlier', async () => {
    const issued = await survey.issued();
    const first = await opened(survey.url, issued);
    await first.post('/q/1', { action: 'continue', answer: 'very-dissatisfied' });
    await first.post('/q/2', { action: 'later', answer: 'not-at-all' });
    expect(first.path).toBe('/bye');
    await first.get('/q/1');
    expect(first.heading).toBe('This page has closed');
    const second = await opened(survey.url, issued);
    expect(second.path).toBe('/q/3');
    await second.get('/q/1');
    expect(second.html).not.toContain(' checked');
    await second.get('/check');
    expect(second.text).toContain('Answered earlier');
    expect(second.text).not.toContain('Very dissatisfied');
  });

  it('a letter sent after the link, and the word typed otherwise, change nothing of what is saved', async () => {
    const issued = await survey.issued({ codeHash: null });
    const first = await opened(survey.url, issued);
    await first.post('/q/1', { action: 'later', answer: 'neither' });
    const { codeHash } = (await survey.newSurvey()).state;
    await survey.issue({ state: { ...issued.state, version: 2, codeHash } });
    expect((await opened(survey.url, { ...issued, word: 'BLUE kettle!' })).path).toBe('/q/2');
  });

  it('with another word agreed she begins anew: what was saved opens with the old word alone, and goes when she sends', async () => {
    const issued = await survey.issued();
    const first = await opened(survey.url, issued);
    await first.post('/q/1', { action: 'later', answer: 'neither' });
    const other = await survey.newSurvey({ surveyId: issued.state.surveyId }, { word: 'Red Apple' });
    const { checkWordHash } = other.state;
    await survey.issue({ state: { ...issued.state, version: 2, checkWordHash } });
    const second = await opened(survey.url, { ...issued, word: 'Red Apple' });
    expect(second.path).toBe('/q/1');
    expect(await drafts(issued)).toHaveLength(2);
    await second.post('/q/1', { action: 'finish', answer: 'neither' });
    await second.post('/check');
    expect(await drafts(issued)).toEqual([]);
  });

  it('"not safe now" and "leave" end the session at once, keeping what was saved before', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/1', { action: 'continue', answer: 'neither' });
    await visitor.post('/q/2', { action: 'not-safe', answer: 'very' });
    expect(visitor.path).toBe('/bye');
    expect(visitor.headers.get('refresh')).toMatch(/^0;url=http.*weather$/);
    expect(visitor.cookies.has('page')).toBe(false);
    const back = await opened(survey.url, issued);
    expect(back.path).toBe('/q/2');
    await back.get('/leave');
    expect(back.path).toBe('/weather');
    expect(back.cookies.has('page')).toBe(false);
    expect(back.headers.get('cache-control')).toContain('no-store');
  });

  it('a page left open of one interview neither answers nor sends the next one, which began in another tab', async () => {
    const [first, next] = [await survey.issued(), await survey.issued()];
    const visitor = await opened(survey.url, first);
    await visitor.post('/q/1', { action: 'continue', answer: 'very-dissatisfied' });
    await visitor.get('/check');
    const [left, mark] = [visitor.html, visitor.form().get('visit')!];
    const other = await opened(survey.url, next);
    for (const pair of other.cookies) visitor.cookies.set(...pair);
    const before = await drafts(next);
    for (const [page, fields] of [
      ['/check', {}],
      ['/q/2', { action: 'continue', answer: 'very' }],
      ['/agree', { answer: 'never' }],
      ['/start', { answer: 'no' }],
    ] as const) {
      const answer = await visitor.send(page, {
        method: 'POST',
        body: new URLSearchParams([['_csrf', other.form().get('_csrf')!], ['visit', mark], ...Object.entries(fields)]),
      });
      expect(await answer.text(), page).toContain(textsOf('en').entry.closedTitle);
    }
    expect(await drafts(next)).toEqual(before);
    expect((await row(next)).state).toBe('open');
    await other.post('/q/1', { action: 'finish', answer: 'neither' });
    await other.send('/check', { method: 'POST', body: other.form({ code: 'yes' }) });
    visitor.cookies.set('page', other.cookies.get('page')!);
    visitor.html = left;
    const sent = await visitor.send('/check', {
      method: 'POST',
      body: new URLSearchParams({ _csrf: other.form().get('_csrf')!, visit: mark }),
    });
    expect(await sent.text(), 'nor is it told that it was sent').toContain(textsOf('en').entry.closedTitle);
    expect((await row(first)).state).toBe('open');
  });

  it('two tabs at once lose no answer', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    const tabs = [1, 2, 3, 4, 6, 8].map((place) => {
      const tab = new Visitor(survey.url);
      for (const pair of visitor.cookies) tab.cookies.set(...pair);
      tab.html = visitor.html;
      return tab.post(`/q/${place}`, { action: 'skip' });
    });
    await Promise.all(tabs);
    await visitor.get('/check');
    expect(visitor.text.match(/Skipped/g)).toHaveLength(6);
  });

  it('sending twice at once sends once', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    const body = () => visitor.form();
    const before = (await survey.pool.query('select count(*)::int as n from records')).rows[0].n;
    const answers = await Promise.all([1, 2, 3].map(() => visitor.send('/check', { method: 'POST', body: body() })));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 303))
      expect(await answer.text()).toContain(textsOf('en').entry.overTitle);
    expect((await survey.pool.query('select count(*)::int as n from records')).rows[0].n - before).toBe(15);
  });

  it('where the answer to sending is lost, sending again says so, with the code that her records have', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    const [cookies, html] = [new Map(visitor.cookies), visitor.html];
    const codes = [];
    for (let times = 1; times <= 2; times += 1) {
      visitor.cookies.clear();
      for (const pair of cookies) visitor.cookies.set(...pair);
      visitor.html = html;
      await visitor.post('/check', { code: 'yes' });
      expect(visitor.path).toBe('/done');
      codes.push(/shown-code" dir="ltr">([^<]+)/.exec(visitor.html)?.[1]);
    }
    expect(codes[0]).toMatch(/^(.{4}-){3}.{4}$/);
    expect(codes[1]).toBe(codes[0]);
  });

  it('without a code, sending again says that nothing is left to do, and not that anything is still saved', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    const [page, html] = [visitor.cookies.get('page')!, visitor.html];
    await visitor.post('/check');
    visitor.cookies.set('page', page);
    visitor.html = html;
    await visitor.post('/check');
    expect(visitor.heading).toBe(textsOf('en').entry.overTitle);
    expect(visitor.text).not.toContain('still saved');
  });

  it('the last page shows the code once, names the month it works until, goes away by itself, and leaves no survey behind', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    const body = visitor.form({ code: 'yes' });
    expect((await visitor.send('/check', { method: 'POST', body })).headers.get('location')).toBe('/done');
    survey.setClock('2026-07-01T00:00:00Z');
    await visitor.get('/done');
    survey.setClock('2026-06-10T10:00:00Z');
    expect(visitor.text).toContain('until the end of June 2026');
    expect(visitor.headers.get('refresh')).toBe('1200;url=/bye');
    expect([...visitor.cookies.keys()]).toEqual(['form']);
    await visitor.get('/done');
    expect(visitor.heading).toBe(textsOf('en').entry.overTitle);
    expect(visitor.html).not.toContain('shown-code');
  });

  it('agreeing in one tab while another ends the survey leaves no draft behind', async () => {
    const issued = await survey.issued();
    const visitor = new Visitor(survey.url);
    await visitor.get(`/l/${issued.token}`);
    await visitor.post(`/l/${issued.token}`, { word: issued.word });
    await visitor.get('/agree');
    const body = visitor.form({ answer: 'agree' });
    let agreed: Promise<unknown> = Promise.resolve();
    await survey.database.transaction(async (tx) => {
      await survey.service.app.get(SurveyStore, { strict: false }).close(tx, issued.state.surveyId);
      let done = false;
      agreed = visitor.send('/agree', { method: 'POST', body }).finally(() => (done = true));
      await survey.somebodyWaits(() => done);
    });
    await agreed;
    expect(await drafts(issued)).toEqual([]);
    await survey.pool.query(
      `insert into drafts (draft_id, survey_id, sealed_answers, sealed_message, evidence_id)
       values ('begun just before', $1, '', '', gen_random_uuid())`,
      [issued.state.surveyId],
    );
    await survey.run('expire-surveys');
    expect(await drafts(issued), 'nor one begun just before').toEqual([]);
  });

  it('a draft tells by nothing how many pages were answered', async () => {
    const shapes = [];
    for (const pages of [1, 4]) {
      const issued = await survey.issued();
      const visitor = await opened(survey.url, issued);
      for (let page = 1; page <= pages; page += 1) await visitor.post(`/q/${page}`, { action: 'skip' });
      const [draft] = (await drafts(issued)) as [Record<string, unknown>];
      shapes.push(
        Object.entries(draft).map(([name, value]) => [
          name,
          typeof value === 'string' || Buffer.isBuffer(value) ? value.length : value,
        ]),
      );
    }
    expect(shapes[1]).toEqual(shapes[0]);
  });

  it('a revoked link takes its draft with it, and an expired survey keeps its id alone', async () => {
    const [revoked, expiring] = [await survey.issued(), await survey.issued({ expiresAt: '2026-06-20T00:00:00Z' })];
    for (const issued of [revoked, expiring]) {
      const visitor = await opened(survey.url, issued);
      await visitor.post('/q/1', { action: 'continue', answer: 'neither' });
      expect(await drafts(issued)).toHaveLength(1);
    }
    const { state } = await survey.newSurvey({ surveyId: revoked.state.surveyId, version: 2 });
    await survey.issue({ state });
    expect(await drafts(revoked)).toEqual([]);
    survey.setClock('2026-06-20T00:00:01Z');
    await survey.run('expire-surveys');
    survey.setClock('2026-06-10T10:00:00Z');
    expect(await drafts(expiring)).toEqual([]);
    expect(Object.keys(await row(expiring)).toSorted()).toEqual(['opened', 'state', 'survey_id', 'version']);
  });

  it('a cancelled survey that was answered by telephone alone keeps no draft', async () => {
    const issued = await survey.issued({ linkHash: null, codeHash: null });
    const handover = await survey.others.handover(issued.state.surveyId, 'd'.repeat(43));
    const interviewer = await new Visitor(survey.url).post('/interview', { handover });
    await interviewer.post('/start', { answer: 'yes' });
    await interviewer.post('/agree', { answer: 'agree' });
    expect(await drafts(issued)).toHaveLength(1);
    await survey.issue({ state: { ...issued.state, version: 2, cancelled: true } });
    expect(await drafts(issued)).toEqual([]);
  });

  it.each([
    ['the link is issued anew', 'link'],
    ['another word is agreed', 'word'],
  ])(
    'where %s, a page that is open from before neither begins anew, nor sends, nor says no for her',
    async (_, what) => {
      const issued = await survey.issued();
      const visitor = await opened(survey.url, issued);
      await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
      const [left, html] = [new Map(visitor.cookies), visitor.html];
      const { linkHash, checkWordHash } = (
        await survey.newSurvey({ surveyId: issued.state.surveyId }, { word: 'Red Apple' })
      ).state;
      const changed = what === 'link' ? { linkHash } : { checkWordHash };
      await survey.issue({ state: { ...issued.state, version: 2, ...changed } });
      for (const page of ['/start', '/agree', '/q/1', '/check'])
        expect((await visitor.get(page)).heading, page).toBe(textsOf('en').entry.closedTitle);
      for (const [page, fields] of [
        ['/agree', { answer: 'never' }],
        ['/agree', { answer: 'agree' }],
        ['/check', { action: 'not-safe' }],
        ['/check', {}],
      ] as const) {
        for (const pair of left) visitor.cookies.set(...pair);
        visitor.html = html;
        await visitor.post(page, fields);
        expect(['/agree', '/check', '/bye']).toContain(visitor.path);
      }
      const { state } = await row(issued);
      expect(state).toBe('open');
      expect(survey.events('responses.survey.unsafe.v1').filter(({ key }) => key === issued.state.surveyId)).toEqual(
        [],
      );
    },
  );

  it('what was not sent before its survey ended is said to be too late, and not to be sent', async () => {
    const visitor = await opened(survey.url, await survey.issued({ expiresAt: '2026-06-20T00:00:00Z' }));
    await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
    survey.setClock('2026-06-20T00:00:01Z');
    await visitor.post('/check').finally(() => survey.setClock('2026-06-10T10:00:00Z'));
    expect(visitor.heading).toBe(textsOf('en').entry.lateTitle);
  });

  it('a late event does not open a closed survey again', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/1', { action: 'finish' });
    await visitor.post('/check');
    const later = await survey.newSurvey();
    await survey.issue({ state: { ...issued.state, version: 1 } }, later);
    expect((await row(issued)).state).toBe('closed');
  });
});
