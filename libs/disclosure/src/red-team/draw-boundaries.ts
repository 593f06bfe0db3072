import { seededRandom } from '../attack/random.js';
import { checkedConfig, type ReportingAreaConfig } from '../config.js';
import { addMonths, yearOf } from '../month.js';
import type { Person } from './population.js';

export interface DrawnBoundaries {
  /** What changed; null where nothing did. */
  readonly change: string | null;
  /** The configuration the year begins with and, after a change, the one in force from July. */
  readonly configs: readonly [ReportingAreaConfig, ...ReportingAreaConfig[]];
  /** The same people: where each lives under either geography, and the answers from July on by the new one. */
  readonly people: readonly Person[];
}

type Areas = ReportingAreaConfig['areas'];
type OneOf = <T>(choices: readonly T[]) => T;

interface Change {
  readonly areas: Areas;
  /** Where people of a constituency live afterwards; of one not named here: where they did. */
  readonly moved?: Readonly<Record<string, readonly string[]>>;
}

const [newCode, secondCode] = ['E14009001', 'E14009002'];

/** Of areas alone, or of the constituencies themselves, of which two are drawn. */
const changes: Readonly<Record<string, (areas: Areas, a: string, b: string, one: OneOf) => Change>> = {
  'a constituency moves to another area': (areas, a, _, one) => {
    const to = one(areas.filter(({ constituencies }) => !constituencies.includes(a)));
    return { areas: replaced(areas, a, []).map((area) => (area.id === to.id ? holdingToo(area, [a]) : area)) };
  },
  'two areas become one': ([kept, ...others], _, __, one) => {
    const gone = one(others);
    const both = { ...holdingToo(kept!, gone.constituencies), takesUnknown: gone.takesUnknown ?? false };
    return { areas: [both, ...others.filter(({ id }) => id !== gone.id)] };
  },
  'an area becomes two': (areas, _, __, one) => {
    const apart = one(areas.find(({ constituencies }) => constituencies.length > 1)!.constituencies);
    return { areas: [...replaced(areas, apart, []), { id: 'apart', name: 'Apart', constituencies: [apart] }] };
  },
  'two constituencies become one': (areas, a, b) => ({
    areas: replaced(replaced(areas, b, []), a, [newCode]),
    moved: { [a]: [newCode], [b]: [newCode] },
  }),
  'a constituency becomes two': (areas, a) => ({
    areas: replaced(areas, a, [newCode, secondCode]),
    moved: { [a]: [newCode, secondCode] },
  }),
  // Both get new codes, as in the review of 2023.
  'part of a constituency moves to another': (areas, a, b) => ({
    areas: replaced(replaced(areas, a, [newCode]), b, [secondCode]),
    moved: { [a]: [newCode, secondCode], [b]: [secondCode] },
  }),
};

/** Boundaries that change in July, in every second year. */
export function drawBoundaries(first: ReportingAreaConfig, people: readonly Person[], seed: number): DrawnBoundaries {
  const random = seededRandom(3_000_017 * seed + 29);
  const one: OneOf = (choices) => choices[Math.floor(random() * choices.length)]!;
  if (random() < 0.5) return { change: null, configs: [first], people };
  const [change, draw] = one(Object.entries(changes));
  const codes = first.constituencies.map(({ code }) => code);
  const a = one(codes);
  const { areas, moved = {} } = draw(first.areas, a, one(codes.filter((code) => code !== a)), one);
  // An area may go on under its name with other people in it.
  const suffix = one(['', '-new']);
  const validFrom = addMonths(yearOf(first.startsAt).from, 6);
  const left = areas.filter(({ constituencies }) => constituencies.length > 0);
  const changed = checkedConfig({
    ...first,
    validFrom,
    constituencies: left.flatMap(({ constituencies }) => constituencies).map((code) => ({ code, name: code })),
    areas: left.map((area) => ({ ...area, id: `${area.id}${suffix}` })),
  });
  const settled = people.map((who): Person => {
    const after = one(moved[who.constituency] ?? [who.constituency]);
    return { ...who, homes: [who.constituency, after], constituency: who.month < validFrom ? who.constituency : after };
  });
  return { change, configs: [first, changed], people: settled };
}

const replaced = (areas: Areas, code: string, by: readonly string[]): Areas =>
  areas.map((area) => ({
    ...area,
    constituencies: area.constituencies.flatMap((each) => (each === code ? by : [each])),
  }));

const holdingToo = (area: Areas[number], more: readonly string[]): Areas[number] => ({
  ...area,
  constituencies: [...area.constituencies, ...more],
});
