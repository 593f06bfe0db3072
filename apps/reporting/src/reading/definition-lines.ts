import type { ReportContent, ReportDefinition } from '@answerable/contracts';

/** For whoever counts again: id of the figure, version and item of the questionnaire, query of each table. */
export function sourceOf({ measure, answers, queries }: ReportDefinition): string {
  return [
    measure,
    ...answers.map(({ questionnaire, item }) => `questionnaire ${questionnaire}: ${item}`),
    ...queries.map(({ table, query }) => `${table}: ${query}`),
  ].join('; ');
}

/** A sentence or two on what a figure counts and of whom. */
export const meaningOf = ({ counts, shareOf }: ReportDefinition): string =>
  [counts.replace(/\.$/, ''), shareOf]
    .filter((each) => each !== null)
    .join('. ')
    .replace(/\.?$/, '.');

/** Reports sealed before definitions were given have none. */
export const definitionsIn = ({ definitions }: ReportContent): readonly ReportDefinition[] => definitions ?? [];
