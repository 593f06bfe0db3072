import { languages, path, textsOf, wordsOf, type Answers } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { opened, Visitor } from '../browser.js';
import { survey } from './running.js';

const plain = (text: string) => text.replaceAll('&#39;', "'").replaceAll('&quot;', '"');
const version = '2026-1';

/** Every way out of each question that leads to others or not; the browser's journeys go where all follow-ups are asked. */
const ways: readonly Answers[] = [
  { 'how-ended': 'i-decided', pressure: 'stop' },
  { 'how-ended': 'not-told', pressure: 'both' },
  { 'how-ended': 'i-decided', pressure: 'carry-on' },
  { 'how-ended': 'someone-charged', pressure: 'neither' },
  { 'how-ended': 'not-sure', pressure: 'prefer-not-to-say' },
  { 'how-ended': 'skipped', pressure: 'skipped' },
];

describe.each(['en', 'ar'] as const)('every branch in %s, without a script', (language) => {
  const texts = textsOf(language);

  it.each(ways)('asks after %j what follows from it, in her language, and nothing else', async (answers) => {
    const visitor = await opened(survey.url, await survey.issued({ language }));
    const asked = [];
    for (let step = 0; step < 12 && visitor.heading !== ''; step += 1) {
      const question = plain(visitor.heading);
      asked.push(question);
      if (question === texts.items.listened.question) break;
      const [id] = Object.entries(texts.items).find(([, words]) => words.question === question)!;
      const answer = answers[id] ?? 'skipped';
      await visitor.post(visitor.path, answer === 'skipped' ? { action: 'skip' } : { action: 'continue', answer });
    }
    const way = path(version, answers).filter(({ role }) => role !== 'gate');
    const expected = way.map((item) => wordsOf(texts, item).question);
    expect(asked).toEqual(expected.slice(0, expected.indexOf(texts.items.listened.question) + 1));
    expect(visitor.html).toContain(`dir="${texts.facts.dir}"`);
  });

  it.each([
    ['/start', { answer: 'later' }, texts.entry.byeTitle],
    ['/start', { answer: 'no' }, texts.entry.byeTitle],
    ['/agree', { answer: 'decline' }, texts.consent.declinedTitle],
    ['/agree', { answer: 'never' }, texts.consent.declinedTitle],
  ])('leads from %s with %j to a page of her language', async (page, fields, heading) => {
    const { token, word } = await survey.issued({ language });
    const visitor = await new Visitor(survey.url).get(`/l/${token}`);
    await visitor.post(`/l/${token}`, { word });
    await visitor.get(page);
    await visitor.post(page, fields);
    expect(plain(visitor.heading)).toBe(heading);
    expect(visitor.html).toContain(`lang="${languages[language]!.facts.locale}" dir="${texts.facts.dir}"`);
  });
});
