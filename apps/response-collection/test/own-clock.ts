import { describe, expect, it } from 'vitest';
import type { TestSurvey } from './setup.js';

/** Chapter of closing.int.spec.ts. */
export function ownClock(survey: () => TestSurvey): void {
  describe('a clock that is far from the database’s', () => {
    it('closes no month, expires no survey and forgets nothing in production, and says so', async () => {
      const { config, log, pool, setClock, run } = bound(survey());
      const state = async () =>
        (
          await pool.query(
            "select through, (select count(*) from surveys where state = 'open') as open, (select count(*) from mixing_keys) as keys from closed_months",
          )
        ).rows;
      const issued = await survey().issued();
      const before = await state();
      // The configuration that the service holds: production alone never has a clock that was set.
      Object.assign(config, { MODE: 'production' });
      try {
        setClock(new Date(Date.parse(issued.state.expiresAt) + 40 * 86_400_000).toISOString());
        await expect(run('close-month')).rejects.toThrow('clock');
        await expect(run('expire-surveys')).rejects.toThrow('clock');
        await expect(run('forget-records')).rejects.toThrow('clock');
        expect(await state()).toEqual(before);
        expect(log.join('\n')).toContain('clock differs from that of the database');
        const metrics = await (await fetch(`${survey().url}/metrics`)).text();
        expect(metrics).toMatch(/^clock_ahead_seconds [1-9]\d{6,}/m);
        setClock(new Date(Date.now() + 60_000).toISOString());
        expect(await run('expire-surveys')).toBe(0);
      } finally {
        Object.assign(config, { MODE: 'test' });
      }
    });
  });
}

const bound = (survey: TestSurvey) => ({
  config: survey.config,
  log: survey.log,
  pool: survey.pool,
  setClock: survey.setClock.bind(survey),
  run: survey.run.bind(survey),
});
