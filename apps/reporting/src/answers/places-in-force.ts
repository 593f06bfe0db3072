import { configAt, unknownArea, type Answered, type ReportingAreaConfig } from '@answerable/disclosure';
import type { Tally } from './tally.js';

/*
 * A record carries the place of the day on which the case was closed, which is weeks before she answers. Where boundaries changed
 * in between, that place may be none any more: nobody can say in which of today's she lives, and she counts where the area is not known.
 */

/** Tallies of half-years by area, in the areas that were in force at their end. Pure. */
export const inAreasInForce = (tallies: readonly Tally[], configs: readonly ReportingAreaConfig[]): Tally[] =>
  regrouped(tallies, ({ group, to }) => {
    const { areas } = configAt(configs, to);
    return (areas.find(({ id }) => id === group) ?? areas.find(({ takesUnknown }) => takesUnknown)!).id;
  });

/** Tallies of years by constituency: those of before a change are places of that year too. Pure. */
export const inConstituenciesOfTheYear = (
  tallies: readonly Tally[],
  configs: readonly ReportingAreaConfig[],
): Tally[] =>
  regrouped(tallies, ({ group, to }) =>
    configs.some((each) => each.validFrom <= to && holds(each, group)) ? group : unknownArea,
  );

/** Who answered in a month, by the constituencies of that month. Pure. */
export const inConstituenciesOfTheMonth = (
  answered: readonly Answered[],
  configs: readonly ReportingAreaConfig[],
): Answered[] => {
  const placed = answered.map((each) =>
    holds(configAt(configs, each.month), each.constituency) ? each : { ...each, constituency: unknownArea },
  );
  return added(
    placed,
    ({ month, constituency }) => `${month} ${constituency}`,
    (one, other) => ({ ...one, answers: one.answers + other.answers }),
  );
};

const holds = ({ constituencies }: ReportingAreaConfig, group: string): boolean =>
  constituencies.some(({ code }) => code === group);

const regrouped = (tallies: readonly Tally[], groupOf: (tally: Tally) => string): Tally[] =>
  added(
    tallies.map((tally) => ({ ...tally, group: groupOf(tally) })),
    ({ measure, group, from, to }) => `${measure} ${group} ${from} ${to}`,
    (one, other) => ({ ...one, base: one.base + other.base, count: one.count + other.count }),
  );

function added<T>(all: readonly T[], nameOf: (each: T) => string, sum: (one: T, other: T) => T): T[] {
  return [...Map.groupBy(all, nameOf).values()].map((alike) => alike.reduce(sum));
}
