import { englandAndWales } from '@answerable/contracts';
import { testDatabase } from '@answerable/stack';
import { expect, it } from 'vitest';
import { migrations } from '../src/migrations.js';
import { compileEnglandAndWales } from '../src/report/england-and-wales.bench.js';

it(
  'compiles the report of every force and constituency of England and Wales in one run',
  { timeout: 240_000 },
  async () => {
    const database = await testDatabase(migrations, 'reporting');
    try {
      const figures = await compileEnglandAndWales(database.ownerUrl, { months: 1 });
      expect(figures).toMatchObject({
        organisations: englandAndWales.length + 1,
        reports: englandAndWales.length + 1,
        forces: 43,
        constituencies: 575,
        withheldByGate: 0,
      });
      expect(figures.shown).toBeGreaterThan(100);
    } finally {
      await database.drop();
    }
  },
);
