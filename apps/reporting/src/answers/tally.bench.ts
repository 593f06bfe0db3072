import { Database, openDataSource } from '@answerable/persistence';
import { createLogger } from '@answerable/service';
import { migrations } from '../migrations.js';
import { TallyStore } from './tally.store.js';

export interface TallyFigures {
  /** Everything a half-year report counts, over all responses, milliseconds. */
  readonly reportMs: number;
  /** The headlines of one area in one half-year, milliseconds. */
  readonly areaMs: number;
  /** Merely reading the borough's rows, in the same run, milliseconds: what the database and the machine need anyway. */
  readonly scanMs: number;
  readonly responses: number;
}

const organisation = 'bench';
const halfYear = '2026-H1';

/**
 * Measures counting: fills the facts of one half-year with `responses` invented answers in 575 areas, as opened batches leave
 * them, and counts them as a half-year report does. `url` is a migrated database of the caller's own, as its owner; what it holds is added to.
 */
export async function benchTallies(url: string, responses = 1_000_000): Promise<TallyFigures> {
  const source = await openDataSource({ url, name: 'bench', migrations, statementTimeoutMs: 600_000 });
  const database = new Database(source, createLogger('bench', 'silent'));
  try {
    for (const sql of fillStatements) await database.read(sql, [organisation, responses]);
    await database.read('vacuum analyze headline_counts, area_counts, borough_facts');
    const store = new TallyStore(database);
    const report = () =>
      Promise.all([
        store.boroughHeadlines(organisation, '2026-01', '2026-06'),
        store.areaHeadlines(organisation, [halfYear]),
        store.processItems(organisation, halfYear),
      ]);
    return {
      scanMs: await bestOf(3, () => database.read('select count(talked_about) from borough_facts')),
      reportMs: await bestOf(3, report),
      areaMs: await bestOf(10, () => store.areaHeadlines(organisation, [halfYear], 'area-7')),
      responses,
    };
  } finally {
    await source.destroy();
  }
}

async function bestOf(times: number, work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let n = 0; n < times; n += 1) {
    const began = performance.now();
    await work();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

const oneOf = (codes: readonly string[]): string =>
  `(array['${codes.join(`','`)}'])[1 + floor(random() * ${codes.length})::int]`;
const headline = `item, case item when 'satisfied' then ${oneOf(['very-satisfied', 'neither', 'very-dissatisfied'])}
  when 'seriously' then ${oneOf(['very', 'fairly', 'not-very'])} else ${oneOf(['stop', 'both', 'neither', 'skipped'])} end`;
const headlines = `generate_series(1, $2::int) as n, unnest(array['satisfied', 'seriously', 'pressure']) as item`;
const amount = oneOf(['very', 'fairly', 'not-very', 'not-at-all', 'skipped']);
const yesNo = oneOf(['yes', 'no', 'not-sure']);

const fillStatements: readonly string[] = [
  `insert into headline_counts (organisation_id, month, questionnaire, item, answer, records)
   select $1, '2026-0' || (1 + n % 6), '2026-1', ${headline}, count(*) from ${headlines} group by 1, 2, 3, 4, 5`,
  `insert into area_counts (organisation_id, half_year, area, questionnaire, item, answer, records)
   select $1, '${halfYear}', 'area-' || (n % 575), '2026-1', ${headline}, count(*) from ${headlines} group by 1, 2, 3, 4, 5`,
  `insert into borough_facts select $1, '${halfYear}', '2026-1', random() < 0.5, random() < 0.3,
     ${oneOf(['very-satisfied', 'neither', 'very-dissatisfied'])}, ${amount}, ${oneOf(['i-decided', 'not-told', 'someone-charged'])},
     ${oneOf(['stop', 'both', 'neither', 'carry-on'])}, ${oneOf(['a-lot', 'a-little', 'not-asked'])}, ${oneOf(['yes', 'partly', 'no'])},
     array['kept-waiting'], ${yesNo}, array['not-asked'], ${amount}, ${oneOf(['by-all', 'by-some', 'by-none'])}, ${amount}, ${yesNo},
     ${oneOf(['yes', 'yes-i-said-no', 'no'])}, ${oneOf(['most', 'some', 'little-or-nothing'])}, ${oneOf(['find-out', 'close-case', 'in-between'])},
     ${yesNo}, ${yesNo}, ${yesNo}, ${oneOf(['yes', 'partly', 'no'])}, ${yesNo}, ${oneOf(['no-different', 'bit-worse', 'much-worse'])},
     ${oneOf(['very-likely', 'neither', 'fairly-unlikely'])}, ${yesNo}
     from generate_series(1, $2::int)`,
];
