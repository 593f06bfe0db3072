import { seededRandom } from '../attack/random.js';
import { configAt, type ReportingAreaConfig } from '../config.js';
import { Geography } from '../geography.js';
import { halfOf, monthsOf, quarterOf, within, yearOf, type Month, type Period } from '../month.js';
import type { Answered, Base, CellCount, PlannedCell } from '../release.js';
import { belongs, isPresent, type Change, type Respondents } from '../respondents.js';
import {
  borough,
  characteristics,
  closedLater,
  closedWithin30,
  headlines,
  processItems,
  unknownArea,
  withdrew,
  type Group,
} from '../tables.js';

/** One made-up person who answered; an absent measure was skipped. */
export interface Person {
  readonly month: Month;
  /** By the boundaries of the month. */
  readonly constituency: string;
  /** Where boundaries changed: where she lived by those of each half-year. */
  readonly homes?: readonly [string, string];
  readonly closedWithin30: boolean;
  readonly withdrew: boolean;
  readonly categories: readonly Group[];
  readonly answers: ReadonlyMap<string, boolean>;
  /** What corrections do to them; `at` lies before the first report that sees it. */
  readonly changes?: readonly Change[];
}

export interface PopulationShape {
  /** Answers a month, at least and at most. */
  readonly perMonth: readonly [number, number];
  /** Weight of each constituency, in the order of the configuration. */
  readonly weights: readonly number[];
}

/** Southwark: 8 to 22 answers a month, areas 8:7:3:3:2. */
export const southwarkShape: PopulationShape = { perMonth: [8, 22], weights: [8, 7, 3, 3, 2] };

/** Every wish of the questionnaire, each with its row in T6, and how often it is made at most in every second year. */
export const wishes = { support: 0.3, review: 0.5, complaint: 0.3, 'independent-body': 0.1, mp: 0.15 };

/** Every follow-up of the questionnaire that has a figure, after the parent that is asked of everybody. */
export const followUps = {
  pressure: [
    'pressure-strength',
    'pressure-how:told-trouble',
    'pressure-how:asked-to-sign',
    'pressure-how:phone-or-records',
    'pressure-how:kept-waiting',
    'pressure-how:made-to-blame',
    'pressure-how:unlikely-to-succeed',
    'pressure-how:something-else',
  ],
  'how-ended': [
    'why-stopped:peace-of-mind',
    'why-stopped:safety',
    'why-stopped:how-long',
    'why-stopped:how-police-dealt',
    'why-stopped:privacy',
    'why-stopped:court',
    'why-stopped:work-or-family',
    'why-stopped:something-else',
  ],
};

/** Every category of the questionnaire, and how many of a hundred who say theirs are of it. */
export const categories: Readonly<Record<(typeof characteristics)[number], readonly (readonly [string, number])[]>> = {
  age: [
    ['16-24', 35],
    ['25-34', 28],
    ['35-44', 18],
    ['45-54', 11],
    ['55-64', 6],
    ['65-or-over', 2],
  ],
  gender: [
    ['woman', 85],
    ['man', 11],
    ['another', 4],
  ],
  ethnicity: [
    ['white', 50],
    ['black', 28],
    ['asian', 9],
    ['mixed', 8],
    ['other', 5],
  ],
  disability: [
    ['yes', 30],
    ['no', 70],
  ],
};

/** The people of one calendar year. Rates differ from year to year, from satisfied nobody to nearly everybody. */
export function peopleOf(config: ReportingAreaConfig, year: Period, shape: PopulationShape, seed: number): Person[] {
  const random = seededRandom(seed);
  const chance = (probability: number) => random() < probability;
  // Apart, so that the other answers of a seed stay what they were.
  const wish = seededRandom(7_000_003 * seed + 5);
  const wishRates = Object.entries(wishes).map(([name, most]) => [`help:${name}`, upTo(most, wish)] as const);
  // How it ended, and what was asked after some answers, also apart.
  const ending = seededRandom(9_000_011 * seed + 7);
  const endingRates = { decided: upTo(0.6, ending), decidedOfWithdrew: upTo(0.9, ending) };
  const after = seededRandom(11_000_027 * seed + 13);
  // Three have always been drawn with the rest.
  const howRates = followUps.pressure.map((measure, at) =>
    at < 3 ? { measure, rate: 0.4, by: random } : { measure, rate: upTo(0.5, after), by: after },
  );
  const whyRates = followUps['how-ended'].map((measure) => [measure, upTo(0.5, after)] as const);
  const rates = { satisfied: 0.05 + 0.7 * random(), seriously: 0.1 + 0.8 * random(), pressure: 0.02 + 0.5 * random() };
  const itemRate = new Map(processItems.map((item) => [item, random()]));
  const pick = <T>(choices: readonly (readonly [T, number])[]): T => {
    let at = random() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [choice, weight] of choices) if ((at -= weight) < 0) return choice;
    return choices[0]![0];
  };
  const places = config.constituencies.map(({ code }, index) => [code, shape.weights[index] ?? 1] as const);
  const person = (month: Month): Person => {
    const answers = new Map<string, boolean>();
    const satisfaction = pick([
      ['satisfied', rates.satisfied],
      ['dissatisfied', (1 - rates.satisfied) * 0.85],
      ['neither', (1 - rates.satisfied) * 0.15],
    ] as const);
    if (chance(0.98)) {
      answers.set('satisfied', satisfaction === 'satisfied');
      answers.set('dissatisfied', satisfaction === 'dissatisfied');
    }
    if (chance(0.96)) answers.set('seriously', chance(satisfaction === 'satisfied' ? 0.9 : rates.seriously));
    if (chance(0.93)) {
      const pressed = chance(rates.pressure);
      answers.set('pressure', pressed);
      for (const { measure, rate, by } of howRates) answers.set(measure, pressed && by() < rate);
    }
    for (const item of processItems.slice(1)) if (chance(0.9)) answers.set(item, chance(itemRate.get(item)!));
    for (const item of ['discordance-a', 'discordance-b']) if (chance(0.9)) answers.set(item, chance(0.2));
    answers.delete('discordance-b');
    if (chance(0.9)) answers.set('treated-worse', chance(0.15));
    answers.set('help:support', chance(wishRates[0]![1]));
    for (const [name, rate] of wishRates.slice(1)) answers.set(name, wish() < rate);
    const settled = {
      constituency: chance(0.02) ? unknownArea : pick(places),
      closedWithin30: chance(0.4),
      withdrew: chance(0.55),
    };
    if (ending() < 0.95) {
      const decided = ending() < (settled.withdrew ? endingRates.decidedOfWithdrew : endingRates.decided);
      answers.set('how-ended', decided).set('discordance-b', !decided);
      for (const [measure, rate] of whyRates) answers.set(measure, decided && after() < rate);
    }
    return {
      month,
      ...settled,
      categories: characteristics
        .map((characteristic) => `${characteristic}:${pick(categories[characteristic])}`)
        .filter(() => after() < 0.95),
      answers,
    };
  };
  const [least, most] = shape.perMonth;
  return monthsOf(year).flatMap((month) =>
    Array.from({ length: least + Math.floor(random() * (most - least + 1)) }, () => person(month)),
  );
}

/** A rate: up to `most` every second time, else anything, and now and then everybody. */
function upTo(most: number, random: () => number): number {
  return random() < 0.5 ? most * random() : Math.min(1, 1.2 * random());
}

/** Who is counted in a cell of a measure, as a report sees it that stands at `at` among the changes. */
export function isIn(
  geography: Geography,
  who: Person,
  cell: { measure: string; group: Group } & Period,
  at = Infinity,
): boolean {
  if (!who.answers.has(cell.measure) || !within({ from: who.month, to: who.month }, cell)) return false;
  if (!isPresent(who.changes ?? [], cell, at)) return false;
  if (cell.group === withdrew) return who.withdrew;
  if (cell.group === closedWithin30) return who.closedWithin30;
  if (cell.group === closedLater) return !who.closedWithin30;
  if (cell.group.includes(':')) return who.categories.includes(cell.group);
  return belongs(geography, asRespondents(who), cell, at);
}

/** The margins the reporting service knows of a year when `month` has closed, and those of half-years it may correct. */
export function basesAt(
  configs: readonly ReportingAreaConfig[],
  people: readonly Person[],
  month: Month,
  corrected: readonly Period[] = [],
  at = Infinity,
  year = yearOf(month),
): Base[] {
  const geography = new Geography(configs);
  const known = people.filter((who) => who.month <= month);
  const base = (measure: string, group: Group, period: Period): Base => ({
    measure,
    group,
    ...period,
    base: known.filter((who) => isIn(geography, who, { measure, group, ...period }, at)).length,
  });
  const months = monthsOf({ from: year.from, to: month });
  // As the service does: only what closes at this month end, or is corrected, is counted.
  const halves = halfOf(month).to === month ? [...corrected, halfOf(month)] : corrected;
  const quarter = quarterOf(month);
  const categoriesSaid = [...new Set(known.flatMap((who) => who.categories))];
  const { areas } = configAt(configs, month);
  const pooled = [
    ...(areas.find(({ constituencies }) => constituencies.length > 2)?.constituencies ?? []),
    unknownArea,
  ];
  return [
    ...headlines.flatMap((measure) => [
      ...months.map((each) => base(measure, borough, { from: each, to: each })),
      ...halves.flatMap((half) => configAt(configs, half.to).areas.map(({ id }) => base(measure, id, half))),
      ...(month >= year.to ? pooled.map((code) => base(measure, code, year)) : []),
    ]),
    ...halves.flatMap((half) => [
      ...processItems.map((item) => base(item, borough, half)),
      ...['discordance-a', 'discordance-b'].map((item) => base(item, withdrew, half)),
      ...[closedWithin30, closedLater].map((side) => base('pressure', side, half)),
    ]),
    ...(month === quarter.to ? Object.keys(wishes).map((name) => base(`help:${name}`, borough, quarter)) : []),
    ...(month === year.to
      ? [
          ...Object.values(followUps)
            .flat()
            .map((item) => base(item, borough, year)),
          ...categoriesSaid.map((each) => base('treated-worse', each, year)),
        ]
      : []),
  ];
}

/** Answers received by month and constituency. */
export function answeredAt(people: readonly Person[], month: Month): Answered[] {
  const groups = Map.groupBy(
    people.filter((who) => who.month <= month),
    (who) => `${who.month} ${who.constituency}`,
  );
  return [...groups.values()].map((group) => ({
    month: group[0]!.month,
    constituency: group[0]!.constituency,
    answers: group.length,
  }));
}

/** Exact counts of planned cells. */
export function countsOf(
  configs: readonly ReportingAreaConfig[],
  people: readonly Person[],
  cells: readonly PlannedCell[],
  at = Infinity,
): CellCount[] {
  const geography = new Geography(configs);
  return cells.map((cell) => {
    const inside = people.filter((who) => isIn(geography, who, cell, at));
    return { ...cell, base: inside.length, count: inside.filter((who) => who.answers.get(cell.measure)).length };
  });
}

/** A person as the attack sees a respondent. */
export function asRespondents(who: Person): Respondents {
  return {
    size: 1,
    month: who.month,
    constituency: who.constituency,
    onlyIn: null,
    side: who.closedWithin30 ? closedWithin30 : closedLater,
    categories: [],
    changes: who.changes ?? [],
  };
}
