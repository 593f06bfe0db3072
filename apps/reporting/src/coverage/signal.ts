import type { UnitSignal } from '@answerable/contracts';
import { controlAlarm } from '@answerable/statistics';
import type { IntakeCoverage } from './coverage.store.js';

type Counts = Omit<IntakeCoverage['signals'][number], 'force' | 'unit'>;
type CountName = keyof Counts;

/** Shares of a unit's closures that are compared with all other units; a sentence where they differ by more than chance. */
const comparisons: readonly { readonly count: CountName; readonly says: string }[] = [
  { count: 'contactMissing', says: 'more cases without any contact details than elsewhere' },
  { count: 'contactUnusable', says: 'more contact details that could not be used than elsewhere' },
  {
    count: 'outcome16Within30Days',
    says: 'more cases closed within 30 days as not supported by the person than elsewhere',
  },
  { count: 'reclassified', says: 'more cases reclassified than elsewhere' },
  { count: 'parkedAsLive', says: 'more cases kept as waiting for the court than elsewhere' },
];
/** Below this a unit is shown with its counts but compared with nothing: chance would name it sooner or later. */
const leastClosures = 10;

/** Signs of gaming by unit over some months, from coverage alone. For Victim Support and the auditor only. Pure. */
export function unitSignals(intake: readonly IntakeCoverage[]): UnitSignal[] {
  const months = intake.map(({ month }) => month).toSorted();
  const [from, to] = [months[0], months.at(-1)];
  if (!from || !to) return [];
  const units = byUnit(intake);
  return [...units.values()]
    .map(({ force, unit, counts }) => ({
      force,
      unit,
      months: { from, to },
      closures: counts.closures,
      contactMissing: counts.contactMissing,
      contactUnusable: counts.contactUnusable,
      outcome16Within30Days: counts.outcome16Within30Days,
      averageDaysToClosure: counts.closures === 0 ? null : Math.round(counts.daysToClosureTotal / counts.closures),
      reclassified: counts.reclassified,
      openOverTwelveMonths: counts.openOverTwelveMonths,
      parkedAsLive: counts.parkedAsLive,
      stands: standsOut(
        counts,
        [...units.values()].map((each) => each.counts),
      ),
    }))
    .toSorted((a, b) => b.stands.length - a.stands.length || b.closures - a.closures);
}

function standsOut(own: Counts, all: readonly Counts[]): string[] {
  if (own.closures < leastClosures) return [];
  const others = all.filter((each) => each !== own);
  const base = total(others, 'closures');
  return comparisons.flatMap(({ count, says }) => {
    const elsewhere = base === 0 ? 0 : total(others, count) / base;
    if (!(elsewhere > 0 && elsewhere < 1)) return [];
    const alarm = controlAlarm(elsewhere, [{ share: Math.min(1, own[count] / own.closures), base: own.closures }]);
    return alarm.signal === 'above' ? [says] : [];
  });
}

function byUnit(intake: readonly IntakeCoverage[]): Map<string, { force: string; unit: string; counts: Counts }> {
  const units = new Map<string, { force: string; unit: string; counts: Counts }>();
  for (const { force, unit, ...counts } of intake.flatMap((each) => each.signals)) {
    const known = units.get(`${force}/${unit}`);
    units.set(`${force}/${unit}`, { force, unit, counts: known ? added(known.counts, counts) : counts });
  }
  return units;
}

function added(a: Counts, b: Counts): Counts {
  return Object.fromEntries(
    (Object.keys(a) as CountName[]).map((name) => [
      name,
      name === 'openOverTwelveMonths' ? b[name] : a[name] + b[name],
    ]),
  ) as Counts;
}

function total(all: readonly Counts[], name: CountName): number {
  return all.reduce((sum, each) => sum + each[name], 0);
}
