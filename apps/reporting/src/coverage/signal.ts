import type { UnitSignal } from '@answerable/contracts';
import { chanceOfAtLeast } from '@answerable/statistics';
import type { IntakeCoverage } from './coverage.store.js';
import { signalReferenceOf, type SignalReference } from './signal-reference.js';

type Counts = Omit<IntakeCoverage['signals'][number], 'force' | 'unit'>;
type CountName = keyof Counts;

const ofClosures: Readonly<Record<keyof SignalReference['ofClosures'], string>> = {
  contactMissing: 'no contact details',
  contactUnusable: 'contact details that could not be used',
  outcome16Within30Days: 'closed within 30 days as not supported by the person',
  reclassified: 'reclassified',
  victimChanged: 'given to another victim',
  olderThanLookBack: 'sent too late for anybody to be asked',
  parkedAsLive: 'kept as waiting for the court',
};

const ofRecorded: Readonly<Record<keyof SignalReference['ofRecorded'], string>> = {
  removed: 'removed after they were sent',
  mergedAway: 'merged into another record, or cancelled as its duplicate',
  surveyedThroughNothing: 'merged into a record that is not here, or that of another victim: nobody is asked',
};

/** Beyond three sigmas on one side: once in 740 by chance, as on a control chart. */
const byChance = 0.00135;
/** Stock, not flow: over several months the newest stands. */
const stocks: ReadonlySet<CountName> = new Set([
  'openCases',
  'openOverTwelveMonths',
  'awaitingCourt',
  'awaitingCourtOverTwelveMonths',
]);

/** Signs of gaming by unit over some months, from coverage alone. For Victim Support and the auditor only. Pure. */
export function unitSignals(intake: readonly IntakeCoverage[]): UnitSignal[] {
  const ordered = intake.toSorted((a, b) => a.month.localeCompare(b.month));
  const [from, to] = [ordered[0]?.month, ordered.at(-1)?.month];
  if (!from || !to) return [];
  const reference = signalReferenceOf(to);
  return [...byUnit(ordered).values()]
    .map(({ force, unit, counts: { daysToClosureTotal, recorded, ...counts } }) => ({
      force,
      unit,
      months: { from, to },
      ...counts,
      averageDaysToClosure: counts.closures === 0 ? null : Math.round(daysToClosureTotal / counts.closures),
      stands: standsOut({ ...counts, recorded, daysToClosureTotal }, reference),
    }))
    .toSorted((a, b) => b.stands.length - a.stands.length || b.closures - a.closures);
}

/** A sentence for each count that differs from the reference by more than chance, in the direction that would be gaming. */
function standsOut(counts: Counts, reference: SignalReference): string[] {
  const found: string[] = [];
  const { closures, recorded, openCases, awaitingCourt } = counts;
  const judge = (what: string, all: number, base: number, of: string, expected: number): void => {
    const count = Math.min(all, base);
    if (chanceOfAtLeast(count, base, expected) < byChance)
      found.push(`${what}: ${count} of ${base} ${of}, where ${inHundred(expected)} are expected`);
  };
  for (const name of Object.keys(ofClosures) as (keyof typeof ofClosures)[])
    judge(ofClosures[name], counts[name], closures, 'closures', reference.ofClosures[name]);
  for (const name of Object.keys(ofRecorded) as (keyof typeof ofRecorded)[])
    judge(ofRecorded[name], counts[name], recorded, 'cases', reference.ofRecorded[name]);
  const open = 'open for more than twelve months';
  judge(open, counts.openOverTwelveMonths, openCases, 'open cases', reference.openOverTwelveMonths);
  const parked = 'waiting for the court for more than twelve months';
  const { awaitingCourtOverTwelveMonths: long } = counts;
  judge(parked, long, awaitingCourt, 'cases that wait for it', reference.awaitingCourtOverTwelveMonths);
  if (isFast(counts, reference.daysToClosure))
    found.push(
      `closed after ${Math.round(counts.daysToClosureTotal / closures)} days on average, where ${reference.daysToClosure} are expected`,
    );
  return found;
}

/** Days to closure spread about as widely as their mean: the standard error of a mean is the mean by the root of the base. */
function isFast({ closures, daysToClosureTotal }: Counts, expected: number): boolean {
  if (closures === 0) return false;
  return daysToClosureTotal / closures < expected - (3 * expected) / Math.sqrt(closures);
}

const inHundred = (share: number): string => (share === 0 ? 'none' : `${Math.round(share * 100)} in 100`);

function byUnit(ordered: readonly IntakeCoverage[]): Map<string, { force: string; unit: string; counts: Counts }> {
  const units = new Map<string, { force: string; unit: string; counts: Counts }>();
  for (const { month, signals } of ordered) {
    for (const { force, unit, ...counts } of signals) {
      const known = units.get(`${force}/${unit}`)?.counts;
      const latest = month === ordered.at(-1)!.month;
      units.set(`${force}/${unit}`, { force, unit, counts: added(known, latest ? counts : withoutStock(counts)) });
    }
  }
  return units;
}

const withoutStock = (counts: Counts): Counts => ({
  ...counts,
  openCases: 0,
  openOverTwelveMonths: 0,
  awaitingCourt: 0,
  awaitingCourtOverTwelveMonths: 0,
});

function added(a: Counts | undefined, b: Counts): Counts {
  if (!a) return b;
  const names = Object.keys(b) as CountName[];
  return Object.fromEntries(names.map((name) => [name, stocks.has(name) ? b[name] : a[name] + b[name]])) as Counts;
}
