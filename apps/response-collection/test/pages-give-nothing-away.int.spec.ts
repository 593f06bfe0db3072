import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened, Visitor } from './browser.js';
import { TestSurvey } from './setup.js';

let survey: TestSurvey;

beforeAll(async () => {
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
});
afterAll(() => survey.close());

describe('what a page gives away', () => {
  it('nothing telling in address, title or headers of any page, and nothing kept by the browser', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    const telling = /victim|offence|police|rape|sexual|abuse|assault|survey|crime|satisf|pressure/i;
    const pages = [
      '/',
      `/l/${issued.token}`,
      '/start',
      '/agree',
      '/q/1',
      '/q/4',
      '/q/30',
      '/check',
      '/withdraw',
      '/bye',
      '/privacy',
      '/help',
      '/languages',
      '/nothing-here',
    ];
    for (const page of pages) {
      await visitor.get(page);
      expect(/<title>([^<]*)</.exec(visitor.html)?.[1], page).toBe('Questions');
      expect(visitor.path).not.toMatch(telling);
      expect([...visitor.headers].flat().join(' '), page).not.toMatch(telling);
      expect(visitor.headers.get('cache-control'), page).toBe('no-store');
      expect(visitor.headers.get('etag'), page).toBeNull();
      if (/start|agree|q\/|check/.test(visitor.path))
        expect(visitor.headers.get('refresh'), 'a page left alone goes away').toBe('1200;url=/bye');
      expect(visitor.headers.get('referrer-policy'), page).toBe('no-referrer');
      expect(visitor.headers.get('content-security-policy'), page).toContain("default-src 'none'");
      expect(visitor.html.replaceAll(/https?:\/\/(localhost|www\.w3\.org)\S*/g, ''), page).not.toMatch(/https?:\/\//);
      expect(Buffer.byteLength(visitor.html), page).toBeLessThan(20_000);
    }
  });

  it('the first pages say nothing of what this is about', async () => {
    const visitor = new Visitor(survey.url);
    for (const page of ['/', '/l/token', '/bye', '/languages', '/withdraw', '/nothing-here', '/q/1']) {
      await visitor.get(page);
      expect(visitor.text, page).not.toMatch(/victim|offence|police|rape|sexual|abuse|assault|crime|case/i);
    }
  });

  it('a form without its token, and a browser without cookies, get a page that says what to do', async () => {
    const { token, word } = await survey.issued();
    const visitor = new Visitor(survey.url);
    const forged = await visitor.send(`/l/${token}`, { method: 'POST', body: new URLSearchParams({ word }) });
    expect(forged.status).toBe(403);
    expect(await forged.text()).toContain('cookies');
    await visitor.get(`/l/${token}`);
    const csrf = visitor.csrf;
    visitor.cookies.clear();
    const blocked = await visitor.send(`/l/${token}`, {
      method: 'POST',
      body: new URLSearchParams({ word, _csrf: csrf }),
    });
    expect(await blocked.text()).toContain('cookies');
  });

  it('a session cookie that was changed, or is of another key, is no session', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    const cookie = visitor.cookies.get('page')!;
    for (const changed of [`${cookie.slice(0, -4)}AAAA`, cookie.slice(0, 20), 'x', '%00']) {
      visitor.cookies.set('page', changed);
      await visitor.get('/q/1');
      expect(visitor.heading).toBe('This page has closed');
    }
  });

  it('no log line holds an answer, a token, a code, a word or an address', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    await visitor.post('/q/30', { action: 'continue', answer: 'canary-message-4711' });
    await visitor.post('/q/1', { action: 'finish', answer: 'completely-dissatisfied' });
    await visitor.post('/check', { code: 'yes' });
    const code = /shown-code" dir="ltr">([^<]+)/.exec(visitor.html)![1]!;
    const log = survey.log.join('\n');
    for (const secret of [
      issued.token,
      issued.word,
      issued.code,
      issued.state.surveyId,
      code,
      'canary-message',
      'completely-dissatisfied',
      '127.0.0.1',
    ])
      expect(log).not.toContain(secret);
  });

  it('no table holds in clear what she wrote or chose', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/30', { action: 'continue', answer: 'canary-message-0815' });
    await visitor.post('/q/1', { action: 'later', answer: 'completely-dissatisfied' });
    const sent = await opened(survey.url, await survey.issued());
    await sent.post('/q/30', { action: 'continue', answer: 'canary-message-0815' });
    await sent.post('/q/1', { action: 'finish', answer: 'completely-dissatisfied' });
    await sent.post('/check');
    const { rows: tables } = await survey.pool.query(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables as { name: string }[]) {
      const { rows } = await survey.pool.query(`select t::text as text from "${name}" t`);
      const all = rows.map(({ text }: { text: string }) => text).join('\n');
      for (const canary of [
        'canary-message-0815',
        'completely-dissatisfied',
        Buffer.from('canary-message-0815').toString('hex'),
      ])
        expect(all, name).not.toContain(canary);
    }
  });
});
