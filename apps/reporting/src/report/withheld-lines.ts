import type { ReportContent, WithheldReason } from '@answerable/contracts';
import { halfOf, yearOf, type Withheld } from '@answerable/disclosure';
import { reportPeriodOf, wordsOf } from './share.js';

/** Why a cell is not shown, for the report. */
export const withheldWords: Readonly<Record<Withheld['reason'], { reason: WithheldReason; says: string }>> = {
  'too-few-answers': { reason: 'too-few-answers', says: 'Too few people answered to show it safely.' },
  'other-side-too-small': {
    reason: 'would-reveal-another',
    says: 'It would tell about the few people who are not in it.',
  },
  'would-identify': {
    reason: 'gate',
    says: 'Together with figures already published it could tell what particular people answered.',
  },
};

const shortTitles: Readonly<Record<Withheld['table'], string>> = {
  T2: 'the headlines',
  T3: 'the headlines by area',
  T4: 'the headlines by constituency',
  T5: 'how people were treated',
  T6: 'help asked for',
  T7: 'treated worse, by characteristic',
};

/** One line for each reason and date: twenty cells withheld for the same reason are one fact to a reader of page one. */
export function withheldLines(withheld: readonly Withheld[]): ReportContent['withheld'] {
  const lines = Map.groupBy(withheld, ({ reason, until }) => `${reason}/${until}`);
  return [...lines.values()].map((cells) => {
    const [first] = cells as [Withheld];
    const parts = [...Map.groupBy(cells, ({ table }) => table)].map(([table, own]) => {
      const labels = [...new Set(own.map(({ measure }) => wordsOf(measure).label))];
      return `${shortTitles[table]} (${labels.length === 1 ? labels[0]!.toLowerCase() : `${labels.length} rows`})`;
    });
    return {
      what: `Part of ${parts.join('; ')}`,
      why: withheldWords[first.reason].says,
      when: `Next possible with the report for ${reportPeriodOf({ from: first.until, to: first.until }).words}.`,
    };
  });
}

/** Tables that wait for their half-year or year. */
export function notYetDue(month: string, byConstituency: boolean): ReportContent['withheld'] {
  const waits = 'A month’s answers are too few to show safely by area; they are shown by half-year.';
  const half = halfOf(month).to;
  const year = yearOf(month).to;
  return [
    ...(half === month
      ? []
      : [
          {
            what: 'New figures by area and on how people were treated',
            why: waits,
            when: `With the report for ${reportPeriodOf({ from: half, to: half }).words}.`,
          },
        ]),
    ...(year === month
      ? []
      : [
          {
            what: byConstituency ? 'Figures by constituency and by characteristic' : 'Figures by characteristic',
            why: 'Shown once a year.',
            when: `With the report for ${reportPeriodOf({ from: year, to: year }).words}.`,
          },
        ]),
  ];
}
