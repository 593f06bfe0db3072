import { describe, expect, it } from 'vitest';
import { batchesDue, BatchFault, boroughItems, columnOf, factOf, periodOf } from './fact.js';
import { migrations } from '../migrations.js';

const batch = { organisationId: 'southwark', period: '2026-06' } as const;
const record = { questionnaireVersion: '2026-1', bundle: null, pad: '' } as const;
const fault = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof BatchFault) return error.message;
    throw error;
  }
  return 'none';
};

describe('an opened record', () => {
  it('becomes a fact without key, order or time', () => {
    const fact = factOf({ ...record, kind: 'headline', answers: { pressure: 'both' } }, null, {
      ...batch,
      kind: 'headline',
    });
    expect(fact).toEqual({
      organisation_id: 'southwark',
      questionnaire: '2026-1',
      month: '2026-06',
      item: 'pressure',
      answer: 'both',
    });
  });

  it('keeps of its attributes only what a table asks for: no offence group, no age', () => {
    const attributes = {
      kind: 'borough',
      recordClass: 'withdrew',
      offenceGroup: 'rape',
      age: '16-24',
      closedWithin30Days: true,
    } as const;
    const fact = factOf(
      { ...record, kind: 'borough', answers: { listened: 'very', 'pressure-how': ['kept-waiting'] } },
      attributes,
      { ...batch, kind: 'borough', period: '2026-H1' },
    );
    expect(fact).toMatchObject({
      withdrew: true,
      closed_within_30_days: true,
      listened: 'very',
      pressure_how: ['kept-waiting'],
      believed: null,
    });
    expect(JSON.stringify(fact)).not.toMatch(/rape|16-24/);
  });

  it('of an unknown questionnaire, item or answer is refused by name', () => {
    const headline = (answers: Record<string, string>, questionnaireVersion = '2026-1') =>
      fault(() =>
        factOf({ ...record, questionnaireVersion, kind: 'headline', answers }, null, { ...batch, kind: 'headline' }),
      );
    expect(headline({ pressure: 'stop' }, '2031-9')).toBe('questionnaire version 2031-9 is unknown');
    expect(headline({ pressure: 'stop' }, '__proto__')).toBe('questionnaire version __proto__ is unknown');
    expect(headline({ 'how-late': 'very' })).toBe('questionnaire 2026-1 has no item how-late');
    expect(headline({ pressure: 'maybe' })).toBe('item pressure of questionnaire 2026-1 has no answer maybe');
    expect(headline({ listened: 'very' })).toBe('listened is no headline');
    expect(headline({ pressure: 'stop', satisfied: 'neither' })).toBe('a headline record must hold one answer');
  });

  it('without its bundle, or in a batch of another kind, is refused', () => {
    expect(
      fault(() => factOf({ ...record, kind: 'area', answers: { pressure: 'stop' } }, null, { ...batch, kind: 'area' })),
    ).toBe('an area record came without its area');
    expect(
      fault(() => factOf({ ...record, kind: 'area', answers: {} }, null, { ...batch, kind: 'borough' })),
    ).toContain('lies in a batch of kind borough');
  });

  it('of a characteristic holds that one and how she was treated, nothing else', () => {
    const kind = { ...batch, kind: 'characteristic', period: '2026' } as const;
    const fact = factOf(
      { ...record, kind: 'characteristic', answers: { 'about-age': '25-34', 'treated-worse': 'no' } },
      null,
      kind,
    );
    expect(fact).toMatchObject({ characteristic: 'age', category: '25-34', answer: 'no', year: '2026' });
    const two = { 'about-age': '25-34', 'about-gender': 'woman', 'treated-worse': 'no' };
    expect(fault(() => factOf({ ...record, kind: 'characteristic', answers: two }, null, kind))).not.toBe('none');
  });

  it('has a column for every answer item that was ever asked', () => {
    const table = migrations.map(({ up }) => up).join('\n');
    for (const { id, type } of boroughItems)
      expect(table).toMatch(new RegExp(`\\b${columnOf(id)} text${type === 'multi' ? '\\[\\]' : '\\b'}`));
  });
});

describe('what a month waits for', () => {
  it('is the headlines each month, areas and treatment at half-year, the rest at year’s end', () => {
    expect(batchesDue('2026-05')).toEqual([{ kind: 'headline', period: '2026-05' }]);
    expect(batchesDue('2026-06').map(({ period }) => period)).toEqual(['2026-06', '2026-H1', '2026-H1']);
    expect(batchesDue('2026-12').map(({ kind, period }) => `${kind} ${period}`)).toEqual([
      'headline 2026-12',
      'area 2026-H2',
      'borough 2026-H2',
      'constituency 2026',
      'characteristic 2026',
    ]);
  });

  it('is named by periods in months', () => {
    expect(periodOf('2026-H2')).toEqual({ from: '2026-07', to: '2026-12' });
    expect(periodOf('2026')).toEqual({ from: '2026-01', to: '2026-12' });
    expect(periodOf('2026-03')).toEqual({ from: '2026-03', to: '2026-03' });
  });
});
