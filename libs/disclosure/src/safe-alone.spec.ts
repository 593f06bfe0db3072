import { describe, expect, it } from 'vitest';
import { leastStrict } from './config.js';
import { displaySmallCount } from './display.js';
import { planRelease } from './plan-release.js';
import { prepareRelease } from './prepare-release.js';
import { countSafeAlone } from './safe-alone.js';
import { southwark } from './southwark.js';

const quarter = { from: '2026-01', to: '2026-03' };
const basesOf = (base: number) => [{ measure: 'help:review', group: 'borough', ...quarter, base }];
const input = (base: number) => ({ config: southwark, month: '2026-03', bases: basesOf(base), ledger: [] });
const allBases = Array.from({ length: 91 }, (_, index) => index + 10);
const help = { table: 'T6', measure: 'help:review' };
const release = (base: number, count: number) =>
  prepareRelease({ ...input(base), counts: (cells) => cells.map((cell) => ({ ...cell, count })) });

describe('help asked for', { timeout: 120_000 }, () => {
  it('tells nothing about anybody, at any base and count, to whoever knows two respondents', () => {
    const faults: string[] = [];
    for (const base of allBases) {
      const plan = countSafeAlone(base, leastStrict);
      const seen = (count: number) => (plan ? displaySmallCount(count, 10, plan.orMore).words : 'no row');
      const counts = Array.from({ length: base + 1 }, (_, count) => count);
      for (const [words, alike] of Map.groupBy(counts, seen)) {
        if (alike.length < 3) faults.push(`${words} of ${base}: ${alike.join()}`);
        for (const [yes, no] of [0, 1, 2].flatMap((a) => [0, 1, 2].map((b) => [a, b] as const))) {
          const left = alike.filter((count) => count >= yes && base - count >= no);
          if (yes + no > 2 || left.length === 0) continue;
          if (left.every((count) => count === yes) || left.every((count) => base - count === no))
            faults.push(`${words} of ${base}, two known`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it('has a row or none by the base alone, and is never withheld for what was asked', async () => {
    for (const base of allBases.filter((each) => each < 25 || each % 19 === 5)) {
      const planned = planRelease(input(base)).cells.some(({ measure }) => measure === help.measure);
      expect(planned, `${base}`).toBe(base >= 13);
      const ends = countSafeAlone(base, leastStrict)?.orMore ?? base;
      for (const count of new Set([0, 9, 10, Math.min(ends, base), base - 1, base])) {
        const { cells, withheld } = await release(base, count);
        expect(cells.length, `${count} of ${base}`).toBe(planned ? 1 : 0);
        expect(withheld.filter(({ reason }) => reason === 'would-identify')).toEqual([]);
      }
    }
  });

  it('says of a number near the base only that it is so many or more', async () => {
    const words = async (base: number, count: number) => (await release(base, count)).cells[0]?.displayed.words;
    expect(await words(13, 13)).toBe('10 or more');
    expect(await words(18, 18)).toBe('13 or more');
    expect(await words(18, 12)).toBe('about 10');
    expect(await words(43, 43)).toBe('38 or more');
    expect(await words(40, 17)).toBe('about 15');
    const none = (await release(12, 12)).withheld.find(({ table }) => table === 'T6')!;
    expect(none).toMatchObject({ ...help, reason: 'too-few-answers' });
    expect(none.sentence).toContain('fewer than 13 people answered');
  });
});
