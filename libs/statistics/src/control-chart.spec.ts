import { describe, expect, it } from 'vitest';
import vectors from '../vectors/control-chart.json' with { type: 'json' };
import { controlAlarm, controlLimits } from './control-chart.js';

describe('control chart', () => {
  it('has the published limits of the orange juice data (Montgomery)', () => {
    const { reference, base, low, high } = vectors.published;
    const limits = controlLimits(reference, base);
    expect(limits.low).toBeCloseTo(low, 4);
    expect(limits.high).toBeCloseTo(high, 4);
  });

  it('measures the distance from the reference as statsmodels does', () => {
    for (const { reference, count, base, z } of vectors.grid) {
      expect(controlAlarm(reference, [{ share: count / base, base }]).z).toBeCloseTo(z, 9);
    }
  });

  it('pools the blocks by their bases and signals only beyond three sigma', () => {
    const quiet = controlAlarm(0.2, [
      { share: 0.1, base: 25 },
      { share: 0.4, base: 20 },
      { share: 0.2, base: 30 },
    ]);
    expect(quiet).toMatchObject({ signal: 'none', base: 75 });
    expect(quiet.share).toBeCloseTo((2.5 + 8 + 6) / 75, 12);
    const blocks = [0.375, 0.375, 0.375].map((share) => ({ share, base: 25 }));
    expect(controlAlarm(0.2, blocks).signal).toBe('above');
    expect(controlAlarm(0.7, blocks).signal).toBe('below');
  });

  it('refuses a reference of none or all, and a chart without people', () => {
    expect(() => controlLimits(0, 10)).toThrow(RangeError);
    expect(() => controlLimits(1, 10)).toThrow(RangeError);
    expect(() => controlAlarm(0.2, [])).toThrow(RangeError);
  });
});
