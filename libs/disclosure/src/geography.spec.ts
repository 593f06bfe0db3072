import { describe, expect, it } from 'vitest';
import { configAt, type ReportingAreaConfig } from './config.js';
import { Geography } from './geography.js';
import type { LedgerEntry } from './ledger.js';
import { halfOf, monthsOf, type Month } from './month.js';
import { prepareRelease } from './prepare-release.js';
import type { Base } from './release.js';
import { southwark } from './southwark.js';

const [bermondsey, peckham, dulwich] = southwark.constituencies.map(({ code }) => code) as [string, string, string];
const others = southwark.constituencies.slice(2).map(({ code }) => code);

/** From July on two areas instead of three. */
const afterwards: ReportingAreaConfig = {
  ...southwark,
  validFrom: '2026-07',
  areas: [
    { id: 'north', name: 'North', constituencies: [bermondsey, peckham] },
    { id: 'south', name: 'South', constituencies: others, takesUnknown: true },
  ],
};

describe('boundaries that change', () => {
  const geography = new Geography([afterwards, southwark]);

  it('leave what was published before them where it was', () => {
    expect(geography.areasAt('2026-06')).toEqual(['bermondsey', 'peckham', 'south-and-west']);
    expect(geography.areasAt('2026-07')).toEqual(['north', 'south']);
    expect(geography.constituenciesOf('bermondsey', '2026-06')).toEqual([bermondsey]);
    expect(geography.constituenciesOf('north', '2026-07')).toEqual([bermondsey, peckham]);
    expect(geography.constituenciesOf('south', '2026-12')).toEqual([...others, 'unknown']);
  });

  it('make a place that is none any more an error, and never everybody', () => {
    expect(() => geography.constituenciesOf('bermondsey', '2026-07')).toThrow('was no area and no constituency');
    expect(geography.constituenciesOf('withdrew', '2026-07')).toBeNull();
    expect(geography.constituenciesOf('age:16-24', '2026-07')).toBeNull();
  });

  it('leave a constituency that is gone the place it was: people of a year answered from there before', () => {
    const redrawn = new Geography([
      {
        ...southwark,
        validFrom: '2026-07',
        constituencies: southwark.constituencies.map((each) =>
          each.code === peckham ? { code: 'E14009001', name: 'New' } : each,
        ),
        areas: southwark.areas.map((area) => ({
          ...area,
          constituencies: area.constituencies.map((code) => (code === peckham ? 'E14009001' : code)),
        })),
      },
      southwark,
    ]);
    expect(redrawn.constituenciesOf(peckham, '2026-12')).toEqual([peckham]);
    expect(redrawn.constituenciesOf('peckham', '2026-12')).toEqual(['E14009001']);
    // One that is to come was nowhere yet.
    expect(() => redrawn.constituenciesOf('E14009001', '2026-06')).toThrow('was no area and no constituency');
  });

  it('withhold nothing that would have been shown without them', async () => {
    const configs = [southwark, afterwards];
    const months = monthsOf({ from: '2026-01', to: '2026-12' });
    const weights: Readonly<Record<string, number>> = { [bermondsey]: 5, [peckham]: 4, [dulwich]: 3 };
    const ledger: LedgerEntry[] = [];
    const shown: string[] = [];
    for (const month of months) {
      const config = configAt(configs, month);
      const release = await prepareRelease({
        config,
        former: configs.filter(({ validFrom }) => validFrom < config.validFrom),
        month,
        bases: basesOf(config, month, weights),
        answered: months
          .filter((each) => each <= month)
          .flatMap((each) =>
            Object.entries(weights).map(([constituency, answers]) => ({ month: each, constituency, answers })),
          ),
        ledger,
        counts: (cells) => cells.map((cell) => ({ ...cell, count: Math.round(0.4 * cell.base) })),
      });
      expect(release.withheld.filter(({ reason }) => reason === 'would-identify')).toEqual([]);
      ledger.push(...release.ledgerEntries);
      shown.push(...release.cells.map(({ table, group, to }) => `${table} ${group} ${to}`));
    }
    expect(shown).toEqual([
      'T2 borough 2026-02',
      'T2 borough 2026-04',
      'T2 borough 2026-06',
      'T3 bermondsey 2026-06',
      'T3 peckham 2026-06',
      'T3 south-and-west 2026-06',
      'T2 borough 2026-08',
      'T2 borough 2026-10',
      'T2 borough 2026-12',
      'T3 north 2026-12',
      'T3 south 2026-12',
    ]);
  });
});

/** Headline 1 alone: twelve answers a month, by constituency as weighed. */
function basesOf(config: ReportingAreaConfig, month: Month, weights: Readonly<Record<string, number>>): Base[] {
  const half = halfOf(month);
  return [
    ...monthsOf({ from: '2026-01', to: month }).map((each) => ({
      measure: 'satisfied',
      group: 'borough',
      from: each,
      to: each,
      base: 12,
    })),
    ...(half.to === month
      ? config.areas.map(({ id, constituencies }) => ({
          measure: 'satisfied',
          group: id,
          ...half,
          base: 6 * constituencies.reduce((sum, code) => sum + (weights[code] ?? 0), 0),
        }))
      : []),
  ];
}
