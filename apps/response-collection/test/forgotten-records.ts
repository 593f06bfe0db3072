import { describe, expect, it } from 'vitest';
import type { TestSurvey } from './setup.js';

/** Chapter of closing.int.spec.ts. */
export function forgottenRecords(
  survey: () => TestSurvey,
  submit: (answers: Record<number, string>) => Promise<unknown>,
): void {
  describe('a month that nobody manages to close', () => {
    it('keeps no answer for two years: headlines go with the month, what waits with the first month of its period', async () => {
      const { pool } = survey();
      const kinds = async (): Promise<string[]> =>
        (await pool.query("select distinct kind from records where leaves <= '2031-12' order by kind")).rows.map(
          ({ kind }: { kind: string }) => kind,
        );
      const forgetAt = async (iso: string) => {
        survey().setClock(iso);
        await survey().run('forget-records');
      };
      await pool.query('delete from records');
      survey().setClock('2031-08-10T10:00:00Z');
      await submit({ 1: 'neither' });
      const all = await kinds();
      expect(all).toEqual(['area', 'borough', 'characteristic', 'constituency', 'evidence', 'headline', 'message']);
      await forgetAt('2032-10-31T23:59:30Z');
      expect(await kinds()).toEqual(all);
      await forgetAt('2032-11-01T00:00:05Z');
      expect(await kinds()).toEqual(['area', 'borough', 'evidence', 'headline', 'message']);
      await forgetAt('2033-04-30T22:59:30Z');
      expect(await kinds()).toEqual(['area', 'borough', 'evidence', 'headline', 'message']);
      await forgetAt('2033-04-30T23:00:05Z');
      expect(await kinds()).toEqual(['evidence', 'headline', 'message']);
      await forgetAt('2033-05-31T23:00:05Z');
      expect(await kinds()).toEqual([]);
      survey().setClock('2031-08-10T10:00:00Z');
    });
  });
}
