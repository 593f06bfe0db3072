import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attack, NoWorld, type AttackRules } from '../attack/attack.js';
import type { AnswerKinds, AttackModel, Tell } from '../attack/model.js';
import { loadSolver } from '../attack/solver.js';
import { familyOf } from '../families.js';
import { twoFollowUps } from './attack-year.js';

const solver = await loadSolver();
const rules: AttackRules = { possibleValues: 3, knownRespondents: 2, stopAtFirst: false, seed: 1 };
const names = ['told-trouble', 'kept-waiting', 'made-to-blame'].map((option) => `pressure-how:${option}`);
const [first, second] = names as [string, string];

/** Every choice of three follow-ups is a kind of its own, and kind 0 who did not give the parent's answer. */
const allThree: AnswerKinds = {
  kinds: 9,
  positive: new Map([
    ['pressure', [1, 2, 3, 4, 5, 6, 7, 8]],
    ...names.map((name, at): [string, number[]] => [
      name,
      [1, 2, 3, 4, 5, 6, 7, 8].filter((kind) => ((kind - 1) >> at) & 1),
    ]),
  ]),
};

interface Shown {
  readonly sizes: readonly number[];
  /** What is told of the parent's answer in each stratum, and of each follow-up in all of them. */
  readonly pressure: readonly (readonly [number, number])[];
  readonly followUps: readonly (readonly [number, number])[];
}

const modelOf = ({ sizes, pressure, followUps }: Shown, answers: AnswerKinds): AttackModel => {
  const strata = sizes.map((_, at) => at);
  const base = sizes.reduce((a, b) => a + b, 0);
  return {
    strata: sizes.map((size) => ({ size })),
    answers,
    tells: [
      ...pressure.map(([least, most], at): Tell => ({ measure: 'pressure', strata: [at], least, most })),
      ...followUps.map(([least, most], at): Tell =>
        answers.positive.has(names[at]!)
          ? { measure: names[at]!, strata, least, most }
          : // As the red team takes those that it does not attack just now.
            { measure: 'pressure', strata, least, most: base },
      ),
    ],
    targets: strata.map((at) => ({ name: `stratum ${at}`, strata: [at] })),
  };
};

/** What is proved of a measure, and which are narrowed to which values; null where the figures contradict each other. */
async function found(shown: Shown, answers: AnswerKinds): Promise<Set<string> | null> {
  try {
    const { findings } = await attack(modelOf(shown, answers), rules, solver);
    return new Set(
      findings.flatMap((each) => {
        if (each.kind === 'few-values') return [`${each.target}: ${each.values.join()}`];
        return each.measure.startsWith('kind') ? [] : [`${each.measure} ${each.answer} in ${each.class}`];
      }),
    );
  } catch (error) {
    if (error instanceof NoWorld) return null;
    throw error;
  }
}

const pairOf = (one: string, other: string): AnswerKinds => twoFollowUps(familyOf(one), one, other).answers;
const run = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }));
const figures = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 2 }),
    pressure: fc.array(run, { minLength: 2, maxLength: 2 }),
    followUps: fc.array(run, { minLength: 3, maxLength: 3 }),
  })
  .map(({ sizes, pressure, followUps }): Shown => ({
    sizes,
    pressure: pressure.map(([least, more], at) => [Math.min(least, sizes[at]!), Math.min(least + more, sizes[at]!)]),
    followUps: followUps.map(([least, more]) => [least, least + more]),
  }));

describe('follow-ups of one item', { timeout: 240_000 }, () => {
  it('prove, two at a time, whatever all of them prove at once', async () => {
    await fc.assert(
      fc.asyncProperty(figures, async (shown) => {
        const together = await found(shown, allThree);
        const pairs = [
          [0, 1],
          [0, 2],
          [1, 2],
        ] as const;
        const two = await Promise.all(pairs.map(([a, b]) => found(shown, pairOf(names[a]!, names[b]!))));
        const all = two.includes(null) ? null : new Set(two.flatMap((each) => [...each!]));
        expect(all).toEqual(together);
      }),
      { numRuns: 25, seed: 5 },
    );
  });

  it('prove of each other what one of them beside a mere bound does not', async () => {
    // Two who felt pressure and were not kept waiting are known. So ten felt it, as many as can have, the one of the second stratum too.
    const shown: Shown = {
      sizes: [12, 1],
      pressure: [
        [6, 9],
        [0, 1],
      ],
      followUps: [
        [0, 7],
        [8, 12],
      ],
    };
    const proof = 'pressure all in 1';
    expect(await found(shown, familyOf(first).answers)).not.toContain(proof);
    expect(await found(shown, pairOf(first, second))).toContain(proof);
  });
});
