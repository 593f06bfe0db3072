import { chained } from '@answerable/disclosure';
import { describe, expect, it } from 'vitest';
import { correctableFrom, pendingCorrections } from './answer-corrections.js';

const recorded = (headline: string | null) => [{ id: 'c1', month: '2026-06', headline, answersChanged: 11 }];

describe('answers that somebody corrected', () => {
  it('are one removed and one added each, of the headline she named and of no area, until a report has dealt with them', () => {
    const [correction, ...more] = pendingCorrections(recorded('pressure'), []);
    expect(correction).toEqual({
      measure: 'pressure',
      answersOf: '2026-06',
      removed: 11,
      added: 11,
      reason: 'correction c1',
    });
    expect(more).toEqual([]);
    const dealtWith = chained([], [{ kind: 'corrected', month: '2026-07', outcome: 'noted', ...correction! }]);
    expect(pendingCorrections(recorded('pressure'), dealtWith)).toEqual([]);
  });

  it('are of this year, and until the report for June of the year before', () => {
    expect(correctableFrom('2026-06')).toBe('2025-01');
    expect(correctableFrom('2026-07')).toBe('2026-01');
  });

  it('are of every headline where she named none', () => {
    expect(pendingCorrections(recorded(null), []).map(({ measure }) => measure)).toEqual([
      'satisfied',
      'seriously',
      'pressure',
    ]);
  });
});
