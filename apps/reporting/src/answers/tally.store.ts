import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { boroughMeasures, talliesOf, type AnswerCount, type Tally } from './tally.js';
import { periodOf } from './fact.js';

/** Counting of answers: each table is one pass of SQL over its facts; nothing is kept aggregated. */
@Injectable()
export class TallyStore {
  constructor(private readonly database: Database) {}

  /** The three headlines of the borough, by month, from a month through another. */
  async boroughHeadlines(organisationId: string, from: string, to: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, month as period, 'borough' as "group", item, answer, count(*)::int as records
         from headline_facts where organisation_id = $1 and month between $2 and $3
        group by questionnaire, month, item, answer`,
      [organisationId, from, to],
    );
    return talliesOf(rows, 'T2');
  }

  /** The three headlines of every area (or of one) in the given half-years. */
  async areaHeadlines(
    organisationId: string,
    halfYears: readonly string[],
    area: string | null = null,
  ): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, half_year as period, area as "group", item, answer, count(*)::int as records
         from area_facts where organisation_id = $1 and half_year = any($2) and ($3::text is null or area = $3)
        group by questionnaire, half_year, area, item, answer`,
      [organisationId, halfYears, area],
    );
    return talliesOf(rows, 'T2');
  }

  async constituencyHeadlines(organisationId: string, year: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, year as period, constituency as "group", item, answer, count(*)::int as records
         from constituency_facts where organisation_id = $1 and year = $2
        group by questionnaire, year, constituency, item, answer`,
      [organisationId, year],
    );
    return talliesOf(rows, 'T2');
  }

  async treatedWorse(organisationId: string, year: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, year as period, characteristic || ':' || category as "group", 'treated-worse' as item, answer,
              count(*)::int as records
         from characteristic_facts where organisation_id = $1 and year = $2
          and category not in ('skipped', 'prefer-not-to-say', 'not-sure', 'not-asked')
        group by questionnaire, year, characteristic, category, answer`,
      [organisationId, year],
    );
    return talliesOf(rows, 'T7');
  }

  /** The measures of T5 over a half-year: one pass for each questionnaire version asked in it. */
  async processItems(organisationId: string, halfYear: string): Promise<Tally[]> {
    return this.boroughPasses(organisationId, [halfYear], 'half-year');
  }

  /** The follow-ups of T5 over the half-years of a year together. */
  async followUps(organisationId: string, halfYears: readonly string[]): Promise<Tally[]> {
    return this.boroughPasses(organisationId, halfYears, 'year');
  }

  private async boroughPasses(
    organisationId: string,
    halfYears: readonly string[],
    cadence: 'half-year' | 'year',
  ): Promise<Tally[]> {
    const versions = await this.database.read<{ questionnaire: string }>(
      'select distinct questionnaire from borough_facts where organisation_id = $1 and half_year = any($2)',
      [organisationId, halfYears],
    );
    const passes = await Promise.all(
      versions.map(({ questionnaire }) => this.onePass(organisationId, halfYears, questionnaire, cadence)),
    );
    const sums = new Map<string, Tally>();
    for (const tally of passes.flat()) {
      const key = `${tally.measure}/${tally.group}`;
      const sum = sums.get(key);
      sums.set(key, sum ? { ...sum, base: sum.base + tally.base, count: sum.count + tally.count } : tally);
    }
    return [...sums.values()];
  }

  private async onePass(
    organisationId: string,
    halfYears: readonly string[],
    version: string,
    cadence: 'half-year' | 'year',
  ): Promise<Tally[]> {
    const measures = boroughMeasures(version, cadence);
    const columns = measures.map(
      ({ positive, negative }, n) =>
        `count(*) filter (where ${positive})::int as p${n}, count(*) filter (where ${negative})::int as n${n}`,
    );
    const [row = {}] = await this.database.read<Record<string, number>>(
      `select ${columns.join(',\n             ')}
         from borough_facts where organisation_id = $1 and half_year = any($2) and questionnaire = $3`,
      [organisationId, halfYears, version],
    );
    const periods = halfYears.map(periodOf);
    const from = periods.map((each) => each.from).sort()[0]!;
    const to = periods
      .map((each) => each.to)
      .sort()
      .at(-1)!;
    return measures.map(({ measure, group }, n) => {
      const [count, others] = [row[`p${n}`] ?? 0, row[`n${n}`] ?? 0];
      return { measure, group, from, to, base: count + others, count };
    });
  }
}
