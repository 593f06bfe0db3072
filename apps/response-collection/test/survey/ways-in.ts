import { randomBytes, randomUUID } from 'node:crypto';
import { organisationById, type Language } from '@answerable/contracts';
import { fill, isolated, languages } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { opened, Visitor } from '../browser.js';
import { linksThatDoNotOpen, progress, survey } from './running.js';

const draftSecret = () => randomBytes(32).toString('base64url');

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
    const turkish = await survey.newSurvey({}, { word: 'kırmızı çiçek' });
    await survey.issue(turkish);
    expect((await opened(survey.url, { ...turkish, word: 'KIRMIZI ÇİÇEK' })).path).toBe('/q/1');
  });

  it('a letter code forgives what hands confuse, and opens without a word', async () => {
    const issued = await survey.newSurvey({}, { code: '0101-10AB-CD10' });
    await survey.issue(issued);
    for (const confused of ['oIo1 1oab cdLO', '٠١٠١ ١٠ab cd١٠', 'oı01-10âb-cdİO']) {
      const visitor = new Visitor(survey.url);
      await visitor.get('/');
      await visitor.post('/', { code: confused });
      expect(visitor.path, confused).toBe('/start');
    }
  });

  it('a telephone interview opens by a handover that works once, for a minute, and for this service only', async () => {
    const { state } = await survey.issued();
    const draft = draftSecret();
    const token = await survey.others.handover(state.surveyId, draft);
    const interviewer = await new Visitor(survey.url).post('/interview', { handover: token });
    expect(interviewer.path).toBe('/start');
    expect(interviewer.text).toContain('Telephone interview');
    await interviewer.post('/start', { answer: 'yes' });
    expect(interviewer.path).toBe('/agree');
    expect(interviewer.text).toContain('Telephone interview');
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
    await callBack.post('/q/2', { action: 'finish', answer: 'very' });
    await callBack.post('/check');
    expect(callBack.path).toBe('/done');
    expect(callBack.text).toContain('Telephone interview');
  });

  it('each interview is in its own language, whichever the one before was in, and her no forgets it', async () => {
    const interviewer = new Visitor(survey.url);
    for (const language of ['es', 'en', 'ar'] as const) {
      const { state } = await survey.issued({ language });
      await interviewer.post('/interview', { handover: await survey.others.handover(state.surveyId, draftSecret()) });
      expect(interviewer.html).toContain(`lang="${languages[language]!.facts.locale}"`);
      expect(interviewer.cookies.get('lang')).toBe(language);
    }
    await interviewer.post('/start', { answer: 'yes' });
    await interviewer.post('/agree', { answer: 'decline' });
    expect(interviewer.html).toContain('lang="ar"');
    expect([...interviewer.cookies.keys()]).toEqual(['form']);
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
        page.notReviewed,
      ])
        expect(shown).toContain(words);
    },
  );

  it.each(Object.values(languages))(
    'who answers for her data, by which law, and how to reach them and Victim Support stands on the privacy page in $facts.name',
    async ({ facts, privacy, page }) => {
      const visitor = await new Visitor(survey.url).get(`/privacy?lang=${facts.code}`);
      const { name, contact, officer, basis } = organisationById('southwark').controller;
      for (const words of [privacy.heading, name, contact, officer, basis, survey.config.SURVEY_PHONE])
        expect(visitor.text).toContain(words);
      expect(visitor.text).not.toMatch(/[{}]/);
      // In Arabic the groups of a number that is not kept together stand the wrong way round: she would call somebody else.
      expect(visitor.text).toContain(isolated(survey.config.SURVEY_PHONE));
      const entry = await new Visitor(survey.url).get(`/nothing-here?lang=${facts.code}`);
      expect(entry.text).toContain(fill(page.askFor, { phone: isolated(survey.config.SURVEY_PHONE) }));
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
