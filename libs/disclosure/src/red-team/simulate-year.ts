import type { ReportingAreaConfig } from '../config.js';
import { lateAnswers } from '../late-answers.js';
import type { LedgerEntry } from '../ledger.js';
import { addMonths, halfOf, monthsOf, yearOf, type Period } from '../month.js';
import { prepareRelease } from '../prepare-release.js';
import type { Base, Withheld } from '../release.js';
import { closedLater, closedWithin30, headlines } from '../tables.js';
import { drawCorrections } from './draw-corrections.js';
import { answeredAt, basesAt, countsOf, peopleOf, type Person, type PopulationShape } from './population.js';

/** One year of one borough, published month by month through the gate; in the January after it what came late is corrected. */
export interface SimulatedYear {
  readonly config: ReportingAreaConfig;
  readonly year: Period;
  /** Everybody ever counted; their changes stand at the ledger's sequence. */
  readonly people: readonly Person[];
  readonly ledger: readonly LedgerEntry[];
  readonly withheldByGate: readonly Withheld[];
}

/** Publishes a made-up year. Years share nothing, so each begins with an empty ledger. */
export async function simulateYear(input: {
  readonly config: ReportingAreaConfig;
  readonly shape: PopulationShape;
  readonly seed: number;
  /** Whether the gate is told how many answered by month and constituency, or must guess the table inside the margins. */
  readonly answeredKnown: boolean;
  /** T2, T3 and T4 alone: a year takes seconds, so that many can be tried. */
  readonly headlinesOnly?: boolean;
}): Promise<SimulatedYear> {
  const { config, shape, seed, answeredKnown, headlinesOnly = false } = input;
  const year = yearOf(config.startsAt);
  const reports = monthsOf({ from: year.from, to: addMonths(year.to, 1) });
  const answering = peopleOf(config, year, shape, seed);
  const { people, recorded } = drawCorrections(config, answering, reports, seed);
  const ledger: LedgerEntry[] = [];
  const withheldByGate: Withheld[] = [];
  const firstSequences: number[] = [];
  for (const [at, month] of reports.entries()) {
    const halves = [halfOf(year.from), halfOf(year.to)].filter(({ to }) => to < month);
    const bases = basesAt(config, people, month, halves, at, year).filter((base) => !headlinesOnly || isHeadline(base));
    firstSequences.push(ledger.length + 1);
    const release = await prepareRelease({
      config,
      month,
      bases,
      answered: answeredKnown ? answeredAt(answering, month) : [],
      ledger,
      corrections: [
        ...lateAnswers(ledger, bases, year),
        ...recorded.filter(({ report }) => report === month).map(({ correction }) => correction),
      ],
      counts: (cells) => countsOf(config, people, cells, at),
    });
    ledger.push(...release.ledgerEntries);
    withheldByGate.push(...release.withheld.filter(({ reason }) => reason === 'would-identify'));
  }
  const inLedger = people.map((who) => ({
    ...who,
    changes: who.changes?.map((change) => ({ ...change, at: firstSequences[change.at + 0.5]! - 0.5 })) ?? [],
  }));
  return { config, year, people: inLedger, ledger, withheldByGate };
}

/** Of T2, T3 or T4. */
export function isHeadline({ measure, group }: Base): boolean {
  return (headlines as readonly string[]).includes(measure) && group !== closedWithin30 && group !== closedLater;
}
