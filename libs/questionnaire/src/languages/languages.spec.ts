import { describe, expect, it } from 'vitest';
import { questionnaires } from '../versions.js';
import { readingAge } from '../reading-age.js';
import { en } from './en.js';
import { languages, textsOf, wordsOf } from './index.js';

type Leaf = readonly [path: string, text: string];
const leaves = (value: unknown, path = ''): Leaf[] =>
  typeof value === 'string'
    ? [[path, value]]
    : Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
const spoken = (texts: object): Leaf[] => leaves(texts).filter(([path]) => !path.startsWith('.facts'));
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();

/** Words every reader must know here anyhow count as easy. */
const known = new Set([
  'police',
  'officer',
  'officers',
  'satisfied',
  'dissatisfied',
  'victim',
  'parliament',
  'sexual',
  'decision',
  'complaint',
]);

describe.each(Object.values(languages))('$facts.name', (texts) => {
  it('says every item and every answer of every version', () => {
    for (const { items } of Object.values(questionnaires))
      for (const item of items) {
        const words = wordsOf(texts, item);
        expect(words.question, item.id).toMatch(/\p{L}/u);
        for (const code of item.answers) expect(words.answers[code], `${item.id} ${code}`).toMatch(/[\p{L}\d]/u);
      }
  });

  it('has every text of the pages, with the same places to fill in', () => {
    const own = new Map(spoken(texts));
    const missing = spoken(en).filter(
      ([path, text]) => own.get(path) === undefined || (text !== '' && own.get(path)!.trim() === ''),
    );
    expect(missing.map(([path]) => path)).toEqual([]);
    expect(own.size).toBe(spoken(en).length);
    for (const [path, text] of spoken(en)) expect(places(own.get(path)!), path).toEqual(places(text));
  });

  it('leaves room for who answers for the data, how to reach them, by which law, and for the number of Victim Support', () => {
    const [, controller] = texts.privacy.sections;
    expect(places(controller!.text)).toEqual(['{basis}', '{contact}', '{controller}', '{officer}']);
    expect(places(texts.privacy.sections.at(-2)!.text)).toEqual(['{phone}']);
  });

  it('says which texts await review', () => {
    if (texts.facts.review === 'awaiting professional review') expect(texts.page.notReviewed).toMatch(/\p{L}/u);
  });

  it('puts no number of minutes before a word that changes with it', () => {
    const { locale } = texts.facts;
    for (const [text, least, most] of [
      [texts.page.minutes, 2, 8],
      [texts.page.idle, 5, 60],
    ] as const) {
      const numbers = Array.from({ length: most - least + 1 }, (_, place) => least + place);
      const forms = new Set(numbers.map((number) => new Intl.PluralRules(locale).select(number)));
      const counted = /\{n\}\s*([\p{L}\p{M}]+)/u.exec(text)?.[1];
      // An abbreviation, and a Welsh noun after a figure, stay as they are.
      if (forms.size > 1) expect([undefined, 'min', 'munud'], text).toContain(counted);
    }
  });

  it('is not English left standing', () => {
    if (texts.facts.code.startsWith('en')) return;
    const english = new Map(spoken(en));
    const same = spoken(texts).filter(
      ([path, text]) => text.length > 25 && english.get(path) === text && !path.startsWith('.helplines'),
    );
    expect(same).toEqual([]);
  });
});

describe('easy read', () => {
  it('has no text that a child of ten could not read', () => {
    const texts = spoken(textsOf('en-easy')).filter(([, text]) => text.split(' ').length >= 8);
    expect(texts.filter(([, text]) => readingAge(text, known) > 10).map(([path]) => path)).toEqual([]);
  });
});

describe('English', () => {
  const prose = (texts: object): string =>
    spoken(texts)
      .map(([, text]) => (/[.?:]$/.test(text) ? text : `${text}.`))
      .join(' ');
  const { items, consent, privacy, ...rest } = en;
  const sections: readonly (readonly [string, string])[] = [
    ...Object.entries(rest)
      .filter(([name]) => name !== 'facts' && name !== 'months' && name !== 'helplines')
      .map(([name, texts]) => [name, prose(texts as object)] as const),
    ['items', prose(items)],
    ['consent', prose(consent)],
    ...privacy.sections.map(({ title, text }) => [title, text] as const),
  ];

  it.each(sections)('reads easily at nine: %s', (_name, text) => {
    expect(readingAge(text, known)).toBeLessThan(9);
  });

  it('has no sentence that a child of thirteen could not read', () => {
    const sentences = spoken(en).flatMap(([path, text]) =>
      text.split(/(?<=[.?!])\s+/).map((part) => [path, part] as const),
    );
    const hard = sentences.filter(([, text]) => text.split(' ').length >= 8 && readingAge(text, known) > 13);
    expect(hard).toEqual([]);
  });

  it('never says victim, offence, allegation or complainant where a name does not require it', () => {
    const telling = spoken(en).filter(([, text]) =>
      /victim|offence|offender|alleg|complainant|rape/i.test(
        text.replaceAll(/Victim Support|Rape Crisis|sexual offences/g, ''),
      ),
    );
    expect(telling).toEqual([]);
  });

  it('answers for any code that is none', () => {
    for (const code of [undefined, 'xx', '__proto__', 'constructor']) expect(textsOf(code)).toBe(en);
  });
});
