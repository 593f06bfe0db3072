import type { SealedLink, SealedReport, SealingKey } from '@answerable/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { approveAndPublish } from './publish.js';
import { call, eventually, get, people, sendBatch, sendCoverage, startReporting, type Reporting } from './reporting.js';

let reporting: Reporting;
beforeAll(async () => {
  reporting = await startReporting();
});
afterAll(() => reporting?.stop());

const anHourBefore = () => new Date(Date.now() - 3_600_000).toISOString();
const takeDown = (id: string) =>
  call(reporting, `/v1/reports/${id}/takedown`, 'safeguarding-1', {
    method: 'POST',
    body: { why: 'risk-to-a-person' },
  });
const chain = () => reporting.query<{ sealed: SealedLink }>('select sealed from chain_links order by number');
const delegatesOfPeckham = () =>
  reporting.query<{ username: string }>('select username from delegates where ended_on is null order by 1');

it(
  'a database put back to before it opens no report that was taken down, forgets none that was published, and seals behind the last',
  { timeout: 240_000 },
  async () => {
    const month = async (name: string, at: string, releaseAt: string): Promise<SealedReport> => {
      await sendCoverage(reporting, name);
      await sendBatch(reporting, { kind: 'headline', period: name, records: people(25) });
      await reporting.setClock(at);
      return approveAndPublish(reporting, name, releaseAt);
    };
    await month('2025-10', '2025-11-03T10:00:00Z', '2025-11-14T09:30:00Z');
    const added = await call(reporting, '/v1/seats/mine/delegates', 'mp-peckham', {
      method: 'POST',
      body: { username: 'delegate-1', name: 'A delegate' },
    });
    expect([await added.text(), added.status]).toEqual([expect.anything(), 201]);
    await reporting.run('rotate-sealing-keys');
    const [next] = await reporting.query<{ kid: string }>(
      'select kid from sealing_keys order by created_at desc limit 1',
    );
    await reporting.stopService();
    const putBack = await reporting.backUp();

    // What is lost: a takedown, a report, a delegate who reads no more.
    await reporting.startService();
    await reporting.setClock('2025-11-20T10:00:00Z');
    expect((await takeDown('southwark-2025-10-v1')).status).toBe(201);
    const november = await month('2025-11', '2025-12-03T10:00:00Z', '2025-12-12T09:30:00Z');
    await reporting.query('update delegates set ended_on = $1', ['2025-12-12']);
    // Told as soon as it is committed, and lost only with what was not.
    await eventually(async () => expect(await reporting.query('select 1 from outbox')).toEqual([]));
    const before = await chain();
    await reporting.stopService();
    await putBack();
    expect(await chain()).toHaveLength(2);

    await expect(reporting.startService()).rejects.toThrow('this database was restored');
    // From then on only: the answers that November was made of would not come again.
    await expect(reporting.command('restored', new Date().toISOString())).rejects.toThrow(
      'answers (headline, 2025-11)',
    );
    await reporting.command('restored', anHourBefore());
    await reporting.startService();
    await reporting.setClock('2025-12-15T10:00:00Z');
    expect((await call(reporting, '/v1/reports/southwark-2025-10-v1', 'mp-peckham')).status).toBe(410);
    expect(await get<SealedReport>(reporting, '/v1/reports/southwark-2025-11-v1', 'mp-peckham')).toEqual(november);
    expect(await chain()).toEqual(before);
    expect(await delegatesOfPeckham()).toEqual([]);

    expect((await takeDown('southwark-2025-11-v1')).status).toBe(201);
    const numbers = (await chain()).map(({ sealed }) => sealed.link.number);
    expect(numbers).toEqual(numbers.map((_, place) => place + 1));
    expect(numbers).toHaveLength(before.length + 1);
    // What is sealed to reporting in the next half-year can be opened from this backup too: its key was made before.
    const offered = async () =>
      (await get<{ keys: SealingKey[] }>(reporting, '/v1/public/sealing-keys', 'mp-peckham')).keys;
    expect((await offered()).map(({ kid }) => kid)).not.toContain(next!.kid);
    await reporting.setClock('2026-01-02T10:00:00Z');
    expect((await offered())[0]!.kid).toBe(next!.kid);
  },
);

it('a database that holds another chain than was published is not started', { timeout: 120_000 }, async () => {
  await reporting.stopService();
  const putBack = await reporting.backUp();
  await putBack();
  await reporting.query('alter table chain_links disable trigger user');
  await reporting.query(
    `update chain_links set sealed = jsonb_set(sealed, '{signature}', '"another"') where number = 2`,
  );
  // Put back without restore.sh there is no mark; once the command has begun there is, however it ends.
  await reporting.query('delete from restores');
  await expect(reporting.command('restored', anHourBefore())).rejects.toThrow();
  await expect(reporting.startService()).rejects.toThrow('this database was restored');
});
