import { textsOf } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { Guesses } from '../../src/entry/guesses.js';
import { opened, Visitor } from '../browser.js';
import { progress, survey } from './running.js';

const telling = /victim|offence|police|rape|sexual|abuse|assault|survey|crime|satisf|pressure/i;

/** As text, in hex, and in base64 at each of the three places where it may begin. */
function formsOf(secret: string): string[] {
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.from('\0'.repeat(before) + secret)
      .toString('base64url')
      .slice(before === 0 ? 0 : before + 1, -3),
  );
  const hex = Buffer.from(secret).toString('hex');
  return [secret, hex, ...inBase64, ...inBase64.map((text) => text.replaceAll('-', '+').replaceAll('_', '/'))];
}

describe('what a page gives away', () => {
  it('neither log nor metrics tell how many pages somebody opened: that would tell what she answered', async () => {
    const counted = async () =>
      (await (await fetch(`${survey.url}/metrics`)).text())
        .split('\n')
        .filter((line) => line.startsWith('http_'))
        .map((line) => line.replace(/ [\d.e+-]+$/, line.startsWith('http_request_seconds') ? '' : '$&'));
    const [issued, logged, before] = [await survey.issued(), survey.log.length, await counted()];
    const visitor = await opened(survey.url, issued);
    for (let page = 1; page <= 4; page += 1) await visitor.post(`/q/${page}`, { action: 'skip' });
    expect(survey.log.slice(logged).filter((line) => line.includes('request was answered'))).toEqual([]);
    expect(await counted()).toEqual(before);
    expect(before.join()).toContain('http_request_seconds{quantile="0.99"');
  });

  it('nothing telling in address, title or headers of any page, and nothing kept by the browser', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
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
      const inside = visitor.html.replaceAll(survey.config.EXIT_URL, '');
      expect(inside.replaceAll(/https?:\/\/(localhost|www\.w3\.org)\S*/g, ''), page).not.toMatch(/https?:\/\//);
      expect(Buffer.byteLength(visitor.html), page).toBeLessThan(20_000);
    }
  });

  it('a number to call stands on every page: after the word also those that say what it is about', async () => {
    const issued = await survey.issued();
    const [anybody, known] = ['116 123', '0808 500 2222'];
    for (const page of [
      '/',
      `/l/${issued.token}`,
      '/bye',
      '/help',
      '/languages',
      '/withdraw',
      '/q/1',
      '/nothing-here',
    ]) {
      const visitor = await new Visitor(survey.url).get(page);
      expect(visitor.text, page).toContain(anybody);
      expect(visitor.text, page).not.toContain(known);
    }
    const visitor = await new Visitor(survey.url).get(`/l/${issued.token}`);
    await visitor.post(visitor.path, { word: issued.word });
    const look = async (page: string) => {
      await visitor.get(page);
      expect(visitor.path).toBe(page);
      expect(visitor.text, page).toContain(anybody);
      expect(visitor.text, page).toContain(known);
    };
    await look('/agree');
    await visitor.post('/agree', { answer: 'agree' });
    for (const page of ['/q/1', '/q/4', '/q/30', '/q/31', '/check', '/privacy', '/help']) await look(page);
    await visitor.post('/check');
    expect(visitor.path).toBe('/done');
    expect(visitor.text).toContain(known);
  });

  it('no form and no field of it is remembered by the browser, and she is told when a page closes by itself', async () => {
    const issued = await survey.issued();
    const visitor = await opened(survey.url, issued);
    for (const page of ['/', `/l/${issued.token}`, '/start', '/q/1', '/q/30', '/check', '/withdraw', '/privacy']) {
      await visitor.get(page);
      const fields = visitor.html.match(/<(form|textarea|input type="text")[^>]*>/g) ?? [];
      expect(fields.length, page).toBeGreaterThan(0);
      for (const field of fields) expect(field, page).toContain('autocomplete="off"');
      const unopened = visitor.html.replaceAll(/<details>.*?<\/details>/gs, '');
      expect(unopened.match(/alone for 20 minutes, it closes/g), page).toHaveLength(1);
    }
    const waiting = await new Visitor(survey.url).get(`/l/${(await survey.issued()).token}`);
    await waiting.post(waiting.path, { word: issued.word });
    await waiting.get('/agree');
    for (const form of waiting.html.match(/<form[^>]*>/g)!) expect(form).toContain('autocomplete="off"');
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
    const form = visitor.form({ word });
    visitor.cookies.clear();
    const blocked = await visitor.send(`/l/${token}`, {
      method: 'POST',
      body: form,
    });
    expect(await blocked.text()).toContain('cookies');
  });

  it('a refusal is in her language, and its page may run the script that leaves', async () => {
    const t = textsOf('ar');
    const visitor = await new Visitor(survey.url).get('/?lang=ar');
    const token = () => visitor.form();
    const large = token();
    large.set('code', 'x'.repeat(20_000));
    for (const [name, text, init] of [
      ['no token', t.entry.closed, { method: 'POST', body: new URLSearchParams({ code: 'x' }) }],
      ['too large', t.page.errorTitle, { method: 'POST', body: large }],
      ['nothing there', t.entry.missing, { path: '/nothing-here' }],
    ] as const) {
      const answer = await visitor.send('path' in init ? init.path : '/', 'path' in init ? {} : init);
      const html = await answer.text();
      expect(html, name).toContain('lang="ar" dir="rtl"');
      expect(html, name).toContain(text);
      expect(answer.headers.get('content-security-policy'), name).toContain("script-src 'self'");
      expect(answer.headers.get('cache-control'), name).toBe('no-store');
    }
  });

  it('a service with too much to do says so in her language, and does not say that her word was wrong', async () => {
    const guesses = survey.service.app.get(Guesses, { strict: false });
    const visitor = await new Visitor(survey.url).get('/l/a-link?lang=fr');
    for (let i = 0; i < 11; i += 1) await guesses.failed(visitor.address, 'another');
    const page = textsOf('fr').entry;
    const body = () => visitor.form({ word: 'guess' });
    const crowd = Array.from({ length: 450 }, (_, place) =>
      visitor.send(`/l/crowd-${place}`, { method: 'POST', body: body() }).then((answer) => answer.text()),
    );
    const other = await new Visitor(survey.url).get('/');
    expect(other.status).toBe(200);
    const answers = await Promise.all(crowd);
    const [busy, looked] = [page.busy, page.failedTitle].map(
      (text) => answers.filter((html) => html.includes(text)).length,
    );
    expect(busy! + looked!).toBe(450);
    expect(busy).toBeGreaterThan(looked!);
  });

  it('her browser holds the three cookies of the privacy page, and none that says who was here once she has left', async () => {
    const visitor = await opened(survey.url, await survey.issued({ language: 'es' }));
    expect([...visitor.cookies.keys()].toSorted()).toEqual(['form', 'lang', 'page']);
    expect(textsOf('en').privacy.sections.at(-1)!.text).toContain('three cookies');
    await visitor.get('/leave');
    expect([...visitor.cookies.keys()]).toEqual(['form']);
  });

  it('on the pages beside her questions she can finish, or say that it is not safe now, and left alone they go away', async () => {
    const issued = await survey.issued();
    for (const path of ['/privacy', '/help', '/languages', '/withdraw']) {
      const visitor = await opened(survey.url, issued);
      await visitor.get(path);
      expect(visitor.headers.get('refresh'), path).toBe('1200;url=/bye');
      expect(visitor.text, path).toContain(textsOf('en').page.notSafe);
      expect(visitor.html, path).toContain(`href="/check">${textsOf('en').page.finish}</a>`);
      await visitor.post('/withdraw', { code: '' });
      expect(visitor.text, path).toContain(textsOf('en').page.notSafe);
      await visitor.post('/start', { answer: 'no' });
      expect(visitor.path).toBe('/bye');
      expect(visitor.cookies.has('page')).toBe(false);
    }
    const before = await new Visitor(survey.url).get(`/l/${issued.token}`);
    await before.post(before.path, { word: issued.word });
    expect(before.path).toBe('/start');
    expect(before.html, 'who returns').toContain(`href="/check">${textsOf('en').page.finish}</a>`);
    const first = await survey.issued();
    const comes = await new Visitor(survey.url).get(`/l/${first.token}`);
    await comes.post(comes.path, { word: first.word });
    expect(comes.path).toBe('/start');
    expect(comes.html, 'who has agreed to nothing').not.toContain('href="/check"');
    expect((await before.get('/help')).text).toContain(textsOf('en').page.notSafe);
    expect((await new Visitor(survey.url).get('/help')).text).not.toContain(textsOf('en').page.notSafe);
  });

  it('no address that a page leads to or loads tells anything', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    const [found, seen] = [['/', '/start', '/check', '/q/1', '/q/4', '/q/30'], new Set<string>()];
    for (let address = found.shift(); address; address = found.shift()) {
      const path = new URL(address, survey.url).pathname;
      expect(address).not.toMatch(telling);
      if (seen.has(path) || path === '/leave') continue;
      seen.add(path);
      if (path.startsWith('/assets/')) {
        const asset = await visitor.send(address, {});
        expect(asset.headers.get('cache-control'), address).toContain('immutable');
        expect(address).toMatch(/\?v=[0-9a-f]{8}$/);
        continue;
      }
      await visitor.get(address);
      expect(visitor.path).not.toMatch(telling);
      for (const [, next] of visitor.html.matchAll(/(?:href|src|action)="([^"]+)"/g))
        if (!/^(tel:|#)/.test(next!)) found.push(next!.startsWith('?') ? path + next! : next!);
    }
    expect(seen.size).toBeGreaterThan(10);
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
    ])
      for (const form of formsOf(secret)) expect(log).not.toContain(form);
    for (const address of ['127.0.0.1', visitor.address, visitor.address.replace(/1$/, '')])
      expect(log).not.toContain(address);
  });

  it('no table and no message in Kafka holds in clear what she wrote or chose', async () => {
    const visitor = await opened(survey.url, await survey.issued());
    await visitor.post('/q/30', { action: 'continue', answer: 'canary-message-0815' });
    await visitor.post('/q/1', { action: 'later', answer: 'completely-dissatisfied' });
    const sent = await opened(survey.url, await survey.issued());
    await sent.post('/q/30', { action: 'continue', answer: 'canary-message-0815' });
    await sent.post('/q/1', { action: 'finish', answer: 'completely-dissatisfied' });
    await sent.post('/check');
    const tied = await survey.issued();
    const wants = await opened(survey.url, tied);
    await wants.post('/q/30', { action: 'continue', answer: 'canary-message-0815', tie: 'yes' });
    await wants.post('/q/31', { action: 'finish', answer: 'complain' });
    await wants.post('/check');
    await progress('responses.contact.wanted.v1', tied);
    for (const canary of ['canary-message-0815', 'completely-dissatisfied', 'complain'].flatMap(formsOf))
      expect(survey.travelled).not.toContain(canary);
    const { rows: tables } = await survey.pool.query(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    expect(tables.length).toBeGreaterThan(5);
    for (const { name } of tables as { name: string }[]) {
      const { rows } = await survey.pool.query(`select t::text as text from "${name}" t`);
      const all = rows.map(({ text }: { text: string }) => text).join('\n');
      for (const canary of ['canary-message-0815', 'completely-dissatisfied'].flatMap(formsOf))
        expect(all, name).not.toContain(canary);
    }
  });
});
