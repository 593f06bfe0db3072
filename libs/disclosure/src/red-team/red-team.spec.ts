import { describe, expect, it } from 'vitest';
import { loadSolver } from '../attack/solver.js';
import { quarterOf } from '../month.js';
import { southwark } from '../southwark.js';
import { attackYear } from './attack-year.js';
import { drawBoundaries } from './draw-boundaries.js';
import { peopleOf, southwarkShape, wishes } from './population.js';
import { tryRejectedRules } from './rejected-rules.js';
import { simulateYear } from './simulate-year.js';

const solver = await loadSolver();
const config = { ...southwark, startsAt: '2026-01' };

describe('the red team', { timeout: 600_000 }, () => {
  it.each([
    [1, 'given', 1, 'a constituency becomes two'],
    [12, 'fitted', 0, 'an area becomes two'],
  ] as const)(
    'proves nothing about anybody in a year that passed the gate (seed %i, table %s, %i figures given again, boundaries: %s)',
    async (seed, table, givenAgain, boundaryChange) => {
      const simulated = await simulateYear({ config, shape: southwarkShape, seed, answeredKnown: table === 'given' });
      const { cells, coalitions, findings } = await attackYear(simulated, 2, solver);
      expect(findings).toEqual([]);
      expect(simulated.ledger.filter((entry) => entry.kind === 'published' && entry.version > 1).length).toBe(
        givenAgain,
      );
      expect(cells).toBeGreaterThan(1000);
      expect(coalitions).toBeGreaterThan(1000);
      expect(simulated.boundaryChange).toBe(boundaryChange);
      const published = simulated.ledger.filter((entry) => entry.kind === 'published');
      const isOf = (quarter: string) => published.filter(({ table: id, from }) => id === 'T6' && from === quarter);
      for (const quarter of new Set(published.map(({ to }) => quarterOf(to).from)))
        expect(isOf(quarter)).toHaveLength(Object.keys(wishes).length);
      expect(simulated.takenDown.length).toBeGreaterThan(0);
      for (const { table: id, measure, group, from, to, fromReport } of simulated.takenDown)
        for (const entry of published.filter(({ month }) => month >= fromReport))
          expect(entry).not.toMatchObject({ table: id, measure, group, from, to });
    },
  );

  it('draws boundaries of every kind, in about every second year', () => {
    const people = peopleOf(config, { from: '2026-01', to: '2026-12' }, southwarkShape, 1);
    const drawn = Array.from({ length: 200 }, (_, seed) => drawBoundaries(config, people, seed));
    const changed = drawn.filter(({ change }) => change !== null);
    expect(new Set(changed.map(({ change }) => change)).size).toBe(6);
    expect(changed.length).toBeGreaterThan(70);
    expect(changed.length).toBeLessThan(130);
    for (const { configs, people: settled } of changed) {
      const [before, after] = configs.map((each) => new Set(each.constituencies.map(({ code }) => code)));
      for (const { month, constituency } of settled)
        expect(constituency === 'unknown' || (month < '2026-07' ? before! : after!).has(constituency)).toBe(true);
    }
  });

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
