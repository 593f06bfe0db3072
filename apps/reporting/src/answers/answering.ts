import type { AnsweringMonth, EventData } from '@answerable/contracts';
import { questionnaires, textsOf, wordsOf } from '@answerable/questionnaire';

type Evidence = NonNullable<EventData<'responses.batch.closed.v1'>['evidence']>;

/** Of fewer, where somebody stopped or how she filled in a page may be known of a person: a lead knows who opened and never sent. */
const FEWEST = 5;

/** Totals as they came with a month's headlines, small ones left out and pages in words. Pure. */
export function answeringOf(month: string, sent: number, evidence: Evidence): AnsweringMonth {
  return {
    month,
    sent,
    modes: evidence.modes,
    languages: evidence.languages,
    sentEarly: pagesOf(evidence.sentEarly ?? {}),
    neverSent: pagesOf(evidence.breakOffs),
    straightLined: fewLeftOut(evidence.straightLined),
    withdrawn: evidence.withdrawn,
  };
}

const fewLeftOut = (people: number): number | null => (people > 0 && people < FEWEST ? null : people);

/**
 * In the order asked; the page on which she checks what she said comes last. Pages that an answer leads to, which older batches
 * name, would tell that answer, and are not there.
 */
function pagesOf(counts: Readonly<Record<string, number>>): AnsweringMonth['sentEarly'] {
  const items = Object.values(questionnaires).flatMap((each) => each.items.filter(({ when }) => !when));
  const known = new Map(items.map((item) => [item.id, wordsOf(textsOf('en'), item).question]));
  known.set('check', textsOf('en').check.heading);
  return [...known].flatMap(([item, question]) => {
    const people = counts[item] ?? 0;
    return people < FEWEST ? [] : [{ item, question, people }];
  });
}
