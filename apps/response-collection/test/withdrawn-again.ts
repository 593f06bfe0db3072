import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { WithdrawalList } from '../src/submission/withdrawal-list.js';
import { withdrawalHashes } from '../src/submission/submission.js';
import { Visitor } from './browser.js';
import type { TestSurvey } from './setup.js';

export function withdrawnAgain(
  survey: () => TestSurvey,
  submit: (answers: Record<number, string>, code?: boolean) => Promise<string | undefined>,
  directory: string,
): void {
  describe('a database restored to before somebody took her answers back', () => {
    const list = () => survey().service.app.get(WithdrawalList, { strict: false });
    const take = async (code: string) => {
      const visitor = await new Visitor(survey().url).get('/withdraw');
      await visitor.post('/withdraw', { code });
    };
    const hers = async (code: string) =>
      (
        await survey().pool.query('select record_id from records where withdrawal_hash = any($1::bytea[])', [
          withdrawalHashes(code),
        ])
      ).rowCount;

    it('has them no longer once the service has started, and everybody else’s still', async () => {
      const [code, other] = [(await submit({ 1: 'neither' }, true))!, (await submit({ 1: 'neither' }, true))!];
      const sent = await hers(code);
      await survey().pool.query('create table kept_before as table records');
      await take(code);
      expect(await hers(code)).toBe(0);
      await survey().pool.query('insert into records table kept_before on conflict do nothing');
      expect(await hers(code)).toBe(sent);
      // As the next start does.
      await list().onModuleInit();
      expect([await hers(code), await hers(other)]).toEqual([0, sent]);
      const lines = readdirSync(directory).map((file) => readFileSync(join(directory, file), 'utf8'));
      expect(lines.join().toUpperCase()).not.toContain(code.replaceAll('-', ''));
      expect(lines.join().toUpperCase()).not.toContain(code);
    });

    it('has them no longer either where it was restored twice, and was without them when she took them back', async () => {
      const code = (await submit({ 1: 'neither' }, true))!;
      await survey().pool.query('create table of_the_later_backup as table records');
      await survey().pool.query('delete from records where withdrawal_hash = any($1::bytea[])', [
        withdrawalHashes(code),
      ]);
      await take(code);
      await survey().pool.query('insert into records table of_the_later_backup on conflict do nothing');
      await list().onModuleInit();
      expect(await hers(code)).toBe(0);
    });

    it('what is no code leaves nothing, and what no backup can bring back is forgotten', async () => {
      const said = () =>
        readdirSync(directory).flatMap((file) => readFileSync(join(directory, file), 'utf8').match(/\w{64}/g) ?? []);
      const before = said();
      for (const typed of ['AAAA-BBBB-CCCC', 'AAAA-BBBB-CCCC-DDDD-E', 'UUUU-BBBB-CCCC-DDDD']) await take(typed);
      expect(said()).toEqual(before);
      // In December one of November may still be in a backup, one of October not.
      for (const month of ['2027-10', '2027-11']) writeFileSync(join(directory, month), '');
      await list().forget();
      expect(readdirSync(directory).toSorted()).toEqual(['2027-11', '2027-12']);
    });
  });
}
