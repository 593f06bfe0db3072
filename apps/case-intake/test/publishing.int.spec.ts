import type { Receipt } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, send, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

describe('a police system that sends its closures', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-20T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('gets a receipt, and the closure is told to survey delivery once, with its sealed contact and without a reference', async () => {
    const contact = await intake.seal();
    const answer = await send(intake, closed('CR-1', { sequence: 1 }, { contact }));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ eventId: '01-connect-1', status: 'accepted', reasons: [] });
    const messages = await eventually(async () => {
      const found = await readTopic(intake, 'cases.v1');
      // Two messages under two keys: either may be there first.
      for (const type of ['cases.closure.recorded.v1', 'cases.source.heard.v1'])
        expect(found.map((m) => m.type)).toContain(type);
      return found;
    });
    const closures = messages.filter((m) => m.type === 'cases.closure.recorded.v1');
    expect(closures).toHaveLength(1);
    expect(closures[0]!.data).toMatchObject({
      state: 'closed',
      outcomeClass: 'WITHDREW',
      constituency: 'E14001421',
      contact,
    });
    expect(JSON.stringify(messages)).not.toContain('CR-1');
  });

  it('gets the same receipt again for the same event, and nothing happens twice', async () => {
    const answer = await send(intake, closed('CR-1', { sequence: 1 }, { contact: await intake.seal() }));
    expect(((await answer.json()) as Receipt).status).toBe('duplicate');
    expect(await intake.query('select version::int from cases')).toEqual([{ version: 1 }]);
  });

  it('gets a stream of receipts for a stream of events, and a summary at the end', async () => {
    const lines = await sendLines(intake, [
      closed('CR-2', { sequence: 2 }),
      'not json',
      closed('CR-3', { sequence: 3 }, { outcomeCode: '99' }),
    ]);
    expect(lines).toMatchObject([
      { status: 'accepted' },
      { status: 'rejected', reasons: [{ code: 'malformed-json' }] },
      { status: 'rejected', reasons: [{ code: 'unknown-outcome-code', kept: true }] },
      { summary: { accepted: 1, duplicate: 0, rejected: 2 } },
    ]);
  });
});
