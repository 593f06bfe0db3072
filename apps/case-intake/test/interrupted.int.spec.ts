import { eventually, readStackEnv } from '@answerable/stack';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, send, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

const EVENTS = 1500;

describe('a stream that is broken off again and again', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  /** Sends the whole stream; true once its summary arrived. */
  async function attempt(body: string): Promise<boolean> {
    try {
      const answer = await send(intake, body, { type: 'application/x-ndjson', query: '?receipts=rejected' });
      return answer.ok && (await answer.text()).includes('"summary"');
    } catch {
      return false;
    }
  }

  const registered = async (): Promise<number> =>
    (await intake.query<{ n: number }>('select count(*)::int as n from cases'))[0]!.n;
  /** As when the database server restarts under the service. */
  async function breakConnections(): Promise<void> {
    const [{ name } = { name: '' }] = await intake.query<{ name: string }>('select current_database() as name');
    const admin = new Client({ connectionString: readStackEnv().postgres.adminUrl });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'case_intake'`,
      [name],
    );
    await admin.end();
  }

  it('is registered once and told once when it is sent again, wherever the database was lost', async () => {
    const contact = await intake.seal();
    const lines = Array.from({ length: EVENTS }, (_, i) =>
      JSON.stringify(closed(`K-${i}`, { sequence: i + 1 }, { contact })),
    );
    const body = lines.join('\n');
    for (const share of [0.2, 0.6]) {
      const sending = attempt(body);
      await eventually(async () => expect(await registered()).toBeGreaterThanOrEqual(EVENTS * share), {
        timeoutMs: 50_000,
      });
      await breakConnections();
      await sending;
    }
    await eventually(async () => expect(await attempt(body)).toBe(true), { timeoutMs: 50_000 });
    expect(await registered()).toBe(EVENTS);
    expect(await intake.query('select distinct version::int from cases')).toEqual([{ version: 1 }]);
    expect(await intake.query('select sequences::text from sources')).toEqual([{ sequences: `{[1,${EVENTS + 1})}` }]);
    await eventually(async () => expect(await intake.query('select from outbox')).toHaveLength(0));
    const closures = (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.closure.recorded.v1');
    // The broker may hold a message twice; its id is the same, and consumers take each id once.
    expect(new Set(closures.map((m) => m.id)).size).toBe(EVENTS);
    expect(new Set(closures.map((m) => m.data['caseKey'])).size).toBe(EVENTS);
    expect(closures.every((m) => m.data['contact'] === contact)).toBe(true);
  });

  it('goes on where it was after a restart', async () => {
    await intake.restart();
    await intake.setClock('2026-05-21T12:00:00Z');
    expect((await send(intake, closed('K-0', { sequence: 1 }, { contact: await intake.seal() }))).status).toBe(200);
    expect(await registered()).toBe(EVENTS);
  });
});
