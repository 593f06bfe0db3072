import type { ReportTable } from '@answerable/contracts';
import { characteristics } from '@answerable/disclosure';
import { questionnaires } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import { sampleContent, sealed } from '../../test/sample.js';
import { boroughMeasures, publishedName, talliesOf } from '../answers/tally.js';
import { csvMetadataOf, figuresOf } from '../reading/report-csv.js';
import { definitionsOf } from './definitions.js';
import { groupWords, measureWords } from './measure-words.js';

/** Of everything the report has words for, whatever this month shows. */
const all = definitionsOf([], [
  { counts: [], shares: Object.keys(measureWords).map((measure) => ({ measure, label: measure })) },
] as unknown as ReportTable[]);
const of = (measure: string) => all.find((each) => each.measure === measure)!;

describe('a definition', () => {
  it('stands in the sealed content for every figure, once, and every row of the CSV leads to it', () => {
    const content = sampleContent();
    const figures = new Set([...content.headlines, ...figuresOf(content)].map(({ measure }) => measure));
    expect(content.definitions!.map(({ measure }) => measure).toSorted()).toEqual([...figures].toSorted());
    const { url, notes } = csvMetadataOf(sealed(content)) as { url: string; notes: { '@id': string }[] };
    expect(notes.map((note) => note['@id']).toSorted()).toEqual(
      [...figures].map((each) => `${url}#${each}`).toSorted(),
    );
  });

  it('is that of what is counted: headlines and T7 from counts of answers', () => {
    for (const [table, measures] of [
      ['T2', ['satisfied', 'seriously', 'pressure']],
      ['T7', ['treated-worse']],
    ] as const)
      for (const measure of measures)
        for (const { questionnaire, item, counted, of: base } of of(measure).answers) {
          const { answers } = questionnaires[questionnaire]!.items.find(({ id }) => id === item)!;
          const tally = (codes: readonly string[]) =>
            talliesOf(
              codes.map((answer) => ({ questionnaire, period: '2026-06', group: 'borough', item, answer, records: 1 })),
              table,
            ).find((each) => each.measure === measure);
          for (const answer of answers)
            expect(tally([answer])).toEqual(
              base!.answers.includes(answer)
                ? expect.objectContaining({ base: 1, count: counted.includes(answer) ? 1 : 0 })
                : undefined,
            );
        }
  });

  it('is that of what is counted: T5 by the conditions of its SQL', () => {
    const conditions = [...boroughMeasures('2026-1', 'half-year'), ...boroughMeasures('2026-1', 'year')];
    for (const { measure, positive, negative } of conditions) {
      const [own] = of(measure).answers;
      const codesIn = (sql: string) => [...sql.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code!);
      const parent = own!.of!.item !== own!.item;
      expect(codesIn(positive)).toEqual(parent ? [...own!.of!.answers, ...own!.counted] : own!.counted);
      expect(new Set(codesIn(`${positive} ${negative}`))).toEqual(new Set([...own!.counted, ...own!.of!.answers]));
      expect(of(measure).queries.map(({ table }) => table)).toContain('T5');
    }
  });

  it('says who was asked, and of whom the share is', () => {
    expect(of('recorded-right')).toMatchObject({
      counts: 'Who answered “No” to “Did you have a chance to say if what they wrote down was wrong?”',
      shareOf: 'Asked of everyone; the share is of all who answered “Yes” or “No”.',
    });
    expect(of('pressure-strength').shareOf).toMatch(
      /^Asked of those who answered “That I should stop” or “Both: carry on and stop” to “Did anything .*”; the share is of all who answered that question\.$/,
    );
    expect(of('discordance-b').shareOf).toBe(
      'Asked of everyone; the share is of all who answered, in cases recorded as ended because the person did not support action.',
    );
    expect(of('pressure').shareOf).toBe(
      'Asked of everyone; the share is of all who answered; in T5 in cases closed within 30 days of the report.',
    );
  });

  it('and words are there for every measure and characteristic of every version', () => {
    for (const { items, measures } of Object.values(questionnaires)) {
      for (const measure of measures) expect(measureWords, measure.id).toHaveProperty([publishedName(measure)]);
      const asked = items.filter(({ role }) => role === 'characteristic');
      expect(characteristics, 'or it would be asked for nothing').toEqual(
        asked.map(({ id }) => id.replace('about-', '')),
      );
      for (const { id, answers } of asked)
        for (const code of answers) expect(groupWords).toHaveProperty([`${id.replace('about-', '')}:${code}`]);
    }
  });

  it('is demanded: a measure without one cannot be published', () => {
    const unheardOf = [{ counts: [], shares: [{ measure: 'unheard-of', label: '' }] }] as unknown as ReportTable[];
    expect(() => definitionsOf([], unheardOf)).toThrow('no definition of unheard-of');
  });
});
