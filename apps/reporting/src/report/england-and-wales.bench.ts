import { englandAndWales, southwark, type Organisation } from '@answerable/contracts';
import { Database, openDataSource, type Tx } from '@answerable/persistence';
import { createLogger } from '@answerable/service';
import { TallyStore } from '../answers/tally.store.js';
import { CoverageStore } from '../coverage/coverage.store.js';
import { migrations } from '../migrations.js';
import { releaseConfigsOf } from '../organisation.js';
import { canonical } from '../seals/seal.js';
import { CompileReport } from './compile-report.js';
import { LedgerStore } from './ledger.store.js';
import { ReleaseGate, type GateTask } from './release-gate.js';
import { releaseOf } from './release-of.js';

export interface NationalFigures {
  readonly organisations: number;
  readonly forces: number;
  readonly constituencies: number;
  readonly reports: number;
  /** Cells with a figure in the last report of each, and those the gate withheld in all of them. */
  readonly shown: number;
  readonly withheldByGate: number;
  readonly totalMs: number;
  readonly slowestMs: number;
}

/** Nobody else needs this thread, and a new one for each of hundreds of reports would be the cost that is measured. */
class GateHere extends ReleaseGate {
  override prepare(task: GateTask) {
    return releaseOf(task);
  }
}

interface Options {
  /** Months in a row from January 2027; up to twelve. */
  readonly months: number;
  readonly organisations?: readonly Organisation[];
  readonly onProgress?: (done: number, of: number, name: string) => void;
}

/**
 * Compiles the reports of all of England and Wales, month by month, from invented answers: every configured organisation, the counting,
 * the release gate against its own history, the words and the canonical form. `url` is a migrated database of the caller's own, as its owner.
 */
export async function compileEnglandAndWales(
  url: string,
  { months, organisations = [southwark, ...englandAndWales], onProgress }: Options,
): Promise<NationalFigures> {
  const source = await openDataSource({ url, name: 'bench', migrations, statementTimeoutMs: 600_000 });
  const log = createLogger('bench', 'silent');
  const database = new Database(source, log);
  const ledger = new LedgerStore(database);
  const gate = new GateHere(log);
  const compile = new CompileReport(new TallyStore(database), new CoverageStore(database), ledger, gate);
  // An organisation that went live before begins its first year of figures here like the others.
  const first = '2027-01';
  const all = organisations.map((each) => ({ ...each, goLive: `${first}-01` }));
  const began = performance.now();
  const figures = { reports: 0, shown: 0, withheldByGate: 0, slowestMs: 0 };
  try {
    await database.transaction((tx) => inventAnswers(tx, all));
    for (const [number, organisation] of all.entries()) {
      for (let month = 1; month <= months; month += 1) {
        const from = performance.now();
        const name = `2027-${String(month).padStart(2, '0')}`;
        const { content, ledgerEntries } = await compile.of(organisation, {
          organisationId: organisation.id,
          month: name,
          version: 1,
          preparedOn: `${name}-28`,
          releaseOn: `${name}-28`,
          corrections: [],
          incomplete: [],
          takedowns: [],
        });
        canonical(content);
        await database.transaction((tx) => ledger.append(tx, organisation.id, ledgerEntries));
        figures.reports += 1;
        figures.slowestMs = Math.max(figures.slowestMs, performance.now() - from);
        if (month === months) figures.shown += ledgerEntries.filter(({ kind }) => kind === 'published').length;
        figures.withheldByGate += ledgerEntries.filter(
          (each) => each.kind === 'withheld' && each.reason === 'would-identify',
        ).length;
      }
      onProgress?.(number + 1, all.length, organisation.name);
    }
  } finally {
    await source.destroy();
  }
  return {
    ...figures,
    organisations: all.length,
    forces: new Set(all.flatMap(({ forces }) => forces.map(({ code }) => code))).size,
    constituencies: new Set(
      all.flatMap((each) =>
        releaseConfigsOf(each)
          .at(-1)!
          .constituencies.map(({ code }) => code),
      ),
    ).size,
    totalMs: performance.now() - began,
  };
}

const oneOf = (...codes: string[]): string =>
  `(array['${codes.join(`','`)}'])[1 + floor(random() * ${codes.length})::int]`;
const amount = oneOf('very', 'fairly', 'not-very', 'not-at-all', 'skipped');
const yesNo = oneOf('yes', 'no', 'not-sure');
/** Options of an item with several answers, each chosen by some three in ten. */
const someOf = (...codes: string[]): string =>
  `array_remove(array[${codes.map((code) => `case when random() < 0.3 then '${code}' end`).join(', ')}], null)`;

/** Some four people a month and constituency, with the records their answers become: unlinked, but all of the same people. */
async function inventAnswers(tx: Tx, organisations: readonly Organisation[]): Promise<void> {
  const places = organisations.flatMap((organisation) => {
    const config = releaseConfigsOf(organisation).at(-1)!;
    return config.constituencies.map(({ code }) => ({
      organisation: organisation.id,
      constituency: code,
      area: config.areas.find(({ constituencies }) => constituencies.includes(code))!.id,
    }));
  });
  // The same people in every run.
  await tx.query('select setseed(0.5)');
  await tx.query(
    `create unlogged table people as
     select organisation, constituency, area, to_char(month, 'YYYY-MM') as month,
            case when month < '2027-07-01' then '2027-H1' else '2027-H2' end as half_year,
            ${oneOf('very-satisfied', 'fairly-satisfied', 'neither', 'very-dissatisfied', 'very-dissatisfied', 'skipped')} as satisfied,
            ${amount} as seriously,
            ${oneOf('stop', 'neither', 'neither', 'neither', 'carry-on')} as pressure,
            ${oneOf('i-decided', 'police-or-prosecutors-stopped', 'not-told')} as how_ended,
            ${oneOf('yes', 'no', 'no', 'no', 'not-sure')} as treated_worse,
            ${oneOf('16-24', '16-24', '25-34', '25-34', '35-44', '45-54', '55-64', 'skipped')} as age,
            ${oneOf('woman', 'woman', 'woman', 'woman', 'woman', 'woman', 'man', 'another', 'skipped')} as gender,
            ${oneOf('white', 'white', 'white', 'white', 'asian', 'black', 'mixed', 'other', 'skipped')} as ethnicity,
            ${oneOf('yes', 'no', 'no', 'skipped')} as disability
       from jsonb_to_recordset($1::jsonb) as place(organisation text, constituency text, area text),
            generate_series('2027-01-01'::date, '2027-12-01', interval '1 month') as month,
            generate_series(1, 6) as n
      where random() < 0.7`,
    [JSON.stringify(places)],
  );
  const headline = `item, case item when 'satisfied' then satisfied when 'seriously' then seriously else pressure end, count(*)
     from people, unnest(array['satisfied', 'seriously', 'pressure']) as item`;
  for (const sql of [
    `insert into headline_counts select organisation, month, '2026-1', ${headline} group by organisation, month, item, 5`,
    `insert into area_counts select organisation, half_year, area, '2026-1', ${headline} group by organisation, half_year, area, item, 6`,
    `insert into constituency_counts select organisation, '2027', constituency, '2026-1', ${headline} group by organisation, constituency, item, 6`,
    `insert into borough_facts (organisation_id, half_year, questionnaire, withdrew, closed_within_30_days, satisfied, pressure, pressure_strength,
         pressure_how, how_ended, why_stopped, told_police_stop, listened, believed, respect, trained_officer, support_offered, looked_into,
         closing_first, told_recorded, recorded_right, outcome_told, reasons_given, review_told, wellbeing, report_again, talked_about, free_choice)
     select organisation, half_year, '2026-1', random() < 0.55, random() < 0.4, satisfied, pressure,
            case when pressure = 'stop' then ${oneOf('a-little', 'a-lot')} end,
            case when pressure = 'stop' then ${someOf('told-trouble', 'asked-to-sign', 'phone-or-records', 'kept-waiting', 'made-to-blame', 'unlikely-to-succeed', 'something-else')} end,
            how_ended,
            case when how_ended = 'i-decided' then ${someOf('peace-of-mind', 'safety', 'how-long', 'how-police-dealt', 'privacy', 'court', 'work-or-family', 'something-else')} end,
            ${yesNo}, ${amount}, ${oneOf('by-all', 'by-some', 'by-none')},
            ${amount}, ${yesNo}, ${oneOf('yes', 'yes-i-said-no', 'no')}, ${oneOf('most', 'some', 'little-or-nothing')},
            ${oneOf('find-out', 'close-case', 'in-between')}, ${yesNo}, ${yesNo}, ${yesNo}, ${oneOf('yes', 'partly', 'no')}, ${yesNo},
            ${oneOf('no-different', 'bit-worse', 'much-worse')}, ${oneOf('very-likely', 'neither', 'fairly-unlikely')}, ${yesNo},
            ${oneOf('yes', 'partly', 'no')}
       from people`,
    `insert into characteristic_counts (organisation_id, year, characteristic, category, questionnaire, answer, records)
     select organisation, '2027', characteristic, category, '2026-1', treated_worse, count(*)
       from people, lateral (values ('age', age), ('gender', gender), ('ethnicity', ethnicity), ('disability', disability)) as own(characteristic, category)
      group by organisation, characteristic, category, treated_worse`,
    `insert into delivery_coverage (organisation_id, month, revision, frozen, data)
     select organisation, month, 1, true, jsonb_build_object('organisationId', organisation, 'month', month, 'revision', 1,
              'takenAt', month || '-28T00:00:00Z', 'dispositions', '[]'::jsonb, 'asked', 3 * sum(answers), 'answeredInMonth', sum(answers),
              'answeredByConstituency', jsonb_agg(jsonb_build_object('constituency', constituency, 'answers', answers)),
              'notToldAbout', 0, 'frozen', true,
              'helpWishes', jsonb_build_object('support', sum(answers) / 3, 'review', sum(answers) / 5, 'complaint', sum(answers) / 8))
       from (select organisation, month, constituency, count(*)::int as answers from people group by 1, 2, 3) as counted
      group by organisation, month`,
    'drop table people',
    'analyze headline_counts, area_counts, constituency_counts, characteristic_counts, borough_facts',
  ])
    await tx.query(sql);
}
