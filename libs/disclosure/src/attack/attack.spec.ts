import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attack, NoWorld, type AttackRules } from './attack.js';
import type { AttackModel, Tell } from './model.js';
import { loadSolver } from './solver.js';

const solver = await loadSolver();
const rules: AttackRules = { possibleValues: 3, knownRespondents: 2, stopAtFirst: false, seed: 1 };

/** Everything again by trying every world and every set of known people: slow, and shares no code with the attack. */
function byEnumeration(model: AttackModel, knownRespondents: number): { few: string[]; proved: string[] } {
  const people = model.strata.flatMap(({ size }, stratum) => Array.from({ length: size }, () => stratum));
  const worlds: boolean[][] = [];
  for (let mask = 0; mask < 1 << people.length; mask += 1) {
    const world = people.map((_, person) => (mask & (1 << person)) !== 0);
    const kept = model.tells.every((tell) => {
      const sum = people.filter((stratum, person) => tell.strata.includes(stratum) && world[person]).length;
      return sum >= tell.least && sum <= tell.most;
    });
    if (kept) worlds.push(world);
  }
  const few = model.targets.flatMap((target) => {
    const members = people.flatMap((stratum, person) => (target.strata.includes(stratum) ? [person] : []));
    const values = new Set(worlds.map((world) => members.filter((person) => world[person]).length));
    const named = `${target.name}: ${[...values].sort((a, b) => a - b).join()}`;
    return members.length > 0 && values.size < Math.min(3, members.length + 1) ? [named] : [];
  });
  const signature = (stratum: number) => model.tells.map((tell) => Number(tell.strata.includes(stratum))).join('');
  const groups = new Map<string, number[]>();
  people.forEach((stratum, person) =>
    groups.set(signature(stratum), [...(groups.get(signature(stratum)) ?? []), person]),
  );
  const proved = new Set<string>();
  const sets = people
    .flatMap((_, a) => people.flatMap((_, b) => (b > a ? [[a, b]] : [])))
    .concat(
      people.map((_, a) => [a]),
      [[]],
    );
  for (const known of sets.filter((set) => set.length <= knownRespondents)) {
    for (const truth of worlds) {
      const left = worlds.filter((world) => known.every((person) => world[person] === truth[person]));
      for (const [name, members] of groups) {
        const others = members.filter((person) => !known.includes(person));
        if (others.length === 0) continue;
        if (left.every((world) => others.every((person) => world[person]))) proved.add(`${name} all`);
        if (left.every((world) => others.every((person) => !world[person]))) proved.add(`${name} none`);
      }
    }
  }
  return { few: few.sort(), proved: [...proved].sort() };
}

const smallModels = fc
  .record({
    sizes: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    answers: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
    cells: fc.array(
      fc.record({
        strata: fc.subarray([0, 1, 2, 3], { minLength: 1 }),
        below: fc.nat({ max: 2 }),
        above: fc.nat({ max: 2 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .filter(({ sizes }) => sizes.reduce((a, b) => a + b, 0) <= 9)
  .map(({ sizes, answers, cells }): AttackModel => {
    const positives = sizes.map(
      (size, stratum) => answers.slice(stratum * 3, stratum * 3 + size).filter(Boolean).length,
    );
    return {
      strata: sizes.map((size) => ({ size })),
      answers: { kinds: 2, positive: new Map([['said yes', [1]]]) },
      tells: cells.map(({ strata, below, above }): Tell => {
        const sum = strata.reduce((total, stratum) => total + positives[stratum]!, 0);
        return { measure: 'said yes', strata, least: Math.max(0, sum - below), most: sum + above };
      }),
      targets: [0, 1, 2, 3].map((stratum) => ({ name: `stratum ${stratum}`, strata: [stratum] })),
    };
  });

describe('the attacker', { timeout: 120_000 }, () => {
  it('finds exactly what trying every world and every known person finds', async () => {
    await fc.assert(
      fc.asyncProperty(smallModels, async (model) => {
        const { findings } = await attack(model, rules, solver);
        const { few, proved } = byEnumeration(model, 2);
        const signatures = [
          ...new Set(
            model.strata.flatMap(({ size }, stratum) =>
              size > 0 ? [model.tells.map((tell) => Number(tell.strata.includes(stratum))).join('')] : [],
            ),
          ),
        ];
        const provedHere = findings.flatMap((each) =>
          each.kind === 'proved' ? [`${signatures[each.class]} ${each.answer}`] : [],
        );
        expect([...new Set(provedHere)].sort()).toEqual(proved);
        const fewHere = findings.flatMap((each) =>
          each.kind === 'few-values' ? [`${each.target.replace(' said yes', '')}: ${each.values.join()}`] : [],
        );
        expect(new Set(fewHere).size > 0).toBe(few.length > 0);
        for (const name of fewHere) expect(few).toContain(name);
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('proves the difference of two published totals that differ by one answer', async () => {
    const { findings } = await attack(
      {
        strata: [{ size: 12 }, { size: 1 }],
        answers: { kinds: 2, positive: new Map([['satisfied', [1]]]) },
        tells: [
          { measure: 'satisfied', strata: [0], least: 4, most: 4 },
          { measure: 'satisfied', strata: [0, 1], least: 5, most: 5 },
        ],
        targets: [],
      },
      { ...rules, knownRespondents: 0 },
      solver,
    );
    expect(findings).toContainEqual(expect.objectContaining({ kind: 'proved', members: 1, answer: 'all' }));
  });

  it('sees that an item and its complement share their respondents', async () => {
    const complement = async (dissatisfied: number) => {
      const { findings } = await attack(
        {
          strata: [{ size: 20 }],
          answers: {
            kinds: 3,
            positive: new Map([
              ['satisfied', [0]],
              ['dissatisfied', [1]],
            ]),
          },
          tells: [
            { measure: 'satisfied', strata: [0], least: 10, most: 15 },
            { measure: 'dissatisfied', strata: [0], least: dissatisfied, most: dissatisfied + 4 },
          ],
          targets: [{ name: 'borough', strata: [0] }],
        },
        { ...rules, knownRespondents: 0 },
        solver,
      );
      return findings;
    };
    expect(await complement(10)).toContainEqual(expect.objectContaining({ kind: 'few-values', values: [10] }));
    expect(await complement(5)).toEqual([]);
  });

  it('says which values remain: all of them where they are few or it is asked to, else enough of them', async () => {
    const remaining = async (everyValue: boolean) => {
      const model: AttackModel = {
        strata: [{ size: 12 }, { size: 9 }],
        answers: { kinds: 2, positive: new Map([['satisfied', [1]]]) },
        tells: [
          { measure: 'satisfied', strata: [0], least: 2, most: 3 },
          { measure: 'satisfied', strata: [1], least: 1, most: 7 },
        ],
        targets: [0, 1].map((stratum) => ({ name: `stratum ${stratum}`, strata: [stratum] })),
      };
      const result = await attack(model, { ...rules, knownRespondents: 0, everyValue }, solver);
      return new Map(result.remaining.map(({ target, values }) => [target, values]));
    };
    expect((await remaining(false)).get('stratum 0 satisfied')).toEqual([2, 3]);
    expect((await remaining(false)).get('stratum 1 satisfied')!.length).toBeGreaterThanOrEqual(3);
    expect((await remaining(true)).get('stratum 1 satisfied')).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('cannot use two known answers against the thinnest band, and can use three', async () => {
    const thinnest = async (knownRespondents: number) => {
      const { findings } = await attack(
        {
          strata: [{ size: 10 }],
          answers: { kinds: 2, positive: new Map([['satisfied', [1]]]) },
          tells: [{ measure: 'satisfied', strata: [0], least: 0, most: 3 }],
          targets: [{ name: 'block', strata: [0] }],
        },
        { ...rules, knownRespondents },
        solver,
      );
      return findings;
    };
    expect(await thinnest(2)).toEqual([]);
    expect(await thinnest(3)).toContainEqual(
      expect.objectContaining({ kind: 'proved', answer: 'none', members: 7, known: 3 }),
    );
  });

  it('says so when published figures contradict each other', async () => {
    const contradiction = {
      strata: [{ size: 5 }],
      answers: { kinds: 2, positive: new Map([['x', [1]]]) },
      targets: [],
    };
    const tell = (least: number): Tell => ({ measure: 'x', strata: [0], least, most: least });
    await expect(attack({ ...contradiction, tells: [tell(2), tell(3)] }, rules, solver)).rejects.toThrow(NoWorld);
  });
});
