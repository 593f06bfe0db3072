import { describe, expect, it } from 'vitest';
import { boroughMeasures, countsOf, talliesOf, type AnswerCount } from './tally.js';

const row = (item: string, answer: string, records: number, more: Partial<AnswerCount> = {}): AnswerCount => ({
  questionnaire: '2026-1',
  period: '2026-06',
  group: 'borough',
  item,
  answer,
  records,
  ...more,
});

describe('headline tallies', () => {
  it('count the top three as satisfied, of all seven answers', () => {
    const [tally] = talliesOf(
      [
        row('satisfied', 'completely-satisfied', 2),
        row('satisfied', 'fairly-satisfied', 3),
        row('satisfied', 'neither', 4),
        row('satisfied', 'very-dissatisfied', 1),
      ],
      'T2',
    );
    expect(tally).toMatchObject({ measure: 'satisfied', base: 10, count: 5 });
  });

  it('count pressure as stop or both, of all four', () => {
    const answers = { stop: 2, both: 1, 'carry-on': 4, neither: 3 };
    const [tally] = talliesOf(
      Object.entries(answers).map(([answer, records]) => row('pressure', answer, records)),
      'T2',
    );
    expect(tally).toMatchObject({ base: 10, count: 3 });
  });

  it('leave silence out of the base: skipped, not sure, prefer not to say, not asked', () => {
    const silent = ['skipped', 'not-sure', 'prefer-not-to-say', 'not-asked'].map((answer) =>
      row('seriously', answer, 5),
    );
    expect(talliesOf(silent, 'T2')).toEqual([]);
    expect(talliesOf([...silent, row('seriously', 'fairly', 1)], 'T2')).toMatchObject([{ base: 1, count: 1 }]);
  });

  it('never leave out answers to a version that this program does not know: they are refused by its name', () => {
    expect(() => talliesOf([row('satisfied', 'neither', 12, { questionnaire: '2031-9' })], 'T2')).toThrow('2031-9');
    expect(() => boroughMeasures('2031-9', 'half-year')).toThrow('2031-9');
  });

  it('of a block are those of its months together', () => {
    const tallies = talliesOf(
      [
        row('satisfied', 'neither', 12, { period: '2026-05' }),
        row('satisfied', 'very-satisfied', 9),
        row('satisfied', 'neither', 3, { period: '2026-04' }),
      ],
      'T2',
    );
    const cell = {
      table: 'T2',
      measure: 'satisfied',
      group: 'borough',
      from: '2026-05',
      to: '2026-06',
      version: 1,
      base: 21,
      cadence: 'block',
      display: 'share',
      scale: 'quarters',
      showBase: true,
      coarsened: false,
      orMore: null,
    } as const;
    expect(countsOf(tallies, [cell])).toMatchObject([{ count: 9, base: 21 }]);
  });
});

describe('measures of T5', () => {
  const measures = [...boroughMeasures('2026-1', 'half-year'), ...boroughMeasures('2026-1', 'year')];
  const of = (measure: string, group = 'borough') =>
    measures.find((each) => each.measure === measure && each.group === group)!;

  it('give a follow-up the base of its parent item, whether or not she was asked it', () => {
    const parent = `pressure in ('carry-on', 'stop', 'both', 'neither')`;
    expect(of('pressure-strength')).toMatchObject({
      positive: `${parent} and pressure_strength in ('a-lot')`,
      negative: `${parent} and not coalesce(pressure_strength in ('a-lot'), false)`,
    });
    expect(of('pressure-how:kept-waiting').positive).toBe(`${parent} and pressure_how && array['kept-waiting']`);
  });

  it('count discordance within cases recorded as withdrawn only', () => {
    expect(of('discordance-a', 'withdrew')).toMatchObject({
      positive: `withdrew and told_police_stop in ('no')`,
      negative: `withdrew and told_police_stop in ('yes')`,
    });
    expect(of('discordance-b', 'withdrew').negative).toBe(`withdrew and how_ended in ('i-decided')`);
  });

  it('take “no chance to say” of yes and no alone', () => {
    expect(of('recorded-right')).toMatchObject({
      positive: `recorded_right in ('no')`,
      negative: `recorded_right in ('yes')`,
    });
  });

  it('give the gate both sides of “closed within 30 days”', () => {
    expect(of('pressure', 'closed-within-30-days').positive).toMatch(/^closed_within_30_days and/);
    expect(of('pressure', 'closed-later').negative).toMatch(/^not closed_within_30_days and/);
  });
});
