import { expect, it } from 'vitest';
import { displayShare } from './display.js';
import { prepareRelease } from './prepare-release.js';
import { southwark } from './southwark.js';

const half = { from: '2026-01', to: '2026-06' };

/** One block of 20 makes up the whole half-year. */
const june = (satisfied: number, dissatisfied: number) =>
  prepareRelease({
    config: southwark,
    month: '2026-06',
    bases: [
      { measure: 'satisfied', group: 'borough', from: '2026-06', to: '2026-06', base: 20 },
      { measure: 'dissatisfied', group: 'borough', ...half, base: 20 },
    ],
    ledger: [],
    counts: (cells) =>
      cells.map((cell) => ({ ...cell, count: cell.measure === 'satisfied' ? satisfied : dissatisfied })),
  });

it(
  'withholds enough beside what is unsafe that the withholding proves nothing to who knows two',
  { timeout: 120_000 },
  async () => {
    for (const alike of [
      [10, 11, 12, 13, 14, 15],
      [5, 6, 7, 8, 9],
    ]) {
      const seen = new Map<string, { satisfied: number; dissatisfied: number }[]>();
      const outcomes = new Map<string, string>();
      for (const satisfied of alike) {
        for (let dissatisfied = 0; satisfied + dissatisfied <= 20; dissatisfied += 1) {
          const band = String(displayShare(dissatisfied, 20, southwark.thresholds)!.band);
          if (!outcomes.has(band)) {
            const { cells } = await june(satisfied, dissatisfied);
            outcomes.set(band, cells.find(({ measure }) => measure === 'dissatisfied') ? band : 'withheld');
          }
          const outcome = outcomes.get(band)!;
          seen.set(outcome, [...(seen.get(outcome) ?? []), { satisfied, dissatisfied }]);
        }
      }
      for (const [outcome, worlds] of seen) {
        const kinds = worlds.map((each) => [
          each.satisfied,
          each.dissatisfied,
          20 - each.satisfied - each.dissatisfied,
        ]);
        for (const known of [
          [0, 0, 0],
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
          [2, 0, 0],
          [1, 1, 0],
          [1, 0, 1],
          [0, 2, 0],
          [0, 1, 1],
          [0, 0, 2],
        ]) {
          const left = kinds
            .filter((world) => world.every((count, kind) => count >= known[kind]!))
            .map((world) => world.map((count, kind) => count - known[kind]!));
          for (const kind of [0, 1, 2])
            expect(left.length === 0 || left.some((world) => world[kind]! > 0), `${outcome}: none of ${kind}`).toBe(
              true,
            );
          for (const kind of [0, 1])
            expect(
              left.length === 0 || new Set(left.map((world) => world[kind])).size > 1,
              `${outcome}: exact ${kind}`,
            ).toBe(true);
        }
      }
    }
  },
);

it('remembers what a withholding tells, the same whatever the answers were', async () => {
  const withheld = async (dissatisfied: number) => {
    const { ledgerEntries } = await june(10, dissatisfied);
    return ledgerEntries.find((entry) => entry.kind === 'withheld' && entry.reason === 'would-identify');
  };
  const [ten, few] = [await withheld(10), await withheld(3)];
  expect(ten).toMatchObject({
    measure: 'dissatisfied',
    left: [
      { least: 0, most: 4 },
      { least: 10, most: 15 },
    ],
  });
  expect(few).toEqual(ten);
  expect(await withheld(7)).toBeUndefined();
});

/** January's block of 25, ten of them satisfied, and twelve who came late for it. */
async function corrected(late: number) {
  const month = '2026-01';
  const bases = (base: number, through = month) => [
    { measure: 'satisfied', group: 'borough', from: month, to: month, base },
    ...(through === month ? [] : [{ measure: 'satisfied', group: 'borough', from: through, to: through, base: 5 }]),
  ];
  const january = await prepareRelease({
    config: southwark,
    month,
    bases: bases(25),
    ledger: [],
    counts: (cells) => cells.map((cell) => ({ ...cell, count: 10 })),
  });
  const february = await prepareRelease({
    config: southwark,
    month: '2026-02',
    bases: bases(37, '2026-02'),
    ledger: january.ledgerEntries,
    corrections: [{ measure: 'satisfied', answersOf: month, removed: 0, added: 12, reason: 'late' }],
    counts: (cells) => cells.map((cell) => ({ ...cell, count: 10 + late })),
  });
  const withheld = february.ledgerEntries.find((entry) => entry.kind === 'withheld');
  return { words: february.cells.map(({ displayed }) => displayed.words).join(), left: withheld?.left };
}

it('gives a corrected figure again where it turns out otherwise: what goes with the unsafe lies on its own side', async () => {
  expect(await corrected(12)).toEqual({ words: 'about 60%', left: undefined });
  expect(await corrected(7)).toEqual({ words: 'about 50%', left: undefined });
  // "About 20%" would tell that at least ten of the twelve were not satisfied; "about 30%" goes with it.
  const hidden = {
    words: '',
    left: [
      { least: 6, most: 9 },
      { least: 10, most: 12 },
    ],
  };
  expect(await corrected(0)).toEqual(hidden);
  expect(await corrected(2)).toEqual(hidden);
});
