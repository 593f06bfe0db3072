import { attack, type AttackResult, type Finding, type Remaining } from '../attack/attack.js';
import type { ClassModel } from '../attack/model.js';
import type { Solver } from '../attack/solver.js';
import type { World } from '../attack/worlds.js';
import { modelOf, type ShownCell } from '../attack-model.js';
import { Geography } from '../geography.js';
import { familyOf, reachOf, type Family } from '../families.js';
import { within, type Period } from '../month.js';
import type { Respondents } from '../respondents.js';
import { asRespondents, type Person } from './population.js';
import type { SimulatedYear } from './simulate-year.js';

/** What an attacker with the real table of bases found in a year. */
export interface YearAttack extends Omit<AttackResult, 'programmes'> {
  readonly findings: readonly (Finding & { readonly family: string })[];
}

/**
 * Attacks everything a year published. Unlike the gate, this attacker knows the real table of bases, and his known
 * respondents are real people with their real answers.
 */
export async function attackYear(
  simulated: SimulatedYear,
  knownRespondents: number,
  solver: Solver,
  everyValue = false,
): Promise<YearAttack> {
  const shown: ShownCell[] = simulated.ledger.filter((entry) => entry.kind === 'published');
  const total = { cells: 0, coalitions: 0 };
  const remaining: Remaining[] = [];
  const findings: (Finding & { family: string })[] = [];
  for (const { family, reach } of battlegrounds(shown)) {
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
  { config, people }: Pick<SimulatedYear, 'config' | 'people'>,
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
      (!family.base.startsWith('discordance') || who.withdrew),
  );
  const groups = [...Map.groupBy(members, (who) => JSON.stringify(placeOf(who, family))).values()];
  const respondents = groups.map((group) => ({ ...placeOf(group[0]!, family), size: group.length }));
  const truth = (model: ClassModel): World => {
    const world = Array<number>(model.classes.length * model.answers.kinds).fill(0);
    groups.forEach((group, stratum) => {
      for (const who of group) world[model.classOf[stratum]! * model.answers.kinds + kindOf(family, who)]! += 1;
    });
    return world;
  };
  return attack(
    modelOf(new Geography([config]), family, respondents, cells, reach),
    {
      possibleValues: config.thresholds.possibleValues,
      knownRespondents,
      stopAtFirst: false,
      everyValue,
      seed: 1,
      truth,
    },
    solver,
  );
}

/** Each family once for every stretch of months in which its cells bear on each other. */
function battlegrounds(shown: readonly ShownCell[]): { family: Family; reach: Period }[] {
  const grounds = new Map<string, { family: Family; reach: Period }>();
  for (const cell of shown) {
    const family = familyOf(cell.measure);
    const reach = reachOf(family, cell);
    grounds.set(`${family.measures.join()} ${reach.from} ${reach.to}`, { family, reach });
  }
  return [...grounds.values()];
}

function bearsOn(family: Family, measure: string): boolean {
  return family.measures.includes(measure) || family.siblings(measure);
}

function placeOf(who: Person, family: Family): Respondents {
  const place = { ...asRespondents(who), changes: who.changes?.filter(({ measure }) => measure === family.base) ?? [] };
  if (family.base === 'treated-worse') {
    return { ...place, month: null, constituency: null, side: null, categories: who.categories };
  }
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
