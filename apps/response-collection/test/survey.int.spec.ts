import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomBytes, randomUUID } from 'node:crypto';
import { routeRules } from '@answerable/access';
import { responseCollectionApi, type Language } from '@answerable/contracts';
import { languages, textsOf } from '@answerable/questionnaire';
import { eventually } from '@answerable/stack';
import { answerAll, opened, Visitor } from './browser.js';
import { SurveyStore } from '../src/survey/survey.store.js';
import { TestSurvey, type IssuedSurvey } from './setup.js';

let survey: TestSurvey;
const draftSecret = () => randomBytes(32).toString('base64url');

beforeAll(async () => {
  survey = await TestSurvey.start('2026-06-10T10:00:00Z');
});
afterAll(() => survey.close());

const progress = (type: Parameters<TestSurvey['events']>[0], { state }: IssuedSurvey) =>
  eventually(() => {
    const found = survey.events(type).find(({ key }) => key === state.surveyId);
    if (!found) throw new Error('not announced yet');
    return found.data;
  });
const row = async ({ state }: IssuedSurvey) => {
  const { rows } = await survey.pool.query('select * from surveys where survey_id = $1', [state.surveyId]);
  return Object.fromEntries(Object.entries(rows[0] as object).filter(([, value]) => value !== null));
};
const drafts = async ({ state }: IssuedSurvey) =>
  (await survey.pool.query('select * from drafts where survey_id = $1', [state.surveyId])).rows;

/** A link and a word for each reason why nothing opens; the first is of a survey that was sent. */
async function linksThatDoNotOpen(): Promise<{ used: IssuedSurvey; links: [token: string, word: string][] }> {
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
  return { used, links };
}

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
      consentVersion: '2026-2',
    });
    expect(Object.keys(await row(issued)).toSorted()).toEqual(['opened', 'state', 'survey_id', 'version']);
    expect(await drafts(issued)).toEqual([]);
    const { rows: after } = await survey.pool.query('select count(*)::int as n from records');
    // The visit's own evidence record was there before.
    expect(after[0].n - before[0].n).toBe(15);
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

describe('ways in', () => {
  const fails = async (visitor: Visitor, path: string, fields: Record<string, string>) => {
    await visitor.get(path);
    await visitor.post(path, fields);
    return visitor.html.replaceAll(/value="[^"]*"|action="[^"]*"/g, '');
  };

  it('used, expired, revoked, truncated and made-up links and a wrong word get the very same page', async () => {
    const pages = [];
    const { used, links } = await linksThatDoNotOpen();
    const open = await survey.issued();
    for (const [token, word] of [...links, [open.token, 'w'.repeat(3000)] as const])
      pages.push(await fails(new Visitor(survey.url), `/l/${token}`, { word }));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('That did not open');
    const [closed, expiredPage] = [
      await fails(new Visitor(survey.url), '/', { code: used.code }),
      await fails(new Visitor(survey.url), '/', { code: '0000' }),
    ];
    expect(closed).toBe(expiredPage);
    expect(await fails(new Visitor(survey.url), '/', { code: '0'.repeat(3000) })).toBe(closed);
  });

  it('a robot that opens the link uses nothing up and learns nothing: the landing page is the same for every token', async () => {
    const { token, word } = await survey.issued();
    const robot = new Visitor(survey.url);
    const [real, madeUp] = [
      await robot.get(`/l/${token}`).then(() => robot.html),
      await robot.get('/l/nonsense').then(() => robot.html),
    ];
    expect(real.replaceAll(token, 'nonsense')).toBe(madeUp);
    for (let i = 0; i < 5; i += 1) await robot.get(`/l/${token}`);
    expect((await opened(survey.url, { token, word })).path).toBe('/q/1');
  });

  it('the check word forgives case, spaces and accents', async () => {
    const { token } = await survey.issued();
    expect((await opened(survey.url, { token, word: '  bluekÉttle. ' })).path).toBe('/q/1');
  });

  it('a letter code forgives what hands confuse, and opens without a word', async () => {
    const { code } = await survey.issued();
    const confused = code
      .toLowerCase()
      .replaceAll('0', 'o')
      .replaceAll('1', 'l')
      .replace(/(.{4})/g, '$1 ');
    const visitor = new Visitor(survey.url);
    await visitor.get('/');
    await visitor.post('/', { code: confused });
    expect(visitor.path).toBe('/start');
  });

  it('a telephone interview opens by a handover that works once, for a minute, and for this service only', async () => {
    const { state } = await survey.issued();
    const draft = draftSecret();
    const token = await survey.others.handover(state.surveyId, draft);
    const interviewer = await new Visitor(survey.url).post('/interview', { handover: token });
    expect(interviewer.path).toBe('/start');
    await interviewer.post('/start', { answer: 'yes' });
    await interviewer.post('/agree', { answer: 'agree' });
    expect(interviewer.text).toContain('Telephone interview');
    await interviewer.post('/q/1', { action: 'continue', answer: 'neither' });
    const again = await new Visitor(survey.url).post('/interview', { handover: token });
    expect(again.heading).toBe('That did not open');
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ exp: now - 30 }, { aud: 'reporting' }]) {
      const refused = await new Visitor(survey.url).post('/interview', {
        handover: await survey.others.handover(state.surveyId, draft, claims),
      });
      expect(refused.heading).toBe('That did not open');
    }
    const callBack = await new Visitor(survey.url).post('/interview', {
      handover: await survey.others.handover(state.surveyId, draft, { jti: randomUUID() }),
    });
    await callBack.post('/start', { answer: 'yes' });
    expect(callBack.path).toBe('/q/2');
  });

  it('an interviewer who is faster than the event that issues the survey waits for it', async () => {
    const coming = await survey.newSurvey();
    const token = await survey.others.handover(coming.state.surveyId, draftSecret());
    const [interviewer] = await Promise.all([
      new Visitor(survey.url).post('/interview', { handover: token }),
      survey.issue(coming),
    ]);
    expect(interviewer.path).toBe('/start');
  });

  it('wrong words slow the next try down and lock nobody out', async () => {
    const { token, word } = await survey.issued();
    const visitor = new Visitor(survey.url);
    for (let i = 0; i < 6; i += 1) await fails(visitor, `/l/${token}`, { word: `guess ${i}` });
    expect((await opened(survey.url, { token, word })).path).toBe('/q/1');
  });

  it.each(Object.values(languages))(
    'the survey opens in $facts.name where that was agreed',
    async ({ facts, items, page }) => {
      const visitor = await opened(survey.url, await survey.issued({ language: facts.code as Language }));
      expect(visitor.html).toContain(`<html lang="${facts.locale}" dir="${facts.dir}">`);
      expect(visitor.html).toContain(`<title>${page.title}</title>`);
      const shown = visitor.text.replaceAll('&#39;', "'");
      for (const words of [
        items.satisfied.question,
        ...Object.values(items.satisfied.answers),
        page.finish,
        page.leave,
      ])
        expect(shown).toContain(words);
    },
  );

  it('opening is announced once', async () => {
    const issued = await survey.issued();
    await opened(survey.url, issued);
    await opened(survey.url, issued);
    await progress('responses.survey.opened.v1', issued);
    expect(survey.events('responses.survey.opened.v1').filter(({ key }) => key === issued.state.surveyId)).toHaveLength(
      1,
    );
  });
});

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
    const body = () => new URLSearchParams({ _csrf: visitor.csrf });
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
    const body = new URLSearchParams({ _csrf: visitor.csrf, code: 'yes' });
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
    const body = new URLSearchParams({ _csrf: visitor.csrf, answer: 'agree' });
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
      `insert into drafts (draft_id, survey_id, version, sealed_answers, sealed_message, evidence_id)
       values ('begun just before', $1, 1, '', '', gen_random_uuid())`,
      [issued.state.surveyId],
    );
    await survey.run('expire-surveys');
    expect(await drafts(issued), 'nor one begun just before').toEqual([]);
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

describe('routes', () => {
  it('are those of the contract, each with the reason why it is public', () => {
    const rules = routeRules(survey.service.app);
    const known = new Set(responseCollectionApi.routes.map(({ method, path }) => `${method} ${path}`));
    expect(new Set(rules.map(({ method, path }) => `${method} ${path}`))).toEqual(known);
    for (const { rule } of rules) expect(rule.kind).toBe('public');
  });
});

describe('work asked of the database', () => {
  const ours = /\b(surveys|drafts|records)\b/;
  const original = Client.prototype.query;
  const during = async (work: () => Promise<unknown>): Promise<{ client: unknown; sql: string }[]> => {
    const asked: { client: unknown; sql: string }[] = [];
    const spy = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...given: unknown[]) {
      const [first] = given as [string | { text: string }];
      asked.push({ client: this, sql: typeof first === 'string' ? first : first.text });
      return original.apply(this, given as never) as never;
    });
    await work().finally(() => spy.mockRestore());
    return asked;
  };

  it('is the same for every link that does not open, whatever is wrong with it: the time it takes tells nothing', async () => {
    const asked = [];
    for (const [token, word] of (await linksThatDoNotOpen()).links) {
      const other = await new Visitor(survey.url).get(`/l/${token}`);
      const statements = await during(() => other.post(`/l/${token}`, { word }));
      asked.push(statements.map(({ sql }) => sql).filter((sql) => ours.test(sql)));
    }
    expect(asked[0]).toHaveLength(1);
    for (const statements of asked) expect(statements).toEqual(asked[0]);
  });

  it('is the same for everybody: one statement to show a page, two to keep an answer, one read and four round trips to send', async () => {
    for (const [answer, message] of [
      ['completely-satisfied', undefined],
      ['not-sure', 'a message of some length'],
    ] as const) {
      const visitor = await opened(survey.url, await survey.issued());
      expect((await during(() => visitor.get('/q/2'))).filter(({ sql }) => ours.test(sql))).toHaveLength(1);
      const keep = await during(() =>
        visitor.send('/q/1', {
          method: 'POST',
          body: new URLSearchParams({ _csrf: visitor.csrf, action: 'continue', answer }),
        }),
      );
      expect(keep.filter(({ sql }) => ours.test(sql))).toHaveLength(2);
      if (message) await visitor.post('/q/30', { action: 'continue', answer: message });
      await visitor.get('/check');
      const sent = await during(() =>
        visitor.send('/check', { method: 'POST', body: new URLSearchParams({ _csrf: visitor.csrf }) }),
      );
      expect(sent.filter(({ sql }) => ours.test(sql))).toHaveLength(2);
      const { client } = sent.find(({ sql }) => /insert into records/.test(sql))!;
      const onIt = sent
        .filter((one) => one.client === client)
        .map(({ sql }) => sql.trim().split(/\s+/).slice(0, 2).join(' '));
      const begin = onIt.lastIndexOf('begin');
      expect(onIt.slice(begin, begin + 4)).toEqual(['begin', 'with closed', 'insert into', 'commit']);
    }
  });
});
