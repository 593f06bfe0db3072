import { describe, expect, it } from 'vitest';
import { checkedConfig, configAt, ConfigRefused, leastStrict, type ReportingAreaConfig } from './config.js';
import { southwark } from './southwark.js';

const withThresholds = (change: Partial<typeof leastStrict>): ReportingAreaConfig => ({
  ...southwark,
  thresholds: { ...leastStrict, ...change },
});

describe('configuration of a reporting area', () => {
  it('may be as strict as the release rules, or stricter', () => {
    expect(checkedConfig(southwark)).toBe(southwark);
    expect(() =>
      checkedConfig(withThresholds({ block: 40, scales: [{ scale: 'quarters', fromBase: 50 }] })),
    ).not.toThrow();
  });

  it.each(Object.entries(leastStrict).filter(([, value]) => typeof value === 'number'))(
    'may not make %s looser than %i',
    (name, value) => {
      const looser = withThresholds({ [name]: (value as number) - 1 });
      expect(() => checkedConfig(looser)).toThrow(ConfigRefused);
      expect(() => checkedConfig(looser)).toThrow(name);
    },
  );

  it('may not begin a scale earlier, or put scales out of order', () => {
    expect(() => checkedConfig(withThresholds({ scales: [{ scale: 'thirds', fromBase: 9 }] }))).toThrow('thirds');
    const swapped = [
      { scale: 'quarters', fromBase: 30 },
      { scale: 'thirds', fromBase: 40 },
    ] as const;
    expect(() => checkedConfig(withThresholds({ scales: swapped }))).toThrow('out of order');
  });

  it('has areas that hold every constituency once', () => {
    const twice = { ...southwark, areas: southwark.areas.map((area) => ({ ...area, constituencies: ['E14001421'] })) };
    expect(() => checkedConfig(twice)).toThrow('E14001421 is in 3 areas');
  });

  it('changes only at a half-year, and the one in force is the latest that has begun', () => {
    expect(() => checkedConfig({ ...southwark, validFrom: '2026-03' })).toThrow('January or a July');
    const later = { ...southwark, name: 'Southwark after a boundary review', validFrom: '2027-01' };
    expect(configAt([later, southwark], '2026-12').name).toBe('Southwark');
    expect(configAt([later, southwark], '2027-01').name).toBe(later.name);
    expect(() => configAt([later], '2026-12')).toThrow(ConfigRefused);
  });
});
