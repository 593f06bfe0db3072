import { SKIPPED, type Answer, type Answers, type Item, type Questionnaire } from './questionnaire.js';
import { questionnaireOf } from './versions.js';

/** Items put to a person who gave these answers, in order; an item not yet decided by an answer is not included. Pure. */
export function path(version: string, answers: Answers): readonly Item[] {
  return questionnaireOf(version).items.filter((item) => isAsked(item, answers));
}

/** The first item on the path that has no answer yet (a skipped one has), or undefined at the end. Options come in her order. */
export function nextItem(version: string, answers: Answers, seed: string): Item | undefined {
  const item = path(version, answers).find(({ id }) => answers[id] === undefined);
  return item && { ...item, answers: optionsOf(item, seed) };
}

/** The item of this id, or undefined. */
export function itemOf(version: string, id: string): Item | undefined {
  return questionnaireOf(version).items.find((item) => item.id === id);
}

/** Answers without those to items that her later changes took off the path: an answer to a question not asked is no answer. */
export function onPath(version: string, answers: Answers): Answers {
  const kept: Record<string, Answer> = {};
  for (const item of questionnaireOf(version).items) {
    const given = answers[item.id];
    if (given !== undefined && isAsked(item, kept)) kept[item.id] = given;
  }
  return kept;
}

/** Codes of an item in the order this seed draws; the same seed always gives the same order (going back must not reshuffle). */
export function optionsOf(item: Item, seed: string): readonly string[] {
  if (!item.randomOrder) return item.answers;
  const { last } = item.randomOrder;
  const drawn = item.answers.filter((code) => !last.includes(code));
  const random = generator(`${seed}/${item.id}`);
  for (let i = drawn.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [drawn[i], drawn[j]] = [drawn[j]!, drawn[i]!];
  }
  return [...drawn, ...last];
}

/** Items of a role, in order. */
export function itemsOf(questionnaire: Questionnaire, role: Item['role']): readonly Item[] {
  return questionnaire.items.filter((item) => item.role === role);
}

function isAsked(item: Item, answers: Answers): boolean {
  if (!item.when) return true;
  const given = answers[item.when.item] ?? SKIPPED;
  const codes = typeof given === 'string' ? [given] : given;
  return codes.some((code) => item.when!.is.includes(code));
}

/** mulberry32 over an FNV-1a hash of the text: order of options needs no secrecy, only to be repeatable. */
function generator(text: string): () => number {
  let state = 0x811c9dc5;
  for (const character of text) state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
