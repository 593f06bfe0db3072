import type { ReportContent, ReportTable } from '@answerable/contracts';
import { NOT_SHOWN } from './share.js';

export interface ChangedLine {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

interface Line {
  readonly what: string;
  readonly words: string;
  /** Where the line can be found in the other version, whatever it is called there. */
  readonly key: string;
}

/** What a reader sees differently in the second of two versions of a report: figure by figure, and text by text. Pure. */
export function correctionLines(before: ReportContent, after: ReportContent): ChangedLine[] {
  const figures = changed(before.tables.flatMap(lines), after.tables.flatMap(lines), NOT_SHOWN);
  const texts = changed(textsIn(before, after), textsIn(after, before), 'not there');
  // Sentences made of figures change with them; where no figure did, it is the wording.
  const sentences = figures.length > 0 ? [] : changed(sentencesIn(before), sentencesIn(after), 'not there');
  return [...figures, ...texts, ...sentences];
}

function changed(before: readonly Line[], after: readonly Line[], none: string): ChangedLine[] {
  const was = new Map(before.map((line) => [line.key, line]));
  const is = new Set(after.map(({ key }) => key));
  return [
    ...after.map(({ key, what, words }) => ({ what, before: was.get(key)?.words ?? none, after: words })),
    ...before.filter(({ key }) => !is.has(key)).map(({ what, words }) => ({ what, before: words, after: none })),
  ].filter((line) => line.before !== line.after);
}

function lines({ id, counts, shares }: ReportTable): Line[] {
  return [
    ...counts.map((count) => ({ key: `${id}/${count.id}`, what: `${id}, ${count.label}`, words: count.words })),
    // A figure that is not shown, with a row or without, is none.
    ...shares.flatMap((share) =>
      share.shown
        ? {
            key: `${id}/${share.measure}/${share.group.id}/${share.period.from}/${share.period.to}`,
            what: `${id}, ${share.label}, ${share.group.name}, ${share.period.words}`,
            words: share.words,
          }
        : [],
    ),
  ];
}

/** Texts that hold no figure. What the other version cannot have, because it was sealed before it was given, is no change. */
function textsIn(content: ReportContent, other: ReportContent): Line[] {
  const line = (what: string, words: string, key = what): Line => ({ what, words, key });
  return [
    line('Title', content.title),
    line('The sentence at the foot of page one', content.standing),
    line('What you may not say', content.mayNotSay.join(' ')),
    ...content.headlines.map(({ measure, question }) => line('Question on page one', question, measure)),
    ...content.tables.flatMap(({ id, title, sentence, counts }) => [
      line(`${id}, heading`, title),
      line(`${id}, sentence under the heading`, sentence),
      ...counts.map((count) => line(`${id}, name of a row`, count.label, `${id}/${count.id}`)),
    ]),
    ...content.terms.map(({ term, meaning }) => line(`Words used, ${term}`, meaning)),
    ...(other.definitions ? (content.definitions ?? []) : []).map(({ measure, label, counts, shareOf }) =>
      line(`What each figure counts, ${label}`, [counts, shareOf ?? ''].join(' ').trim(), `definition/${measure}`),
    ),
  ];
}

function sentencesIn({ summary, maySay }: ReportContent): Line[] {
  return [
    { key: 'summary', what: 'The month in sentences', words: summary.join(' ') },
    { key: 'maySay', what: 'What you may say', words: maySay.join(' ') },
  ];
}
