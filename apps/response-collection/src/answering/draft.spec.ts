import { randomBytes } from 'node:crypto';
import { questionnaires, type Answer } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { ANSWERS_SIZE, MESSAGE_SIZE, openDraft, openMessage, sealDraft, sealMessage, type Draft } from './draft.js';

const key = randomBytes(32);
const longest = (answers: readonly string[]): string => answers.toSorted((a, b) => b.length - a.length)[0] ?? 'written';
const empty = (questionnaire: string): Draft => ({
  questionnaire,
  consent: '2026-1',
  seed: 'x'.repeat(12),
  visits: 1,
  answers: {},
  tie: false,
  messageVisit: 0,
});

describe.each(Object.values(questionnaires))('a draft of questionnaire $version', ({ version, items }) => {
  const fullest: Draft = {
    ...empty(version),
    visits: 99,
    messageVisit: 99,
    tie: true,
    answers: Object.fromEntries(
      items.map(({ id, type, answers }): [string, { answer: Answer; visit: number }] => [
        id,
        { answer: type === 'multi' ? answers : longest([...answers, 'prefer-not-to-say']), visit: 99 },
      ]),
    ),
  };

  it('has one size, whether empty or with the longest answer to everything', () => {
    expect(sealDraft(key, empty(version))).toHaveLength(ANSWERS_SIZE + 28);
    expect(sealDraft(key, fullest)).toHaveLength(ANSWERS_SIZE + 28);
  });

  it('comes back as it was, with its own key only', () => {
    expect(openDraft(key, sealDraft(key, fullest))).toEqual(fullest);
    expect(openDraft(randomBytes(32), sealDraft(key, fullest))).toBeUndefined();
  });
});

describe('a message', () => {
  it.each(['', 'short', '\u{1F600}'.repeat(1000), '"\\\n'.repeat(333)])(
    'has one size and comes back as it was',
    (text) => {
      const sealed = sealMessage(key, text);
      expect(sealed).toHaveLength(MESSAGE_SIZE + 28);
      expect(openMessage(key, sealed)).toBe(text);
    },
  );

  it('cannot be passed off as answers', () => {
    expect(openDraft(key, sealMessage(key, ''))).toBeUndefined();
  });
});
