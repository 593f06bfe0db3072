import type { ReportingAreaConfig } from '../config.js';
import type { LedgerEntry } from '../ledger.js';
import { monthsOf, yearOf, type Period } from '../month.js';
import { prepareRelease } from '../prepare-release.js';
import type { Base, Withheld } from '../release.js';
import { closedLater, closedWithin30, headlines } from '../tables.js';
import { answeredAt, basesAt, countsOf, peopleOf, type Person, type PopulationShape } from './population.js';

/** One year of one borough, published month by month through the gate. */
export interface SimulatedYear {
  readonly config: ReportingAreaConfig;
  readonly year: Period;
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
  const people = peopleOf(config, year, shape, seed);
  const ledger: LedgerEntry[] = [];
  const withheldByGate: Withheld[] = [];
  for (const month of monthsOf(year)) {
    const release = await prepareRelease({
      config,
      month,
      bases: basesAt(config, people, month).filter((base) => !headlinesOnly || isHeadline(base)),
      answered: answeredKnown ? answeredAt(people, month) : [],
      ledger,
      counts: (cells) => countsOf(config, people, cells),
    });
    ledger.push(...release.ledgerEntries);
    withheldByGate.push(...release.withheld.filter(({ reason }) => reason === 'would-identify'));
  }
  return { config, year, people, ledger, withheldByGate };
}

function isHeadline({ measure, group }: Base): boolean {
  return (headlines as readonly string[]).includes(measure) && group !== closedWithin30 && group !== closedLater;
}
