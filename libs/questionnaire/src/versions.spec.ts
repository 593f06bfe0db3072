import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { publishSecondVersion, secondVersion } from '../test/second-version.js';
import {
  faultsBetween,
  faultsOf,
  faultsOfDates,
  findQuestionnaire,
  languages,
  questionnaireOf,
  questionnaireOn,
  questionnaires,
  textsOf,
  wordsOf,
  type Questionnaire,
} from './index.js';

/**
 * Of each version what is asked, and how each language says it that is no longer waiting for its review. Never change an entry
 * once a survey was issued with it: add a version, and a `wording` for what it says otherwise.
 */
const frozen: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '2026-1': {
    items: '86fc1ed0a5ec6f47e6cb7df631ab75be9d57dda94805908b1434e28dcbe50d45',
    en: '5fe853f6575a55b7475af7b95a5aaf06b208a61488e11f52fb6be0c1ad2f66d1',
  },
};

const digest = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

function digestsOf(questionnaire: Questionnaire): Record<string, string> {
  const reviewed = Object.values(languages).filter(({ facts }) => facts.review !== 'awaiting professional review');
  return {
    items: digest(questionnaire),
    ...Object.fromEntries(
      reviewed.map((texts) => [texts.facts.code, digest(questionnaire.items.map((item) => wordsOf(texts, item)))]),
    ),
  };
}

describe('a version that was asked', () => {
  it.each(Object.values(questionnaires))('is never changed: $version', (questionnaire) => {
    expect(digestsOf(questionnaire)).toEqual(frozen[questionnaire.version]);
  });

  it('is there under its own name, and nothing else is', () => {
    for (const [name, { version }] of Object.entries(questionnaires)) expect(name).toBe(version);
    for (const name of ['2031-9', '__proto__', 'constructor']) {
      expect(findQuestionnaire(name)).toBeUndefined();
      expect(() => questionnaireOf(name)).toThrow('no questionnaire');
    }
  });
});

describe('the version of a day', () => {
  const dates = [
    { from: '2026-01-01', version: '2026-2' },
    { from: '2026-09-01', version: '2026-10' },
  ];

  it('is the one whose date has come, whatever its name', () => {
    expect(questionnaireOn('2025-12-31', dates)).toBe('2026-2');
    expect(questionnaireOn('2026-08-31', dates)).toBe('2026-2');
    expect(questionnaireOn('2026-09-01', dates)).toBe('2026-10');
  });

  it('is always one that is known', () => {
    for (const day of ['2020-01-01', '2026-06-01', '2099-12-31'])
      expect(findQuestionnaire(questionnaireOn(day))).toBeDefined();
  });
});

describe('a version after another', () => {
  let undo = (): void => undefined;
  afterEach(() => undo());

  it('says what it asks otherwise in its own words, and the one before keeps its own', () => {
    undo = publishSecondVersion();
    expect(faultsOf(secondVersion)).toEqual([]);
    expect(faultsBetween(Object.values(questionnaires))).toEqual([]);
    const say = (version: string) =>
      wordsOf(
        textsOf('en'),
        questionnaireOf(version).items.find(({ id }) => id === 'listened')!,
      ).question;
    expect(say('2026-10')).not.toBe(say('2026-1'));
  });

  it('may not make something else of an item or a headline: their answers are counted together', () => {
    const first = questionnaireOf('2026-1');
    const items = first.items.map((item) => (item.id === 'listened' ? { ...item, type: 'multi' as const } : item));
    const measures = first.measures.map((each) => (each.headline === 2 ? { ...each, item: 'respect' } : each));
    expect(faultsBetween([first, { ...first, version: '2', items, measures }])).toEqual([
      'item listened of 2 is of another type or role than in 2026-1',
      'headline 2 is about respect, and was about seriously',
    ]);
  });
});

it('a version begins with a half-year: the few of a change of versions would stand out in the batch they leave with', () => {
  const dates = ['2026-01-01', '2026-07-01', '2026-09-01', '2026-07-02'].map((from) => ({ from }));
  expect(faultsOfDates(dates)).toEqual(['2026-09-01', '2026-07-02']);
});
