import {
  fill,
  NOT_SURE,
  optionsOf,
  PREFER_NOT_TO_SAY,
  wordsOf,
  type AnswerFault,
  type Item,
  type LanguageTexts,
} from '@answerable/questionnaire';
import { cueFor } from '../pages/page.js';
import type { Draft } from './draft.js';
import type { FoundSurvey } from './draft.store.js';
import { addressOf, pathOf } from './visits.js';

const SECONDS_A_PAGE = 15;

/** Everything the template of a question needs. An answer of an earlier visit is not shown: somebody else may be looking. */
export function questionPage(
  texts: LanguageTexts,
  {
    draft,
    found,
    item,
    visit,
    message,
    fault,
    from,
  }: {
    draft: Draft;
    found: FoundSurvey;
    item: Item;
    visit: number;
    message: string;
    fault?: AnswerFault;
    from?: string;
  },
): Record<string, unknown> {
  const words = wordsOf(texts, item);
  const given = draft.answers[item.id];
  const shown = given?.visit === visit ? [given.answer].flat() : [];
  const option = (code: string) => ({ code, label: words.answers[code], checked: shown.includes(code) });
  const way = pathOf(draft);
  const place = way.findIndex(({ id }) => id === item.id);
  const before = way[place - 1];
  return {
    neutral: false,
    item,
    words,
    options: optionsOf(item, draft.seed).map(option),
    silences: [...(item.notSure ? [NOT_SURE] : []), ...(item.preferNotToSay ? [PREFER_NOT_TO_SAY] : [])].map(option),
    message,
    tie: draft.tie && draft.messageVisit === visit,
    cue: place === 0 ? cueFor(texts, found.cueMonth) : undefined,
    address: addressOf(draft.questionnaire, item),
    back: before && addressOf(draft.questionnaire, before),
    from,
    minutes: minutesLeft(texts, way.length - place),
    fault: fault && fill(texts.faults[fault], { n: item.maxLength ?? 0 }),
  };
}

function minutesLeft(texts: LanguageTexts, pages: number): string {
  const minutes = Math.ceil((pages * SECONDS_A_PAGE) / 60);
  return minutes <= 1 ? texts.page.minute : fill(texts.page.minutes, { n: minutes });
}

export interface CheckRow {
  readonly question: string;
  readonly answer: string;
  readonly address: string;
}

/** What she is about to send, in the order asked; nothing from an earlier visit in words. */
export function checkRows(texts: LanguageTexts, draft: Draft, visit: number): CheckRow[] {
  return pathOf(draft).flatMap((item) => {
    const given = draft.answers[item.id];
    if (!given) return [];
    const { question } = wordsOf(texts, item);
    return [
      { question, answer: shownAnswer(texts, item, given, visit), address: addressOf(draft.questionnaire, item) },
    ];
  });
}

function shownAnswer(texts: LanguageTexts, item: Item, given: Draft['answers'][string], visit: number): string {
  if (given.visit !== visit) return texts.check.earlier;
  if (given.answer === 'written') return texts.check.written;
  const words = wordsOf(texts, item);
  return [given.answer]
    .flat()
    .map((code) => words.answers[code] ?? code)
    .join('; ');
}
