import { configAt, type ReportingAreaConfig } from '../config.js';
import { lateAnswers } from '../late-answers.js';
import type { CellKey, LedgerEntry } from '../ledger.js';
import { addMonths, halfOf, monthsOf, yearOf, type Month, type Period } from '../month.js';
import { prepareRelease } from '../prepare-release.js';
import type { Base, Withheld } from '../release.js';
import { closedLater, closedWithin30, headlines } from '../tables.js';
import { drawBoundaries } from './draw-boundaries.js';
import { drawCorrections } from './draw-corrections.js';
import { drawTakedowns } from './draw-takedowns.js';
import { answeredAt, basesAt, countsOf, peopleOf, type Person, type PopulationShape } from './population.js';

/** A figure that no report gives any more from this month's on. */
interface TakenDown extends CellKey {
  readonly fromReport: Month;
}

/** One year of one borough, published month by month through the gate; in the January after it what came late is corrected. */
export interface SimulatedYear {
  /** One, or where boundaries changed in July both. */
  readonly configs: readonly [ReportingAreaConfig, ...ReportingAreaConfig[]];
  readonly boundaryChange: string | null;
  readonly year: Period;
  /** Everybody ever counted; their changes stand at the ledger's sequence. */
  readonly people: readonly Person[];
  /** All that was ever published: what was taken down was read before. */
  readonly ledger: readonly LedgerEntry[];
  readonly takenDown: readonly TakenDown[];
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
  const { shape, seed, answeredKnown, headlinesOnly = false } = input;
  const year = yearOf(input.config.startsAt);
  const reports = monthsOf({ from: year.from, to: addMonths(year.to, 1) });
  const drawn = drawBoundaries(input.config, peopleOf(input.config, year, shape, seed), seed);
  const { configs, people: answering } = drawn;
  const { people, recorded } = drawCorrections(configs, answering, reports, seed);
  const takedownsBefore = drawTakedowns(seed);
  const ledger: LedgerEntry[] = [];
  const takenDown: TakenDown[] = [];
  const withheldByGate: Withheld[] = [];
  const firstSequences: number[] = [];
  for (const [at, month] of reports.entries()) {
    const config = configAt(configs, month);
    const halves = [halfOf(year.from), halfOf(year.to)].filter(({ to }) => to < month);
    const bases = basesAt(configs, people, month, halves, at, year).filter(
      (base) => !headlinesOnly || isHeadline(base),
    );
    const corrections = [
      ...lateAnswers(ledger, bases, year),
      ...recorded.filter(({ report }) => report === month).map(({ correction }) => correction),
    ];
    takenDown.push(...takedownsBefore(ledger, corrections).map((cell) => ({ ...cell, fromReport: month })));
    firstSequences.push(ledger.length + 1);
    const release = await prepareRelease({
      config,
      former: configs.filter(({ validFrom }) => validFrom < config.validFrom),
      month,
      bases,
      answered: answeredKnown ? answeredAt(answering, month) : [],
      ledger,
      corrections,
      takenDown,
      counts: (cells) => countsOf(configs, people, cells, at),
    });
    ledger.push(...release.ledgerEntries);
    withheldByGate.push(...release.withheld.filter(({ reason }) => reason === 'would-identify'));
  }
  const inLedger = people.map((who) => ({
    ...who,
    changes: who.changes?.map((change) => ({ ...change, at: firstSequences[change.at + 0.5]! - 0.5 })) ?? [],
  }));
  return { configs, boundaryChange: drawn.change, year, people: inLedger, ledger, takenDown, withheldByGate };
}

/** Of T2, T3 or T4. */
export function isHeadline({ measure, group }: Base): boolean {
  return (headlines as readonly string[]).includes(measure) && group !== closedWithin30 && group !== closedLater;
}
