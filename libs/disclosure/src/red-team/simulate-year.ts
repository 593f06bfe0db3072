import type { ReportingAreaConfig } from '../config.js';
import type { Correction, LedgerEntry } from '../ledger.js';
import { addMonths, halfOf, monthsOf, yearOf, type Month, type Period } from '../month.js';
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
  /** Whose answer to the corrected measure was removed, by which entry of the ledger. */
  readonly removed: ReadonlyMap<Person, number>;
}

/** The measure whose answers are corrected in half of the years, in August, for May. */
export const correctedMeasure = 'seriously';

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
  const removed = new Map<Person, number>();
  let present: readonly Person[] = people;
  for (const month of monthsOf(year)) {
    const gone = month.endsWith('-08') && seed % 2 === 1 ? goneFrom(people, addMonths(month, -3), 1 + (seed % 14)) : [];
    present = present.map((who) => (gone.includes(who) ? without(who, correctedMeasure) : who));
    const corrections = correctionsFor(gone);
    const current = present;
    const release = await prepareRelease({
      config,
      month,
      bases: basesAt(config, current, month, gone.length > 0 ? [halfOf(gone[0]!.month)] : []).filter(
        (base) => !headlinesOnly || isHeadline(base),
      ),
      answered: answeredKnown ? answeredAt(people, month) : [],
      ledger,
      corrections,
      counts: (cells) => countsOf(config, current, cells),
    });
    for (const entry of release.ledgerEntries) {
      if (entry.kind !== 'corrected') continue;
      const theirs = gone.filter((who) => who.month === entry.answersOf && who.constituency === entry.constituency);
      for (const who of theirs) removed.set(who, entry.sequence);
    }
    ledger.push(...release.ledgerEntries);
    withheldByGate.push(...release.withheld.filter(({ reason }) => reason === 'would-identify'));
  }
  return { config, year, people, ledger, withheldByGate, removed };
}

function goneFrom(people: readonly Person[], month: Month, count: number): Person[] {
  return people.filter((who) => who.month === month && who.answers.has(correctedMeasure)).slice(0, count);
}

function without(who: Person, measure: string): Person {
  return { ...who, answers: new Map([...who.answers].filter(([each]) => each !== measure)) };
}

function correctionsFor(gone: readonly Person[]): Correction[] {
  const places = Map.groupBy(gone, (who) => who.constituency);
  return [...places].map(([constituency, who]) => ({
    measure: correctedMeasure,
    answersOf: who[0]!.month,
    constituency,
    removed: who.length,
    added: 0,
    reason: 'sent twice',
  }));
}

function isHeadline({ measure, group }: Base): boolean {
  return (headlines as readonly string[]).includes(measure) && group !== closedWithin30 && group !== closedLater;
}
