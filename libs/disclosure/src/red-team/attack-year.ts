import { attack, type AttackResult, type Finding, type Remaining } from '../attack/attack.js';
import type { ClassModel, Target } from '../attack/model.js';
import type { Solver } from '../attack/solver.js';
import type { World } from '../attack/worlds.js';
import { modelOf, runsLeft, toldBy, type ShownCell } from '../attack-model.js';
import { Geography } from '../geography.js';
import { familyOf, parentFamilyOf, reachOf, type Family } from '../families.js';
import { halfOf, monthsOf, quarterOf, within, type Period } from '../month.js';
import type { Respondents } from '../respondents.js';
import { asRespondents, type Person } from './population.js';
import { otherClasses, unknownArea, withdrew } from '../tables.js';
import type { SimulatedYear } from './simulate-year.js';

/** Respondents, and where boundaries changed their places by both geographies. */
type Settled = Respondents & Pick<Person, 'homes'>;

/** What an attacker with the real table of bases found in a year. */
export interface YearAttack extends Omit<AttackResult, 'programmes'> {
  readonly findings: readonly (Finding & { readonly family: string })[];
}

/**
 * Attacks everything a year published. Unlike the gate, this attacker knows the real table of bases, and his known
 * respondents are real people with their real answers.
 */
export async function attackYear(
  simulated: Pick<SimulatedYear, 'configs' | 'people' | 'ledger'>,
  knownRespondents: number,
  solver: Solver,
  everyValue = false,
): Promise<YearAttack> {
  const shown = toldBy(simulated.ledger);
  const total = { cells: 0, coalitions: 0 };
  const remaining: Remaining[] = [];
  const findings: (Finding & { family: string })[] = [];
  for (const { family, reach } of battlegrounds(shown, knownRespondents)) {
    const cells = shown.filter((cell) => within(cell, reach) && bearsOn(family, cell.measure));
    const result = await attackPeople(simulated, family, reach, cells, knownRespondents, solver, everyValue);
    remaining.push(...result.remaining);
    total.cells += result.cells;
    total.coalitions += result.coalitions;
    findings.push(
      ...result.findings.map((finding) => ({ ...finding, family: `${family.measures.join('+')} ${reach.from}` })),
    );
  }
  return { ...total, remaining, findings };
}

/** Attacks given cells of one family with the real people behind them. */
export function attackPeople(
  { configs, people }: Pick<SimulatedYear, 'configs' | 'people'>,
  family: Family,
  reach: Period,
  cells: readonly ShownCell[],
  knownRespondents: number,
  solver: Solver,
  everyValue = false,
): Promise<AttackResult> {
  const members = people.filter(
    (who) =>
      who.answers.has(family.base) &&
      within({ from: who.month, to: who.month }, reach) &&
      (!family.base.startsWith('discordance') || who.withdrew) &&
      (family.base !== 'treated-worse' || who.categories.length > 0),
  );
  const groups = [...Map.groupBy(members, (who) => JSON.stringify(placeOf(who, family))).values()];
  const respondents = groups.map((group) => ({ ...placeOf(group[0]!, family), size: group.length }));
  const model = modelOf(new Geography(configs), family, respondents, cells, reach)();
  const truth = (model: ClassModel): World => {
    const world = Array<number>(model.classes.length * model.answers.kinds).fill(0);
    groups.forEach((group, stratum) => {
      for (const who of group) world[model.classOf[stratum]! * model.answers.kinds + kindOf(family, who)]! += 1;
    });
    return world;
  };
  return attack(
    { ...model, targets: [...model.targets, ...placesOfEither(configs, respondents, reach)] },
    {
      possibleValues: configs[0].thresholds.possibleValues,
      knownRespondents,
      stopAtFirst: false,
      everyValue,
      seed: 1,
      truth,
    },
    solver,
  );
}

/**
 * Where boundaries changed, areas and constituencies of both geographies all year long: the attacker knows who would have
 * lived where.
 */
function placesOfEither(configs: SimulatedYear['configs'], respondents: readonly Settled[], reach: Period): Target[] {
  if (configs.length < 2) return [];
  const months = monthsOf(reach);
  const spans = [
    ...months.map((month) => ({ from: month, to: month })),
    ...months.map(quarterOf),
    ...months.map(halfOf),
  ];
  return configs.flatMap(({ areas, constituencies, validFrom }, geography) => {
    const places = [
      ...areas.map(({ id, constituencies: codes, takesUnknown }) => ({
        place: id,
        codes: takesUnknown ? [...codes, unknownArea] : codes,
      })),
      ...constituencies.map(({ code }) => ({ place: code, codes: [code] })),
    ];
    const livesIn = (codes: readonly string[], { homes, constituency }: Settled) =>
      codes.includes(homes?.[geography] ?? constituency ?? '');
    return places.flatMap(({ place, codes }) =>
      spans.map((span) => ({
        name: `${place} of ${validFrom} ${span.from} ${span.to}`,
        strata: respondents.flatMap((who, index) =>
          who.month !== null &&
          within({ from: who.month, to: who.month }, span) &&
          who.changes.every(({ what }) => what === 'added') &&
          livesIn(codes, who)
            ? [index]
            : [],
        ),
      })),
    );
  });
}

/** Each family once for every stretch of months in which its cells bear on each other. */
function battlegrounds(shown: readonly ShownCell[], knownRespondents: number): { family: Family; reach: Period }[] {
  const grounds = new Map<string, { family: Family; reach: Period }>();
  for (const cell of shown) {
    for (const family of familiesOf(cell, shown, knownRespondents)) {
      const reach = reachOf(family, cell);
      grounds.set(`${family.measures.toSorted().join()} ${reach.from} ${reach.to}`, { family, reach });
    }
  }
  return [...grounds.values()];
}

function familiesOf(cell: ShownCell, shown: readonly ShownCell[], knownRespondents: number): Family[] {
  if (cell.measure.startsWith('help:')) return [wishesTogether(shown)];
  const family = familyOf(cell.measure);
  const others = parentFamilyOf(cell.measure).measures.includes(cell.measure) ? [] : beside(cell, family, shown);
  const most = Math.max(leastOf(cell), ...others.map(leastOf));
  const binding = others.filter((each) => leastOf(each) > 0 && leastOf(each) + knownRespondents > most);
  return binding.length === 0 ? [family] : binding.map(({ measure }) => twoFollowUps(family, cell.measure, measure));
}

/** The other follow-ups of the item that a cell follows up, of the same year. */
const beside = (cell: ShownCell, family: Family, shown: readonly ShownCell[]): ShownCell[] =>
  shown.filter((each) => family.siblings(each.measure) && each.to === cell.to);

const leastOf = (cell: ShownCell): number => Math.min(...runsLeft(cell).map(({ least }) => least));

/**
 * Two follow-ups of one item at once. All of them at once prove no more: who may be chosen for one, of those who gave the parent's
 * answer, does not hang on the others, so they meet in one number alone, of how many gave that answer at least. That is the most that
 * one of them says, and those whom the attacker knows to have given the answer and not chosen it; which follow-ups it can be is
 * known beforehand (`binding`), and each of them is attacked with every other one. A test compares three at once.
 */
export function twoFollowUps(family: Family, measure: string, other: string): Family {
  // Of the kinds of one follow-up, 0 is who did not give the parent's answer, 1 who did and did not choose it, 2 who chose it.
  const both = [...family.answers.positive].map(([each, kinds]): [string, readonly number[]] => [
    each,
    each === measure ? [2, 4] : kinds.includes(1) ? [1, 2, 3, 4] : kinds,
  ]);
  return {
    ...family,
    measures: [...family.measures, other],
    answers: { kinds: 5, positive: new Map([...both, [other, [3, 4]]]) },
    siblings: (each) => each !== other && family.siblings(each),
  };
}

/** Every wish at once: a kind of answer is a choice of wishes. The gate attacks each alone, for any choice may be made. */
function wishesTogether(shown: readonly ShownCell[]): Family {
  const measures = [...new Set(shown.map(({ measure }) => measure))].filter((each) => each.startsWith('help:')).sort();
  const kinds = 2 ** measures.length;
  const made = (wish: number) => Array.from({ length: kinds }, (_, kind) => kind).filter((kind) => (kind >> wish) & 1);
  const positive = new Map(measures.map((measure, wish) => [measure, made(wish)]));
  return {
    base: measures[0]!,
    hasBase: (measure) => measure === measures[0],
    measures,
    answers: { kinds, positive },
    siblings: () => false,
  };
}

function bearsOn(family: Family, measure: string): boolean {
  return family.measures.includes(measure) || family.siblings(measure);
}

function placeOf(who: Person, family: Family): Settled {
  const place = {
    ...asRespondents(who),
    homes: who.homes,
    changes: who.changes?.filter(({ measure }) => measure === family.base) ?? [],
  };
  if (family.base === 'treated-worse') {
    return { ...place, month: null, constituency: null, homes: undefined, side: null, categories: who.categories };
  }
  if (family.base === 'how-ended') return { ...place, side: who.withdrew ? withdrew : otherClasses };
  return family.base === 'pressure' ? place : { ...place, side: null };
}

/** The kind of a real answer: the one that exactly the measures answered in the affirmative count. */
function kindOf(family: Family, who: Person): number {
  const { kinds, positive } = family.answers;
  for (let kind = 0; kind < kinds; kind += 1) {
    if ([...positive].every(([measure, counted]) => counted.includes(kind) === (who.answers.get(measure) ?? false)))
      return kind;
  }
  throw new RangeError(`answers to ${family.measures.join(' and ')} that exclude each other`);
}
