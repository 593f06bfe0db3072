import { seededRandom } from '../attack/random.js';
import { configAt, type ReportingAreaConfig } from '../config.js';
import { Geography } from '../geography.js';
import type { Correction } from '../ledger.js';
import { addMonths, halfOf, monthsOf, within, type Month, type Period } from '../month.js';
import type { Change } from '../respondents.js';
import { borough, headlines } from '../tables.js';
import type { Person } from './population.js';

const kinds = ['late for the borough', 'late for an area', 'late everywhere', 'sent twice', 'changed'] as const;

export interface DrawnCorrections {
  /** Everybody ever counted, with what happens to them; `at` is the number of the first report that sees it, less a half. */
  readonly people: readonly Person[];
  /** Answers changed where they lay, which somebody records with a report. */
  readonly recorded: readonly { readonly report: Month; readonly correction: Correction }[];
}

/**
 * Corrections of a year, one or two a headline: answers that come late for one table or for all, that were sent twice, that
 * were wrong; of a month, a block or an area, with reports before, at and after the close of a half-year.
 */
export function drawCorrections(
  configs: readonly ReportingAreaConfig[],
  given: readonly Person[],
  reports: readonly Month[],
  seed: number,
): DrawnCorrections {
  const random = seededRandom(1_000_003 * seed + 17);
  const below = (end: number) => Math.floor(random() * end);
  const one = <T>(choices: readonly T[]): T => choices[below(choices.length)]!;
  const geography = new Geography(configs);
  const recorded: { report: Month; correction: Correction }[] = [];
  let people = given;
  for (const measure of headlines.flatMap((each) => Array<string>(1 + below(2)).fill(each))) {
    const kind = one(kinds);
    // Every second one around the close of the first half.
    const any = random() < 0.5 ? one(reports.slice(3, 7)) : one(reports.slice(0, -1));
    // An area's records come by half-year.
    const month = kind === 'late for an area' ? halfOf(any).to : any;
    const report = reports[Math.min(reports.indexOf(month) + 1 + below(3), reports.length - 1)]!;
    const areas = geography.areasAt(month);
    const codes = configAt(configs, month).constituencies.map(({ code }) => code);
    const place = kind === 'late for an area' ? one(areas) : one([borough, borough, one(areas), one(codes)]);
    const soFar = { from: halfOf(month).from, to: month };
    const months = [{ from: month, to: month }, { from: addMonths(month, -1), to: month }, soFar];
    const period: Period = kind === 'late for an area' ? soFar : one(months);
    const candidates = people.filter(
      (who) =>
        who.answers.has(measure) &&
        within({ from: who.month, to: who.month }, period) &&
        geography.constituenciesOf(place, month)!.includes(who.constituency) &&
        !who.changes?.some((change) => change.measure === measure),
    );
    const shuffled = candidates
      .map((who) => ({ who, order: random() }))
      .sort((a, b) => a.order - b.order)
      .map(({ who }) => who);
    const chosen = new Set(shuffled.slice(0, one([1 + below(9), 10 + below(5), 10 + below(15), 10 + below(25)])));
    const at = reports.indexOf(report) - 0.5;
    if (kind !== 'changed') {
      const what = kind === 'sent twice' ? 'removed' : 'added';
      const mark = (group: string): Change => ({ what, at, measure, group });
      people = people.map((who) => {
        if (!chosen.has(who)) return who;
        const holdsHer = (area: string) => geography.constituenciesOf(area, who.month)!.includes(who.constituency);
        const area = geography.areasAt(who.month).find(holdsHer)!;
        const groups =
          kind === 'late for the borough' ? [borough] : kind === 'late for an area' ? [area] : [borough, area];
        const all = groups.length > 1 ? [...groups, who.constituency] : groups;
        return { ...who, changes: [...(who.changes ?? []), ...all.map(mark)] };
      });
      continue;
    }
    people = people.flatMap((who) => (chosen.has(who) ? changed(who, measure, at, random) : [who]));
    for (const answersOf of monthsOf(period)) {
      const count = [...chosen].filter((who) => who.month === answersOf).length;
      const reason = `correction ${recorded.length + 1}`;
      if (count > 0)
        recorded.push({ report, correction: { measure, answersOf, removed: count, added: count, reason } });
    }
  }
  return { people, recorded };
}

/** Somebody whose answer was wrong: what else she said, the wrong answer until it goes, the right one from then on. */
function changed(who: Person, measure: string, at: number, random: () => number): Person[] {
  const isOne = (each: string) => each.startsWith(measure) || (measure === 'satisfied' && each === 'dissatisfied');
  const own = [...who.answers].filter(([each]) => isOne(each));
  const yes = random() < 0.5;
  const right = own.map(
    ([each]) => [each, each === measure ? yes : yes === (measure === 'pressure') && random() < 0.5] as const,
  );
  const mark = (what: Change['what']): Change[] => [{ what, at, measure, group: null }];
  return [
    { ...who, answers: new Map([...who.answers].filter(([each]) => !isOne(each))) },
    { ...who, answers: new Map(own), changes: mark('removed') },
    { ...who, answers: new Map(right), changes: mark('added') },
  ];
}
