import { assert, infiniteStream, nat, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  counts,
  faultsOf,
  headlineItems,
  itemOf,
  nextItem,
  optionsOf,
  path,
  questionnaireOf,
  questionnaires,
  recordsOf,
  silencesOf,
  validateAnswer,
  type Answer,
  type Answers,
  type Item,
  type Questionnaire,
} from './index.js';

const version = '2026-1';
const questionnaire = questionnaireOf(version);
const measure = (id: string) => questionnaire.measures.find((candidate) => candidate.id === id)!;
const ids = (items: readonly Item[]) => items.map(({ id }) => id);

/** Any way through: at each item one of its answers, or one of the silences. */
const anyWay = infiniteStream(nat()).map((draws) => {
  const answers: Record<string, Answer> = {};
  for (let item = nextItem(version, answers, 's'); item; item = nextItem(version, answers, 's')) {
    const options = [...item.answers, ...silencesOf(item)];
    const code = options[draws.next().value! % options.length]!;
    answers[item.id] = item.type === 'multi' && item.answers.includes(code) ? [code] : code;
  }
  return answers as Answers;
});

describe.each(Object.values(questionnaires))('questionnaire $version', (each) => {
  it('is sound: every path ends, every item is reachable, every measure has its items', () => {
    expect(faultsOf(each)).toEqual([]);
  });
});

describe('a fault in a questionnaire is named', () => {
  const broken = (change: (items: Item[]) => Item[]): Questionnaire => ({
    ...questionnaire,
    items: change([...questionnaire.items]),
  });
  const withBranch = (id: string, when: Item['when']) =>
    broken((items) => items.map((item) => (item.id === id ? { ...item, when } : item)));

  it.each([
    ['a branch on what comes later', withBranch('pressure', { item: 'listened', is: ['very'] }), /no earlier item/],
    [
      'a branch on something that is no item of hers',
      withBranch('listened', { item: 'outcome-code', is: ['16'] }),
      /no earlier item/,
    ],
    [
      'a branch on an answer that cannot be given',
      withBranch('pressure-how', { item: 'pressure', is: ['maybe'] }),
      /never be reached/,
    ],
    [
      'a follow-up with a base of its own',
      withBranch('listened', { item: 'pressure', is: ['stop'] }),
      /base of its own/,
    ],
    ['a measure without its item', broken((items) => items.filter(({ id }) => id !== 'respect')), /no item respect/],
    ['an item that feeds nothing', broken((items) => [...items, { ...items[1]!, id: 'nosy' }]), /must not be asked/],
  ])('%s', (_name, faulty, fault) => {
    expect(faultsOf(faulty).join()).toMatch(fault);
  });
});

describe('the way through', () => {
  it('puts the three headlines before all else but the understanding of the end, because people break off', () => {
    expect(ids(path(version, {})).slice(0, 5)).toEqual(['safe', 'satisfied', 'seriously', 'how-ended', 'pressure']);
  });

  it('asks how strongly and what happened only after stop or both', () => {
    for (const [given, asked] of [
      ['stop', true],
      ['both', true],
      ['carry-on', false],
      ['neither', false],
      ['not-sure', false],
      ['skipped', false],
    ] as const) {
      expect(ids(path(version, { pressure: given })).includes('pressure-strength')).toBe(asked);
      expect(ids(path(version, { pressure: given })).includes('pressure-how')).toBe(asked);
    }
  });

  it('asks for the reasons only after "I decided"', () => {
    expect(ids(path(version, { 'how-ended': 'i-decided' }))).toContain('why-stopped');
    expect(ids(path(version, { 'how-ended': 'not-told' }))).not.toContain('why-stopped');
  });

  it('ends, whatever she answers', () => {
    assert(property(anyWay, (answers) => ids(path(version, answers)).every((id) => answers[id] !== undefined)));
  });

  it('draws the order of reasons for each person, keeps it for her, and leaves "something else" last', () => {
    const item = itemOf(version, 'why-stopped')!;
    expect(optionsOf(item, 'a')).toEqual(optionsOf(item, 'a'));
    const orders = new Set(Array.from({ length: 50 }, (_, seed) => optionsOf(item, `${seed}`).join()));
    expect(orders.size).toBeGreaterThan(30);
    for (const order of orders) expect(order).toMatch(/something-else$/);
  });

  it('puts each side of "closing first" first about as often', () => {
    const item = itemOf(version, 'closing-first')!;
    const first = Array.from({ length: 1000 }, (_, seed) => optionsOf(item, `${seed}`)[0]);
    expect(first.filter((code) => code === 'find-out').length).toBeGreaterThan(430);
    expect(first.filter((code) => code === 'close-case').length).toBeGreaterThan(430);
  });
});

describe('an answer', () => {
  it.each([
    ['satisfied', 'very-satisfied', { ok: true, answer: 'very-satisfied' }],
    ['satisfied', undefined, { ok: false, fault: 'choose-one' }],
    ['satisfied', '', { ok: false, fault: 'choose-one' }],
    ['satisfied', ['neither', 'very-satisfied'], { ok: false, fault: 'choose-one' }],
    ['satisfied', 'delighted', { ok: false, fault: 'not-an-answer' }],
    ['satisfied', 'not-asked', { ok: false, fault: 'not-an-answer' }],
    ['satisfied', { toString: 'very' }, { ok: false, fault: 'not-an-answer' }],
    [
      'pressure-how',
      ['something-else', 'told-trouble', 'told-trouble'],
      { ok: true, answer: ['told-trouble', 'something-else'] },
    ],
    ['pressure-how', ['told-trouble', 'not-sure'], { ok: false, fault: 'stands-alone' }],
    ['contact-me', ['no', 'support'], { ok: false, fault: 'stands-alone' }],
    ['contact-me', 'not-sure', { ok: false, fault: 'not-an-answer' }],
    ['anything-else', '  \u202e\u0007 ', { ok: true, answer: 'skipped' }],
    ['anything-else', 'a\r\nb <b>\ud83d\ude00', { ok: true, answer: 'a\nb <b>\ud83d\ude00' }],
    ['anything-else', '\ud83d\ude00'.repeat(1001), { ok: false, fault: 'too-long' }],
    ['__proto__', 'yes', { ok: false, fault: 'unknown-item' }],
  ])('to %s of %j becomes %j', (id, raw, expected) => {
    expect(validateAnswer(version, id, raw)).toEqual(expected);
  });

  it('keeps skipped, prefer not to say, not sure and not asked apart', () => {
    const borough = recordsOf(version, {
      satisfied: 'skipped',
      seriously: 'prefer-not-to-say',
      pressure: 'not-sure',
    }).find(({ kind }) => kind === 'borough')!;
    expect(borough.answers).toMatchObject({
      satisfied: 'skipped',
      seriously: 'prefer-not-to-say',
      pressure: 'not-sure',
      listened: 'not-asked',
    });
  });
});

describe('records', () => {
  it('are the same fourteen for everyone, so that neither number nor kind tells anything', () => {
    const shape = (answers: Answers) =>
      recordsOf(version, answers).map(({ kind, subject, answers: held }) => [kind, subject, Object.keys(held)]);
    const none = shape({});
    expect(none).toHaveLength(14);
    assert(property(anyWay, (answers) => void expect(shape(answers)).toEqual(none)));
  });

  it('carry one headline each, and all answers together only in the borough record', () => {
    for (const { kind, subject, answers } of recordsOf(version, { satisfied: 'neither', seriously: 'very' }))
      if (kind !== 'borough' && kind !== 'characteristic') expect(Object.keys(answers)).toEqual([subject]);
    expect(headlineItems(questionnaire)).toEqual(['satisfied', 'seriously', 'pressure']);
  });

  it('never carry a message, a wish to be contacted or who she is beside her answers', () => {
    const records = recordsOf(version, {
      'anything-else': 'canary',
      'contact-me': ['mp'],
      'about-age': '25-34',
      'treated-worse': 'no',
      satisfied: 'neither',
    });
    expect(JSON.stringify(records)).not.toMatch(/canary|contact-me/);
    for (const { kind, answers } of records)
      if (kind === 'characteristic') expect(Object.keys(answers)).toHaveLength(2);
      else expect(Object.keys(answers).filter((id) => id.startsWith('about-') || id === 'treated-worse')).toEqual([]);
  });

  it('drop what a changed answer took off the path', () => {
    const borough = recordsOf(version, { pressure: 'neither', 'pressure-strength': 'a-lot' }).find(
      ({ kind }) => kind === 'borough',
    )!;
    expect(borough.answers['pressure-strength']).toBe('not-asked');
  });
});

describe('measures', () => {
  it.each([
    ['satisfied', { satisfied: 'fairly-satisfied' }, 1],
    ['satisfied', { satisfied: 'neither' }, 0],
    ['dissatisfied', { satisfied: 'neither' }, 0],
    ['dissatisfied', { satisfied: 'fairly-dissatisfied' }, 1],
    ['satisfied', { satisfied: 'not-sure' }, undefined],
    ['seriously', { seriously: 'fairly' }, 1],
    ['pressure', { pressure: 'both' }, 1],
    ['pressure', { pressure: 'carry-on' }, 0],
    ['pressure', { pressure: 'prefer-not-to-say' }, undefined],
    ['believed', { believed: 'by-some' }, 0],
    ['support-offered', { 'support-offered': 'yes-i-said-no' }, 1],
    ['closing-first', { 'closing-first': 'close-case' }, 1],
    ['recorded-right', { 'recorded-right': 'no' }, 1],
    ['recorded-right', { 'recorded-right': 'did-not-want-to' }, undefined],
    ['wellbeing', { wellbeing: 'bit-worse' }, 1],
    ['discordance-a', { 'told-police-stop': 'no' }, 1],
    ['discordance-b', { 'how-ended': 'not-told' }, 1],
    ['discordance-b', { 'how-ended': 'i-decided' }, 0],
    ['pressure-strength', { pressure: 'neither', 'pressure-strength': 'not-asked' }, 0],
    ['pressure-strength', { pressure: 'stop', 'pressure-strength': 'a-lot' }, 1],
    ['pressure-how-told-trouble', { pressure: 'stop', 'pressure-how': ['told-trouble', 'kept-waiting'] }, 1],
    ['pressure-how-told-trouble', { pressure: 'not-sure' }, undefined],
  ])('%s of %j counts %s', (id, answers, expected) => {
    expect(counts(measure(id), answers as Answers)).toBe(expected);
  });
});
