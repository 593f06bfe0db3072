import { expect, it } from 'vitest';
import type { LedgerEntry } from './ledger.js';
import { monthsOf } from './month.js';
import { prepareRelease } from './prepare-release.js';
import { southwark } from './southwark.js';

const halves = [
  { from: '2026-01', to: '2026-06' },
  { from: '2026-07', to: '2026-12' },
];
const why = { measure: 'why-stopped:safety', group: 'borough', from: '2026-01', to: '2026-12' };

/** A year in which 31 and 30 of WITHDREW answered how it ended, and 65 in all. */
const year = async (somethingElse: readonly [number, number], safety: number) => {
  const ledger: LedgerEntry[] = [];
  for (const month of monthsOf(why)) {
    const half = halves.findIndex(({ to }) => to === month);
    const withdrew = { measure: 'discordance-b', group: 'withdrew', ...halves[half]!, base: [31, 30][half]! };
    const release = await prepareRelease({
      config: southwark,
      month,
      bases: [...(half < 0 ? [] : [withdrew]), ...(month === why.to ? [{ ...why, base: 65 }] : [])],
      ledger,
      counts: (cells) =>
        cells.map((cell) => ({ ...cell, count: cell.measure === why.measure ? safety : somethingElse[half]! })),
    });
    ledger.push(...release.ledgerEntries);
  }
  return ledger.filter(({ kind, month }) => kind === 'published' && halves.some(({ to }) => to === month));
};

it('why people stopped is not shown where, of WITHDREW, nearly all said that something else ended it', async () => {
  // "Over 85%" twice leaves eight who decided, and "about 20%" of 65 at least eleven: the four others would all have decided.
  expect(await year([27, 26], 12)).toHaveLength(2);
  expect(await year([15, 15], 12)).toHaveLength(3);
});
