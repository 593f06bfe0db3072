import { describe, expect, it } from 'vitest';
import { loadSolver } from '../attack/solver.js';
import { southwark } from '../southwark.js';
import { attackYear } from './attack-year.js';
import { southwarkShape } from './population.js';
import { tryRejectedRules } from './rejected-rules.js';
import { simulateYear } from './simulate-year.js';

const solver = await loadSolver();
const config = { ...southwark, startsAt: '2026-01' };

describe('the red team', { timeout: 300_000 }, () => {
  it.each([
    [1, 'given', 2],
    [12, 'fitted', 0],
  ] as const)(
    'proves nothing about anybody in a year that passed the gate (seed %i, table %s, %i figures given again)',
    async (seed, table, givenAgain) => {
      const simulated = await simulateYear({ config, shape: southwarkShape, seed, answeredKnown: table === 'given' });
      const { cells, coalitions, findings } = await attackYear(simulated, 2, solver);
      expect(findings).toEqual([]);
      expect(simulated.ledger.filter((entry) => entry.kind === 'published' && entry.version > 1).length).toBe(
        givenAgain,
      );
      expect(cells).toBeGreaterThan(1000);
      expect(coalitions).toBeGreaterThan(1000);
    },
  );

  it('succeeds against every rule that was rejected', async () => {
    const rules = await tryRejectedRules({ config, shape: southwarkShape, seeds: [1, 2, 4], solver });
    const failed = rules.filter(({ learnt }) => learnt === 0).map(({ rule }) => rule);
    expect(failed).toEqual([]);
    const rate = (name: string) =>
      rules.filter(({ rule }) => rule.startsWith(name)).map(({ learnt, cases }) => learnt / cases)[0]!;
    expect(rate('Wilson')).toBeGreaterThan(0.9);
    expect(rate('rolling')).toBe(1);
  });
});
