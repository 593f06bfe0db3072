import { englandAndWales, southwark, type Organisation, type ReportingAreas } from '@answerable/contracts';
import { checkedConfig, ConfigRefused } from '@answerable/disclosure';
import { describe, expect, it } from 'vitest';
import { ownAreaOn, releaseConfigsOf } from './organisation.js';

const areasWith = (more: Partial<ReportingAreas>): Organisation => ({
  ...southwark,
  reportingAreas: southwark.reportingAreas.map((each) => ({ ...each, ...more })),
});

describe('the release rules of an organisation', () => {
  it('hold for Southwark and for every part of every force of England and Wales', () => {
    for (const organisation of [southwark, ...englandAndWales])
      for (const config of releaseConfigsOf(organisation)) expect(checkedConfig(config)).toBe(config);
  });

  it('may be made stricter for an area, with a level of the alarm of its own, from a date', () => {
    const [config] = releaseConfigsOf(areasWith({ stricter: { block: 30 }, references: { pressure: 0.1 } }));
    expect(checkedConfig(config!).thresholds).toMatchObject({ block: 30, possibleValues: 3 });
    expect(config!.references).toEqual({ pressure: 0.1 });
  });

  it('are never looser, and know no other threshold', () => {
    const refused = (stricter: Record<string, number>) => () =>
      checkedConfig(releaseConfigsOf(areasWith({ stricter }))[0]!);
    expect(refused({ block: 10 })).toThrow(ConfigRefused);
    expect(refused({ block: 10 })).toThrow('threshold block is looser than 20');
    expect(refused({ blocks: 40 })).toThrow('there is no threshold blocks');
  });
});

describe('the own area of a seat', () => {
  const [areas] = southwark.reportingAreas;
  const joined = { id: 'north', name: 'North', constituencies: ['E14001085', 'E14001421'], other: true };
  const redrawn: Organisation = {
    ...southwark,
    reportingAreas: [areas!, { from: '2026-07-01', areas: [joined] }],
  };

  it('is the one that a report of that day knows, whatever the boundaries are now', () => {
    expect(ownAreaOn(redrawn, 'E14001421', '2026-06-30')?.id).toBe('peckham');
    expect(ownAreaOn(redrawn, 'E14001421', '2026-07-31')?.id).toBe('north');
  });

  it('is none in a report in which the seat was not', () => {
    expect(ownAreaOn(redrawn, 'E14009999', '2026-06-30')).toBeNull();
    expect(ownAreaOn(redrawn, 'E14001205', '2026-07-31')).toBeNull();
  });
});
