import { benchGate } from '@answerable/disclosure/bench';
import { benchTallies } from '@answerable/reporting/bench';
import { compileEnglandAndWales } from '@answerable/reporting/bench-england-and-wales';
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

/** One report's release gate against sixty months of history. */
export async function gateBench(say: Say): Promise<Figure[]> {
  const { slowestMs, slowestMonth, ledgerEntries } = await benchGate(5, (done, of, month) =>
    say(`${done} of ${of} months through the release gate: ${month}`),
  );
  return [
    {
      what: `release gate of one report (${slowestMonth}, the slowest) against 60 months, ${ledgerEntries} ledger entries`,
      value: slowestMs,
      unit: 'ms',
      budget: { atMost: 60_000 },
    },
  ];
}

/** So many months of reports for every force and constituency of England and Wales, each month by month through its own release gate. */
export async function nationalBench(months: number, say: Say): Promise<Figure[]> {
  const database = await testDatabase(migrations, 'reporting');
  try {
    const figures = await compileEnglandAndWales(database.ownerUrl, {
      months,
      onProgress: (done, of, name) => say(`${done} of ${of}: ${name}`),
    });
    const { reports, forces, constituencies, shown, withheldByGate, totalMs, slowestMs } = figures;
    const all = `${reports} reports of ${forces} forces and ${constituencies} constituencies`;
    return [
      {
        what: `slowest report of England and Wales (${all}; ${shown} cells shown in the last, month ${months}, ${withheldByGate} withheld by the gate in all)`,
        value: slowestMs,
        unit: 'ms',
        budget: { atMost: 60_000 },
        ratio: `${Math.round(totalMs / 1000)} s for all of them`,
      },
    ];
  } finally {
    await database.drop();
  }
}
