import { benchTallies } from '@answerable/reporting/bench';
import { migrations } from '@answerable/reporting/migrations';
import { testDatabase } from '@answerable/stack';
import type { Figure, Say } from './figure.js';

/** What a half-year report counts over a million answers, and one area of it alone. */
export async function countingBench(responses: number, say: Say): Promise<Figure[]> {
  say(`filling the facts of ${responses} responses`);
  const database = await testDatabase(migrations, 'reporting');
  try {
    const { reportMs, areaMs, scanMs } = await benchTallies(database.ownerUrl, responses);
    const ratio = `${(reportMs / scanMs).toFixed(1)} times a plain scan`;
    return [
      {
        what: `counting a report over ${responses} responses`,
        value: reportMs,
        unit: 'ms',
        budget: { atMost: 3000 },
        ratio,
      },
      { what: 'counting one area of a half-year', value: areaMs, unit: 'ms', budget: { atMost: 100 } },
    ];
  } finally {
    await database.drop();
  }
}
