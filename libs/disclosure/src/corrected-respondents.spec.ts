import { describe, expect, it } from 'vitest';
import { everCounted, withCorrections, type DatedCorrection } from './corrected-respondents.js';
import { Geography } from './geography.js';
import { belongs, nobody, type Respondents } from './respondents.js';
import { southwark } from './southwark.js';

const geography = new Geography([southwark]);
const half = { from: '2026-01', to: '2026-06' };
const peckham = 'E14001421';
const borough = { group: 'borough', from: '2026-05', to: '2026-06' };
const area = { group: 'peckham', ...half };
const before = 4;
const after = 6;

const table: Respondents[] = [
  { ...nobody, month: '2026-05', constituency: peckham, size: 9 },
  { ...nobody, month: '2026-06', constituency: peckham, size: 8 },
  { ...nobody, month: '2026-06', constituency: 'E14001085', size: 20 },
];
const correction = (more: Partial<DatedCorrection>): DatedCorrection => ({
  measure: 'satisfied',
  answersOf: '2026-06',
  removed: 0,
  added: 0,
  reason: '',
  sequence: 5,
  ...more,
});
const late = correction({ group: 'borough', answersFrom: '2026-05', added: 12 });
const lateThere = correction({ group: 'peckham', answersFrom: '2026-01', added: 11 });
const counted = (who: readonly Respondents[], cell: typeof area, sequence: number) =>
  who.filter((each) => belongs(geography, each, cell, sequence)).reduce((sum, { size }) => sum + size, 0);

describe('respondents whom a correction touched', () => {
  it('late for the borough alone were in their area’s figure from the start', () => {
    const who = withCorrections(geography, table, [late]);
    expect([counted(who, borough, before), counted(who, borough, after)]).toEqual([25, 37]);
    expect([counted(who, area, before), counted(who, area, after)]).toEqual([17, 17]);
  });

  it('late for borough and area are the same people as far as the numbers allow', () => {
    const who = withCorrections(geography, table, [late, lateThere]);
    expect([counted(who, area, before), counted(who, area, after)]).toEqual([6, 17]);
    const inBoth = who.filter(({ changes }) => changes.length === 2);
    expect(inBoth.reduce((sum, { size }) => sum + size, 0)).toBe(11);
  });

  it('that left stand in the earlier figure alone, and were part of the table', () => {
    const gone = correction({ group: 'borough', answersFrom: '2026-05', removed: 10 });
    expect(everCounted({ ...borough, base: 27 }, Infinity, [gone])).toBe(37);
    const who = withCorrections(geography, table, [gone]);
    expect([counted(who, borough, before), counted(who, borough, after)]).toEqual([37, 27]);
  });

  it('whose answer was changed count once in every figure: the former one before, the right one after', () => {
    const changed = correction({ removed: 10, added: 10 });
    expect(everCounted({ ...borough, base: 37 }, Infinity, [changed])).toBe(37);
    const who = withCorrections(geography, table, [changed]);
    for (const cell of [borough, area])
      expect([counted(who, cell, before), counted(who, cell, after)]).toEqual(cell === borough ? [37, 37] : [17, 17]);
    const [former] = who.filter(({ changes }) => changes.some(({ what }) => what === 'removed'));
    expect(belongs(geography, former!, borough, after)).toBe(false);
  });

  it('more than the table holds are kept all the same', () => {
    const who = withCorrections(geography, table, [
      correction({ group: 'peckham', answersFrom: '2026-01', added: 20 }),
    ]);
    expect(who.reduce((sum, { size }) => sum + size, 0)).toBe(40);
    expect(counted(who, area, before)).toBe(0);
  });
});
