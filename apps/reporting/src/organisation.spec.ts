import { englandAndWales, southwark, type Organisation, type ReportingAreas } from '@answerable/contracts';
import { checkedConfig, ConfigRefused } from '@answerable/disclosure';
import { describe, expect, it } from 'vitest';
import { releaseConfigsOf } from './organisation.js';

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
