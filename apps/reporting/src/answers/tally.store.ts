import { Injectable } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { boroughMeasures, talliesOf, type AnswerCount, type Tally } from './tally.js';
import { periodOf } from './fact.js';

/** In a sum of a measure a positive answer counts this much beside the one it counts in the base; whole in a double up to 9 million rows. */
const POSITIVES = 1_000_000_000;
const ONE_OF_BOTH = POSITIVES + 1;

/** Counting of answers: each table is one pass of SQL over its facts; no totals are kept. */
@Injectable()
export class TallyStore {
  constructor(private readonly database: Database) {}

  /** The three headlines of the borough, by month, from a month through another. */
  async boroughHeadlines(organisationId: string, from: string, to: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, month as period, 'borough' as "group", item, answer, sum(records)::int as records
         from headline_counts where organisation_id = $1 and month between $2 and $3
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
      `select questionnaire, half_year as period, area as "group", item, answer, sum(records)::int as records
         from area_counts where organisation_id = $1 and half_year = any($2) and ($3::text is null or area = $3)
        group by questionnaire, half_year, area, item, answer`,
      [organisationId, halfYears, area],
    );
    return talliesOf(rows, 'T2');
  }

  async constituencyHeadlines(organisationId: string, year: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, year as period, constituency as "group", item, answer, sum(records)::int as records
         from constituency_counts where organisation_id = $1 and year = $2
        group by questionnaire, year, constituency, item, answer`,
      [organisationId, year],
    );
    return talliesOf(rows, 'T2');
  }

  async treatedWorse(organisationId: string, year: string): Promise<Tally[]> {
    const rows = await this.database.read<AnswerCount>(
      `select questionnaire, year as period, characteristic || ':' || category as "group", 'treated-worse' as item, answer,
              sum(records)::int as records
         from characteristic_counts where organisation_id = $1 and year = $2
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
    // One sum a measure, which holds both numbers: two counts would read each answer twice, and that is what a million rows cost.
    const columns = measures.map(
      ({ positive, negative }, n) =>
        `sum(case when ${positive} then ${ONE_OF_BOTH} when ${negative} then 1 else 0 end)::bigint as m${n}`,
    );
    const [row = {}] = await this.database.read<Record<string, string | null>>(
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
      const sum = Number(row[`m${n}`] ?? 0);
      return { measure, group, from, to, base: sum % POSITIVES, count: Math.floor(sum / POSITIVES) };
    });
  }
}
