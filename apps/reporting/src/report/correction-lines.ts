import type { ReportContent, ReportTable } from '@answerable/contracts';

export interface ChangedLine {
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

/** What a reader sees differently in the second of two versions of a report, figure by figure. Pure. */
export function correctionLines(before: ReportContent, after: ReportContent): ChangedLine[] {
  const old = new Map(before.tables.flatMap(lines).map((line) => [line.what, line.words]));
  return after.tables.flatMap(lines).flatMap(({ what, words }) => {
    const was = old.get(what) ?? 'not shown';
    return was === words ? [] : [{ what, before: was, after: words }];
  });
}

function lines({ id, counts, shares }: ReportTable): { what: string; words: string }[] {
  return [
    ...counts.map(({ label, words }) => ({ what: `${id}, ${label}`, words })),
    ...shares.map((share) => ({
      what: `${id}, ${share.label}, ${share.group.name}, ${share.period.words}`,
      words: share.shown ? share.words : 'withheld',
    })),
  ];
}
