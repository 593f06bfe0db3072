import { eventually } from '@answerable/stack';
import { describe, expect, it } from 'vitest';
import { batchOf, closeMonthsUntil } from './released.js';
import type { TestSurvey } from './setup.js';

export function closedAgain(
  survey: () => TestSurvey,
  submit: (answers: Record<number, string>) => Promise<unknown>,
): void {
  describe('a database restored to before a close', () => {
    it('closes the month again as another batch, so that reporting counts one of them and mixes nothing of both', async () => {
      const tables = ['closed_months', 'mixing_keys', 'records'];
      await submit({ 1: 'neither' });
      for (const table of tables) await survey().pool.query(`create table kept_${table} as table ${table}`);
      await closeMonthsUntil(survey(), '2028-01-02T10:00:00Z');
      const first = await batchOf(survey(), 'headline', '2027-12');
      for (const table of tables.toReversed()) await survey().pool.query(`delete from ${table}`);
      for (const table of tables) await survey().pool.query(`insert into ${table} table kept_${table}`);
      await closeMonthsUntil(survey(), '2028-01-02T10:00:01Z');
      const again = await eventually(() => {
        const found = survey()
          .events('responses.batch.closed.v1')
          .filter(({ data }) => data.kind === 'headline' && data.period === '2027-12');
        if (found.length < 2) throw new Error('not closed again yet');
        return found.map(({ data }) => data.batchId);
      });
      expect(new Set(again).size).toBe(2);
      expect(again).toContain(first.batchId);
    });
  });
}
