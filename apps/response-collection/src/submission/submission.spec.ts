import { releasedRecord } from '@answerable/contracts';
import { nextItem, questionnaires, type Answer, type Answers } from '@answerable/questionnaire';
import { describe, expect, it } from 'vitest';
import {
  clearEvidence,
  clearRecords,
  isStraightLined,
  lastMonthOf,
  newWithdrawalCode,
  noWithdrawal,
  pageLeft,
  periodEnding,
  MOST_ROWS,
  sizes,
  withdrawalHashes,
} from './submission.js';

const bundle = `eyJhbGciOiJFQ0RILUVTIn0..aXY.${'a'.repeat(1160)}.dGFn`;
const bundles = { area: [bundle, bundle, bundle], borough: bundle, constituency: [bundle, bundle, bundle] };
const longest = (answers: readonly string[]): string =>
  [...answers, 'prefer-not-to-say'].toSorted((a, b) => b.length - a.length)[0]!;

describe.each(Object.values(questionnaires))('a submission of questionnaire $version', ({ version, items }) => {
  const everything = Object.fromEntries(
    items.map(({ id, type, answers }): [string, Answer] => [id, type === 'multi' ? answers : longest(answers)]),
  );
  // The longest answer that also opens every follow-up.
  const fullest = { ...everything, pressure: 'both', 'how-ended': 'i-decided' };
  const given = { month: '2026-05', questionnaire: version, bundles };

  it('has records of one size a kind, also with the longest answers and message', () => {
    for (const [answers, message] of [
      [{}, ''],
      [fullest, '\u{1F600}'.repeat(1000)],
      [fullest, '"'.repeat(1000)],
    ] as const)
      for (const { kind, clear } of clearRecords({ ...given, answers, message }))
        expect([kind, clear.length]).toEqual([kind, sizes[kind]]);
  });

  it('keeps the contract with reporting', () => {
    for (const { kind, clear } of clearRecords({ ...given, answers: fullest, message: '' }))
      if (kind !== 'message' && kind !== 'evidence')
        expect(releasedRecord.safeParse(JSON.parse(clear.toString())).error).toBeUndefined();
  });

  it('leaves as its kinds say, one record and one withdrawal hash each', () => {
    const records = clearRecords({ ...given, answers: fullest, message: '' });
    // And the row that counts the visit.
    expect(records.length + 1).toBeLessThanOrEqual(MOST_ROWS);
    expect(Object.fromEntries(records.map(({ kind, leaves }) => [kind, leaves]))).toEqual({
      headline: '2026-05',
      area: '2026-06',
      borough: '2026-06',
      constituency: '2026-12',
      characteristic: '2026-12',
      message: '2026-05',
    });
  });

  it('counts a visit in one size, whatever page she left', () => {
    const lengths = items.map(
      ({ id }) =>
        clearEvidence({ mode: 'telephone', sent: false, language: 'en-easy', stoppedAt: id, straightLined: true })
          .length,
    );
    expect(new Set(lengths)).toEqual(new Set([sizes.evidence]));
  });

  it('counts no page that only some answers lead to, and the same one whatever she answered before she left', () => {
    /** As far as somebody comes who answers like this, page by page. */
    const left = (like: Answers): string[] => {
      const [pages, answers] = [[] as string[], { safe: 'yes' } as Record<string, Answer>];
      for (let item; (item = nextItem(version, answers, '')); answers[item.id] = like[item.id] ?? 'skipped')
        pages.push(pageLeft(version, answers)!);
      return pages;
    };
    const askedOfAll = items.filter(({ when, id }) => !when && id !== 'safe').map(({ id }) => id);
    expect(left({})).toEqual(askedOfAll);
    expect([...new Set(left(fullest))]).toEqual(askedOfAll);
    expect(left(fullest).length, 'pages that her answers led to').toBeGreaterThan(askedOfAll.length);
  });
});

describe('periods', () => {
  it.each([
    ['month', '2026-05', '2026-05', '2026-05'],
    ['half-year', '2026-06', '2026-06', '2026-H1'],
    ['half-year', '2026-07', '2026-12', undefined],
    ['half-year', '2026-12', '2026-12', '2026-H2'],
    ['year', '2026-06', '2026-12', undefined],
    ['year', '2026-12', '2026-12', '2026'],
  ] as const)('%s with %s leaves at the end of %s', (period, month, last, name) => {
    expect(lastMonthOf(period, month)).toBe(last);
    expect(periodEnding(period, month)).toBe(name);
  });
});

describe('the withdrawal code', () => {
  it('has eighty bits, and leads to hashes that do not lead to each other', () => {
    const code = newWithdrawalCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    const hashes = withdrawalHashes(code).map((hash) => hash.toString('hex'));
    expect(new Set(hashes).size).toBe(MOST_ROWS);
    expect(withdrawalHashes(code.toLowerCase().replaceAll('-', ' ')).map((hash) => hash.toString('hex'))).toEqual(
      hashes,
    );
    expect(noWithdrawal().map(({ length }) => length)).toEqual(withdrawalHashes(code).map(({ length }) => length));
  });
});

describe('straight-lining', () => {
  it('is the same place on every four-point scale', () => {
    const same = { seriously: 'very', listened: 'very', respect: 'very', 'looked-into': 'all-they-could' };
    expect(isStraightLined('2026-1', same)).toBe(true);
    expect(isStraightLined('2026-1', { ...same, respect: 'fairly' })).toBe(false);
    expect(
      isStraightLined('2026-1', {
        seriously: 'skipped',
        listened: 'skipped',
        respect: 'skipped',
        'looked-into': 'skipped',
      }),
    ).toBe(false);
  });
});
