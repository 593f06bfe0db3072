import { questionnaireOf, type Answer, type Answers } from '@answerable/questionnaire';
import { box, padded, unbox } from '../keys/crypto.js';

/** Below the size at which PostgreSQL moves a value out of its row; a test shows that the longest draft fits. */
export const ANSWERS_SIZE = 1792;
export const MESSAGE_SIZE = 4224;

/** Answers not yet sent. Each carries the visit in which it was given. */
export interface Draft {
  readonly questionnaire: string;
  readonly consent: string;
  readonly seed: string;
  readonly visits: number;
  readonly answers: Readonly<Record<string, { readonly answer: Answer; readonly visit: number }>>;
  /** She wants her message to be shown beside her contact. */
  readonly tie: boolean;
  /** Visit in which the message was written; 0 for none. The text itself is in a box of its own. */
  readonly messageVisit: number;
}

/** Items by their place: ids would make the longest draft too long. */
interface Compact {
  q: string;
  c: string;
  s: string;
  v: number;
  t: 0 | 1;
  m: number;
  a: [place: number, answer: Answer, visit: number][];
}

export function sealDraft(key: Buffer, draft: Draft): Buffer {
  const { items } = questionnaireOf(draft.questionnaire);
  const compact: Compact = {
    q: draft.questionnaire,
    c: draft.consent,
    s: draft.seed,
    v: draft.visits,
    t: draft.tie ? 1 : 0,
    m: draft.messageVisit,
    a: items.flatMap(({ id }, place) => {
      const given = draft.answers[id];
      return given ? [[place, given.answer, given.visit] satisfies Compact['a'][number]] : [];
    }),
  };
  return box(key, padded(JSON.stringify(compact), ANSWERS_SIZE), 'answers');
}

/** Undefined where the key is not the one it was sealed with. */
export function openDraft(key: Buffer, sealed: Buffer): Draft | undefined {
  const clear = unbox(key, sealed, 'answers');
  if (!clear) return undefined;
  const { q, c, s, v, t, m, a } = JSON.parse(clear.toString()) as Compact;
  const { items } = questionnaireOf(q);
  return {
    questionnaire: q,
    consent: c,
    seed: s,
    visits: v,
    tie: t === 1,
    messageVisit: m,
    answers: Object.fromEntries(a.map(([place, answer, visit]) => [items[place]!.id, { answer, visit }])),
  };
}

export const sealMessage = (key: Buffer, message: string): Buffer =>
  box(key, padded(JSON.stringify(message), MESSAGE_SIZE), 'message');

export function openMessage(key: Buffer, sealed: Buffer): string {
  const clear = unbox(key, sealed, 'message');
  return clear ? (JSON.parse(clear.toString()) as string) : '';
}

/** The answers as the questionnaire's rules want them; the message counts as answered once it was written. */
export function answersOf(draft: Draft): Answers {
  return Object.fromEntries(Object.entries(draft.answers).map(([id, { answer }]) => [id, answer]));
}
