import { expect, it } from 'vitest';
import { answeringMonth } from '@answerable/contracts';
import { answeringOf } from './answering.js';

const evidence = {
  modes: { web: 9, telephone: 5 },
  languages: { en: 13, es: 1 },
  sentEarly: { check: 7, pressure: 6, satisfied: 4, 'pressure-how': 8 },
  breakOffs: { listened: 5, respect: 1 },
  straightLined: 4,
  withdrawn: 1,
};

it('how a month was answered names pages in the order asked, and neither one where few stopped nor one that an answer leads to', () => {
  const answering = answeringMonth.parse(answeringOf('2026-06', 12, evidence));
  expect(answering.sentEarly.map(({ item, people }) => [item, people])).toEqual([
    ['pressure', 6],
    ['check', 7],
  ]);
  expect(answering.sentEarly.at(-1)!.question).toBe('Check your answers');
  expect(answering.neverSent).toEqual([
    { item: 'listened', question: 'How well did the officers listen to you?', people: 5 },
  ]);
  expect(answering.straightLined).toBeNull();
  expect(answering).toMatchObject({ sent: 12, modes: evidence.modes, languages: evidence.languages, withdrawn: 1 });
});

it('a month of before sent and never sent were told apart is all among those who stopped', () => {
  const { sentEarly: _absent, ...older } = evidence;
  expect(answeringOf('2026-05', 3, older).sentEarly).toEqual([]);
});
